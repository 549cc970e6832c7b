//! A world for tests: the real tables in an embedded DynamoDB, a gateway of our own, and the real SDK clients.

mod gateway;
mod grants;
mod tables;
mod witness;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use aws_lambda_events::{
    apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest},
    dynamodb::Event,
    encodings::Body,
};
use protocol::{ErrorCode, Outbound, RoomId, Route, UserId, Username, env};
use serde_json::{Value, json};

use crate::{
    audience::Audience,
    caller::{Caller, ConnectionKey, Identity},
    clock::{Deadline, Moment},
    connect::Connect,
    connections::Connections,
    disconnect::Disconnect,
    environment::Environment,
    greeter::Greeter,
    message::ChatServer,
    messages::Messages,
    rooms::Rooms,
};

pub(crate) use gateway::{Answer, Gateway};

/// The tables, the gateway, and the functions between them.
pub(crate) struct World {
    pub database: dynoxide::Database,
    pub gateway: Gateway,
    pub witness: witness::Witness,
    dynamodb: String,
    connections_made: AtomicU64,
}

impl World {
    pub(crate) async fn new() -> Self {
        let (database, witness) = (tables::create(), witness::Witness::default());
        let dynamodb = witness.before(tables::serve(database.clone()).await).await;
        Self {
            database,
            gateway: Gateway::serve().await,
            witness,
            dynamodb,
            connections_made: AtomicU64::new(0),
        }
    }

    fn environment(&self) -> Environment<impl Fn(&str) -> Option<String>> {
        let (dynamodb, gateway) = (self.dynamodb.clone(), self.gateway.endpoint.clone());
        Environment::new(move |name: &str| match name {
            "AWS_REGION" => Some("eu-west-1".to_owned()),
            "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" => Some("test".to_owned()),
            "AWS_ENDPOINT_URL_DYNAMODB" => Some(dynamodb.clone()),
            env::MANAGEMENT_ENDPOINT => Some(gateway.clone()),
            env::CONNECTIONS_TABLE => Some(tables::CONNECTIONS.to_owned()),
            env::ROOMS_TABLE => Some(tables::ROOMS.to_owned()),
            env::MESSAGES_TABLE => Some(tables::MESSAGES.to_owned()),
            _ => None,
        })
    }

    pub(crate) fn connections(&self) -> Connections {
        self.environment().connections().unwrap()
    }

    pub(crate) fn rooms(&self) -> Rooms {
        self.environment().rooms().unwrap()
    }

    pub(crate) fn messages(&self) -> Messages {
        self.environment().messages().unwrap()
    }

    pub(crate) fn audience(&self) -> Audience {
        self.environment().audience().unwrap()
    }

    pub(crate) fn chat_server(&self) -> ChatServer {
        ChatServer {
            audience: self.audience(),
            rooms: self.rooms(),
            messages: self.messages(),
        }
    }

    pub(crate) fn connect(&self) -> Connect {
        Connect {
            connections: self.connections(),
            rooms: self.rooms(),
        }
    }

    /// A user on a new connection, as the gateway's events will name them.
    pub(crate) fn caller(&self, user: &str) -> Caller {
        let number = self.connections_made.fetch_add(1, Ordering::Relaxed);
        Caller {
            // As on AWS, an id has characters that a path must escape.
            key: ConnectionKey {
                connection_id: format!("{user}/{number}=="),
                connected_at: Moment::now().ms() + number,
            },
            identity: Identity {
                user_id: UserId::parse(user).unwrap(),
                username: Username::parse(format!("{user:.8}'s name")).unwrap(),
                guest: false,
            },
        }
    }

    /// A user who has connected to a room, and was welcomed.
    pub(crate) async fn enter(&self, user: &str, room: &str) -> Caller {
        let caller = self.arrive(self.caller(user), room).await;
        assert!(
            self.connections()
                .mark_greeted(&caller.key, Moment::now())
                .await
                .unwrap()
        );
        caller
    }

    /// Runs `$connect`, and nothing that comes after.
    pub(crate) async fn arrive(&self, caller: Caller, room: &str) -> Caller {
        let mut event = event(include_str!("events/connect.json"), Some(&caller));
        event["queryStringParameters"] = json!({ "roomId": room });
        event["multiValueQueryStringParameters"] = json!({ "roomId": [room] });
        let response = self.connect().handle(request(event)).await;
        assert_eq!(response.status_code, 200, "{response:?}");
        caller
    }

    /// Sends a message as the gateway would hand it on; returns the frame of the response body.
    pub(crate) async fn send(&self, from: &Caller, body: &str) -> Option<Outbound> {
        self.send_until(from, body, soon()).await
    }

