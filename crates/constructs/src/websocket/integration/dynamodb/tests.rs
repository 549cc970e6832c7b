use cfn::{Stack, Template};
use serde_json::{Value, json};

use super::*;
use crate::{
    Key, Table, TableRef, action, route_key, source,
    testing::{properties, synth},
    websocket::{
        Integration, Route, RouteSelection, Routes, Source, WebSocketApi,
        mapping::testing::{NASTY, event, render_json, request_template},
    },
};

fn placed<I: Into<Integration>>(integration: impl FnOnce(&TableRef) -> I) -> Template {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let people = stack.add("People", Table::new(Key::string("id")));
    let route = Route::to(integration(&people));
    stack.add(
        "Deployment",
        Routes::of(&api.stage("dev")).route(route_key!("do"), route),
    );
    synth(stack)
}

fn rendered(template: &Template, message: &Value) -> Value {
    render_json(&request_template(template, "DoIntegration"), &event(message))
}

/// The one statement of the role that the gateway takes.
fn statement(template: &Template) -> Value {
    let policies = &properties(template, "DoIntegrationRole")["Policies"];
    assert_eq!(policies.as_array().unwrap().len(), 1);
    let statements = &policies[0]["PolicyDocument"]["Statement"];
    assert_eq!(statements.as_array().unwrap().len(), 1);
    statements[0].clone()
}

#[test]
fn an_item_is_written_whatever_the_client_sends() {
    let template = placed(|people| {
        PutItem::into(people)
            .attribute("id", Source::CONNECTION_ID)
            .attribute("text", source!("route.request.body.text"))
            .attribute("age", Attribute::number(source!("route.request.body.age")))
            .attribute("address", Attribute::json(source!("route.request.body.address")))
            .attribute("all", Attribute::message())
            .attribute("kind", "it's a $person")
            .attribute("version", 3)
            .attribute("online", true)
            .attribute("expiresAt", Attribute::seconds_from_now(7_800))
            .only_new("id")
    });
    for text in NASTY {
        let message = json!({ "text": text, "age": 7, "address": { "street": text } });
        let request = rendered(&template, &message);
        let item = &request["Item"];
        assert_eq!(request["TableName"], "<People>");
        assert_eq!(item["id"], json!({ "S": "Kx3rIf=" }));
        assert_eq!(item["text"], json!({ "S": text }));
        assert_eq!(item["age"], json!({ "N": "7" }));
        let inner = |name: &str| serde_json::from_str::<Value>(item[name]["S"].as_str().unwrap()).unwrap();
        assert_eq!(inner("address"), message["address"]);
        assert_eq!(inner("all"), message);
        assert_eq!(item["kind"], json!({ "S": "it's a $person" }));
        assert_eq!(item["version"], json!({ "N": "3" }));
        assert_eq!(item["online"], json!({ "BOOL": true }));
        assert_eq!(item["expiresAt"], json!({ "N": "1700007923" }), "seconds");
        assert_eq!(request["ConditionExpression"], "attribute_not_exists(#n0)");
        assert_eq!(request["ExpressionAttributeNames"], json!({ "#n0": "id" }));
    }
}

#[test]
fn the_gateway_may_do_this_and_nothing_else() {
    let people = json!([{ "Fn::GetAtt": ["People", "Arn"] }]);
    let id = Source::CONNECTION_ID;
    let cases = [
        (
            action!("dynamodb:PutItem"),
            placed(|people| PutItem::into(people).attribute("id", id.clone())),
        ),
        (
            action!("dynamodb:GetItem"),
            placed(|people| GetItem::of(people).key("id", id.clone())),
        ),
        (
            action!("dynamodb:DeleteItem"),
            placed(|people| DeleteItem::of(people).key("id", id.clone())),
        ),
        (
            action!("dynamodb:UpdateItem"),
            placed(|people| UpdateItem::of(people).key("id", id.clone()).add("seen", 1)),
        ),
        (
            action!("dynamodb:Query"),
            placed(|people| Query::of(people).key("id", id.clone())),
        ),
    ];
    for (action, template) in cases {
        let statement = statement(&template);
        assert_eq!(statement["Action"], json!([action.as_str()]));
        assert_eq!(statement["Resource"], people);
        let integration = properties(&template, "DoIntegration");
        let operation = action.as_str().replace("dynamodb:", "");
        assert_eq!(
            integration["IntegrationUri"]["Fn::Sub"],
            format!("arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:dynamodb:action/{operation}")
        );
        assert_eq!(
            integration["CredentialsArn"],
            json!({ "Fn::GetAtt": ["DoIntegrationRole", "Arn"] })
        );
        assert_eq!(integration["IntegrationType"], "AWS");
        assert_eq!(integration["IntegrationMethod"], "POST");
        assert_eq!(integration["PassthroughBehavior"], "NEVER");
        assert_eq!(integration["TemplateSelectionExpression"], r"\$default");
    }
}

#[test]
fn a_query_of_an_index_may_read_the_index_alone() {
    let template = placed(|people| {
        Query::of(people)
            .index("byRoom")
            .key("room", source!("route.request.body.room"))
            .limit(20)
            .newest_first()
    });
    assert_eq!(
        statement(&template)["Resource"],
        json!([{ "Fn::Sub": "${People.Arn}/index/byRoom" }])
    );
    assert_eq!(
        rendered(&template, &json!({ "room": "a'b" })),
        json!({
            "TableName": "<People>",
            "IndexName": "byRoom",
            "KeyConditionExpression": "#n0 = :v0",
            "ExpressionAttributeNames": { "#n0": "room" },
            "ExpressionAttributeValues": { ":v0": { "S": "a'b" } },
            "Limit": 20,
            "ScanIndexForward": false,
        })
    );
}

#[test]
fn an_update_names_each_attribute_once() {
    let template = placed(|people| {
        UpdateItem::of(people)
            .key("id", Source::CONNECTION_ID)
            .set("name", source!("route.request.body.name"))
            .set("seenAt", Attribute::seconds_from_now(0))
            .add("messages", 1)
            .remove("status")
            .only_existing("id")
    });
    assert_eq!(
        rendered(&template, &json!({ "name": "Zoë" })),
        json!({
            "TableName": "<People>",
            "Key": { "id": { "S": "Kx3rIf=" } },
            "UpdateExpression": "SET #n1 = :v0, #n2 = :v1 ADD #n3 :v2 REMOVE #n0",
            "ConditionExpression": "attribute_exists(#n4)",
            "ExpressionAttributeNames": {
                "#n0": "status", "#n1": "name", "#n2": "seenAt", "#n3": "messages", "#n4": "id",
            },
            "ExpressionAttributeValues": {
                ":v0": { "S": "Zoë" }, ":v1": { "N": "1700000123" }, ":v2": { "N": "1" },
            },
        })
    );
}
