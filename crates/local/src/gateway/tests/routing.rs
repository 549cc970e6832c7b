//! Reference 3: route selection, and 2.2: the MESSAGE event.

use super::*;

/// Each route runs a function of its own, which answers with its name.
fn world(api: Api) -> World {
    let functions = ["chat", "default", "connect", "disconnect"]
        .into_iter()
        .fold(Functions::default(), |functions, name| {
            functions.answering(name, ok(name))
        });
    World::new(api, functions)
}

/// 3.2: exact and case-sensitive, otherwise `$default`; 3.2: neither JSON nor the field.
#[tokio::test(start_paused = true)]
async fn a_message_runs_the_route_it_names_or_the_default() {
    let world = world(api().two_way("chat", "chat").two_way("$default", "default"));
    let mut client = world.connect("/dev").await;
    for (message, function) in [
        (r#"{"action":"chat"}"#, "chat"),
        (r#"{"action":"Chat"}"#, "default"),
        (r#"{"action":""}"#, "default"),
        (r#"{"action":"$default"}"#, "default"),
        (r#"{"other":"chat"}"#, "default"),
        ("chat", "default"),
        ("", "default"),
    ] {
        client.send(message).await;
        assert_eq!(client.text().await, function, "{message}");
    }
}

/// 3.2: no `$default` gives `Forbidden`, the connection stays, no function runs.
#[tokio::test(start_paused = true)]
async fn without_a_default_route_an_unmatched_message_is_forbidden() {
    let world = world(api().two_way("chat", "chat"));
    let mut client = world.connect("/dev").await;
    client.send("nonsense").await;
    assert_eq!(message_of(&client.text().await), "Forbidden");
    assert_eq!(world.called_so_far().await, Vec::<String>::new());
    client.send(r#"{"action":"chat"}"#).await;
    assert_eq!(client.text().await, "chat");
}

/// 3.2 and 14, row 5: a message never runs a lifecycle route.
#[tokio::test(start_paused = true)]
async fn lifecycle_routes_cannot_be_named() {
    let lifecycle = || {
        api()
            .two_way("$connect", "connect")
            .two_way("$disconnect", "disconnect")
    };
    for key in ["$connect", "$disconnect"] {
        let message = json!({ "action": key });
        let bare = world(lifecycle());
        let mut client = bare.connect("/dev").await;
        bare.called("connect").await;
        client.send(&message).await;
        assert_eq!(message_of(&client.text().await), "Forbidden");
        assert_eq!(bare.called_so_far().await, Vec::<String>::new());

        let mut client = world(lifecycle().two_way("$default", "default"))
            .connect("/dev")
            .await;
        client.send(&message).await;
        assert_eq!(client.text().await, "default");
    }
}

/// 3.2 and 14, row 12: a route without target.
#[tokio::test(start_paused = true)]
async fn a_route_without_target_is_an_internal_error() {
    let world = world(api().backend("chat", None));
    let mut client = world.connect("/dev").await;
    client.send(r#"{"action":"chat"}"#).await;
    assert_eq!(message_of(&client.text().await), "Internal server error");
}

/// What this runtime does not do answers like a failure, and says so to the developer.
#[tokio::test(start_paused = true)]
async fn an_integration_that_is_not_run_here_says_so() {
    let world = world(api().backend("chat", Some(Backend::NotRun("MOCK is not supported".to_owned()))));
    let mut client = world.connect("/dev").await;
    client.send(r#"{"action":"chat"}"#).await;
    assert_eq!(message_of(&client.text().await), "Internal server error");
    let outcome = world
        .event(|event| match event {
            Event::Message { outcome, .. } => Some(outcome),
            _ => None,
        })
        .await;
    let reason = "`chat integration` is not run locally: MOCK is not supported";
    assert_eq!(outcome, crate::event::Outcome::Failed(reason.to_owned()));
}

/// 6.1: a missing permission is 500 for the handshake and an error frame for a message; no function runs.
#[tokio::test(start_paused = true)]
async fn a_function_that_the_gateway_may_not_invoke() {
    let mut api = api().route("$connect", "connect").route("chat", "chat");
    api.stage().unpermitted.insert("chat".to_owned());
    let world = world(api.clone());
    let mut client = world.connect("/dev").await;
    client.send(r#"{"action":"chat"}"#).await;
    assert_eq!(message_of(&client.text().await), "Internal server error");
    assert_eq!(world.called_so_far().await, ["connect"]);

    api.stage().unpermitted.insert("$connect".to_owned());
    let raw = self::world(api).upgrade("/dev", "").await;
    assert_eq!(
        (raw.status, message_of(&raw.body).as_str()),
        (500, "Internal server error")
    );
}

/// 2.2: the whole event; no headers, no query.
#[tokio::test(start_paused = true)]
async fn the_message_event() {
    let mut api = api().route("$connect", "connect").route("$default", "default");
    api.stage().variables.insert("a".to_owned(), "b".to_owned());
    let world = world(api);
    let mut client = world.connect("/dev?room=7").await;
    let connect = world.called("connect").await;
    client.send("{\"action\":\"nope\",\"text\":\"grüß\"}").await;
    let mut event = world.called("default").await;

    let context = event["requestContext"].as_object_mut().unwrap();
    let message = context.remove("messageId").unwrap();
    assert!(ids::is_connection_id(message.as_str().unwrap()));
    assert_ne!(message, connect["requestContext"]["connectionId"]);
    let request = context.remove("requestId").unwrap();
    assert_ne!(request, connect["requestContext"]["requestId"]);
    assert_eq!(context.remove("extendedRequestId"), Some(request));
    assert!(context.remove("requestTime").is_some() && context.remove("requestTimeEpoch").is_some());

    let expected = json!({
        "requestContext": {"routeKey": "$default", "eventType": "MESSAGE", "messageDirection": "IN", "stage": "dev",
            "connectedAt": connect["requestContext"]["connectedAt"], "identity": {"sourceIp": "127.0.0.1"},
            "domainName": "127.0.0.1:3001", "connectionId": connect["requestContext"]["connectionId"],
            "apiId": "ab12cd34ef"},
        "body": "{\"action\":\"nope\",\"text\":\"grüß\"}",
        "isBase64Encoded": false,
        "stageVariables": {"a": "b"}
    });
    assert_eq!(event, expected);
}

/// 9.1 and 0.9: after a switch even existing connections use the new routes.
#[tokio::test(start_paused = true)]
async fn a_switch_reaches_open_connections() {
    let world = world(api().two_way("$default", "default"));
    let mut client = world.connect("/dev").await;
    client.send(r#"{"action":"chat"}"#).await;
    assert_eq!(client.text().await, "default");
    world.gateway.redeploy(vec![api().two_way("chat", "chat")]);
    client.send(r#"{"action":"chat"}"#).await;
    assert_eq!(client.text().await, "chat");
}

/// Messages of one connection run side by side: the second is answered while the first still runs.
#[tokio::test(start_paused = true)]
async fn messages_of_a_connection_run_side_by_side() {
    let functions = Functions::default().with_async("sleep", |event| {
        Box::pin(async move {
            let body: Value = serde_json::from_str(event["body"].as_str().unwrap()).unwrap();
            tokio::time::sleep(Duration::from_secs(body["for"].as_u64().unwrap())).await;
            Ok(ok(&body["for"].to_string()))
        })
    });
    let world = World::new(api().two_way("$default", "sleep"), functions);
    let mut client = world.connect("/dev").await;
    client.send(json!({"for": 20})).await;
    client.send(json!({"for": 1})).await;
    assert_eq!(
        (client.text().await, client.text().await),
        ("1".to_owned(), "20".to_owned())
    );
}
