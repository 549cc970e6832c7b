//! Change sets: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html>.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    change::{Change, changes},
    plan,
    stack::Stack,
    template::Definition,
};
use crate::{
    answer::{Answer, Refusal, Said},
    request::Call,
    world::{World, time},
};

/// The largest template in a request; a larger one comes from a bucket.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
const LARGEST_BODY: usize = 51_200;

/// What a change of a stack would do.
#[derive(Clone, Debug)]
pub(crate) struct ChangeSet {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) reason: Option<String>,
    pub(crate) execution: String,
    pub(crate) target: Definition,
    pub(crate) changes: Vec<Change>,
    pub(crate) role: Option<String>,
    pub(crate) created: i64,
}

pub(crate) fn create(world: &mut World, call: &Call) -> Said {
    let name = call.text("StackName").unwrap_or_default();
    let kind = call.text("ChangeSetType").unwrap_or("UPDATE");
    let mut target = Definition::read(&text(world, call)?)?;
    let old = world.find(name).map(|stack| stack.definition.parameters.clone());
    parameters(call, &mut target, &old.unwrap_or_default())?;
    acknowledged(call, &target)?;
    allowed(world, name, kind)?;
    if world.find(name).is_none() {
        let stack = Stack::new(world, name, &call.region);
        world.stacks.push(stack);
    }
    world.with(name, |world, stack| {
        let set = call.text("ChangeSetName").unwrap_or_default();
        if stack.change_sets.iter().any(|known| known.name == set) {
            let said = format!("ChangeSet {set} already exists");
            return Err(Refusal::new(400, "AlreadyExistsException", said));
        }
        if stack.events.is_empty() {
            stack.begin(world, "REVIEW_IN_PROGRESS");
        }
        let made = ChangeSet {
            name: set.to_owned(),
            id: format!(
                "arn:aws:cloudformation:{}:{}:changeSet/{set}/{}",
                call.region,
                crate::world::ACCOUNT,
                world.id()
            ),
            kind: kind.to_owned(),
            status: "CREATE_IN_PROGRESS".to_owned(),
            reason: None,
            execution: "UNAVAILABLE".to_owned(),
            changes: changes(world, stack, &target),
            role: call.text("RoleARN").map(str::to_owned),
            created: world.now(),
            target,
        };
        let ids = json!({ "Id": made.id, "StackId": stack.id });
        stack.change_sets.push(made);
        Ok(Answer::Members(ids))
    })
}

/// The template itself, or what a bucket holds of it.
fn text(world: &World, call: &Call) -> Result<String, Refusal> {
    if let Some(body) = call.text("TemplateBody") {
        if body.len() > LARGEST_BODY {
            let said = format!(
                "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have \
                 length less than or equal to {LARGEST_BODY}"
            );
            return Err(Refusal::validation(said));
        }
        return Ok(body.to_owned());
    }
    if call.text("UsePreviousTemplate") == Some("true") {
        let name = call.text("StackName").unwrap_or_default();
        return Ok(world.must_find(name)?.definition.text.clone());
    }
    let url = call.text("TemplateURL").unwrap_or_default();
    let found = world.buckets.iter().find_map(|(bucket, objects)| {
        let object = objects
            .iter()
            .find(|(key, _)| url.contains(bucket.as_str()) && url.ends_with(key.as_str()));
        object.map(|(_, body)| String::from_utf8_lossy(body).into_owned())
    });
    found.ok_or_else(|| Refusal::validation("S3 error: The specified key does not exist."))
}

