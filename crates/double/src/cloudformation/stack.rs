//! A stack, its events, and the steps that it has still to take.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use super::{
    change_set::ChangeSet,
    drift::Drift,
    template::{Definition, Facts},
};
use crate::{
    answer::Refusal,
    world::{ACCOUNT, World, time},
};

/// A stack as it stands, or as it stood.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) region: String,
    pub(crate) status: String,
    pub(crate) reason: Option<String>,
    pub(crate) protection: bool,
    pub(crate) role: Option<String>,
    pub(crate) definition: Definition,
    pub(crate) resources: BTreeMap<String, Resource>,
    pub(crate) events: Vec<Event>,
    pub(crate) change_sets: Vec<ChangeSet>,
    pub(crate) steps: VecDeque<Step>,
    pub(crate) drift: BTreeMap<String, Vec<Drift>>,
    pub(crate) created: i64,
    pub(crate) updated: Option<i64>,
    pub(crate) deleted: Option<i64>,
    pub(crate) token: Option<String>,
}

/// A resource of a stack.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) kind: String,
    pub(crate) physical: String,
    pub(crate) status: String,
    pub(crate) reason: Option<String>,
    pub(crate) properties: Value,
    pub(crate) changed: i64,
}

/// What happened to a stack or to a resource of it.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) logical: String,
    pub(crate) physical: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) reason: Option<String>,
    pub(crate) time: i64,
    pub(crate) token: Option<String>,
}

/// What happens next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Step {
    /// A resource; none: the stack itself.
    pub(crate) resource: Option<String>,
    pub(crate) status: String,
    pub(crate) reason: Option<String>,
    /// The resource as it is from now on.
    pub(crate) becomes: Option<Resource>,
    /// What the stack is made of from now on.
    pub(crate) adopts: Option<Definition>,
}

impl Stack {
    pub(crate) fn new(world: &mut World, name: &str, region: &str) -> Self {
        let id = world.id();
        Self {
            name: name.to_owned(),
            id: format!("arn:aws:cloudformation:{region}:{ACCOUNT}:stack/{name}/{id}"),
            region: region.to_owned(),
            status: "REVIEW_IN_PROGRESS".to_owned(),
            reason: None,
            protection: false,
            role: None,
            definition: Definition::default(),
            resources: BTreeMap::new(),
            events: Vec::new(),
            change_sets: Vec::new(),
            steps: VecDeque::new(),
            drift: BTreeMap::new(),
            created: world.now(),
            updated: None,
            deleted: None,
            token: None,
        }
    }

    /// A stack that has been there for a while.
    pub(crate) fn seeded(world: &mut World, name: &str, status: &str, template: &str) -> Self {
        let mut stack = Self::new(world, name, "eu-west-1");
        stack.definition = Definition::read(template).unwrap_or_default();
        stack.steps = super::plan::create(world, &stack, &stack.definition.clone());
        stack.begin(world, "CREATE_IN_PROGRESS");
        while stack.step(world) {}
        status.clone_into(&mut stack.status);
        stack
    }

    /// Whether anything of it is there.
    pub(crate) fn stands(&self) -> bool {
        self.deleted.is_none()
    }

    pub(crate) fn busy(&self) -> bool {
        self.status.ends_with("_IN_PROGRESS") && self.status != "REVIEW_IN_PROGRESS"
    }

    /// Whether it has a resource of this type with this physical id.
    pub(crate) fn has(&self, kind: &str, physical: &str) -> bool {
        let mut resources = self.resources.values();
        self.stands() && resources.any(|resource| resource.kind == kind && resource.physical == physical)
    }

    /// Begins an operation: the event that every operation begins with.
    pub(crate) fn begin(&mut self, world: &mut World, status: &str) {
        self.say(world, None, status, Some("User Initiated".to_owned()));
    }

    /// Takes the next step; none is left when it yields false.
    pub(crate) fn step(&mut self, world: &mut World) -> bool {
        let Some(step) = self.steps.pop_front() else {
            return false;
        };
        if let (Some(id), Some(resource)) = (&step.resource, step.becomes) {
            self.resources.insert(id.clone(), resource);
        }
        if let Some(definition) = step.adopts {
            self.definition = definition;
        }
        let time = self.say(world, step.resource.as_deref(), &step.status, step.reason);
        if step.resource.is_none() && step.status == "DELETE_COMPLETE" {
            self.deleted = Some(time);
        }
        true
    }

    /// Adds an event, and the state that it tells.
    fn say(&mut self, world: &mut World, id: Option<&str>, status: &str, reason: Option<String>) -> i64 {
        let time = world.now();
        let (logical, physical, kind) = match id {
            Some(id) => {
                let known = self.resources.get(id);
                let kind = known.map(|resource| resource.kind.clone());
                let physical = known.map(|resource| resource.physical.clone());
                (
                    id.to_owned(),
                    physical.unwrap_or_default(),
                    kind.unwrap_or_default(),
                )
            }
            None => (
                self.name.clone(),
                self.id.clone(),
                "AWS::CloudFormation::Stack".to_owned(),
            ),
        };
        match id.map(|id| self.resources.get_mut(id)) {
            Some(Some(resource)) => {
                status.clone_into(&mut resource.status);
                resource.reason.clone_from(&reason);
                resource.changed = time;
            }
            Some(None) => {}
            None => {
                status.clone_into(&mut self.status);
                self.reason.clone_from(&reason);
            }
        }
        self.events.push(Event {
            id: world.id(),
            logical,
            physical,
            kind,
            status: status.to_owned(),
            reason,
            time,
            token: self.token.clone(),
        });
        time
    }

