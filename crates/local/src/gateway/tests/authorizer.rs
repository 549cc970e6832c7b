//! Reference 5: REQUEST authorizers.

use super::*;
use crate::plan::api::{Authorizer, IdentitySource};

const ARN: &str = "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef/dev/$connect";

fn guarded(sources: Vec<IdentitySource>) -> Api {
    let mut api = api()
        .route("$connect", "connect")
        .route("$disconnect", "disconnect")
        .two_way("$default", "echo");
    api.routes.get_mut("$connect").unwrap().authorizer = Some(Authorizer {
        resource: "ConnectAuthorizer".to_owned(),
        id: "auth123".to_owned(),
        assumes_role: false,
        backend: Backend::Lambda("authorizer".to_owned()),
        identity_sources: sources,
    });
    api
}

fn functions() -> Functions {
    ["connect", "disconnect", "echo"]
        .into_iter()
        .fold(Functions::default(), |functions, name| {
            functions.answering(name, ok(name))
        })
}

fn policy(effect: &str, resource: &str, context: Value) -> Value {
    let statement = json!([{"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}]);
    json!({"principalId": "user-42", "policyDocument": {"Version": "2012-10-17", "Statement": statement},
        "context": context})
}

async fn refusal(functions: Functions) -> (u16, String, Vec<String>) {
    let world = World::new(guarded(Vec::new()), functions);
    let raw = world.upgrade("/dev", "").await;
    (raw.status, message_of(&raw.body), world.called_so_far().await)
}

/// 5.4: downstream as strings, with the principal in all events and the latency in CONNECT only.
#[tokio::test(start_paused = true)]
async fn context_reaches_all_events_of_the_connection() {
    let answer = policy(
        "Allow",
        ARN,
        json!({"tenant": "acme", "level": 7, "vip": true, "none": ""}),
    );
    let world = World::new(guarded(Vec::new()), functions().answering("authorizer", answer));
    let mut client = world.connect("/dev").await;
    let mut expected =
        json!({"tenant": "acme", "level": "7", "vip": "true", "none": "", "principalId": "user-42"});
    let mut connect = world.called("connect").await["requestContext"]["authorizer"].take();
    let latency = connect.as_object_mut().unwrap().remove("integrationLatency");
    assert!(latency.unwrap().is_u64());
    assert_eq!(connect, expected);
    client.send("x").await;
    assert_eq!(
        world.called("echo").await["requestContext"]["authorizer"],
        expected
    );
    client.0.close(None).await.unwrap();
    assert_eq!(
        world.called("disconnect").await["requestContext"]["authorizer"].take(),
        expected.take()
    );
}

/// 5.3, the whole event; the ids are those that `$connect` sees.
#[tokio::test(start_paused = true)]
async fn the_authorizer_event() {
    let answer = policy("Allow", "*", json!({}));
    let world = World::new(guarded(Vec::new()), functions().answering("authorizer", answer));
    world.upgrade("/dev?token=t", "").await;
    let mut event = world.called("authorizer").await;
    let connect = world.called("connect").await;
    let trace = event["headers"]["X-Amzn-Trace-Id"].take();
    assert_eq!(trace, connect["headers"]["X-Amzn-Trace-Id"]);
    event["multiValueHeaders"].take();
    for member in ["requestTime", "requestTimeEpoch"] {
        event["requestContext"]
            .as_object_mut()
            .unwrap()
            .remove(member)
            .unwrap();
    }
    let context = &connect["requestContext"];
    let expected = json!({
        "type": "REQUEST",
        "methodArn": ARN,
        "headers": {"Host": "127.0.0.1:3001", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13", "X-Amzn-Trace-Id": null, "X-Forwarded-For": "127.0.0.1",
            "X-Forwarded-Port": "3001", "X-Forwarded-Proto": "http",
            "Connection": "upgrade", "content-length": "0", "Upgrade": "websocket"},
        "multiValueHeaders": null,
        "queryStringParameters": {"token": "t"},
        "multiValueQueryStringParameters": {"token": ["t"]},
        "stageVariables": {},
        "requestContext": {"routeKey": "$connect", "eventType": "CONNECT", "messageDirection": "IN", "stage": "dev",
            "identity": {"sourceIp": "127.0.0.1"}, "domainName": "127.0.0.1:3001", "apiId": "ab12cd34ef",
            "requestId": context["requestId"], "extendedRequestId": context["requestId"],
            "connectionId": context["connectionId"], "connectedAt": context["connectedAt"]}
    });
    assert_eq!(event, expected);
}

/// 5.3: an empty query is an empty map, not an absent one.
#[tokio::test(start_paused = true)]
async fn maps_of_the_authorizer_event_are_never_absent() {
    let answer = policy("Allow", "*", json!({}));
    let world = World::new(guarded(Vec::new()), functions().answering("authorizer", answer));
    world.upgrade("/dev", "").await;
    let event = world.called("authorizer").await;
    for member in [
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "stageVariables",
    ] {
        assert_eq!(event[member], json!({}), "{member}");
    }
}

/// 1.3: exactly `Unauthorized` is 401; every other failure, and nonsense, is 500. `$connect` never runs.
#[tokio::test(start_paused = true)]
async fn failures_of_the_authorizer() {
    for (error, status, message) in [
        (raised("Unauthorized"), 401, "Unauthorized"),
        (raised("unauthorized"), 500, "Internal server error"),
        (InvokeError::Throttled, 500, "Internal server error"),
        (
            InvokeError::TimedOut {
                after: Duration::from_secs(3),
            },
            500,
            "Internal server error",
        ),
    ] {
        let refused = refusal(functions().with("authorizer", failing(error))).await;
        assert_eq!(
            refused,
            (status, message.to_owned(), vec!["authorizer".to_owned()])
        );
    }
    for answer in [
        json!(null),
        json!({"principalId": "a"}),
        policy("Allow", "*", json!({"a": []})),
    ] {
        let refused = refusal(functions().answering("authorizer", answer)).await;
        assert_eq!((refused.0, refused.1.as_str()), (500, "Internal server error"));
    }
}

/// 1.3 and 5.4: a policy that denies or does not allow.
#[tokio::test(start_paused = true)]
async fn policies_that_do_not_allow() {
    for (effect, resource, ending) in [
        ("Deny", "*", "with an explicit deny in an identity-based policy"),
        (
            "Allow",
            "arn:aws:execute-api:*:*:other/*",
            "because no identity-based policy allows the execute-api:Invoke action",
        ),
    ] {
        let answer = policy(effect, resource, json!({}));
        let (status, message, called) = refusal(functions().answering("authorizer", answer)).await;
        let expected = format!("User is not authorized to access this resource {ending}");
        assert_eq!(
            (status, message, called),
            (403, expected, vec!["authorizer".to_owned()])
        );
    }
}

/// 5.2: every source must be present and not empty, otherwise 401 and nobody is asked.
#[tokio::test(start_paused = true)]
async fn identity_sources() {
    let text = str::to_owned;
    let sources = || {
        vec![
            IdentitySource::Header(text("x-TOKEN")),
            IdentitySource::Query(text("token")),
            IdentitySource::StageVariable(text("tenant")),
            IdentitySource::Context(text("connectionId")),
        ]
    };
    let mut api = guarded(sources());
    api.stage().variables.insert(text("tenant"), text("acme"));
    let world = World::new(
        api,
        functions().answering("authorizer", policy("Allow", "*", json!({}))),
    );
    for (path, headers, status) in [
        ("/dev?token=t", "X-Token: t\r\n", 101),
        ("/dev?token=t", "", 401),
        ("/dev?token=t", "X-Token:\r\n", 401),
        ("/dev", "X-Token: t\r\n", 401),
        ("/dev?token=", "X-Token: t\r\n", 401),
        ("/dev?Token=t", "X-Token: t\r\n", 401),
    ] {
        world.called_so_far().await;
        let raw = world.upgrade(path, headers).await;
        assert_eq!(raw.status, status, "{path} {headers}");
        if status == 401 {
            assert_eq!(message_of(&raw.body), "Unauthorized");
            assert!(!world.called_so_far().await.contains(&text("authorizer")));
        }
    }
}

/// 5.2: these context values count as absent.
#[tokio::test(start_paused = true)]
async fn context_that_is_no_identity() {
    for (name, status) in [
        ("connectedAt", 101),
        ("requestTimeEpoch", 101),
        ("eventType", 401),
        ("messageDirection", 401),
    ] {
        let api = guarded(vec![IdentitySource::Context(name.to_owned())]);
        let world = World::new(
            api,
            functions().answering("authorizer", policy("Allow", "*", json!({}))),
        );
        assert_eq!(world.upgrade("/dev", "").await.status, status, "{name}");
    }
}

/// 1.3, 5.1: a `$connect` route may exist only to carry an authorizer.
#[tokio::test(start_paused = true)]
async fn an_authorizer_without_an_integration() {
    let mut api = guarded(Vec::new());
    api.routes.get_mut("$connect").unwrap().target = None;
    let world = World::new(
        api,
        functions().answering("authorizer", policy("Allow", "*", json!({}))),
    );
    assert_eq!(world.upgrade("/dev", "").await.status, 101);
    assert_eq!(world.called_so_far().await, ["authorizer"]);
}
