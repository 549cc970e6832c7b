//! Which stack is meant.

use cfn::{Manifest, StackEntry, nearest};

use crate::report::Failure;

/// A stack that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Selection<'a> {
    /// The stack.
    pub(crate) stack: &'a StackEntry,
    /// Nobody named the stage: it was taken as the usual one, and the reader should know.
    pub(crate) by_default: bool,
}

/// Why no stack was found.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SelectionError {
    #[error("there is no stage {stage:?}; the stages are {}", listed(known))]
    UnknownStage { stage: String, known: Vec<String> },
    #[error("there is no stack {stack:?}; the stacks are {}", listed(known))]
    UnknownStack { stack: String, known: Vec<String> },
    #[error("stack {stack:?} is of stage {actual:?}, not {asked:?}")]
    OtherStage {
        stack: String,
        actual: String,
        asked: String,
    },
    #[error("stage {stage:?} has several stacks: {}", listed(known))]
    Several { stage: String, known: Vec<String> },
}

impl From<SelectionError> for Failure {
    fn from(error: SelectionError) -> Self {
        let meant = match &error {
            SelectionError::UnknownStage { stage, known } => {
                nearest(stage, known.iter().map(String::as_str)).map(|name| format!("`--stage {name}`"))
            }
            SelectionError::UnknownStack { stack, known } => {
                nearest(stack, known.iter().map(String::as_str)).map(|name| format!("`{name}`"))
            }
            SelectionError::OtherStage { actual, .. } => Some(format!("`--stage {actual}`")),
            SelectionError::Several { .. } => None,
        };
        match (meant, &error) {
            (Some(meant), _) => Failure::new(error).hint(format!("did you mean {meant}?")),
            (None, SelectionError::Several { .. }) => Failure::new(error).hint("name one of them"),
            (None, _) => Failure::new(error).hint("`gatewright list` shows stacks and stages"),
        }
    }
}

/// Finds the one stack that is meant by a name, with or without its stage, and a stage. Where neither names a
/// stage, the usual one is meant.
pub(crate) fn select<'a>(
    manifest: &'a Manifest,
    name: Option<&str>,
    stage: Option<&str>,
    usual_stage: &str,
) -> Result<Selection<'a>, SelectionError> {
    let all = &manifest.stacks;
    if let Some(stack) = name.and_then(|name| all.iter().find(|stack| stack.name == name)) {
        return match stage {
            Some(asked) if asked != stack.stage => Err(SelectionError::OtherStage {
                stack: stack.name.clone(),
                actual: stack.stage.clone(),
                asked: asked.to_owned(),
            }),
            _ => Ok(Selection {
                stack,
                by_default: false,
            }),
        };
    }
    let asked = stage.unwrap_or(usual_stage);
    if !all.iter().any(|stack| stack.stage == asked) {
        return Err(SelectionError::UnknownStage {
            stage: asked.to_owned(),
            known: distinct(all.iter().map(|stack| &stack.stage)),
        });
    }
    let found: Vec<&StackEntry> = all
        .iter()
        .filter(|stack| stack.stage == asked)
        .filter(|stack| name.is_none_or(|name| without_stage(stack) == Some(name)))
        .collect();
    match (found.as_slice(), name) {
        ([stack], _) => Ok(Selection {
            stack,
            by_default: stage.is_none(),
        }),
        ([], Some(name)) => Err(SelectionError::UnknownStack {
            stack: name.to_owned(),
            known: distinct(all.iter().map(|stack| &stack.name)),
        }),
        (several, _) => Err(SelectionError::Several {
            stage: asked.to_owned(),
            known: distinct(several.iter().map(|stack| &stack.name)),
        }),
    }
}

/// The stacks that are meant by names, each with or without its stage; without names, all of the stage.
pub(crate) fn select_all<'a>(
    manifest: &'a Manifest,
    names: &[String],
    stage: Option<&str>,
    usual_stage: &str,
) -> Result<Vec<&'a StackEntry>, SelectionError> {
    if names.is_empty() {
        return stacks_of(manifest, Some(stage.unwrap_or(usual_stage)));
    }
    let mut found: Vec<&StackEntry> = Vec::new();
    for name in names {
        let stack = select(manifest, Some(name), stage, usual_stage)?.stack;
        if !found.contains(&stack) {
            found.push(stack);
        }
    }
    Ok(found)
}

