use cfn::Stack;

use crate::{
    Function, route_key,
    testing::{errors, ids, synth},
    websocket::{RouteSelection, Routes, WebSocketApi},
};

/// Routes of one API, and of a second with this prefix.
fn two_apis(prefix: &str) -> Stack {
    let mut stack = Stack::new("demo");
    let message = stack.add("Message", Function::rust("lambdas", "message"));
    let stage = |stack: &mut Stack, id: &str| {
        let api = WebSocketApi::new(id.to_lowercase(), RouteSelection::body("type"));
        stack.add(id, api).stage("dev")
    };
    let chat = Routes::of(&stage(&mut stack, "Chat")).route(route_key!("say"), &message);
    stack.add("Deployment", chat);
    let admin = Routes::of(&stage(&mut stack, "Admin")).prefix(prefix);
    stack.add("AdminDeployment", admin.default(&message));
    stack
}

#[test]
fn a_second_api_without_a_prefix_is_one_finding_with_the_way_out() {
    // The routes differ, but both would make the integration of the same function.
    let findings = errors(two_apis(""));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].code, "GW114");
    let hint = findings[0].hint.as_deref();
    assert!(hint.is_some_and(|hint| hint.contains(".prefix(\"Admin\")")));
    assert!(ids(&synth(two_apis("Admin"))).contains(&"AdminMessageIntegration"));
}