    pub(crate) async fn send_until(&self, from: &Caller, body: &str, deadline: Deadline) -> Option<Outbound> {
        let mut event = event(include_str!("events/message.json"), Some(from));
        let body_type = serde_json::from_str::<Value>(body)
            .ok()
            .and_then(|json| json["type"].as_str().map(String::from));
        let route = body_type
            .as_deref()
            .and_then(Route::parse)
            .map_or(Route::DEFAULT, Route::key);
        event["requestContext"]["routeKey"] = json!(route);
        event["body"] = json!(body);
        frame(&self.chat_server().handle(request(event), deadline).await)
    }

    pub(crate) async fn disconnect(&self, caller: &Caller) {
        let event = event(include_str!("events/disconnect.json"), Some(caller));
        let disconnect = Disconnect {
            audience: self.audience(),
        };
        assert_eq!(disconnect.handle(request(event), soon()).await.status_code, 200);
    }

    /// Delivers the stream's record of a new connection; returns how many records must come again.
    pub(crate) async fn greet(&self, caller: &Caller, room: &str) -> usize {
        self.greet_until(caller, room, soon()).await
    }

    pub(crate) async fn greet_until(&self, caller: &Caller, room: &str, deadline: Deadline) -> usize {
        let greeter = Greeter {
            audience: self.audience(),
        };
        greeter
            .handle(new_connection(caller, room), deadline)
            .await
            .batch_item_failures
            .len()
    }

    /// All rows of a table, for looking behind the scenes.
    pub(crate) fn rows(&self, table: &str) -> Vec<Value> {
        tables::rows(&self.database, table)
    }

    /// Writes a row behind the functions' backs.
    pub(crate) fn put(&self, table: &str, row: &impl serde::Serialize) {
        let item: serde_dynamo::Item = serde_dynamo::to_item(row).unwrap();
        let put = json!({ "TableName": table, "Item": item });
        self.database
            .put_item(serde_json::from_value(put).unwrap())
            .unwrap();
    }

    /// The rows of one connection.
    pub(crate) fn rows_of(&self, caller: &Caller) -> Vec<Value> {
        let mut rows = self.rows(tables::CONNECTIONS);
        rows.retain(|row| row["connectionId"]["S"] == caller.key.connection_id);
        rows
    }

    /// What was posted to a connection since the last look.
    pub(crate) fn received(&self, caller: &Caller) -> Vec<Outbound> {
        self.gateway.take(&caller.key.connection_id)
    }

    /// The code of the one error that was posted to a connection.
    pub(crate) fn error_posted(&self, caller: &Caller) -> ErrorCode {
        match &self.received(caller)[..] {
            [Outbound::Error(error)] => error.code,
            other => panic!("one error was expected: {other:?}"),
        }
    }
}

/// An event with this caller in place of the recorded one, and a connection of now in any case.
pub(crate) fn event(recorded: &str, caller: Option<&Caller>) -> Value {
    let mut event: Value = serde_json::from_str(recorded).unwrap();
    let context = &mut event["requestContext"];
    if let Some(Caller { key, identity }) = caller {
        context["connectionId"] = json!(key.connection_id);
        context["connectedAt"] = json!(key.connected_at);
        context["authorizer"]["userId"] = json!(identity.user_id);
        context["authorizer"]["username"] = json!(identity.username);
    }
    event
}

pub(crate) fn request(event: Value) -> ApiGatewayWebsocketProxyRequest {
    serde_json::from_value(event).unwrap()
}

/// The stream's record of a new connection.
pub(crate) fn new_connection(caller: &Caller, room: &str) -> Event {
    let mut event: Value = serde_json::from_str(include_str!("events/stream.json")).unwrap();
    let image = &mut event["Records"][0]["dynamodb"]["NewImage"];
    image["connectionId"]["S"] = json!(caller.key.connection_id);
    image["connectedAt"]["N"] = json!(caller.key.connected_at.to_string());
    image["userId"]["S"] = json!(caller.identity.user_id);
    image["username"]["S"] = json!(caller.identity.username);
    image["firstRoom"]["S"] = json!(room);
    image["currentRoom"]["S"] = json!(room);
    serde_json::from_value(event).unwrap()
}

/// The frame of a response body.
pub(crate) fn frame(response: &ApiGatewayProxyResponse) -> Option<Outbound> {
    match response.body.as_ref()? {
        Body::Text(body) => Some(Outbound::decode(body).unwrap()),
        other => panic!("the body is no text: {other:?}"),
    }
}

pub(crate) fn room(name: &str) -> RoomId {
    RoomId::parse(name).unwrap()
}

/// A deadline that no test reaches.
pub(crate) fn soon() -> Deadline {
    Deadline::after(Duration::from_mins(1))
}
