//! What all operations share.

use aws::dynamodb::Table;
use cfn::{Value, sub};

use super::Attribute;
use crate::{
    EncryptionKeyRef, Operation,
    websocket::{
        Json,
        integration::{Address, MappedIntegration, ServiceCall},
    },
};

/// Attributes with their values, in the order they were given.
pub(super) type Attributes = Vec<(String, Attribute)>;

/// One operation on a table.
pub(super) fn call(operation: Operation, table: &Address<Table>, request: Json) -> MappedIntegration {
    call_on(table.arn(), operation, table, request)
}

/// One operation on a table, or on this index of it.
pub(super) fn call_on(
    part: Value<String>,
    operation: Operation,
    table: &Address<Table>,
    request: Json,
) -> MappedIntegration {
    let action = operation.action();
    let of_key = if operation.reads() {
        EncryptionKeyRef::read_table
    } else {
        EncryptionKeyRef::change_table
    };
    let name = action.as_str().trim_start_matches("dynamodb:");
    ServiceCall::action("dynamodb", name, table.grant_on(part, action, of_key), request).into()
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
