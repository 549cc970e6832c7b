//! Grants: permissions as values.

use std::collections::{BTreeMap, BTreeSet};

use aws::iam::{PolicyDocument, Statement};
use cfn::{Emit, Value};

/// One IAM action, such as `sns:Publish`. A wildcard does not construct: write it with [`action!`](crate::action!).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Action(&'static str);

/// An [`Action`] that the compiler has checked.
///
/// ```
/// assert_eq!(constructs::action!("sns:Publish").as_str(), "sns:Publish");
/// ```
///
/// ```compile_fail
/// constructs::action!("sns:*"); // an action is `service:Name`, without wildcards
/// ```
#[macro_export]
macro_rules! action {
    ($name:literal) => {{
        const ACTION: $crate::Action = $crate::Action::__literal($name);
        ACTION
    }};
}

impl Action {
    #[doc(hidden)]
    #[track_caller]
    pub const fn __literal(name: &'static str) -> Self {
        assert!(is_action(name), "an action is `service:Name`, without wildcards");
        Self(name)
    }

    /// The action's name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

const fn is_action(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut colon = 0;
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b':' if colon == 0 => colon = index,
            b'-' if colon == 0 => {}
            byte if byte.is_ascii_alphanumeric() => {}
            _ => return false,
        }
        index += 1;
    }
    colon > 0 && colon + 1 < bytes.len()
}

/// Permission for some actions on some resources: a value that [`Function::allow`](crate::Function::allow) takes.
///
/// Constructs hand out the exact ones, such as `rooms.read()` and `stage.post_to_connections()`. For everything else:
///
/// ```
/// use constructs::{Grant, action, cfn::{Pseudo, sub}};
/// let topic = sub!("arn:{}:sns:{}:{}:news", Pseudo::Partition, Pseudo::Region, Pseudo::AccountId);
/// let publish = Grant::new([action!("sns:Publish")], [topic]);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a grant takes effect where a function `allow`s it"]
pub struct Grant {
    parts: Vec<Part>,
}

/// Some actions on some resources.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    actions: Vec<Action>,
    resources: Vec<Value<String>>,
}

impl Grant {
    /// These actions on these resources, each named by its ARN: that of a handle (`secret.arn()`), or text.
    pub fn new(
        actions: impl IntoIterator<Item = Action>,
        resources: impl IntoIterator<Item: Into<Value<String>>>,
    ) -> Self {
        let part = Part {
            actions: actions.into_iter().collect(),
            resources: resources.into_iter().map(Into::into).collect(),
        };
        Self { parts: vec![part] }
    }

    /// This and others as one, where one thing needs several: `jobs.send()` and the key that its messages are encrypted with.
    pub fn and(mut self, others: impl IntoIterator<Item = Self>) -> Self {
        self.parts
            .extend(others.into_iter().flat_map(|grant| grant.parts));
        self
    }

    /// These actions on everything: only for actions that IAM cannot tie to a resource, such as `xray:PutTraceSegments`.
    pub fn unscoped(actions: impl IntoIterator<Item = Action>) -> Self {
        Self::new(actions, ["*"])
    }
}

impl Grant {
    /// The grant as a policy, for roles and managed policies of [`aws::iam`].
    ///
    /// ```
    /// # use constructs::{prelude::*, aws::iam};
    /// # fn clients(stage: &StageName) -> iam::Policy {
    /// iam::Policy::new("Connect", stage.connect().to_document())
    /// # }
    /// ```
    pub fn to_document(&self) -> PolicyDocument {
        policy_document(std::slice::from_ref(self))
    }
}

/// The policy of all these grants: merged, so that nothing is said twice, and sorted, so that the order in which they
/// were granted does not show.
pub(crate) fn policy_document(grants: &[Grant]) -> PolicyDocument {
    PolicyDocument::new(merge(grants).into_iter().map(|(actions, resources)| {
        let actions: Vec<&str> = actions.into_iter().map(Action::as_str).collect();
        Statement::allow(actions).resources(resources)
    }))
}

/// First all actions of each resource, then all resources that have the same actions.
fn merge(grants: &[Grant]) -> BTreeMap<Vec<Action>, Vec<Value<String>>> {
    let mut by_resource: BTreeMap<String, (Value<String>, BTreeSet<Action>)> = BTreeMap::new();
    for part in grants.iter().flat_map(|grant| &grant.parts) {
        for resource in &part.resources {
            let (_, actions) = by_resource
                .entry(resource.emit().to_json_line())
                .or_insert_with(|| (resource.clone(), BTreeSet::new()));
            actions.extend(&part.actions);
        }
    }
    let mut by_actions: BTreeMap<Vec<Action>, Vec<Value<String>>> = BTreeMap::new();
    for (resource, actions) in by_resource.into_values() {
        let actions = actions.into_iter().collect();
        by_actions.entry(actions).or_default().push(resource);
    }
    by_actions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(actions: &[Action], resource: &str) -> Grant {
        Grant::new(actions.iter().copied(), [resource])
    }

    const GET: Action = action!("dynamodb:GetItem");
    const PUT: Action = action!("dynamodb:PutItem");

    #[test]
    fn what_is_granted_twice_is_said_once() {
        let grants = [
            grant(&[GET], "a"),
            grant(&[PUT, GET], "a"),
            grant(&[GET, PUT], "b"),
        ];
        let merged = merge(&grants);
        assert_eq!(
            merged.into_iter().collect::<Vec<_>>(),
            [(vec![GET, PUT], vec![Value::from("a"), Value::from("b")])]
        );
    }

    #[test]
    fn the_order_of_grants_does_not_show() {
        let there = [grant(&[GET], "a"), grant(&[PUT], "b")];
        let back = [grant(&[PUT], "b"), grant(&[GET], "a")];
        assert_eq!(policy_document(&there), policy_document(&back));
    }

    #[test]
    fn grants_add_up() {
        let both = grant(&[GET], "a").and([grant(&[PUT], "b")]);
        let apart = [grant(&[GET], "a"), grant(&[PUT], "b")];
        assert_eq!(policy_document(&[both]), policy_document(&apart));
    }

    #[test]
    fn resources_never_share_more_than_they_were_granted() {
        let merged = merge(&[grant(&[GET], "a"), grant(&[PUT], "b")]);
        assert_eq!(merged.len(), 2);
    }

    #[test]
    fn an_action_has_a_service_and_a_name() {
        assert!(is_action("execute-api:ManageConnections"));
        for wrong in [
            "*",
            "sns:*",
            "sns:Pub?",
            "sns",
            "sns:",
            ":Publish",
            "sns:Pub:lish",
            "a b:C",
        ] {
            assert!(!is_action(wrong), "{wrong}");
        }
    }
}
