//! For people at a terminal.

use anstyle::{AnsiColor, Style};
use cfn::Origin;
use diff::{Action, Change, Topic, Verdict};

use super::{Compared, TOPICS, mark, on, place, sides, summary, what, witness};
use crate::ui::{self, harmless, styled};

const GOOD: Style = AnsiColor::Green.on_default();

pub(crate) fn write(all: &[Compared]) -> String {
    all.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(compared: &Compared) -> String {
    let Compared { stack, difference } = compared;
    let mut lines = vec![format!("{}: {}", harmless(stack), summary::changes(difference))];
    if !difference.is_empty() {
        lines.push(format!("  {}", summary::meaning([difference].into_iter())));
    }
    for change in &difference.changes {
        lines.push(head(change));
        lines.extend(change.edits.iter().map(|edit| indented(6, &sides(edit))));
    }
    lines.extend(difference.sections.iter().map(|edit| indented(2, &sides(edit))));
    for (topic, heading) in TOPICS {
        let verdicts = on(difference, topic);
        if !verdicts.is_empty() {
            lines.push(format!("  {}", styled(style(&verdicts), heading)));
        }
        for verdict in verdicts {
            let sentence = indented(4, &format!("`{}`: {}", verdict.resource, verdict.message));
            lines.push(with_place(
                sentence,
                verdict.origin.as_ref().map(Origin::to_string),
            ));
            let request = witness(verdict).map(|request| indented(6, &format!("for example {request}")));
            lines.extend(request.map(|request| styled(ui::DIM, request)));
        }
    }
    lines.join("\n") + "\n"
}

/// The line of a resource: what happens to it, and where it is declared.
fn head(change: &Change) -> String {
    let style = match change.action {
        Action::Added => GOOD,
        Action::Changed | Action::Moved | Action::MayBeReplaced => ui::WARNING,
        Action::Replaced | Action::Retyped | Action::Removed => ui::ERROR,
    };
    let line = format!(
        "  {} {}  {}",
        styled(
            style,
            format_args!("{} {}", mark(change.action), harmless(&change.id))
        ),
        styled(ui::DIM, harmless(&change.kind)),
        harmless(&what(change)),
    );
    with_place(line, place(change))
}

fn with_place(line: String, place: Option<String>) -> String {
    match place {
        Some(place) => format!("{line}  {}", styled(ui::DIM, harmless(&place))),
        None => line,
    }
}

/// What the worst of some verdicts on one topic looks like.
fn style(verdicts: &[&Verdict]) -> Style {
    let is_grave = |verdict: &&Verdict| verdict.loses() || verdict.broadens();
    let is_any = |verdict: &&Verdict| verdict.topic != Topic::Access;
    match verdicts {
        all if all.iter().any(is_grave) => ui::ERROR,
        all if all.iter().any(is_any) => ui::WARNING,
        _ => ui::DIM,
    }
}

fn indented(by: usize, text: &str) -> String {
    " ".repeat(by) + &harmless(text)
}
