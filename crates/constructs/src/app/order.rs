//! Which stack comes before which: whoever imports comes after whoever exports.

use cfn::{Diagnostic, Findings, Import, Template};

use super::AppStage;

type Stacks = [(AppStage, Template)];

/// The stacks that must be deployed first, in the order in which they were imported from.
pub(super) fn dependencies(template: &Template) -> Vec<String> {
    let mut before: Vec<String> = Vec::new();
    for import in template.imports() {
        if !before.contains(&import.stack) {
            before.push(import.stack.clone());
        }
    }
    before
}

/// What is wrong between stacks, by the stack that imports. `failed` are stacks of the app that have no template.
pub(super) fn findings(stacks: &Stacks, failed: &[&str]) -> Vec<(String, Findings)> {
    let mut all = Vec::new();
    for (stage, template) in stacks {
        let imports = template.imports().iter();
        let mut found: Vec<Diagnostic> = imports
            .filter(|import| !failed.contains(&import.stack.as_str()))
            .filter_map(|import| unreachable(stacks, stage, template, import))
            .chain(stage.findings())
            .collect();
        found.extend(ring(stacks, template));
        if !found.is_empty() {
            all.push((template.name().to_owned(), Findings(found)));
        }
    }
    all
}

/// An import from a stack that is not there, or that is out of reach.
fn unreachable(
    stacks: &Stacks,
    stage: &AppStage,
    template: &Template,
    import: &Import,
) -> Option<Diagnostic> {
    let Import {
        stack,
        export,
        origin,
    } = import;
    let name = template.name();
    let finding = match find(stacks, stack) {
        None => {
            let message =
                format!("`{name}` imports `{export}` from the stack `{stack}`, which is not in the app");
            Diagnostic::error("GW171", message).hint("add it with `app.stack(…)`")
        }
        Some((other, _)) if !stage.reaches(other) => {
            let message = format!(
                "`{name}` imports `{export}` from the stack `{stack}`, which belongs to another account or region"
            );
            Diagnostic::error("GW172", message)
                .hint("an export is known in its own account and region alone: pass the value as a parameter")
        }
        Some(_) => return None,
    };
    Some(finding.at(origin.clone()))
}

fn find<'a>(stacks: &'a Stacks, name: &str) -> Option<&'a (AppStage, Template)> {
    stacks.iter().find(|(_, template)| template.name() == name)
}

/// The ring that this stack is in, where it is the ring's first in the order of the app: each ring is told once.
fn ring(stacks: &Stacks, start: &Template) -> Option<Diagnostic> {
    let place = |name: &str| stacks.iter().position(|(_, template)| template.name() == name);
    let first = place(start.name())?;
    let mut path: Vec<&Import> = Vec::new();
    let mut visited: Vec<&str> = Vec::new();
    let later = |import: &&Import| place(&import.stack).is_some_and(|place| place >= first);
    if !walk(stacks, start, start.name(), &later, &mut visited, &mut path) {
        return None;
    }
    let steps = path.iter().map(|import| format!(" → `{}`", import.stack));
    let message = format!(
        "stacks import from each other in a ring: `{}`{}",
        start.name(),
        steps.collect::<String>()
    );
    let hint = "none of them can be deployed first: move what both need into a stack of its own";
    let finding = Diagnostic::error("GW170", message).hint(hint);
    Some(
        path.into_iter()
            .fold(finding, |finding, import| finding.at(import.origin.clone())),
    )
}

/// Goes along imports until it comes back to `goal`; `path` is the way.
fn walk<'a>(
    stacks: &'a Stacks,
    from: &'a Template,
    goal: &str,
    admit: &dyn Fn(&&'a Import) -> bool,
    visited: &mut Vec<&'a str>,
    path: &mut Vec<&'a Import>,
) -> bool {
    for import in from.imports().iter().filter(admit) {
        path.push(import);
        if import.stack == goal {
            return true;
        }
        if !visited.contains(&import.stack.as_str()) {
            visited.push(&import.stack);
            let next = find(stacks, &import.stack);
            if next.is_some_and(|(_, next)| walk(stacks, next, goal, admit, visited, path)) {
                return true;
            }
        }
        path.pop();
    }
    false
}

#[cfg(test)]
mod tests;
