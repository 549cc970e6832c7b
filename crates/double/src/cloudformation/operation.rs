//! Delete, cancel, roll back, protect.

use std::collections::VecDeque;

use serde_json::json;

use super::plan;
use crate::{
    answer::{Answer, Refusal, Said},
    request::Call,
    world::World,
};

fn name(call: &Call) -> &str {
    call.text("StackName").unwrap_or_default()
}

/// A stack that is not there is deleted already.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html>
pub(crate) fn delete(world: &mut World, call: &Call) -> Said {
    if world.find(name(call)).is_none_or(|stack| !stack.stands()) {
        return Ok(Answer::Members(json!({})));
    }
    world.with(name(call), |world, stack| {
        if stack.protection {
            let said = format!(
                "Stack [{}] cannot be deleted while TerminationProtection is enabled",
                stack.name
            );
            return Err(Refusal::validation(said));
        }
        let retain = call.texts("RetainResources");
        if !retain.is_empty() && stack.status != "DELETE_FAILED" {
            let said = format!(
                "Invalid operation on stack [{}]. Specify which resources to retain only when the stack is in the \
                 DELETE_FAILED state.",
                stack.id
            );
            return Err(Refusal::validation(said));
        }
        stack.token = call.text("ClientRequestToken").map(str::to_owned);
        stack.steps = plan::delete(world, stack, &retain);
        stack.begin(world, "DELETE_IN_PROGRESS");
        Ok(Answer::Members(json!({})))
    })
}

/// Only an update can be cancelled.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html>
pub(crate) fn cancel(world: &mut World, call: &Call) -> Said {
    world.with(name(call), |world, stack| {
        if stack.status != "UPDATE_IN_PROGRESS" {
            let said = "CancelUpdateStack cannot be called from current stack status";
            return Err(Refusal::validation(said));
        }
        let under_way = stack
            .resources
            .iter()
            .filter(|(_, one)| one.status == "UPDATE_IN_PROGRESS");
        let done = under_way.map(|(id, one)| (id.clone(), Some(one.clone())));
        let done: Vec<_> = done.collect();
        stack.steps = plan::roll_back(world, VecDeque::new(), &done);
        stack.begin(world, "UPDATE_ROLLBACK_IN_PROGRESS");
        Ok(Answer::Members(json!({})))
    })
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html>
pub(crate) fn continue_rollback(world: &mut World, call: &Call) -> Said {
    again(world, call, &["UPDATE_ROLLBACK_FAILED"])
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html>
pub(crate) fn rollback(world: &mut World, call: &Call) -> Said {
    again(world, call, &["CREATE_FAILED", "UPDATE_FAILED"])
}

fn again(world: &mut World, call: &Call, from: &[&str]) -> Said {
    world.with(name(call), |world, stack| {
        if !from.contains(&stack.status.as_str()) {
            let said = format!(
                "Stack:{} is in {} state and can not continue rollback.",
                stack.id, stack.status
            );
            return Err(Refusal::validation(said));
        }
        let skip = call.texts("ResourcesToSkip");
        let made = stack.status == "CREATE_FAILED";
        stack.token = call.text("ClientRequestToken").map(str::to_owned);
        if made {
            stack.steps = plan::delete(world, stack, &[]);
            if let Some(last) = stack.steps.back_mut() {
                "ROLLBACK_COMPLETE".clone_into(&mut last.status);
            }
            stack.begin(world, "ROLLBACK_IN_PROGRESS");
        } else {
            stack.steps = plan::restore(world, stack, &skip);
            stack.begin(world, "UPDATE_ROLLBACK_IN_PROGRESS");
        }
        Ok(Answer::Members(json!({ "StackId": stack.id })))
    })
}

pub(crate) fn protect(world: &mut World, call: &Call) -> Said {
    world.with(name(call), |_, stack| {
        stack.protection = call.text("EnableTerminationProtection") == Some("true");
        Ok(Answer::Members(json!({ "StackId": stack.id })))
    })
}
