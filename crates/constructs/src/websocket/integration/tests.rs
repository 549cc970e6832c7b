use cfn::{Handle, Stack, Template};
use serde_json::{Value, json};

use super::*;
use crate::{
    Bucket, DataStream, Topic, route_key, source,
    testing::{properties, synth},
    websocket::{
        ConnectRoute, DisconnectRoute, Json, Payload, Route, RouteSelection, Routes, WebSocketApi,
        mapping::testing::{NASTY, event, render, render_form, render_json, request_template},
    },
};

fn placed<I: Into<Integration>>(integration: impl FnOnce(&mut Stack) -> I) -> Template {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let route = Route::to(integration(&mut stack));
    stack.add(
        "Deployment",
        Routes::of(&api.stage("dev")).route(route_key!("do"), route),
    );
    synth(stack)
}

/// What the gateway may do: one action on one resource.
fn may(template: &Template) -> (Value, Value) {
    let policies = &properties(template, "DoIntegrationRole")["Policies"];
    let statements = &policies[0]["PolicyDocument"]["Statement"];
    assert_eq!(
        (
            policies.as_array().unwrap().len(),
            statements.as_array().unwrap().len()
        ),
        (1, 1)
    );
    (statements[0]["Action"].clone(), statements[0]["Resource"].clone())
}

fn uri(template: &Template) -> String {
    let uri = properties(template, "DoIntegration")["IntegrationUri"]["Fn::Sub"].clone();
    let uri = uri
        .as_str()
        .unwrap()
        .strip_prefix("arn:${AWS::Partition}:apigateway:${AWS::Region}:");
    uri.unwrap().to_owned()
}

fn message(text: &str) -> Value {
    json!({ "text": text })
}

fn rendered(template: &Template, text: &str) -> Value {
    render_json(
        &request_template(template, "DoIntegration"),
        &event(&message(text)),
    )
}

fn envelope(text: &str) -> Value {
    json!({
        "connectionId": "Kx3rIf=",
        "routeKey": "chat",
        "requestId": "r-1",
        "sentAt": 1_700_000_123_999_i64,
        "message": message(text),
    })
}

fn inner(text: &Value) -> Value {
    serde_json::from_str(text.as_str().unwrap()).unwrap()
}

