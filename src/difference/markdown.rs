//! For a comment on a pull request: what matters first, the rest folded.

use diff::Topic;

use super::{Compared, mark, sides, what};

pub(crate) fn write(all: &[Compared]) -> String {
    let (same, different): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.difference.is_empty());
    let mut text: String = different.into_iter().map(one).collect();
    if !same.is_empty() {
        let names: Vec<&str> = same.iter().map(|one| one.stack.as_str()).collect();
        text.extend(["No difference: ", &names.join(", "), ".\n"]);
    }
    text
}

fn one(compared: &Compared) -> String {
    let mut lines = vec![
        format!("### {}: {}", compared.stack, compared.summary()),
        String::new(),
    ];
    for (topic, head) in [
        (Topic::Data, "**Data is lost or protected less**"),
        (Topic::Contract, "**Clients notice**"),
    ] {
        let verdicts = compared.verdicts(topic);
        if !verdicts.is_empty() {
            lines.extend([head.to_owned(), String::new()]);
            lines.extend(verdicts.iter().map(|verdict| format!("- {verdict}")));
            lines.push(String::new());
        }
    }
    lines.extend(["<details><summary>Resources</summary>", "", "```diff"].map(str::to_owned));
    for change in &compared.difference.changes {
        let mark = match mark(change.action) {
            "+" => '+',
            "-" | "±" | "!" => '-',
            _ => ' ',
        };
        lines.push(format!("{mark} {} ({}) {}", change.id, change.kind, what(change)));
        lines.extend(change.edits.iter().map(|edit| row(&sides(edit))));
    }
    lines.extend(compared.difference.sections.iter().map(|edit| row(&sides(edit))));
    lines.extend(["```", "", "</details>", ""].map(str::to_owned));
    lines.join("\n") + "\n"
}

/// A fence in a value would end ours.
fn row((path, old, new): &(&str, String, String)) -> String {
    format!("      {path}: {old} -> {new}").replace("```", "` ` `")
}
