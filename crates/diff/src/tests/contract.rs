//! What clients notice.

use super::*;

/// The chat with more resources.
fn with(resources: &str) -> Template {
    chat(&[("Resources:\n", &format!("Resources:\n{resources}"))])
}

/// What clients notice when the further resources of the chat are others.
#[track_caller]
fn noticed(old: &str, new: &str) -> Vec<String> {
    verdicts(&between(&with(old), &with(new)), Topic::Contract)
}

#[test]
fn clients_notice_routes_answers_and_selection() {
    for (from, to, expected) in [
        (
            "RouteKey: message\n",
            "RouteKey: msg\n",
            "MessageRoute: the route `message` is called `msg` now: messages of `message` get the error `Forbidden`",
        ),
        (
            "      RouteResponseSelectionExpression: $default\n",
            "",
            "PingRoute: the route `ping` answers no more",
        ),
        (
            "$request.body.type",
            "$request.body.action",
            "Api: messages select their route by `$request.body.action` instead of `$request.body.type`",
        ),
    ] {
        assert_eq!(
            verdicts(&after(&[(from, to)]), Topic::Contract),
            [expected],
            "{to}"
        );
    }
}

#[test]
fn clients_notice_what_they_have_to_bring() {
    let source = "        - route.request.querystring.token\n";
    let another = after(&[(source, "        - route.request.header.Authorization\n")]);
    assert_eq!(
        verdicts(&another, Topic::Contract),
        [
            "ConnectRoute: who connects without `route.request.header.Authorization` is refused",
            "ConnectRoute: `route.request.querystring.token` is read no more to tell who connects"
        ]
    );
    let open = [(
        "      AuthorizationType: CUSTOM\n      AuthorizerId: !Ref Authorizer\n",
        "      AuthorizationType: NONE\n",
    )];
    assert_eq!(
        verdicts(&after(&open), Topic::Contract)[0],
        "ConnectRoute: everybody may connect: an authorizer is asked no more"
    );
    let closed = between(&chat(&open), &chat(&[]));
    assert_eq!(
        verdicts(&closed, Topic::Contract),
        [
            "ConnectRoute: who connects has to pass an authorizer",
            "ConnectRoute: who connects without `route.request.querystring.token` is refused"
        ]
    );
    let keyed = after(&[(
        "      RouteKey: $connect\n",
        "      RouteKey: $connect\n      ApiKeyRequired: true\n",
    )]);
    assert_eq!(
        verdicts(&keyed, Topic::Contract),
        ["ConnectRoute: who connects has to bring an API key"]
    );
}

#[test]
fn clients_notice_stages_and_lower_limits_and_not_higher_ones() {
    let renamed = after(&[("StageName: dev", "StageName: live")]);
    assert_eq!(
        verdicts(&renamed, Topic::Contract),
        ["Stage: the stage `dev` is called `live` now: its address changes"]
    );
    let lower = after(&[("ThrottlingRateLimit: 20\n", "ThrottlingRateLimit: 10\n")]);
    assert_eq!(
        verdicts(&lower, Topic::Contract),
        ["Stage: the route `message` of stage `dev` takes 10 requests per second, fewer than before"]
    );
    for (from, to) in [
        ("RateLimit: 100", "RateLimit: 200"),
        ("BurstLimit: 50\n", "BurstLimit: 60\n"),
    ] {
        assert_eq!(verdicts(&after(&[(from, to)]), Topic::Contract), [""; 0], "{to}");
    }
}

#[test]
fn clients_notice_a_route_that_goes_and_where_its_messages_go() {
    let route = |id: &str, key: &str| {
        format!(
            "  {id}:\n    Type: AWS::ApiGatewayV2::Route\n    Properties: {{ApiId: !Ref Api, RouteKey: {key}}}\n"
        )
    };
    let gone = |more: &str| {
        let rest = route("Rest", "$default");
        noticed(
            &format!("{}{rest}", route("Gone", "gone")),
            &format!("{more}{rest}"),
        )
    };
    assert_eq!(
        gone(""),
        ["Gone: the route `gone` is gone: messages of `gone` go to `$default`"]
    );
    // Constructs name a resource by its key, so a route with another key is another resource.
    assert_eq!(
        gone(&route("Here", "here")),
        ["Gone: the route `gone` is called `here` now: messages of `gone` go to `$default`"]
    );
    assert_eq!(
        gone(&(route("Here", "here") + &route("There", "there"))),
        ["Gone: the route `gone` is gone: messages of `gone` go to `$default`"]
    );
    let silent = after(&[(
        "  PingAnswer:\n    Type: AWS::ApiGatewayV2::RouteResponse",
        "  PingAnswer:\n    Type: AWS::SNS::Topic",
    )]);
    assert_eq!(
        verdicts(&silent, Topic::Contract),
        ["PingRoute: the route `ping` answers no more"],
        "an expression alone answers nothing"
    );
}

