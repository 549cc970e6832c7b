//! The way back, for a stack that stopped in the middle of a change.

use aws_sdk_cloudformation::types::StackStatus;

use crate::{
    client::Clients,
    error::{self, Error},
    stack::{Resource, Stack},
};

/// How a stack gets back to where it stood before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WayBack {
    /// An update is under way: it is cancelled, and CloudFormation turns it back.
    Cancel,
    /// A change failed and was left as it stood: it is turned back.
    Begin,
    /// The way back itself failed: it goes on.
    Continue,
}

impl WayBack {
    /// The way back from a state; none where there is nothing to go back from.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html>,
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html>
    pub fn of(status: &StackStatus) -> Option<Self> {
        match status {
            StackStatus::UpdateInProgress => Some(Self::Cancel),
            StackStatus::CreateFailed | StackStatus::UpdateFailed => Some(Self::Begin),
            StackStatus::UpdateRollbackFailed => Some(Self::Continue),
            _ => None,
        }
    }
}

impl Clients {
    /// Sets a stack on its way back; its events tell how that goes.
    ///
    /// A resource in `skip` counts as turned back and is left as it is: template and account differ from then on. Only
    /// [`WayBack::Continue`] knows that, and only for resources that failed. A resource of a nested stack is written
    /// `NestedStackName.LogicalId`.
    pub async fn roll_back(&self, stack: &Stack, way: WayBack, skip: &[String]) -> Result<(), Error> {
        let (api, id) = (&self.cloudformation, &stack.id);
        match way {
            WayBack::Cancel => {
                let call = api.cancel_update_stack().stack_name(id).send();
                call.await
                    .map(drop)
                    .map_err(error::of("cloudformation:CancelUpdateStack"))
            }
            WayBack::Begin => {
                let call = api.rollback_stack().stack_name(id).send();
                call.await
                    .map(drop)
                    .map_err(error::of("cloudformation:RollbackStack"))
            }
            WayBack::Continue => {
                let skip = (!skip.is_empty()).then(|| skip.to_vec());
                let call = api
                    .continue_update_rollback()
                    .stack_name(id)
                    .set_resources_to_skip(skip)
                    .send();
                call.await
                    .map(drop)
                    .map_err(error::of("cloudformation:ContinueUpdateRollback"))
            }
        }
    }
}

/// The resources that failed, and so keep a stack from its way back or from going.
pub fn failed(resources: &[Resource]) -> impl Iterator<Item = &Resource> {
    resources
        .iter()
        .filter(|one| one.status.as_str().ends_with("_FAILED"))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::answers;

    #[test]
    fn each_state_that_is_stuck_has_its_way_back() {
        let ways: Vec<(&str, WayBack)> = StackStatus::values()
            .iter()
            .filter_map(|word| Some((*word, WayBack::of(&StackStatus::from(*word))?)))
            .collect();
        let expected = [
            ("CREATE_FAILED", WayBack::Begin),
            ("UPDATE_FAILED", WayBack::Begin),
            ("UPDATE_IN_PROGRESS", WayBack::Cancel),
            ("UPDATE_ROLLBACK_FAILED", WayBack::Continue),
        ];
        assert_eq!(ways, expected);
    }

    #[tokio::test]
    async fn what_is_skipped_is_named_and_nothing_else_is() {
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&bodies);
        let clients = answers::clients(move |asked| {
            kept.lock().unwrap().push(asked.body.to_owned());
            (200, "<ContinueUpdateRollbackResponse/>".to_owned())
        });
        let stack = Stack {
            id: "arn:chat".to_owned(),
            ..answers::stack("UPDATE_ROLLBACK_FAILED")
        };
        clients.roll_back(&stack, WayBack::Continue, &[]).await.unwrap();
        let skip = ["Rooms".to_owned()];
        clients.roll_back(&stack, WayBack::Continue, &skip).await.unwrap();
        let bodies = bodies.lock().unwrap();
        assert!(bodies[0].contains("StackName=arn%3Achat"), "{bodies:?}");
        assert!(!bodies[0].contains("ResourcesToSkip.member"), "{bodies:?}");
        assert!(bodies[1].contains("ResourcesToSkip.member.1=Rooms"), "{bodies:?}");
    }
}
