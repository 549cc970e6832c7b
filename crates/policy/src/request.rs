//! What a policy is asked.

use std::collections::BTreeMap;

use crate::Principal;

/// Somebody wants to do something with something.
///
/// ```
/// use policy::{Principal, Request};
/// let request = Request::new("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:connect")
///     .by(Principal::service("apigateway.amazonaws.com"))
///     .with("aws:SourceArn", "arn:aws:execute-api:us-east-1:111122223333:ab12cd34ef/dev/$connect");
/// assert_eq!(request.action(), "lambda:InvokeFunction");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Request {
    action: String,
    resource: String,
    principal: Option<Principal>,
    /// By keys in lower case: case does not count in them.
    context: BTreeMap<String, Vec<String>>,
    conditions: Conditions,
}

/// What becomes of conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conditions {
    /// They are compared with the request.
    #[default]
    Compared,
    /// Nothing is known of the request: a statement with conditions never allows and always denies.
    Feared,
    /// Nothing is known of the request: a statement with conditions allows, and does not deny.
    Hoped,
}

impl Request {
    /// This action on the resource with this ARN.
    pub fn new(action: impl Into<String>, resource: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            resource: resource.into(),
            ..Self::default()
        }
    }

    /// Who asks; without it, statements that name principals are about nobody but everybody (`*`).
    pub fn by(mut self, principal: Principal) -> Self {
        self.principal = Some(principal);
        self
    }

    /// Sets a condition key, such as `aws:SourceIp`.
    pub fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.with_all(key, [value])
    }

    /// Sets a condition key that has several values, such as `dynamodb:LeadingKeys`.
    pub fn with_all<V: Into<String>>(mut self, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.context.insert(key.to_ascii_lowercase(), values);
        self
    }

    /// What becomes of conditions (default: they are compared with the request).
    pub fn conditions(mut self, conditions: Conditions) -> Self {
        self.conditions = conditions;
        self
    }

    /// The action.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The ARN of the resource.
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// Who asks.
    pub fn who(&self) -> Option<&Principal> {
        self.principal.as_ref()
    }

    /// The values of a condition key, in any case; `None` where the request does not have it.
    pub fn values(&self, key: &str) -> Option<&[String]> {
        self.context.get(&key.to_ascii_lowercase()).map(Vec::as_slice)
    }

    /// The condition keys that the request has, in lower case, and their values.
    pub fn context(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.context
            .iter()
            .map(|(key, values)| (key.as_str(), values.as_slice()))
    }

    pub(crate) fn set_action(&mut self, action: &str) {
        action.clone_into(&mut self.action);
    }

    pub(crate) fn set_resource(&mut self, resource: &str) {
        resource.clone_into(&mut self.resource);
    }

    pub(crate) fn on_conditions(&self) -> Conditions {
        self.conditions
    }
}
