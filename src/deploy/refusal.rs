//! Why a stack is not deployed, where no service said it.

use ::deploy::{Situation, Stack, console, guard::Loss, parameters::ParameterFinding};

use crate::{exit_code, report::Failure, ui};

/// Why a stack is not deployed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("stack {stack:?} cannot be deployed with these parameters{}", lines(findings))]
    Parameters {
        stack: String,
        findings: Vec<ParameterFinding>,
    },
    #[error("parameter {parameter} is for stack {stack:?}, which is not deployed here")]
    NoSuchStack { stack: String, parameter: String },
    #[error("stack {stack:?} is not deployed: it would lose data{}", losses(lost))]
    DataLoss {
        stack: String,
        lost: Vec<Loss>,
        /// What was allowed and fits nothing, each with the name that was probably meant.
        unaffected: Vec<(String, Option<String>)>,
    },
    #[error("`--allow-data-loss {resource}`: nothing of stack {stack:?} is lost under this name")]
    Unaffected {
        stack: String,
        resource: String,
        meant: Option<String>,
    },
    #[error("stack {stack:?} is not deployed: the change was not approved")]
    Declined { stack: String },
    #[error("stack {stack:?} is not deployed: {what}, and nobody can be asked here")]
    NobodyToAsk { stack: String, what: &'static str },
    #[error("stack {} is {}, and cannot go on by itself", .0.name, .0.status)]
    NeedsAPerson(Box<Stack>),
    #[error("stack {stack:?} was deleted meanwhile by somebody else")]
    Gone { stack: String },
    #[error("stack {stack:?} goes on without this program")]
    Left { stack: String },
    #[error("interrupted; no operation was running")]
    Interrupted,
}

fn lines(findings: &[ParameterFinding]) -> String {
    let lines: Vec<String> = findings.iter().map(|finding| format!("\n  {finding}")).collect();
    lines.concat()
}

fn losses(lost: &[Loss]) -> String {
    let line = |loss: &Loss| format!("\n  `{}`: {}", loss.resource, loss.message);
    let lines: Vec<String> = lost.iter().map(line).collect();
    lines.concat()
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let (code, hints) = (code(&refusal), hints(&refusal));
        let failure = Self::new(refusal).code(code);
        hints.into_iter().fold(failure, Failure::hint)
    }
}

fn code(refusal: &Refusal) -> u8 {
    match refusal {
        Refusal::Parameters { .. } | Refusal::NoSuchStack { .. } | Refusal::Unaffected { .. } => {
            exit_code::FAILED
        }
        Refusal::DataLoss { .. } | Refusal::Declined { .. } | Refusal::NobodyToAsk { .. } => {
            exit_code::NOT_APPROVED
        }
        Refusal::NeedsAPerson(_) => exit_code::NEEDS_A_PERSON,
        Refusal::Gone { .. } => exit_code::NOT_DEPLOYED,
        Refusal::Left { .. } | Refusal::Interrupted => exit_code::INTERRUPTED,
    }
}

fn hints(refusal: &Refusal) -> Vec<String> {
    let program = ui::program();
    match refusal {
        Refusal::Parameters { findings, .. } => {
            let is_missing = |one: &ParameterFinding| matches!(one, ParameterFinding::Missing { .. });
            let hint = "pass `--parameters NAME=VALUE`".to_owned();
            findings
                .iter()
                .any(is_missing)
                .then_some(hint)
                .into_iter()
                .collect()
        }
        Refusal::NoSuchStack { .. } => vec![format!("`{program} list` shows the stacks")],
        Refusal::DataLoss { lost, unaffected, .. } => {
            let others = unaffected
                .iter()
                .map(|(name, _)| format!("`--allow-data-loss {name}` fits nothing"));
            let flags = lost
                .iter()
                .map(|loss| format!("--allow-data-loss {}", loss.resource));
            let own = [
                "`DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain` keep what they hold".to_owned(),
                format!("where the data may go: `{}`", flags.collect::<Vec<_>>().join(" ")),
            ];
            others.chain(own).collect()
        }
        Refusal::Unaffected { meant, .. } => vec![match meant {
            Some(meant) => format!("did you mean `--allow-data-loss {meant}`?"),
            None => "leave it out: nothing is lost".to_owned(),
        }],
        Refusal::NobodyToAsk { .. } => vec!["`--yes` answers with yes".to_owned()],
        Refusal::NeedsAPerson(stack) => {
            let mut hints = way_out(stack.situation(), &stack.name);
            hints.extend(console::events(&stack.id).map(|url| format!("the events are at {url}")));
            hints
        }
        Refusal::Left { stack } => vec![format!(
            "`{program} deploy` follows it again, and so does `{program} events {stack} --follow`"
        )],
        Refusal::Declined { .. } | Refusal::Gone { .. } | Refusal::Interrupted => Vec::new(),
    }
}

/// The commands that lead out of a state.
pub(crate) fn way_out(situation: Situation, stack: &str) -> Vec<String> {
    let program = ui::program();
    match situation {
        Situation::DeleteFailed => vec![format!(
            "`{program} events {stack}` says what did not go; then `{program} destroy {stack}`, with `--retain RESOURCE` \
             for what is to stay"
        )],
        _ => vec![
            format!("make possible what failed, then `{program} rollback {stack}`"),
            format!(
                "what cannot be brought back can be left out: `{program} rollback {stack} --skip RESOURCE`"
            ),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_refusal_has_its_exit_code() {
        let stack = || "chat".to_owned();
        let loss = Loss {
            resource: "Rooms".to_owned(),
            message: "the items of the table are lost".to_owned(),
            kept: false,
        };
        let refusal = Refusal::DataLoss {
            stack: stack(),
            lost: vec![loss],
            unaffected: vec![("Romos".to_owned(), Some("Rooms".to_owned()))],
        };
        assert_eq!(
            refusal.to_string(),
            "stack \"chat\" is not deployed: it would lose data\n  `Rooms`: the items of the table are lost"
        );
        assert_eq!(hints(&refusal)[0], "`--allow-data-loss Romos` fits nothing");
        assert_eq!(
            hints(&refusal)[2],
            "where the data may go: `--allow-data-loss Rooms`"
        );
        for (refusal, expected) in [
            (refusal, exit_code::NOT_APPROVED),
            (Refusal::Declined { stack: stack() }, exit_code::NOT_APPROVED),
            (Refusal::Gone { stack: stack() }, exit_code::NOT_DEPLOYED),
            (Refusal::Left { stack: stack() }, exit_code::INTERRUPTED),
        ] {
            assert_eq!(code(&refusal), expected, "{refusal}");
        }
    }
}
