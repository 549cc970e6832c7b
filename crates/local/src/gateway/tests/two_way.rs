//! Reference 4: what the client receives, on one-way and two-way routes.

use super::*;

/// A world whose `one` and `two` routes run the same function, one-way and two-way.
fn world(functions: Functions) -> World {
    World::new(
        api()
            .route("one", "f")
            .two_way("two", "f")
            .two_way("fence", "fence"),
        functions.answering("fence", ok("fence")),
    )
}

/// What arrives for a message, before the answer to a later one.
async fn received(world: &World, route: &str) -> Vec<String> {
    let mut client = world.connect("/dev").await;
    client.send(json!({ "action": route })).await;
    world
        .event(|event| matches!(event, Event::Message { .. }).then_some(()))
        .await;
    client.send(json!({"action": "fence"})).await;
    let mut texts = Vec::new();
    loop {
        match client.text().await {
            text if text == "fence" => return texts,
            text => texts.push(text),
        }
    }
}

/// 4.2, rows 1 to 3; 0.5: the status has no effect.
#[tokio::test(start_paused = true)]
async fn answers_reach_the_client_on_two_way_routes_only() {
    for (answer, text) in [
        (json!({"statusCode": 200, "body": "X"}), "X"),
        (json!({"statusCode": 503, "body": "X"}), "X"),
        (
            json!({"statusCode": 500, "body": "{\"a\":1}", "headers": {"x": "y"}}),
            "{\"a\":1}",
        ),
        (json!({"statusCode": 200}), ""),
    ] {
        let world = world(Functions::default().answering("f", answer));
        assert_eq!(received(&world, "one").await, Vec::<String>::new());
        assert_eq!(received(&world, "two").await, [text]);
    }
}

/// 4.2: failures are told on both kinds of routes. 4.3: what is malformed.
#[tokio::test(start_paused = true)]
async fn failures_reach_the_client_on_all_routes() {
    let answers = [
        json!(null),
        json!("text"),
        json!({}),
        json!({"statusCode": "200"}),
        json!({"statusCode": 200, "x": 1}),
    ];
    let mut worlds: Vec<World> = answers
        .into_iter()
        .map(|answer| world(Functions::default().answering("f", answer)))
        .collect();
    let errors = [
        raised("boom"),
        InvokeError::Throttled,
        InvokeError::TimedOut {
            after: Duration::from_secs(3),
        },
    ];
    worlds.extend(errors.map(|error| world(Functions::default().with("f", failing(error)))));
    for world in worlds {
        for route in ["one", "two"] {
            let texts = received(&world, route).await;
            assert_eq!(
                texts.iter().map(|text| message_of(text)).collect::<Vec<_>>(),
                ["Internal server error"]
            );
        }
    }
}

/// 4.2: the integration's timeout; the connection stays open, and 11.3: the function goes on.
#[tokio::test(start_paused = true)]
async fn a_timeout_reaches_the_client_and_the_connection_stays() {
    let functions = Functions::default().with_async("slow", |_| {
        Box::pin(async {
            tokio::time::sleep(Duration::from_mins(1)).await;
            Ok(ok("late"))
        })
    });
    let mut api = api().route("slow", "slow").two_way("$default", "echo");
    api.routes
        .get_mut("slow")
        .unwrap()
        .target
        .as_mut()
        .unwrap()
        .timeout = Duration::from_millis(50);
    let world = World::new(api, functions.answering("echo", ok("echo")));
    let mut client = world.connect("/dev").await;
    client.send(json!({"action": "slow"})).await;
    assert_eq!(message_of(&client.text().await), "Endpoint request timed out");
    client.send("x").await;
    assert_eq!(client.text().await, "echo");
}

/// 4.4: the frame names the connection and the request that the function saw.
#[tokio::test(start_paused = true)]
async fn an_error_frame_names_the_connection_and_the_request() {
    let world = world(Functions::default().with("f", failing(raised("boom"))));
    let mut client = world.connect("/dev").await;
    client.send(json!({"action": "one"})).await;
    let frame: Value = serde_json::from_str(&client.text().await).unwrap();
    let context = world.called("f").await["requestContext"].take();
    assert_eq!(frame["connectionId"], context["connectionId"]);
    assert_eq!(frame["requestId"], context["requestId"]);
}
