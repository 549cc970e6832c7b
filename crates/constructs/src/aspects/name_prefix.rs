//! One beginning for all names.

use cfn::{Aspect, ResourceView, Tree};

/// Types whose name stands under `Name` and is a name, not an address or a path.
const PLAIN: [&str; 9] = [
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::VpcLink",
    "AWS::Events::EventBus",
    "AWS::Events::Rule",
    "AWS::Kinesis::Stream",
    "AWS::Pipes::Pipe",
    "AWS::Scheduler::Schedule",
    "AWS::Scheduler::ScheduleGroup",
    "AWS::SecretsManager::Secret",
];

/// Puts a prefix before every name that a resource was given, such as `QueueName` or an API's `Name`.
///
/// Resources without a name of their own get theirs from CloudFormation, which begins with the name of the stack. What
/// mentions a name as text and not by reference does not follow. Names in addresses (stages, domains) stay, and
/// so do aliases of keys, which begin with `alias/`.
///
/// ```
/// use constructs::{aspects, prelude::*};
/// let mut stack = Stack::new("demo");
/// stack.add("Jobs", Queue::new().raw_property("QueueName", "jobs"));
/// stack.aspect(aspects::name_prefix("acme-"));
/// let template = stack.synth()?;
/// let name = template.resource("Jobs").and_then(|it| it.at(&["Properties", "QueueName"]));
/// assert_eq!(name, Some(&"acme-jobs".into()));
/// # Ok::<(), cfn::Findings>(())
/// ```
pub fn name_prefix(prefix: impl Into<String>) -> impl Aspect + 'static {
    let prefix = prefix.into();
    move |resource: &mut ResourceView<'_>| {
        let Some(property) = name_property(resource.cfn_type()) else {
            return;
        };
        let name = match resource.property(&property) {
            Some(Tree::String(name)) => Tree::String(format!("{prefix}{name}")),
            Some(name) => {
                let parts = Tree::List(vec![prefix.as_str().into(), name.clone()]);
                Tree::single("Fn::Join", Tree::List(vec!["".into(), parts]))
            }
            None => return,
        };
        resource.set(&property, name);
    }
}

/// Where a type has its name: `QueueName` for a queue.
fn name_property(cfn_type: &str) -> Option<String> {
    let last = cfn_type.rsplit("::").next()?;
    match cfn_type {
        "AWS::ApiGateway::Stage" | "AWS::ApiGatewayV2::Stage" | "AWS::KMS::Alias" => None,
        plain if PLAIN.contains(&plain) => Some("Name".to_owned()),
        _ => Some(format!("{last}Name")),
    }
}

#[cfg(test)]
mod tests {
    use cfn::{Pseudo, Stack, sub};

    use super::name_property;
    use crate::{
        Queue, aspects,
        testing::{properties, synth},
        websocket::{RouteSelection, WebSocketApi},
    };

    #[test]
    fn names_get_the_prefix_and_nothing_else_does() {
        let mut stack = Stack::new("demo");
        stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
        stack.add("Unnamed", Queue::new());
        let name = cfn::Emit::emit(&sub!("{}-jobs", Pseudo::StackName));
        stack.add("Named", Queue::new().raw_property("QueueName", name));
        stack.aspect(aspects::name_prefix("acme-"));
        let template = synth(stack);
        assert_eq!(properties(&template, "Api")["Name"], "acme-chat");
        assert!(properties(&template, "Unnamed").get("QueueName").is_none());
        assert_eq!(
            properties(&template, "Named")["QueueName"],
            serde_json::json!({"Fn::Join": ["", ["acme-", {"Fn::Sub": "${AWS::StackName}-jobs"}]]})
        );
    }

    #[test]
    fn a_type_has_its_name_under_its_own() {
        assert_eq!(
            name_property("AWS::Lambda::Function").as_deref(),
            Some("FunctionName")
        );
        assert_eq!(name_property("AWS::Events::Rule").as_deref(), Some("Name"));
        for kept in [
            "AWS::ApiGateway::Stage",
            "AWS::ApiGatewayV2::Stage",
            "AWS::KMS::Alias",
        ] {
            assert_eq!(name_property(kept), None);
        }
    }
}
