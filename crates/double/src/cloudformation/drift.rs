//! Who changed what outside: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html>.

use serde_json::{Value, json};

use super::stack::Stack;
use crate::{
    answer::{Answer, Refusal, Said},
    request::Call,
    world::{World, time},
};

/// A property that somebody else changed. A resource without any was deleted.
#[derive(Clone, Debug)]
pub(crate) struct Drift {
    path: String,
    expected: String,
    actual: String,
}

impl Drift {
    pub(crate) fn modified(path: &str, expected: &str, actual: &str) -> Self {
        Self {
            path: path.to_owned(),
            expected: expected.to_owned(),
            actual: actual.to_owned(),
        }
    }

    fn told(&self) -> Value {
        let kind = match (self.expected.as_str(), self.actual.as_str()) {
            ("null", _) => "ADD",
            (_, "null") => "REMOVE",
            _ => "NOT_EQUAL",
        };
        json!({
            "PropertyPath": self.path,
            "ExpectedValue": self.expected,
            "ActualValue": self.actual,
            "DifferenceType": kind,
        })
    }
}

/// The detection's id names the stack; a question before the service has looked is answered that it looks.
pub(crate) fn detect(world: &mut World, call: &Call) -> Said {
    let name = call.text("StackName").unwrap_or_default();
    let stack = world.must_find(name)?;
    if stack.busy() {
        let said = format!(
            "Drift detection cannot be performed on stack [{}] in {} state",
            stack.id, stack.status
        );
        return Err(Refusal::validation(said));
    }
    let id = format!("{}/{}", stack.name, stack.events.len());
    Ok(Answer::Members(json!({ "StackDriftDetectionId": id })))
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html>
pub(crate) fn status(world: &mut World, call: &Call) -> Said {
    let id = call.text("StackDriftDetectionId").unwrap_or_default();
    let stack = world.must_find(id.split('/').next().unwrap_or_default())?;
    let asked = world
        .calls
        .iter()
        .rev()
        .take_while(|earlier| earlier.action != "DetectStackDrift");
    let first = asked.filter(|earlier| earlier.action == call.action).count() < 2;
    let unreadable = stack
        .resources
        .keys()
        .find(|id| world.faults.unreadable.contains(*id));
    let (status, reason) = match (first, unreadable) {
        (true, _) => ("DETECTION_IN_PROGRESS", None),
        (false, Some(id)) => {
            let said = format!("Failed to detect drift on resource [{id}]: access denied");
            ("DETECTION_FAILED", Some(said))
        }
        (false, None) => ("DETECTION_COMPLETE", None),
    };
    let drifted = if stack.drift.is_empty() {
        "IN_SYNC"
    } else {
        "DRIFTED"
    };
    Ok(Answer::Members(json!({
        "StackId": stack.id,
        "StackDriftDetectionId": id,
        "StackDriftStatus": if first { Value::Null } else { json!(drifted) },
        "DetectionStatus": status,
        "DetectionStatusReason": reason,
        "DriftedStackResourceCount": stack.drift.len(),
        "Timestamp": time(stack.created),
    })))
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html>
pub(crate) fn resources(world: &mut World, call: &Call) -> Said {
    let stack = world.must_find(call.text("StackName").unwrap_or_default())?;
    let wanted = call.texts("StackResourceDriftStatusFilters");
    let all = stack.resources.keys().map(|id| told(world, stack, id));
    let all: Vec<Value> = all
        .filter(|drift| {
            wanted.is_empty()
                || wanted
                    .iter()
                    .any(|wanted| drift["StackResourceDriftStatus"] == **wanted)
        })
        .collect();
    Ok(Answer::Members(json!({ "StackResourceDrifts": all })))
}

fn told(world: &World, stack: &Stack, id: &str) -> Value {
    let resource = &stack.resources[id];
    let (status, differences) = match stack.drift.get(id).map(Vec::as_slice) {
        None if world.faults.unreadable.contains(id) => ("NOT_CHECKED", vec![]),
        None => ("IN_SYNC", vec![]),
        Some([]) => ("DELETED", vec![]),
        Some(drifts) => ("MODIFIED", drifts.iter().map(Drift::told).collect()),
    };
    let expected = resource.properties.to_string();
    json!({
        "StackId": stack.id,
        "LogicalResourceId": id,
        "PhysicalResourceId": resource.physical,
        "ResourceType": resource.kind,
        "ExpectedProperties": expected,
        "ActualProperties": expected,
        "PropertyDifferences": differences,
        "StackResourceDriftStatus": status,
        "Timestamp": time(resource.changed),
    })
}
