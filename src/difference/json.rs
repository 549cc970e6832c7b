//! For machines: one list, one object per stack.

use diff::{Change, Edit, Replacement};
use serde_json::{Value, json};

use super::Compared;

pub(crate) fn write(all: &[Compared]) -> String {
    let stacks: Vec<Value> = all.iter().map(one).collect();
    // Nothing in it can fail to be written.
    serde_json::to_string_pretty(&stacks).unwrap_or_default() + "\n"
}

fn one(compared: &Compared) -> Value {
    let verdicts = compared.difference.verdicts.iter().map(|verdict| {
        json!({
            "topic": verdict.topic.as_str(),
            "resource": verdict.resource,
            "message": verdict.message,
        })
    });
    json!({
        "stack": compared.stack,
        "changes": compared.difference.changes.iter().map(change).collect::<Vec<_>>(),
        "sections": compared.difference.sections.iter().map(edit).collect::<Vec<_>>(),
        "verdicts": verdicts.collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let replacement = change.replacement.as_ref().map(|replacement| match replacement {
        Replacement::Property(property) => json!({"property": property}),
        Replacement::Follows { property, resource } => json!({"property": property, "follows": resource}),
    });
    json!({
        "id": change.id,
        "type": change.kind,
        "action": change.action.as_str(),
        "from": change.from,
        "replacement": replacement,
        "edits": change.edits.iter().map(edit).collect::<Vec<_>>(),
    })
}

fn edit(edit: &Edit) -> Value {
    json!({"path": edit.path, "old": edit.old, "new": edit.new})
}
