//! What all operations share.

use aws::dynamodb::Table;
use cfn::{Value, sub};

use super::Attribute;
use crate::{
    Action, Grant,
    websocket::{
        Json,
        integration::{Address, MappedIntegration, ServiceCall},
    },
};

/// Attributes with their values, in the order they were given.
pub(super) type Attributes = Vec<(String, Attribute)>;

/// One operation on one resource.
pub(super) fn call(operation: Action, on: Value<String>, request: Json) -> MappedIntegration {
    let name = operation.as_str().trim_start_matches("dynamodb:");
    ServiceCall::action("dynamodb", name, Grant::new([operation], [on]), request).into()
}

/// The beginning of a request.
pub(super) fn request(table: &Address<Table>) -> Json {
    Json::object().with("TableName", table.name())
}

/// The ARN of an index.
pub(super) fn index_arn(table: &Address<Table>, index: &str) -> Value<String> {
    sub!("{}/index/{}", table.arn(), index)
}

/// An item, or the key of one.
pub(super) fn item(attributes: Attributes) -> Json {
    attributes
        .into_iter()
        .fold(Json::object(), |item, (name, value)| {
            item.with(name, value.into_json())
        })
}