fn parameters(call: &Call, target: &mut Definition, old: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let empty = Map::new();
    let declared = target
        .body
        .get("Parameters")
        .and_then(Value::as_object)
        .unwrap_or(&empty)
        .clone();
    let given = call.pairs("Parameters", "ParameterKey", "ParameterValue");
    let unknown: Vec<&str> = given
        .iter()
        .filter(|(name, _)| !declared.contains_key(name))
        .map(|(name, _)| name.as_str())
        .collect();
    if !unknown.is_empty() {
        let said = format!(
            "Parameters: [{}] do not exist in the template",
            unknown.join(", ")
        );
        return Err(Refusal::validation(said));
    }
    let mut missing = Vec::new();
    for (name, declaration) in declared {
        let said = given.iter().find(|(given, _)| *given == name);
        let value = match said {
            Some((_, Some(value))) => Some(value.clone()),
            Some((_, None)) => old.get(&name).cloned(),
            None => None,
        };
        let default = &declaration["Default"];
        match value.or_else(|| {
            default
                .as_str()
                .map(str::to_owned)
                .or_else(|| default.as_f64().map(|_| default.to_string()))
        }) {
            Some(value) => {
                target.parameters.insert(name, value);
            }
            None => missing.push(name),
        }
    }
    let tags = call.pairs("Tags", "Key", "Value").into_iter();
    target.tags = tags
        .map(|(key, value)| (key, value.unwrap_or_default()))
        .collect();
    match missing.as_slice() {
        [] => Ok(()),
        missing => {
            let said = format!("Parameters: [{}] must have values", missing.join(", "));
            Err(Refusal::validation(said))
        }
    }
}

/// The larger acknowledgement includes the smaller one.
fn acknowledged(call: &Call, target: &Definition) -> Result<(), Refusal> {
    let Some(asked) = target.capability() else {
        return Ok(());
    };
    let given = call.texts("Capabilities");
    let larger = asked == "CAPABILITY_IAM" && given.iter().any(|given| given == "CAPABILITY_NAMED_IAM");
    if larger || given.iter().any(|given| given == asked) {
        return Ok(());
    }
    let said = format!("Requires capabilities : [{asked}]");
    Err(Refusal::new(400, "InsufficientCapabilitiesException", said))
}

