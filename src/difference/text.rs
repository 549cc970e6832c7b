//! For people at a terminal.

use anstyle::{AnsiColor, Style};
use diff::{Action, Topic};

use super::{Compared, mark, sides, what};
use crate::ui::{self, styled};

const GOOD: Style = AnsiColor::Green.on_default();

pub(crate) fn write(all: &[Compared]) -> String {
    all.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(compared: &Compared) -> String {
    let mut lines = vec![format!("{}: {}", compared.stack, compared.summary())];
    for change in &compared.difference.changes {
        let style = match change.action {
            Action::Added => GOOD,
            Action::Changed | Action::Moved | Action::MayBeReplaced => ui::WARNING,
            Action::Replaced | Action::Retyped | Action::Removed => ui::ERROR,
        };
        lines.push(format!(
            "  {} {}  {}",
            styled(style, format_args!("{} {}", mark(change.action), change.id)),
            styled(ui::DIM, &change.kind),
            what(change),
        ));
        lines.extend(change.edits.iter().map(|edit| line(&sides(edit), 6)));
    }
    let sections = compared.difference.sections.iter();
    lines.extend(sections.map(|edit| line(&sides(edit), 2)));
    for (topic, style) in [(Topic::Data, ui::ERROR), (Topic::Contract, ui::WARNING)] {
        for verdict in compared.verdicts(topic) {
            let head = styled(style, format_args!("{}:", topic.as_str()));
            lines.push(format!("  {head} {verdict}"));
        }
    }
    lines.join("\n") + "\n"
}

fn line((path, old, new): &(&str, String, String), indent: usize) -> String {
    let indent = " ".repeat(indent);
    ui::harmless(&format!("{indent}{path}: {old} -> {new}"))
}
