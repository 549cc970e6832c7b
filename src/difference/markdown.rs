//! For a comment on a pull request: a line that says all, then what matters, the properties folded.

mod escape;
mod fit;

use diff::{Action, Change, Difference};

use super::{Compared, TOPICS, mark, on, place, sides, summary, what, witness};
use escape::{fenced, prose};
use fit::{Block, Page, size};

/// More resources are folded, so that the next stack is not far below.
const MANY: usize = 25;

pub(crate) fn write(all: &[Compared]) -> String {
    let (same, different): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.difference.is_empty());
    let groups = groups(&different);
    let mut page = Page::default();
    page.line(&headline(&groups, different.len(), all));
    let bodies: Vec<Body> = groups.iter().map(Body::of).collect();
    // What one stack folds must not push out what matters in the next.
    let mut after: usize = bodies.iter().map(|body| body.size).sum();
    for body in &bodies {
        after -= body.size;
        body.lines.iter().for_each(|line| page.line(line));
        body.blocks.iter().for_each(|block| page.block(block, after));
    }
    if !same.is_empty() && !different.is_empty() {
        page.line("");
        page.line(&format!("No difference: {}.", names(&same)));
    }
    page.finish()
}

/// Stacks that differ alike.
type Group<'a> = (Vec<&'a Compared>, &'a Difference);

/// Stages are often equal: stacks that differ alike are shown once.
fn groups<'a>(all: &[&'a Compared]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for one in all {
        match groups
            .iter_mut()
            .find(|(_, difference)| **difference == one.difference)
        {
            Some((stacks, _)) => stacks.push(one),
            None => groups.push((vec![one], &one.difference)),
        }
    }
    groups
}

fn headline(groups: &[Group<'_>], different: usize, all: &[Compared]) -> String {
    let meaning = summary::meaning(groups.iter().map(|(_, difference)| *difference));
    match (different, all) {
        (0, all) => format!("**No difference**: {}.", names(&all.iter().collect::<Vec<_>>())),
        (_, [only]) => format!("**{} differs**: {meaning}.", prose(&only.stack)),
        (one, all) => {
            let verb = if one == 1 { "differs" } else { "differ" };
            format!("**{one} of {} stacks {verb}**: {meaning}.", all.len())
        }
    }
}

fn names(all: &[&Compared]) -> String {
    all.iter()
        .map(|one| prose(&one.stack))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What is shown of a group.
struct Body {
    lines: Vec<String>,
    blocks: Vec<Block>,
    /// The bytes of what is not folded.
    size: usize,
}

impl Body {
    fn of((stacks, difference): &Group<'_>) -> Self {
        let mut lines = vec![
            String::new(),
            format!("### {}: {}", names(stacks), summary::changes(difference)),
        ];
        verdicts(difference, &mut lines);
        let mut size = size(&lines);
        let mut blocks = Vec::new();
        let resources: Vec<String> = difference.changes.iter().map(resource).collect();
        match resources.len() {
            0 => {}
            1..=MANY => {
                let fence = Block::fence("diff", resources);
                size += fence.size();
                blocks.push(fence);
            }
            many => blocks.push(Block::fold(&format!("{many} resources"), "diff", resources)),
        }
        let properties = properties(difference);
        if !properties.is_empty() {
            blocks.push(Block::fold("Properties", "text", properties));
        }
        Self { lines, blocks, size }
    }
}

fn verdicts(difference: &Difference, lines: &mut Vec<String>) {
    for (topic, heading) in TOPICS {
        let verdicts = on(difference, topic);
        if verdicts.is_empty() {
            continue;
        }
        lines.extend([String::new(), format!("**{heading}**"), String::new()]);
        lines.extend(verdicts.into_iter().map(|verdict| {
            let mut sentence = format!("- `{}`: {}", verdict.resource, verdict.message);
            let witness = witness(verdict).map(|request| format!("; for example {request}"));
            sentence.extend(witness);
            sentence.extend(verdict.origin.as_ref().map(|origin| format!(" (`{origin}`)")));
            prose(&sentence)
        }));
    }
}

/// The line of a resource, with a sign in front that code hosts colour.
fn resource(change: &Change) -> String {
    let colour = match change.action {
        Action::Added => '+',
        Action::Removed | Action::Replaced | Action::Retyped => '-',
        Action::Changed | Action::Moved | Action::MayBeReplaced => '!',
    };
    let place = place(change).map_or(String::new(), |place| format!("  ({place})"));
    let line = format!("{} {} {}{place}", change.id, change.kind, what(change));
    format!("{colour} {}", fenced(&line))
}

/// Every property that differs.
fn properties(difference: &Difference) -> Vec<String> {
    let edited = difference
        .changes
        .iter()
        .filter(|change| !change.edits.is_empty());
    let of_resources = edited.flat_map(|change| {
        let head = format!("{} {}", mark(change.action), fenced(&change.id));
        let edits = change
            .edits
            .iter()
            .map(|edit| format!("    {}", fenced(&sides(edit))));
        std::iter::once(head).chain(edits)
    });
    let outside = difference.sections.iter().map(|edit| fenced(&sides(edit)));
    of_resources.chain(outside).collect()
}
