//! Whether API Gateway may invoke the functions.

use super::*;

/// Reference 6.1: without a permission the gateway cannot invoke the function.
#[test]
fn functions_that_the_gateway_may_not_invoke() {
    let mut nobody = skeleton();
    nobody.as_object_mut().unwrap().remove("Invoke");
    let mut another_service = skeleton();
    set(
        &mut another_service,
        "Invoke",
        "Principal",
        json!("events.amazonaws.com"),
    );
    let mut another_stage = skeleton();
    let source = "arn:aws:execute-api:us-east-1:000000000000:${Api}/prod/*";
    set(
        &mut another_stage,
        "Invoke",
        "SourceArn",
        json!({"Fn::Sub": source}),
    );
    for resources in [nobody, another_service, another_stage] {
        let plan = read(resources);
        let stage = &plan.apis[0].stages[0];
        assert!(stage.unpermitted.contains("$connect") && stage.unpermitted.contains("chat"));
        let found: Vec<_> = plan
            .findings
            .iter()
            .map(|finding| finding.resource.as_deref())
            .collect();
        assert_eq!(found, [Some("ConnectRoute"), Some("ChatRoute")]);
        assert!(
            plan.findings[1]
                .message
                .contains("invoke `Fn` for arn:aws:execute-api:us-east-1:000000000000:")
        );
        assert!(plan.findings[1].message.contains("/dev/chat"));
    }
}

#[test]
fn permissions_that_suffice() {
    let allowed = |resources: Value| read(resources).apis[0].stages[0].unpermitted.is_empty();
    let mut by_arn = skeleton();
    set(
        &mut by_arn,
        "Invoke",
        "FunctionName",
        json!({"Fn::GetAtt": ["Fn", "Arn"]}),
    );
    let mut by_role = skeleton();
    by_role.as_object_mut().unwrap().remove("Invoke");
    set(
        &mut by_role,
        "Integ",
        "CredentialsArn",
        json!("arn:aws:iam::000000000000:role/gateway"),
    );
    let mut from_everywhere = skeleton();
    from_everywhere["Invoke"]["Properties"]
        .as_object_mut()
        .unwrap()
        .remove("SourceArn");
    assert!(allowed(by_arn) && allowed(by_role) && allowed(from_everywhere));
}
