//! A stack as it stands, and what may be done with it in that state.

mod resource;

use std::collections::BTreeMap;

use aws_sdk_cloudformation::types::{self, StackDriftStatus, StackStatus, TemplateStage};

use crate::{
    client::Clients,
    error::{self, Error, Kind},
};

pub use resource::Resource;

/// A stack of the account.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Its name.
    pub name: String,
    /// Its ARN; a stack of the same name that is made later has another one.
    pub id: String,
    /// The state that CloudFormation tells.
    pub status: StackStatus,
    /// Why it is in that state, where that is said.
    pub reason: Option<String>,
    /// What it tells, by name.
    pub outputs: BTreeMap<String, String>,
    /// What it was given, by name.
    pub parameters: BTreeMap<String, String>,
    /// Its own tags.
    pub tags: BTreeMap<String, String>,
    /// Whether CloudFormation refuses to delete it.
    pub termination_protection: bool,
    /// When it was last made or updated, in seconds since 1970.
    pub updated: i64,
    /// The role that CloudFormation takes for it.
    pub role: Option<String>,
    /// The names under which it exports outputs to other stacks.
    pub exports: Vec<String>,
    /// What the last drift detection found; none where there was none.
    pub drift: Option<Checked>,
}

/// What the last drift detection of a stack found.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Whether the resources are what the template says.
    pub status: StackDriftStatus,
    /// When that was, in seconds since 1970.
    pub time: i64,
}

/// What may be done with a stack now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Situation {
    /// There is none: a change set makes it.
    Absent,
    /// A change set would make it and was never executed: there are no resources yet.
    Review,
    /// A change set updates it.
    Ready,
    /// Something works on it: wait, or attach.
    Busy,
    /// It was never made whole: it must be deleted before it can be made again.
    MustBeDeleted,
    /// An update failed, and so did the way back: `ContinueUpdateRollback`, or help.
    RollbackFailed,
    /// It failed to go: what is left must be looked at.
    DeleteFailed,
}

impl Situation {
    /// What a state allows.
    ///
    /// The states: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html>.
    pub fn of(status: &StackStatus) -> Self {
        match status.as_str() {
            "DELETE_COMPLETE" => Self::Absent,
            "REVIEW_IN_PROGRESS" => Self::Review,
            "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" | "CREATE_FAILED" => Self::MustBeDeleted,
            // An import works on stacks that hold something.
            "UPDATE_ROLLBACK_FAILED" | "UPDATE_FAILED" | "IMPORT_ROLLBACK_FAILED" => Self::RollbackFailed,
            "DELETE_FAILED" => Self::DeleteFailed,
            busy if busy.ends_with("_IN_PROGRESS") => Self::Busy,
            _ => Self::Ready,
        }
    }
}

impl Stack {
    /// What may be done with it now.
    pub fn situation(&self) -> Situation {
        Situation::of(&self.status)
    }

    fn from_sdk(stack: types::Stack) -> Self {
        let updated = stack.last_updated_time.or(stack.creation_time);
        let exports = stack.outputs.iter().flatten();
        let exports = exports.filter_map(|output| output.export_name.clone()).collect();
        Self {
            name: stack.stack_name.unwrap_or_default(),
            id: stack.stack_id.unwrap_or_default(),
            status: stack.stack_status.unwrap_or_else(|| StackStatus::from("UNKNOWN")),
            reason: stack.stack_status_reason.filter(|reason| !reason.is_empty()),
            outputs: pairs(stack.outputs, |output| (output.output_key, output.output_value)),
            parameters: pairs(stack.parameters, |one| (one.parameter_key, one.parameter_value)),
            tags: pairs(stack.tags, |tag| (tag.key, tag.value)),
            termination_protection: stack.enable_termination_protection.unwrap_or_default(),
            updated: updated.map(|time| time.secs()).unwrap_or_default(),
            role: stack.role_arn,
            exports,
            drift: stack.drift_information.and_then(checked),
        }
    }
}

fn checked(said: types::StackDriftInformation) -> Option<Checked> {
    Some(Checked {
        status: said.stack_drift_status?,
        time: said.last_check_timestamp?.secs(),
    })
}

fn pairs<T>(
    list: Option<Vec<T>>,
    pair: fn(T) -> (Option<String>, Option<String>),
) -> BTreeMap<String, String> {
    let pairs = list.unwrap_or_default().into_iter().map(pair);
    pairs
        .filter_map(|(key, value)| Some((key?, value.unwrap_or_default())))
        .collect()
}

impl Clients {
    /// A stack by name or ARN; none where there is none, or where it was deleted.
    pub async fn stack(&self, name: &str) -> Result<Option<Stack>, Error> {
        let said = self
            .cloudformation
            .describe_stacks()
            .stack_name(name)
            .send()
            .await;
        let said = match said.map_err(error::of("cloudformation:DescribeStacks")) {
            Ok(said) => said,
            Err(error) if *error.kind() == Kind::Missing => return Ok(None),
            Err(error) => return Err(error),
        };
        let found = said.stacks.unwrap_or_default().into_iter().next();
        let stack = found.map(Stack::from_sdk);
        Ok(stack.filter(|stack| stack.situation() != Situation::Absent))
    }

    /// The template that a stack was last given, as it was given; none where there is no stack.
    pub async fn template(&self, name: &str) -> Result<Option<String>, Error> {
        let said = self
            .cloudformation
            .get_template()
            .stack_name(name)
            .template_stage(TemplateStage::Original)
            .send()
            .await;
        match said.map_err(error::of("cloudformation:GetTemplate")) {
            Ok(said) => Ok(said.template_body),
            Err(error) if *error.kind() == Kind::Missing => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A stack in a state.
    pub(crate) fn stack(status: &str) -> Stack {
        Stack {
            name: "chat-dev".to_owned(),
            id: "arn:stack".to_owned(),
            status: StackStatus::from(status),
            reason: None,
            outputs: BTreeMap::new(),
            exports: Vec::new(),
            parameters: BTreeMap::new(),
            tags: BTreeMap::new(),
            termination_protection: false,
            updated: 0,
            role: None,
            drift: None,
        }
    }

    #[test]
    fn every_state_of_the_service_has_a_situation() {
        let situations = StackStatus::values().iter().map(|word| {
            let status = StackStatus::from(*word);
            (*word, Situation::of(&status))
        });
        for (word, situation) in situations {
            let busy = word.ends_with("_IN_PROGRESS") && word != "REVIEW_IN_PROGRESS";
            assert_eq!(busy, situation == Situation::Busy, "{word}");
            let whole =
                word.ends_with("_COMPLETE") && !["ROLLBACK_COMPLETE", "DELETE_COMPLETE"].contains(&word);
            assert_eq!(whole, situation == Situation::Ready, "{word}");
        }
    }
}