/// What base64 holds.
fn decoded(text: &Value) -> Value {
    let event = json!({ "body": json!({ "text": text }).to_string() });
    let text = render("$util.base64Decode($input.path('$.text'))", &event);
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_topic_gets_the_message() {
    let publish = |stack: &mut Stack| {
        let news = stack.add("News", Topic::new());
        Publish::to(&news).attribute("text", source!("route.request.body.text"))
    };
    let template = placed(publish);
    assert_eq!(
        may(&template),
        (json!(["sns:Publish"]), json!([{ "Ref": "News" }]))
    );
    assert_eq!(uri(&template), "sns:path//");
    for text in NASTY {
        let event = event(&message(text));
        let form = render_form(&request_template(&template, "DoIntegration"), &event);
        assert_eq!(form["Action"], "Publish");
        assert_eq!(form["TopicArn"], "<News>");
        assert_eq!(form["Message"], event["body"].as_str().unwrap());
        assert_eq!(form["MessageAttributes.entry.1.Name"], "connectionId");
        assert_eq!(form["MessageAttributes.entry.2.Value.StringValue"], text);
        assert!(!form.contains_key("MessageGroupId"));
    }
}

#[test]
fn a_fifo_topic_keeps_the_order_of_a_connection() {
    let template = placed(|stack| Publish::to_fifo(&stack.add("News", Topic::fifo())));
    let form = render_form(
        &request_template(&template, "DoIntegration"),
        &event(&message("")),
    );
    assert_eq!(form["MessageGroupId"], "Kx3rIf=");
    assert_eq!(form["MessageDeduplicationId"], "r-1");
}

#[test]
fn a_data_stream_gets_records() {
    let template = placed(|stack| PutRecord::into(&stack.add("Clicks", DataStream::new())));
    let clicks = json!([{ "Fn::GetAtt": ["Clicks", "Arn"] }]);
    assert_eq!(may(&template), (json!(["kinesis:PutRecord"]), clicks));
    assert_eq!(uri(&template), "kinesis:action/PutRecord");
    for text in NASTY {
        let request = rendered(&template, text);
        assert_eq!(request["StreamName"], "<Clicks>");
        assert_eq!(request["PartitionKey"], "Kx3rIf=");
        assert_eq!(decoded(&request["Data"]), envelope(text));
    }
}

#[test]
fn a_delivery_stream_gets_records() {
    let deliver = |stack: &mut Stack| {
        let archive = stack.add("Archive", aws::firehose::DeliveryStream::new());
        DeliverRecord::into(&archive).payload(Payload::Message)
    };
    let template = placed(deliver);
    let archive = json!([{ "Fn::GetAtt": ["Archive", "Arn"] }]);
    assert_eq!(may(&template), (json!(["firehose:PutRecord"]), archive));
    assert_eq!(uri(&template), "firehose:action/PutRecord");
    for text in NASTY {
        let request = rendered(&template, text);
        assert_eq!(request["DeliveryStreamName"], "<Archive>");
        assert_eq!(decoded(&request["Record"]["Data"]), message(text));
    }
}

#[test]
fn a_bus_gets_events() {
    let template = placed(|stack| {
        let bus = stack.add("Bus", aws::events::EventBus::new("orders"));
        PutEvents::onto(&bus, "shop", source!("route.request.body.text"))
    });
    let bus = json!([{ "Fn::GetAtt": ["Bus", "Arn"] }]);
    assert_eq!(may(&template), (json!(["events:PutEvents"]), bus));
    assert_eq!(uri(&template), "events:action/PutEvents");
    assert_eq!(
        properties(&template, "DoIntegration")["RequestParameters"],
        json!({
            "integration.request.header.Content-Type": "'application/x-amz-json-1.1'",
            "integration.request.header.X-Amz-Target": "'AWSEvents.PutEvents'",
        })
    );
    for text in NASTY {
        let entry = rendered(&template, text)["Entries"][0].clone();
        assert_eq!(entry["EventBusName"], "<Bus>");
        assert_eq!(
            (&entry["Source"], &entry["DetailType"]),
            (&json!("shop"), &json!(text))
        );
        assert_eq!(inner(&entry["Detail"]), envelope(text));
    }
}

fn machine(stack: &mut Stack) -> Handle<aws::stepfunctions::StateMachine> {
    let role = cfn::Arn::of("arn:aws:iam::111122223333:role/orders");
    stack.add("Orders", aws::stepfunctions::StateMachine::new(role))
}

#[test]
fn a_state_machine_gets_its_input() {
    let input = || Json::object().with("text", source!("route.request.body.text"));
    let cases = [
        (
            "StartExecution",
            placed(|stack| StartExecution::of(&machine(stack)).input(input())),
        ),
        (
            "StartSyncExecution",
            placed(|stack| StartSyncExecution::at(&machine(stack)).input(input())),
        ),
    ];
    for (action, template) in cases {
        let actions = json!([format!("states:{action}")]);
        assert_eq!(may(&template), (actions, json!([{ "Ref": "Orders" }])));
        assert_eq!(uri(&template), format!("states:action/{action}"));
        for text in NASTY {
            let request = rendered(&template, text);
            assert_eq!(request["stateMachineArn"], "<Orders>");
            assert_eq!(inner(&request["input"]), message(text));
        }
    }
}

#[test]
fn a_bucket_gets_objects_under_a_prefix() {
    let put = |prefix: &'static str| {
        placed(move |stack| {
            let notes = stack.add("Notes", Bucket::new());
            PutObject::under(&notes, prefix).content_type(source!("'text/plain'"))
        })
    };
    let template = put("/in/box/");
    let objects = json!([{ "Fn::Sub": "${Notes.Arn}/in/box/*" }]);
    assert_eq!(may(&template), (json!(["s3:PutObject"]), objects));
    assert_eq!(uri(&template), "s3:path/${Notes}/in/box/{name}");
    let integration = properties(&template, "DoIntegration");
    assert_eq!(integration["IntegrationMethod"], "PUT");
    assert_eq!(
        integration["RequestParameters"],
        json!({
            "integration.request.header.Content-Type": "'text/plain'",
            "integration.request.path.name": "context.requestId",
        })
    );
    assert_eq!(uri(&put("")), "s3:path/${Notes}/{name}");
}

#[test]
fn presence_needs_no_function() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let online = stack.add(
        "Online",
        crate::Table::new(crate::Key::string("connectionId")).ttl("expiresAt"),
    );
    let routes = Routes::of(&api.stage("dev"))
        .connect(ConnectRoute::stored_in(&online))
        .disconnect(DisconnectRoute::removed_from(&online));
    stack.add("Deployment", routes);
    let template = synth(stack);
    assert_eq!(template.of_type("AWS::Lambda::Function").count(), 0);
    let request = |id| render_json(&request_template(&template, id), &event(&json!({})));
    assert_eq!(
        request("ConnectIntegration")["Item"],
        json!({
            "connectionId": { "S": "Kx3rIf=" },
            "connectedAt": { "N": "1700000000000" },
            "sourceIp": { "S": "" },
            "expiresAt": { "N": "1700007923" },
        })
    );
    assert_eq!(
        request("DisconnectIntegration")["Key"],
        json!({ "connectionId": { "S": "Kx3rIf=" } })
    );
}

#[test]
fn a_private_endpoint_is_reached_through_a_link() {
    let template = placed(|stack| {
        let balancer = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/x/1";
        let link = stack.add("Link", aws::apigateway::VpcLink::new("backend", [balancer]));
        HttpProxy::new(HttpMethod::Post, "http://backend.internal:8080/messages").through(&link)
    });
    let integration = properties(&template, "DoIntegration");
    assert_eq!(integration["ConnectionType"], "VPC_LINK");
    assert_eq!(integration["ConnectionId"], json!({ "Ref": "Link" }));
}
