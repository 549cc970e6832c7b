//! The whole runtime on a real port. The functions have no binaries here; `tests/it` runs real ones.

use cfn::Tree;
use futures_util::StreamExt;
use serde_json::json;
use tokio_tungstenite::{connect_async, tungstenite};

use super::*;

fn template(selection: &str) -> Template {
    let tree: Tree = serde_json::from_value(json!({"Resources": {
        "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": "demo", "ProtocolType": "WEBSOCKET",
            "RouteSelectionExpression": selection}},
        "Deployment": {"Type": "AWS::ApiGatewayV2::Deployment", "Properties": {"ApiId": {"Ref": "Api"}}},
        "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"ApiId": {"Ref": "Api"}, "StageName": "dev",
            "DeploymentId": {"Ref": "Deployment"}}},
        "Fn": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "provided.al2023"}}
    }}))
    .unwrap();
    Template::from_tree("demo", tree)
}

fn options(port: u16) -> Options {
    Options {
        port,
        template: template("$request.body.type"),
        binaries: HashMap::new(),
    }
}

#[tokio::test]
async fn a_runtime_serves_its_port_until_it_is_shut_down() {
    let (events, _received) = mpsc::unbounded_channel();
    let mut running = start(options(0), events).await.unwrap();
    let endpoint = running.endpoint();
    assert!(
        endpoint.starts_with("ws://127.0.0.1:") && endpoint.ends_with("/dev"),
        "{endpoint}"
    );
    assert_eq!(running.warnings().len(), 1);
    assert!(running.warnings()[0].message.contains("`Fn` has no binary"));

    let (mut client, _) = connect_async(&endpoint).await.unwrap();
    running
        .reload(template("$request.body.action"), HashMap::new())
        .unwrap();
    let broken = running
        .reload(template("$request.header.x"), HashMap::new())
        .unwrap_err();
    assert!(broken.to_string().contains("only `$request.body`"), "{broken}");

    let (closed, ()) = tokio::join!(client.next(), running.shutdown());
    let Some(Ok(tungstenite::Message::Close(Some(frame)))) = closed else {
        panic!("{closed:?}")
    };
    assert_eq!(u16::from(frame.code), 1001);
    assert!(connect_async(&endpoint).await.is_err());
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error_that_names_it() {
    let (events, _received) = mpsc::unbounded_channel();
    let running = start(options(0), events.clone()).await.unwrap();
    let taken = running.address.port();
    let error = start(options(taken), events).await.unwrap_err();
    assert!(
        matches!(error, StartError::Listen { port, .. } if port == taken),
        "{error}"
    );
}
