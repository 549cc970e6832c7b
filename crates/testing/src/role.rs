//! What a role may do, by all of its policies.

mod collect;

use std::fmt::Write as _;

use policy::{Conditions, Decision, Policy, Request, evaluate};

use crate::{
    Synthesized,
    fail::{fail, unknown},
};

/// A role of the template with all policies that the template gives it.
#[derive(Clone, Debug)]
pub struct Role<'a> {
    of: &'a Synthesized,
    id: &'a str,
    policies: Vec<Policy>,
    boundary: Option<Policy>,
    /// ARNs of policies that are not in the template.
    elsewhere: Vec<String>,
}

/// Properties that name the role that a resource takes.
const ROLES: [&str; 6] = [
    "Role",
    "RoleArn",
    "CredentialsArn",
    "AuthorizerCredentialsArn",
    "ExecutionRoleArn",
    "CloudWatchRoleArn",
];

impl Synthesized {
    /// The role that a resource takes, such as a function, a state machine or an integration; or the role with this id.
    /// Fails the test if there is none in the template.
    #[track_caller]
    pub fn role_of(&self, id: &str) -> Role<'_> {
        let resource = self.resource(id);
        if resource.cfn_type() == "AWS::IAM::Role" {
            return Role::collect(self, resource.id());
        }
        let Some(named) = ROLES.iter().find_map(|property| resource.text(property)) else {
            fail(&format!(
                "`{id}` takes no role: it has none of {}",
                ROLES.join(", ")
            ));
        };
        match self.concrete().id_of(&named).and_then(|role| self.find(role)) {
            Some(role) => Role::collect(self, role.id()),
            None => unknown(
                "role in this template with the ARN",
                &named,
                &self.of_type("AWS::IAM::Role").ids(),
            ),
        }
    }
}

impl Role<'_> {
    /// The role's logical id.
    pub fn id(&self) -> &str {
        self.id
    }

    /// The policies that the template gives it.
    pub fn policies(&self) -> &[Policy] {
        &self.policies
    }

    /// What its policies, and its permissions boundary if it is in the template, say about a request.
    pub fn decide(&self, request: &Request) -> Decision<'_> {
        let decision = evaluate(&self.policies, request);
        match &self.boundary {
            Some(boundary) => decision.within(evaluate([boundary], request)),
            None => decision,
        }
    }

    /// Whether the role may do this: an action on a resource, which is an ARN or a logical id as
    /// [`Synthesized::arn`] takes it. A statement with conditions does not count: ask [`Self::decide`] with a request
    /// that says what they ask for.
    #[track_caller]
    pub fn allows(&self, action: &str, resource: &str) -> bool {
        self.decide(&self.request(action, resource)).is_allowed()
    }

    /// Fails the test unless the role may do this, as [`Self::allows`] has it.
    #[track_caller]
    pub fn assert_allowed(&self, action: &str, resource: &str) {
        let request = self.request(action, resource);
        let decision = self.decide(&request);
        if !decision.is_allowed() {
            fail(&self.refusal(&request, decision));
        }
    }

    /// Fails the test if the role may do this; here a statement with conditions counts as if they held.
    #[track_caller]
    pub fn assert_denied(&self, action: &str, resource: &str) {
        let request = self.request(action, resource).conditions(Conditions::Hoped);
        let decision = self.decide(&request);
        if decision.is_allowed() {
            fail(&format!(
                "the role `{}` may do `{action}` on `{}`: {decision}",
                self.id,
                request.resource()
            ));
        }
    }

    #[track_caller]
    fn request(&self, action: &str, resource: &str) -> Request {
        Request::new(action, self.of.arn(resource)).conditions(Conditions::Feared)
    }

    fn refusal(&self, request: &Request, decision: Decision<'_>) -> String {
        let (action, resource) = (request.action(), request.resource());
        let mut message = format!(
            "the role `{}` may not do `{action}` on `{resource}`: {decision}",
            self.id
        );
        let within = evaluate(&self.policies, request);
        if let (true, Some(boundary)) = (within.is_allowed(), &self.boundary) {
            let _ = write!(
                message,
                "\n  {within}, but not by the permissions boundary `{}`",
                boundary.name
            );
        }
        let hoped = self.decide(&request.clone().conditions(Conditions::Hoped));
        if hoped.is_allowed() {
            let _ = write!(
                message,
                "\n  it would be {hoped}, whose conditions ask for more\n  hint: `decide` with a request that says what they ask for"
            );
        }
        let statements = || self.policies.iter().flat_map(|policy| &policy.statements);
        let allowed = |fits: &dyn Fn(&policy::Statement) -> bool| {
            statements()
                .filter(|it| it.effect == policy::Effect::Allow && fits(it))
                .cloned()
                .collect::<Vec<_>>()
        };
        let same_action = allowed(&|it| it.actions.takes(|pattern| pattern.matches(action)));
        let same_resource = allowed(&|it| {
            let fits = |text: &policy::Text| {
                text.pattern(request)
                    .is_some_and(|pattern| pattern.matches(resource))
            };
            it.resources
                .as_ref()
                .is_some_and(|resources| resources.takes(fits))
        });
        let texts = same_action
            .iter()
            .filter_map(|it| it.resources.as_ref())
            .flat_map(policy::Matching::listed);
        list(
            &mut message,
            "it may do so on",
            texts.map(ToString::to_string).collect(),
        );
        let actions = same_resource.iter().flat_map(|it| it.actions.listed());
        list(
            &mut message,
            "there it may do",
            actions.map(ToString::to_string).collect(),
        );
        list(
            &mut message,
            "not read, because not in the template:",
            self.elsewhere.clone(),
        );
        message
    }
}

fn list(message: &mut String, what: &str, mut entries: Vec<String>) {
    entries.sort_unstable();
    entries.dedup();
    if !entries.is_empty() {
        let _ = write!(message, "\n  {what} {}", entries.join(", "));
    }
}