    /// It goes at once, whatever it was doing.
    pub(crate) fn gone(&mut self, world: &mut World) {
        self.begin(world, "DELETE_IN_PROGRESS");
        let last = Step {
            status: "DELETE_COMPLETE".to_owned(),
            ..Step::default()
        };
        self.steps = VecDeque::from([last]);
        self.step(world);
    }

    pub(crate) fn make_change_sets_obsolete(&mut self) {
        for change_set in &mut self.change_sets {
            "OBSOLETE".clone_into(&mut change_set.execution);
        }
    }

    /// What its template's expressions may ask.
    pub(crate) fn facts(&self, world: &World) -> Facts {
        let physical = self.resources.iter();
        Facts {
            stack: self.name.clone(),
            region: self.region.clone(),
            physical: physical
                .map(|(id, resource)| (id.clone(), resource.physical.clone()))
                .collect(),
            exports: world
                .exports()
                .into_iter()
                .map(|(name, (_, value))| (name, value))
                .collect(),
        }
    }

    /// Its outputs: name, value, the name of the export.
    pub(crate) fn outputs(&self, world: &World) -> Vec<(String, String, Option<String>)> {
        let facts = self.facts(world);
        self.told(&facts)
    }

    fn told(&self, facts: &Facts) -> Vec<(String, String, Option<String>)> {
        let resolve = |value: &Value| match self.definition.resolve(value, facts) {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let outputs = self.definition.outputs();
        outputs
            .map(|(name, output)| {
                let export = output.get("Export").and_then(|export| export.get("Name"));
                (name.clone(), resolve(&output["Value"]), export.map(resolve))
            })
            .collect()
    }
}

impl Event {
    pub(crate) fn told(&self, stack: &Stack) -> Value {
        json!({
            "StackId": stack.id,
            "EventId": self.id,
            "StackName": stack.name,
            "LogicalResourceId": self.logical,
            "PhysicalResourceId": self.physical,
            "ResourceType": self.kind,
            "Timestamp": time(self.time),
            "ResourceStatus": self.status,
            "ResourceStatusReason": self.reason,
            "ClientRequestToken": self.token,
        })
    }
}

impl World {
    /// A stack that stands by name, or any by ARN.
    pub(crate) fn find(&self, name: &str) -> Option<&Stack> {
        let stacks = self.stacks.iter().rev();
        stacks
            .into_iter()
            .find(|stack| stack.id == name || (stack.name == name && stack.stands()))
    }

    pub(crate) fn find_mut(&mut self, name: &str) -> Option<&mut Stack> {
        let stacks = self.stacks.iter_mut().rev();
        stacks
            .into_iter()
            .find(|stack| stack.id == name || (stack.name == name && stack.stands()))
    }

    pub(crate) fn must_find(&self, name: &str) -> Result<&Stack, Refusal> {
        let missing = || Refusal::validation(format!("Stack [{name}] does not exist"));
        self.find(name).ok_or_else(missing)
    }

    /// Takes a stack out, works on it with the rest of the world, and puts it back.
    pub(crate) fn with<T>(
        &mut self,
        name: &str,
        work: impl FnOnce(&mut Self, &mut Stack) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut stack = self.must_find(name)?.clone();
        let done = work(self, &mut stack);
        if let Some(place) = self.stacks.iter_mut().find(|place| place.id == stack.id) {
            *place = stack;
        }
        done
    }

    /// A question about a stack takes some of its steps.
    pub(crate) fn poll(&mut self, name: &str) -> Result<(), Refusal> {
        let pace = self.pace;
        self.with(name, |world, stack| {
            if !world.faults.held.contains(&stack.name) {
                let _ = (0..pace).all(|_| stack.step(world));
            }
            Ok(())
        })
    }

    /// All exports: by name, the stack and the value.
    pub(crate) fn exports(&self) -> BTreeMap<String, (String, String)> {
        let mut exports = BTreeMap::new();
        for stack in self.stacks.iter().filter(|stack| stack.stands()) {
            let physical = stack.resources.iter();
            let facts = Facts {
                stack: stack.name.clone(),
                region: stack.region.clone(),
                physical: physical
                    .map(|(id, resource)| (id.clone(), resource.physical.clone()))
                    .collect(),
                exports: BTreeMap::new(),
            };
            for (_, value, name) in stack.told(&facts) {
                exports.extend(name.map(|name| (name, (stack.id.clone(), value))));
            }
        }
        exports
    }

    /// The stacks that import an export.
    pub(crate) fn importers(&self, export: &str) -> BTreeSet<String> {
        let stacks = self.stacks.iter().filter(|stack| stack.stands());
        let importers = stacks.filter(|stack| stack.definition.imports().contains(export));
        importers.map(|stack| stack.name.clone()).collect()
    }
}