#[test]
fn clients_notice_when_connecting_begins_to_ask_for_something() {
    let connect = "  ConnectRoute:\n    Type: AWS::ApiGatewayV2::Route\n";
    let open = chat(&[(connect, "  ConnectRoute:\n    Type: AWS::SNS::Topic\n")]);
    assert_eq!(
        verdicts(&between(&open, &chat(&[])), Topic::Contract),
        [
            "ConnectRoute: who connects has to pass an authorizer",
            "ConnectRoute: who connects without `route.request.querystring.token` is refused"
        ]
    );
    let keyed = |place: &str| {
        chat(&[
            (
                "      RouteKey: $connect\n",
                "      RouteKey: $connect\n      ApiKeyRequired: true\n",
            ),
            (
                "      ProtocolType: WEBSOCKET\n",
                &format!("      ProtocolType: WEBSOCKET\n{place}"),
            ),
        ])
    };
    let elsewhere = keyed("      ApiKeySelectionExpression: $context.authorizer.usageIdentifierKey\n");
    assert_eq!(
        verdicts(&between(&keyed(""), &elsewhere), Topic::Contract),
        [
            "ConnectRoute: API keys are read from `$context.authorizer.usageIdentifierKey` instead of \
             `$request.header.x-api-key`"
        ]
    );
}

#[test]
fn clients_notice_usage_plans() {
    let plan = |settings: &str| {
        format!(
            "  Plan:\n    Type: AWS::ApiGateway::UsagePlan\n    Properties: {{ApiStages: [{{ApiId: !Ref Api, Stage: dev}}]{settings}}}\n"
        )
    };
    let member = "  Member:\n    Type: AWS::ApiGateway::UsagePlanKey\n    Properties: {KeyId: k, KeyType: API_KEY, UsagePlanId: !Ref Plan}\n";
    let old = plan(", Throttle: {RateLimit: 10}, Quota: {Limit: 1000, Period: DAY}");
    for (new, expected) in [
        (
            plan(", Throttle: {RateLimit: 5}, Quota: {Limit: 1000, Period: DAY}"),
            vec!["Plan: API keys of the plan get 5 requests per second, fewer than before"],
        ),
        (
            plan(", Quota: {Limit: 2000, Period: MONTH}"),
            vec!["Plan: API keys of the plan get 2000 requests per month instead of 1000 per day"],
        ),
        (plan(", Quota: {Limit: 1000, Period: DAY}"), vec![]),
        (
            old.replace("Stage: dev", "Stage: live"),
            vec!["Plan: API keys of the plan are refused by the stage `dev`"],
        ),
        (
            String::new(),
            vec!["Plan: the usage plan is gone: its API keys are refused"],
        ),
    ] {
        assert_eq!(noticed(&old, &new), expected, "{new}");
        assert_eq!(
            noticed(
                &format!("{old}{member}"),
                &format!("{new}{}", if new.is_empty() { "" } else { member })
            ),
            expected
        );
    }
    assert_eq!(
        noticed(&format!("{old}{member}"), &old),
        ["Member: an API key leaves its usage plan, and is refused"]
    );
}

#[test]
fn clients_notice_addresses() {
    let closed = after(&[(
        "      ProtocolType: WEBSOCKET\n",
        "      ProtocolType: WEBSOCKET\n      DisableExecuteApiEndpoint: true\n",
    )]);
    assert_eq!(
        verdicts(&closed, Topic::Contract),
        ["Api: the address of the service itself is closed; only custom domains remain"]
    );
    let domain = |trust: &str, key: &str, stage: &str| {
        format!(
            "  Domain:\n    Type: AWS::ApiGatewayV2::DomainName\n    Properties: {{DomainName: chat.example.com{trust}}}\n  \
             Mapping:\n    Type: AWS::ApiGatewayV2::ApiMapping\n    Properties: {{ApiId: !Ref Api, DomainName: !Ref Domain, Stage: {stage}, ApiMappingKey: {key}}}\n"
        )
    };
    let old = domain("", "v1", "dev");
    assert_eq!(
        noticed(&old, &domain("", "v2", "dev")),
        ["Mapping: the address chat.example.com/v1 is gone"]
    );
    assert_eq!(
        noticed(&old, &domain("", "v1", "live")),
        ["Mapping: the address chat.example.com/v1 leads to the stage `live` instead of `dev`"]
    );
    assert_eq!(
        noticed(
            &old,
            &domain(
                ", MutualTlsAuthentication: {TruststoreUri: 's3://b/k'}",
                "v1",
                "dev"
            )
        ),
        ["Domain: who connects has to bring a certificate of a client: the domain asks for mutual TLS"]
    );
}

