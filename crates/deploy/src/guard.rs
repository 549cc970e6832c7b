//! What a change set replaces or deletes that holds data, and whether somebody said that this is meant.
//!
//! Two witnesses are heard: the change set, which knows what the account holds, and the comparison of the templates,
//! which knows why. What one of them alone calls lost is lost.

use std::collections::BTreeSet;

use cfn::{Template, nearest};
use diff::{Difference, Verdict};

use crate::{
    capability::NESTED_STACK,
    change_set::{Action, ChangeSet, Fate, Replacement, ResourceChange},
};

/// Something that holds data and goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Its logical id; `Parent/Child` for one of a nested stack.
    pub resource: String,
    /// One sentence.
    pub message: String,
    /// Whether what it holds stays in the account, outside of the stack.
    pub kept: bool,
}

/// What the guard says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What nobody allowed: the change set may not be executed while there is any.
    pub refused: Vec<Loss>,
    /// What is lost, and somebody said that it may be.
    pub allowed: Vec<Loss>,
    /// What leaves the stack and stays in the account.
    pub kept: Vec<Loss>,
    /// What was allowed and is not affected, each with the name that was probably meant.
    pub unaffected: Vec<(String, Option<String>)>,
}

/// Judges a change set; `allowed` are logical ids whose data may be lost.
pub fn judge(losses: Vec<Loss>, allowed: &[String]) -> Judgement {
    let named = |loss: &Loss| allowed.contains(&loss.resource);
    let affected: BTreeSet<String> = losses.iter().map(|loss| loss.resource.clone()).collect();
    let unaffected = allowed.iter().filter(|id| !affected.contains(*id));
    let unaffected = unaffected.map(|id| {
        let meant = nearest(id, affected.iter().map(String::as_str));
        (id.clone(), meant.map(str::to_owned))
    });
    let unaffected = unaffected.collect();
    let (kept, lost): (Vec<Loss>, Vec<Loss>) = losses.into_iter().partition(|loss| loss.kept);
    let (allowed, refused) = lost.into_iter().partition(named);
    Judgement {
        refused,
        allowed,
        kept,
        unaffected,
    }
}

/// What goes when a change set is executed, in the order of the change set; what only the templates tell comes last.
///
/// `old` is the deployed template, `new` the one that is to be.
pub fn losses(change_set: &ChangeSet, difference: &Difference, old: &Template, new: &Template) -> Vec<Loss> {
    let told: Vec<Loss> = difference.verdicts.iter().filter_map(offline).collect();
    let both = Templates {
        told: &told,
        old,
        new,
    };
    let mut losses: Vec<Loss> = change_set
        .changes
        .iter()
        .filter_map(|change| both.by_service(change))
        .collect();
    for loss in told {
        if !losses.iter().any(|known| known.resource == loss.resource) {
            losses.push(loss);
        }
    }
    losses
}

/// What the comparison alone tells.
fn offline(verdict: &Verdict) -> Option<Loss> {
    let kept = match verdict.fate? {
        diff::Fate::Lost => false,
        diff::Fate::LeftBehind => true,
        diff::Fate::AtRisk => return None,
    };
    Some(Loss {
        resource: verdict.resource.clone(),
        message: verdict.message.clone(),
        kept,
    })
}

/// What the templates know.
struct Templates<'a> {
    told: &'a [Loss],
    old: &'a Template,
    new: &'a Template,
}

impl Templates<'_> {
    /// What the service tells of one resource, in the words of the comparison where these say the same.
    fn by_service(&self, change: &ResourceChange) -> Option<Loss> {
        let held = held(&change.kind)?;
        let certainty = change.ends_the_old_one();
        if certainty == Replacement::No {
            return None;
        }
        let removed = change.action == Action::Remove;
        let offline = self.told.iter().find(|loss| loss.resource == change.resource);
        let kept = match (change.fate, offline) {
            (Some(fate), _) => fate != Fate::Deleted,
            (None, Some(loss)) => loss.kept,
            (None, None) => self.keep(&change.resource, removed),
        };
        Some(match offline.filter(|loss| loss.kept == kept) {
            Some(loss) => loss.clone(),
            None => Loss {
                resource: change.resource.clone(),
                message: sentence(held, kept, removed, certainty),
                kept,
            },
        })
    }

    /// Whether a resource stays in the account. A replaced one goes by the new template, one that leaves by the old.
    fn keep(&self, id: &str, removed: bool) -> bool {
        if removed {
            return Fate::at_the_end(self.old, id) != Fate::Deleted;
        }
        let body = self.new.resource(id);
        let policy = body.and_then(|body| body.get("UpdateReplacePolicy")?.as_str());
        matches!(policy, Some("Retain" | "Snapshot"))
    }
}

/// What a type holds, as the beginning of a sentence; none where it holds nothing. Nobody sees into a nested stack that
/// goes as a whole.
pub fn held(kind: &str) -> Option<&'static str> {
    if kind == NESTED_STACK {
        return Some("whatever the nested stack holds is");
    }
    diff::held(kind)
}

fn sentence(held: &str, kept: bool, removed: bool, certainty: Replacement) -> String {
    let how = match (removed, certainty) {
        (true, _) => "it is deleted",
        (false, Replacement::Maybe) => "it may be replaced by an empty one",
        (false, _) => "it is replaced by an empty one",
    };
    if kept {
        format!("{held} kept in the account, outside of the stack")
    } else {
        format!("{held} lost: {how}")
    }
}

#[cfg(test)]
mod tests;
