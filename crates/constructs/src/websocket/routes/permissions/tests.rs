use cfn::{Diagnostic, RawResource, Severity, Stack, Template, Tree};
use serde_json::json;

use super::{RESERVED_RESOURCES, STACK_RESOURCES};
use crate::{
    Function, FunctionRef,
    testing::{codes, properties, synth},
    websocket::{Route, RouteKey, RouteSelection, Routes, WebSocketApi},
};

/// A stack with so many routes, spread over so many functions, on two stages where asked.
fn stack(routes: usize, functions: usize, stages: usize, route: fn(&FunctionRef) -> Route) -> Stack {
    let mut stack = Stack::new("many");
    let api = stack.add("Api", WebSocketApi::new("many", RouteSelection::body("type")));
    let functions: Vec<FunctionRef> = (0..functions)
        .map(|n| stack.add(&format!("F{n}"), Function::rust("lambdas", "f")))
        .collect();
    let mut all = Routes::of(&api.stage("dev")).default(route(&functions[0]));
    if stages > 1 {
        all = all.also_of(&api.stage("next"));
    }
    for n in 1..routes {
        let key = RouteKey::parse(format!("key{n}")).unwrap();
        all = all.route(key, route(&functions[n % functions.len()]));
    }
    stack.add("Deployment", all);
    stack
}

fn one_way(function: &FunctionRef) -> Route {
    Route::to(function)
}

fn permissions(template: &Template) -> usize {
    template.of_type("AWS::Lambda::Permission").count()
}

fn codes_of(template: &Template, severity: Severity) -> Vec<&str> {
    let findings = template.findings().iter();
    let findings = findings.filter(|finding| finding.severity == severity);
    findings.map(|finding| finding.code.as_str()).collect()
}

fn findings<'t>(template: &'t Template, code: &str) -> Vec<&'t Diagnostic> {
    let findings = template.findings().iter();
    findings.filter(|finding| finding.code == code).collect()
}

#[test]
fn permissions_are_exact_while_they_fit_a_policy() {
    let template = synth(stack(30, 1, 1, one_way));
    assert_eq!(permissions(&template), 30);
    assert!(codes_of(&template, Severity::Info).is_empty());
}

#[test]
fn routes_that_fit_no_policy_share_a_permission_per_stage() {
    for stages in [1, 2] {
        let template = synth(stack(80, 1, stages, one_way));
        assert_eq!(permissions(&template), stages);
        assert_eq!(codes_of(&template, Severity::Info), ["GW116"]);
        let permission = properties(&template, "F0StageInvokePermission");
        assert_eq!(
            permission["SourceArn"],
            json!({ "Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/dev/*" })
        );
    }
}

#[test]
fn each_stage_counts() {
    let template = synth(stack(30, 1, 2, one_way));
    assert_eq!(permissions(&template), 2);
}

#[test]
fn three_hundred_routes_fit_one_stack() {
    let template = synth(stack(300, 1, 1, one_way));
    assert_eq!(template.of_type("AWS::ApiGatewayV2::Route").count(), 300);
    assert_eq!(template.of_type("AWS::ApiGatewayV2::Integration").count(), 1);
    assert!(template.resources().count() < 320);
}

#[test]
fn where_the_stack_is_the_limit_no_more_functions_give_way_than_it_takes() {
    // With ten functions each policy has room, but the stack has not.
    let template = synth(stack(300, 10, 1, one_way));
    let most = STACK_RESOURCES - RESERVED_RESOURCES;
    assert!((most - 29..=most).contains(&template.resources().count()));
    let wide: Vec<&Diagnostic> = findings(&template, "GW116");
    assert_eq!(permissions(&template), wide.len() + (10 - wide.len()) * 30);
    let first = wide[0];
    assert!(first.message.starts_with(
        "any route of its stages may run `F0`: with a permission for each route, 30 of them to this function, the \
         stack would have"
    ));
    assert!(first.hint.as_ref().unwrap().contains("a stack of its own"));
}

#[test]
fn the_functions_with_the_most_routes_give_way_first() {
    let mut stack = Stack::new("many");
    for n in 0..400 {
        stack.add(&format!("Q{n}"), RawResource::new("AWS::SQS::Queue", Tree::map()));
    }
    let api = stack.add("Api", WebSocketApi::new("many", RouteSelection::body("type")));
    let few = stack.add("Few", Function::rust("lambdas", "few"));
    let many = stack.add("Many", Function::rust("lambdas", "many"));
    let mut routes = Routes::of(&api.stage("dev"))
        .connect(&few)
        .disconnect(&few)
        .default(&few);
    for n in 0..20 {
        routes = routes.route(RouteKey::parse(format!("key{n}")).unwrap(), &many);
    }
    stack.add("Deployment", routes);
    let template = synth(stack);
    let wide = findings(&template, "GW116");
    assert_eq!(
        wide.iter()
            .filter_map(|it| it.resource.as_deref())
            .collect::<Vec<_>>(),
        ["Many"]
    );
    assert_eq!(permissions(&template), 4);
}

#[test]
fn each_limit_is_named_with_what_helps() {
    let template = synth(stack(80, 1, 1, one_way));
    let [finding] = findings(&template, "GW116")[..] else {
        panic!("one function")
    };
    assert_eq!(
        finding.message,
        "any route of its stages may run `F0`: the policy of a function has 20 KB, and a statement for each of its 80 \
         routes is more"
    );
    assert!(finding.hint.as_ref().unwrap().contains("several functions"));
}

#[test]
fn more_than_a_stack_has_is_said_with_the_number() {
    let findings = stack(300, 1, 1, |function| Route::to(function).two_way())
        .synth()
        .unwrap_err()
        .0;
    let finding = findings.iter().find(|finding| finding.code == "GW115").unwrap();
    let words = "300 routes, 300 of them two-way, bring the stack to 608 resources; it may have 500";
    assert_eq!(finding.message, words);
    assert!(finding.hint.as_ref().unwrap().contains("make 108 routes one-way"));
    let fewer = stack(300, 1, 1, one_way);
    assert!(fewer.synth().is_ok());
}

#[test]
fn what_is_counted_is_what_comes() {
    // One more route than the stack has room for: found by the routes, before the template is counted.
    let stack = |routes| stack(routes, 1, 1, one_way);
    assert!(stack(492).synth().is_ok());
    assert_eq!(codes(stack(493)), ["GW115"]);
}
