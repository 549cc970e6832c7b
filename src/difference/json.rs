//! For machines: one list, one object per stack. The shape is documented in `docs/diff.md`; members are added, never
//! renamed.

use cfn::Origin;
use diff::{Access, Change, Edit, Fate, Replacement, Verdict};
use serde_json::{Value, json};

use super::Compared;

pub(crate) fn write(all: &[Compared]) -> String {
    let stacks: Vec<Value> = all.iter().map(one).collect();
    // Nothing in it can fail to be written.
    serde_json::to_string_pretty(&stacks).unwrap_or_default() + "\n"
}

fn one(compared: &Compared) -> Value {
    let Compared { stack, difference } = compared;
    json!({
        "stack": stack,
        "changes": difference.changes.iter().map(change).collect::<Vec<_>>(),
        "sections": difference.sections.iter().map(edit).collect::<Vec<_>>(),
        "verdicts": difference.verdicts.iter().map(verdict).collect::<Vec<_>>(),
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
        "origin": change.origin.as_ref().map(origin),
        "edits": change.edits.iter().map(edit).collect::<Vec<_>>(),
    })
}

fn edit(edit: &Edit) -> Value {
    json!({"path": edit.path, "old": edit.old, "new": edit.new})
}

fn verdict(verdict: &Verdict) -> Value {
    json!({
        "topic": verdict.topic.as_str(),
        "resource": verdict.resource,
        "message": verdict.message,
        "fate": verdict.fate.map(Fate::as_str),
        "broadens": verdict.broadens(),
        "access": verdict.access.as_ref().map(access),
        "origin": verdict.origin.as_ref().map(origin),
    })
}

fn access(access: &Access) -> Value {
    json!({
        "reach": access.reach.as_str(),
        "principal": access.principal,
        "actions": access.actions,
        "resources": access.resources,
        "witness": access.witness,
    })
}

fn origin(origin: &Origin) -> Value {
    json!({"file": origin.file, "line": origin.line})
}
