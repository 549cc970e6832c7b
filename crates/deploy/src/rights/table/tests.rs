//! The table against the schemas of the CloudFormation registry.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
};

use serde_json::Value;

use super::{all, rows};

#[path = "../../../../aws/tests/schema/source.rs"]
mod source;

#[test]
fn every_table_of_ours_has_rights_or_a_reason() {
    // Nothing makes these but a person, who may add what they need.
    let without = [
        "AWS::ApiGateway::VpcLink",
        "AWS::ApiGatewayV2::ApiGatewayManagedOverrides",
        "AWS::ApiGatewayV2::PortalProduct",
        "AWS::ApiGatewayV2::RoutingRule",
    ];
    for info in aws::registry::TYPES {
        let known = rows(info.cfn_type).next().is_some();
        assert_ne!(known, without.contains(&info.cfn_type), "{}", info.cfn_type);
    }
}

#[test]
fn the_handlers_of_each_type_ask_for_these_actions() {
    let schemas = match source::Schemas::find() {
        Ok(schemas) => schemas,
        // `crates/aws/tests/schema` says how the schemas are found, and that they are missing.
        Err(source::SourceError::Absent { .. }) if !env::var("CI").is_ok_and(|ci| ci == "true") => return,
        Err(reason) => panic!("{reason}"),
    };
    let mut ours: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in all() {
        ours.entry(row.cfn_type).or_default().extend(row.actions());
    }
    let mut strangers = Vec::new();
    for (cfn_type, actions) in ours {
        assert!(schemas.types().any(|name| name == cfn_type), "{cfn_type}");
        let theirs = handlers(&schemas.load(cfn_type).unwrap());
        let unknown = actions
            .iter()
            .filter(|action| !theirs.contains(&action.to_lowercase()));
        strangers.extend(unknown.map(|action| format!("{cfn_type}: {action}")));
    }
    assert!(strangers.is_empty(), "{strangers:#?}");
}

fn handlers(schema: &Value) -> BTreeSet<String> {
    let handlers = schema["handlers"].as_object().into_iter().flatten();
    handlers
        .flat_map(|(_, handler)| handler["permissions"].as_array().into_iter().flatten())
        .filter_map(|action| Some(action.as_str()?.to_lowercase()))
        .collect()
}
