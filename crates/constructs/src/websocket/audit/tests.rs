use cfn::{RawResource, Stack, Tree};
use proptest::prelude::*;

use super::named_stage;
use crate::{
    Function, FunctionRef,
    testing::synth,
    websocket::{ApiRef, ConnectRoute, RouteSelection, Routes, Stage, StageName, WebSocketApi},
};

/// The codes of warnings of a stack with an API, a function behind `$connect`, and what the test adds.
fn warnings(
    api: fn(WebSocketApi) -> WebSocketApi,
    rest: impl FnOnce(&mut Stack, &ApiRef, &FunctionRef),
) -> Vec<String> {
    let mut stack = Stack::new("demo");
    let made = WebSocketApi::new("chat", RouteSelection::body("type"));
    let made = stack.add("Api", api(made));
    let connect = stack.add("Connect", Function::rust("lambdas", "connect"));
    rest(&mut stack, &made, &connect);
    let template = synth(stack);
    let findings = template.findings().iter();
    findings.map(|finding| finding.code.clone()).collect()
}

fn serve(stack: &mut Stack, stage: &StageName, connect: &FunctionRef) {
    let routes = stack.add("Deployment", Routes::of(stage).connect(connect));
    stack.add("Stage", Stage::new(&routes));
}

#[test]
fn a_stage_that_is_granted_is_made() {
    let used = |granted: &'static str, served: &'static str| {
        warnings(
            |api| api,
            |stack, api, connect| {
                let stage = api.stage(granted);
                let poster = Function::rust("lambdas", "poster").allow(stage.post_to_connections());
                stack.add("Poster", poster.env("ENDPOINT", stage.management_endpoint()));
                serve(stack, &api.stage(served), connect);
            },
        )
    };
    assert!(used("live", "live").is_empty());
    assert_eq!(used("live", "dev"), ["GW132"]);
    assert_eq!(used("*", "dev"), ["GW132"]);
}

#[test]
fn texts_name_stages() {
    let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:";
    for (text, stage) in [
        (format!("{arn}${{Api}}/live/POST/@connections/*"), Some("live")),
        (format!("{arn}${{Api}}/*"), Some("*")),
        (format!("{arn}${{Api}}/authorizers/${{Guard}}"), None),
        (format!("{arn}${{Other}}/live/*"), None),
        (
            "wss://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live".to_owned(),
            Some("live"),
        ),
        ("integrations/${Api}/x".to_owned(), None),
    ] {
        assert_eq!(named_stage(&text, "${Api}"), stage, "{text}");
    }
}

proptest! {
    #[test]
    fn any_stage_is_read_out_of_what_names_it(stage in "[A-Za-z0-9_-]{1,12}", verb in "(POST|GET|DELETE)") {
        prop_assume!(stage != "authorizers");
        let arn = format!("arn:aws:execute-api:eu-west-1:111122223333:${{Api}}/{stage}/{verb}/@connections/*");
        prop_assert_eq!(named_stage(&arn, "${Api}"), Some(stage.as_str()));
        let address = format!("https://${{Api}}.execute-api.eu-west-1.amazonaws.com/{stage}");
        prop_assert_eq!(named_stage(&address, "${Api}"), Some(stage.as_str()));
    }

    #[test]
    fn any_text_is_read(text in "[$\\{\\}/.:A-Za-z-]{0,40}", before in ".{0,8}") {
        let named = format!("{before}${{Api}}{text}");
        if let Some(stage) = named_stage(&named, "${Api}") {
            let part = format!("/{stage}");
            prop_assert!(named.contains(&part));
        }
    }
}

#[test]
fn ten_stages_are_enough() {
    let stages = |count: usize| {
        warnings(
            |api| api,
            |stack, api, connect| {
                let names: Vec<StageName> = (0..count).map(|index| api.stage(format!("s{index}"))).collect();
                let routes = names.iter().skip(1).fold(Routes::of(&names[0]), Routes::also_of);
                let routes = stack.add("Deployment", routes.connect(connect));
                for name in &names {
                    stack.add(&format!("Stage{}", name.name()), Stage::of(&routes, name));
                }
            },
        )
    };
    assert!(stages(10).is_empty());
    assert_eq!(stages(11), ["GW133"]);
}

#[test]
fn nobody_is_sent_to_a_closed_address() {
    let sent = |api: fn(WebSocketApi) -> WebSocketApi| {
        warnings(api, |stack, api, connect| {
            let stage = api.stage("live");
            let poster = Function::rust("lambdas", "poster");
            stack.add("Poster", poster.env("ENDPOINT", stage.management_endpoint()));
            serve(stack, &stage, connect);
        })
    };
    assert!(sent(|api| api).is_empty());
    assert!(sent(WebSocketApi::disable_default_endpoint).contains(&"GW134".to_owned()));
}

#[test]
fn a_key_needs_a_plan() {
    let asking = |plan: bool| {
        warnings(
            |api| api,
            |stack, api, connect| {
                let route = ConnectRoute::to(connect).api_key_required();
                let routes = Routes::of(&api.stage("live")).connect(route);
                let routes = stack.add("Deployment", routes);
                stack.add("Stage", Stage::new(&routes));
                if plan {
                    let stage = Tree::from_iter([
                        ("ApiId", Tree::single("Ref", "Api")),
                        ("Stage", Tree::from("live")),
                    ]);
                    let stages = Tree::from_iter([("ApiStages", Tree::List(vec![stage]))]);
                    stack.add("Plan", RawResource::new("AWS::ApiGateway::UsagePlan", stages));
                }
            },
        )
    };
    assert!(asking(true).is_empty());
    assert_eq!(asking(false), ["GW135"]);
}
