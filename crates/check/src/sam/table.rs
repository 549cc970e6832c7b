//! `AWS::Serverless::SimpleTable`: a table with one key.

use cfn::{Map, Tree};

use super::{Making, map};

pub(super) fn make(making: &mut Making<'_>) {
    let key = making.property("PrimaryKey").unwrap_or_default();
    let part = |name: &str| key.get(name).and_then(Tree::as_str).map(str::to_owned);
    let name: Tree = part("Name").unwrap_or_else(|| "id".to_owned()).into();
    let kind = match part("Type").as_deref() {
        Some("Number") => "N",
        Some("Binary") => "B",
        _ => "S",
    };
    let mut properties: Map = making.properties.clone();
    properties.shift_remove("PrimaryKey");
    properties.shift_remove("Tags");
    let definition = map([("AttributeName", name.clone()), ("AttributeType", kind.into())]);
    let schema = map([("AttributeName", name), ("KeyType", "HASH".into())]);
    properties.insert("AttributeDefinitions".to_owned(), Tree::List(vec![definition]));
    properties.insert("KeySchema".to_owned(), Tree::List(vec![schema]));
    if !properties.contains_key("ProvisionedThroughput") {
        properties.insert("BillingMode".to_owned(), "PAY_PER_REQUEST".into());
    }
    making.itself("AWS::DynamoDB::Table", properties);
}