/// The stacks of a stage, or all of them.
pub(crate) fn stacks_of<'a>(
    manifest: &'a Manifest,
    stage: Option<&str>,
) -> Result<Vec<&'a StackEntry>, SelectionError> {
    let all = manifest.stacks.iter();
    let stacks: Vec<&StackEntry> = all
        .filter(|stack| stage.is_none_or(|stage| stack.stage == stage))
        .collect();
    match stage {
        Some(stage) if stacks.is_empty() => Err(SelectionError::UnknownStage {
            stage: stage.to_owned(),
            known: distinct(manifest.stacks.iter().map(|stack| &stack.stage)),
        }),
        _ => Ok(stacks),
    }
}

/// Whether a name is the stack's, with or without its stage.
pub(crate) fn is_called(stack: &StackEntry, name: &str) -> bool {
    stack.name == name || without_stage(stack) == Some(name)
}

/// `chat` for the stack `chat-dev` of stage `dev`.
fn without_stage(stack: &StackEntry) -> Option<&str> {
    stack.name.strip_suffix(&stack.stage)?.strip_suffix('-')
}

fn distinct<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for name in names {
        if !known.contains(name) {
            known.push(name.clone());
        }
    }
    known
}

fn listed(names: &[String]) -> String {
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(stacks: &[(&str, &str)]) -> Manifest {
        let entry = |(name, stage): &(&str, &str)| StackEntry {
            name: (*name).to_owned(),
            stage: (*stage).to_owned(),
            template: format!("{name}.template.json"),
            ..StackEntry::default()
        };
        Manifest {
            version: cfn::assembly::VERSION,
            app: "test".to_owned(),
            stacks: stacks.iter().map(entry).collect(),
        }
    }

    fn chat() -> Manifest {
        manifest(&[
            ("chat-dev", "dev"),
            ("chat-staging", "staging"),
            ("chat-prod", "prod"),
        ])
    }

    fn found(name: Option<&str>, stage: Option<&str>) -> (String, bool) {
        let manifest = chat();
        let selection = select(&manifest, name, stage, "dev").unwrap();
        (selection.stack.name.clone(), selection.by_default)
    }

    #[test]
    fn a_stack_is_found_by_stage_by_name_and_by_both() {
        assert_eq!(found(None, None), ("chat-dev".to_owned(), true));
        assert_eq!(found(Some("chat"), None), ("chat-dev".to_owned(), true));
        assert_eq!(found(None, Some("prod")), ("chat-prod".to_owned(), false));
        assert_eq!(found(Some("chat"), Some("prod")), ("chat-prod".to_owned(), false));
        assert_eq!(
            found(Some("chat-staging"), None),
            ("chat-staging".to_owned(), false)
        );
    }

    #[test]
    fn what_is_unknown_names_what_is_known() {
        let error = select(&chat(), None, Some("stagin"), "dev").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no stage \"stagin\"; the stages are dev, staging, prod"
        );
        let error = select(&chat(), Some("chta"), None, "dev").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no stack \"chta\"; the stacks are chat-dev, chat-staging, chat-prod"
        );
        let error = select(&chat(), Some("chat-prod"), Some("dev"), "dev").unwrap_err();
        assert_eq!(
            error.to_string(),
            "stack \"chat-prod\" is of stage \"prod\", not \"dev\""
        );
    }

    #[test]
    fn several_stacks_of_a_stage_have_to_be_told_apart() {
        let manifest = manifest(&[("chat-dev", "dev"), ("board-dev", "dev")]);
        let error = select(&manifest, None, None, "dev").unwrap_err();
        assert_eq!(
            error.to_string(),
            "stage \"dev\" has several stacks: chat-dev, board-dev"
        );
        assert_eq!(
            select(&manifest, Some("board"), None, "dev").unwrap().stack.name,
            "board-dev"
        );
    }

    #[test]
    fn an_empty_manifest_has_no_stage() {
        assert!(matches!(
            select(&manifest(&[]), None, None, "dev"),
            Err(SelectionError::UnknownStage { .. })
        ));
    }
}
