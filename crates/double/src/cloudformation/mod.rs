//! CloudFormation: stacks as state machines, and the questions about them.
//!
//! | room | holds |
//! |---|---|
//! | `template` | what the double reads of a template |
//! | `stack` | a stack, its events, and the steps that it has still to take |
//! | `plan` | the steps of an operation |
//! | `change` | what a template changes |
//! | `change_set` | change sets, from the refusals at their creation to their execution |
//! | `operation` | delete, cancel, roll back, protect |
//! | `describe` | what is told of stacks |
//! | `drift` | who changed what outside |

mod change;
mod change_set;
mod describe;
mod drift;
mod operation;
mod plan;
mod stack;
mod template;

pub(crate) use drift::Drift;
pub(crate) use stack::Stack;

use crate::{
    answer::{Refusal, Said},
    request::Call,
    world::World,
};

pub(crate) fn answer(world: &mut World, call: &Call) -> Said {
    match call.action.as_str() {
        "CreateChangeSet" => change_set::create(world, call),
        "DescribeChangeSet" => change_set::describe(world, call),
        "ExecuteChangeSet" => change_set::execute(world, call),
        "DeleteChangeSet" => change_set::delete(world, call),
        "ListChangeSets" => change_set::list(world, call),
        "DeleteStack" => operation::delete(world, call),
        "CancelUpdateStack" => operation::cancel(world, call),
        "ContinueUpdateRollback" => operation::continue_rollback(world, call),
        "RollbackStack" => operation::rollback(world, call),
        "UpdateTerminationProtection" => operation::protect(world, call),
        "DescribeStacks" => describe::stacks(world, call),
        "ListStacks" => Ok(describe::list(world, call)),
        "DescribeStackEvents" => describe::events(world, call),
        "DescribeStackResources" | "ListStackResources" => describe::resources(world, call),
        "DescribeStackResource" => describe::resource(world, call),
        "ListExports" => Ok(describe::exports(world, call)),
        "ListImports" => describe::imports(world, call),
        "GetTemplate" => describe::template(world, call),
        "DetectStackDrift" => drift::detect(world, call),
        "DescribeStackDriftDetectionStatus" => drift::status(world, call),
        "DescribeStackResourceDrifts" => drift::resources(world, call),
        _ => Err(Refusal::unknown(call)),
    }
}
