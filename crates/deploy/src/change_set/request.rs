//! What is to be deployed, and how.

use std::collections::BTreeMap;

use aws_sdk_cloudformation::{
    operation::create_change_set::builders::CreateChangeSetFluentBuilder,
    types::{ChangeSetType, Parameter, ResourceToImport, RollbackConfiguration, RollbackTrigger, Tag},
};

use crate::{capability::Capability, deployment::Trigger, stack::Situation};

/// A template longer than this, in bytes, is not taken with the call: it goes through a bucket.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
pub const LONGEST_BODY: usize = 51_200;

/// What a change set is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The stack's name.
    pub stack: String,
    /// What the change set is for.
    pub kind: Kind,
    /// The name of the change set: letters, digits and hyphens, and no other of the stack has it.
    pub name: String,
    /// The template.
    pub template: Body,
    /// The template's parameters; one that is not here takes its default.
    pub parameters: BTreeMap<String, Given>,
    /// All tags that the stack is to have: CloudFormation takes away those that are not here.
    pub tags: BTreeMap<String, String>,
    /// What the template needs to be allowed, see [`capability`](crate::capability).
    pub capabilities: Vec<Capability>,
    /// The role that CloudFormation takes from now on; without one, the one that the stack has, or our own rights.
    pub role: Option<String>,
    /// The alarms that turn the update back; without a list, those that the stack has stay.
    pub rollback_triggers: Option<Vec<Trigger>>,
    /// Whether the change sets of nested stacks are made, too.
    pub nested: bool,
}

/// What a change set is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It makes the stack.
    Create,
    /// It changes the stack.
    Update,
    /// It takes resources of the account into the stack, and does nothing else.
    Import(Vec<Import>),
}

/// A resource of the account that the stack takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its logical id in the template.
    pub resource: String,
    /// Its type.
    pub kind: String,
    /// What identifies it, such as `TableName`: the property's name and value.
    pub identifier: BTreeMap<String, String>,
}

/// Where the template is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Here, in no more than [`LONGEST_BODY`] bytes.
    Text(String),
    /// In a bucket: an `https` address of an object.
    Url(String),
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// This one.
    Value(String),
    /// The one that the stack has.
    Previous,
}

impl Kind {
    /// What a stack in this situation needs; nothing where no change set can be made.
    pub fn of(situation: Situation) -> Option<Self> {
        match situation {
            Situation::Absent | Situation::Review => Some(Self::Create),
            Situation::Ready => Some(Self::Update),
            Situation::Busy
            | Situation::MustBeDeleted
            | Situation::RollbackFailed
            | Situation::DeleteFailed => None,
        }
    }

    const fn to_sdk(&self) -> ChangeSetType {
        match self {
            Self::Create => ChangeSetType::Create,
            Self::Update => ChangeSetType::Update,
            Self::Import(_) => ChangeSetType::Import,
        }
    }
}

impl Request {
    /// A name that no other change set has.
    pub fn fresh_name() -> String {
        format!("gatewright-{:016x}", fastrand::u64(..))
    }

    /// Puts what is asked for into a call.
    pub(super) fn fill(&self, call: CreateChangeSetFluentBuilder) -> CreateChangeSetFluentBuilder {
        let call = match &self.template {
            Body::Text(text) => call.template_body(text),
            Body::Url(url) => call.template_url(url),
        };
        let parameters = self.parameters.iter().map(|(name, given)| parameter(name, given));
        let tags = self
            .tags
            .iter()
            .map(|(key, value)| Tag::builder().key(key).value(value).build());
        let capabilities: Vec<_> = self.capabilities.iter().map(|one| one.to_sdk()).collect();
        let imports = match &self.kind {
            Kind::Import(imports) => Some(imports.iter().map(Import::to_sdk).collect()),
            Kind::Create | Kind::Update => None,
        };
        call.stack_name(&self.stack)
            .change_set_name(&self.name)
            .client_token(&self.name)
            .change_set_type(self.kind.to_sdk())
            .set_parameters(Some(parameters.collect()))
            .set_tags(Some(tags.collect()))
            .set_capabilities(Some(capabilities).filter(|list| !list.is_empty()))
            .set_role_arn(self.role.clone())
            .set_rollback_configuration(self.rollback_triggers.as_deref().map(rollback))
            .set_include_nested_stacks(self.nested.then_some(true))
            .set_resources_to_import(imports)
    }
}

impl Import {
    fn to_sdk(&self) -> ResourceToImport {
        ResourceToImport::builder()
            .logical_resource_id(&self.resource)
            .resource_type(&self.kind)
            .set_resource_identifier(Some(self.identifier.clone().into_iter().collect()))
            .build()
    }
}

fn parameter(name: &str, given: &Given) -> Parameter {
    let parameter = Parameter::builder().parameter_key(name);
    match given {
        Given::Value(value) => parameter.parameter_value(value),
        Given::Previous => parameter.use_previous_value(true),
    }
    .build()
}

fn rollback(alarms: &[Trigger]) -> RollbackConfiguration {
    let trigger = |alarm: &Trigger| {
        RollbackTrigger::builder()
            .arn(&alarm.arn)
            .r#type(&alarm.kind)
            .build()
    };
    RollbackConfiguration::builder()
        .set_rollback_triggers(Some(alarms.iter().map(trigger).collect()))
        .build()
}