/// Which states take a change set of which kind.
fn allowed(world: &World, name: &str, kind: &str) -> Result<(), Refusal> {
    let stack = world.find(name);
    let refused = match (kind, stack) {
        ("UPDATE", None) => format!("Stack [{name}] does not exist"),
        ("CREATE", Some(stack)) if stack.status != "REVIEW_IN_PROGRESS" => {
            format!("Stack [{name}] already exists and cannot be created again with the changeSet")
        }
        ("UPDATE" | "IMPORT", Some(stack)) if !updatable(&stack.status) => {
            format!(
                "Stack:{} is in {} state and can not be updated.",
                stack.id, stack.status
            )
        }
        _ => return Ok(()),
    };
    Err(Refusal::validation(refused))
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-update-rollback-failed>
fn updatable(status: &str) -> bool {
    status.ends_with("_COMPLETE") && !matches!(status, "ROLLBACK_COMPLETE" | "DELETE_COMPLETE")
}

/// Whom a call means: a stack and, within it, the place of a change set; ARNs say both.
fn meant(world: &World, call: &Call) -> Result<(String, usize), Refusal> {
    let name = call.text("ChangeSetName").unwrap_or_default();
    let stack = call.text("StackName");
    let stacks = world.stacks.iter().rev();
    let mut found = stacks.filter_map(|one| {
        let here = stack.is_none_or(|stack| one.id == stack || (one.name == stack && one.stands()));
        let at = one
            .change_sets
            .iter()
            .rposition(|set| set.id == name || (stack.is_some() && set.name == name));
        at.filter(|_| here).map(|at| (one.id.clone(), at))
    });
    let missing = || {
        Refusal::new(
            404,
            "ChangeSetNotFound",
            format!("ChangeSet [{name}] does not exist"),
        )
    };
    found.next().ok_or_else(missing)
}

pub(crate) fn describe(world: &mut World, call: &Call) -> Said {
    let (stack, at) = meant(world, call)?;
    let (page, skip) = (world.page, super::describe::token(call));
    world.with(&stack, |_, stack| {
        let of = (stack.name.clone(), stack.id.clone());
        let set = &mut stack.change_sets[at];
        let told = set.told(&of.0, &of.1, page, skip);
        // The first question meets it under way, the next one ready.
        if set.status == "CREATE_IN_PROGRESS" {
            set.settle();
        }
        Ok(Answer::Members(told))
    })
}

impl ChangeSet {
    fn settle(&mut self) {
        if self.changes.is_empty() {
            "FAILED".clone_into(&mut self.status);
            let said = "The submitted information didn't contain changes. Submit different information to create a \
                        change set.";
            self.reason = Some(said.to_owned());
        } else {
            "CREATE_COMPLETE".clone_into(&mut self.status);
            "AVAILABLE".clone_into(&mut self.execution);
        }
    }

    fn told(&self, stack: &str, stack_id: &str, page: usize, skip: usize) -> Value {
        let ready = self.status == "CREATE_COMPLETE";
        let told = self.changes.iter().filter(|_| ready).skip(skip);
        let changes: Vec<&Value> = told.take(page).map(|change| &change.told).collect();
        let next = (ready && self.changes.len() > skip + page).then(|| (skip + page).to_string());
        let parameters = self.target.parameters.iter();
        let parameters: Vec<Value> = parameters
            .map(|(key, value)| json!({ "ParameterKey": key, "ParameterValue": value }))
            .collect();
        let tags = self.target.tags.iter();
        let tags: Vec<Value> = tags
            .map(|(key, value)| json!({ "Key": key, "Value": value }))
            .collect();
        json!({
            "ChangeSetName": self.name,
            "ChangeSetId": self.id,
            "ChangeSetType": self.kind,
            "StackId": stack_id,
            "StackName": stack,
            "CreationTime": time(self.created),
            "ExecutionStatus": self.execution,
            "Status": self.status,
            "StatusReason": self.reason,
            "Parameters": parameters,
            "Tags": tags,
            "Changes": changes,
            "NextToken": next,
        })
    }
}

pub(crate) fn execute(world: &mut World, call: &Call) -> Said {
    let (stack, at) = meant(world, call)?;
    world.with(&stack, |world, stack| {
        let set = stack.change_sets[at].clone();
        if set.execution != "AVAILABLE" {
            let said = format!(
                "ChangeSet [{}] cannot be executed in its current execution status of [{}]",
                set.id, set.execution
            );
            return Err(Refusal::new(400, "InvalidChangeSetStatus", said));
        }
        if stack.busy() {
            let said = format!(
                "Stack:{} is in {} state and can not be updated.",
                stack.id, stack.status
            );
            return Err(Refusal::validation(said));
        }
        stack.token = call.text("ClientRequestToken").map(str::to_owned);
        stack.role.clone_from(&set.role);
        // All change sets of the stack go with the execution of one.
        stack.change_sets.clear();
        if stack.status == "REVIEW_IN_PROGRESS" {
            stack.steps = plan::create(world, stack, &set.target);
            stack.definition = set.target;
            stack.begin(world, "CREATE_IN_PROGRESS");
        } else {
            stack.steps = plan::update(world, stack, &set.target);
            stack.updated = Some(world.now());
            stack.begin(world, "UPDATE_IN_PROGRESS");
        }
        Ok(Answer::Members(json!({})))
    })
}

pub(crate) fn delete(world: &mut World, call: &Call) -> Said {
    let Ok((stack, at)) = meant(world, call) else {
        return Ok(Answer::Members(json!({})));
    };
    world.with(&stack, |_, stack| {
        stack.change_sets.remove(at);
        Ok(Answer::Members(json!({})))
    })
}

pub(crate) fn list(world: &mut World, call: &Call) -> Said {
    let stack = world.must_find(call.text("StackName").unwrap_or_default())?;
    let sets = stack.change_sets.iter().map(|set| {
        json!({
            "StackId": stack.id,
            "StackName": stack.name,
            "ChangeSetId": set.id,
            "ChangeSetName": set.name,
            "Status": set.status,
            "StatusReason": set.reason,
            "ExecutionStatus": set.execution,
            "CreationTime": time(set.created),
        })
    });
    Ok(Answer::Members(json!({ "Summaries": sets.collect::<Vec<_>>() })))
}