#[test]
fn clients_notice_stricter_models_and_each_reason() {
    let model = |name: &str, schema: &str| {
        format!(
            "  {name}:\n    Type: AWS::ApiGatewayV2::Model\n    Properties: {{ApiId: !Ref Api, Name: {name}, Schema: {schema}}}\n"
        )
    };
    let route = |models: &str, expression: &str| {
        format!(
            "  Said:\n    Type: AWS::ApiGatewayV2::Route\n    Properties: {{ApiId: !Ref Api, RouteKey: said{models}{expression}}}\n"
        )
    };
    let default = ", ModelSelectionExpression: $default";
    let of = |schema: &str| route(", RequestModels: {$default: Text}", default) + &model("Text", schema);
    let old = of("{type: object}");
    assert_eq!(
        noticed(&route("", ""), &old),
        ["Said: messages of `said` are refused unless they fit a model"]
    );
    assert_eq!(
        noticed(
            &old,
            &of("{type: object, required: [text], properties: {text: {maxLength: 9}}}")
        ),
        [
            "Said: the model of `said` is stricter: `text` is required",
            "Said: the model of `said` is stricter: `text` may have at most 9 characters"
        ]
    );
    assert_eq!(noticed(&old, &of("{}")), [""; 0]);
    assert_eq!(noticed(&old, &route("", "")), [""; 0]);
    let by_kind = ", ModelSelectionExpression: $request.body.kind";
    let two =
        route(", RequestModels: {a: Text, b: Other}", by_kind) + &model("Text", "{}") + &model("Other", "{}");
    let one = route(", RequestModels: {a: Text}", by_kind) + &model("Text", "{}");
    assert_eq!(
        noticed(&two, &one),
        ["Said: messages of `said` that select the model `b` are refused"]
    );
    assert_eq!(
        noticed(
            &old,
            &(route(", RequestModels: {$default: Elsewhere}", default) + &model("Text", "{}"))
        ),
        [
            "Said: the model of `said` is stricter: it is `Elsewhere` instead of `Text`, and one of the two stands elsewhere"
        ]
    );
}

mod throttles {
    use proptest::prelude::*;

    use super::*;

    /// A stage's limit for all routes, and one for the route `ping`.
    type Limits = (Option<u16>, Option<u16>);

    fn stage((default, ping): Limits) -> Template {
        let settings = |limit: Option<u16>| {
            limit.map_or_else(
                || "{}".to_owned(),
                |limit| format!("{{ThrottlingRateLimit: {limit}}}"),
            )
        };
        chat(&[
            (
                "        LoggingLevel: ERROR\n        ThrottlingBurstLimit: 200\n        ThrottlingRateLimit: 100\n",
                &format!(
                    "        ? ThrottlingRateLimit\n        : {}\n",
                    default.map_or("null".to_owned(), |it| it.to_string())
                ),
            ),
            (
                "        message:\n          ThrottlingBurstLimit: 50\n          ThrottlingRateLimit: 20\n",
                &format!("        ping: {}\n", settings(ping)),
            ),
        ])
    }

    /// What `ping` and any other route really get.
    fn effective((default, ping): Limits) -> [u32; 2] {
        let account = u32::MAX;
        [ping.or(default), default].map(|limit| limit.map_or(account, u32::from))
    }

    proptest! {
        #[test]
        fn what_is_said_is_what_some_route_gets_less_of(old: Limits, new: Limits) {
            let said = verdicts(&between(&stage(old), &stage(new)), Topic::Contract);
            let less = effective(old).into_iter().zip(effective(new)).any(|(was, is)| is < was);
            prop_assert_eq!(!said.is_empty(), less, "{:?}", said);
        }
    }
}
