//! What the roles may do: nothing wide, and exactly what the handlers say that they do.

use std::{collections::BTreeSet, fs, path::Path};

use cfn::{Template, Tree};

use super::templates;

/// One thing that a role may do: an action and a resource, the latter as JSON.
type Permission = (String, String);

fn json(tree: &Tree) -> String {
    serde_json::to_string(tree).unwrap()
}

fn texts(tree: &Tree, key: &str) -> Vec<Tree> {
    tree.get(key).and_then(Tree::as_list).unwrap().to_vec()
}

/// Everything that a role's inline policies allow.
fn permissions(role: &Tree) -> BTreeSet<Permission> {
    let policies = role
        .at(&["Properties", "Policies"])
        .and_then(Tree::as_list)
        .unwrap_or_default();
    policies
        .iter()
        .flat_map(|policy| texts(policy.get("PolicyDocument").unwrap(), "Statement"))
        .flat_map(|statement| {
            assert_eq!(statement.get("Effect").and_then(Tree::as_str), Some("Allow"));
            let resources = texts(&statement, "Resource");
            let pairs = texts(&statement, "Action").into_iter();
            pairs.flat_map(move |action| {
                let action = action.as_str().unwrap().to_owned();
                resources
                    .clone()
                    .into_iter()
                    .map(move |resource| (action.clone(), json(&resource)))
            })
        })
        .collect()
}

fn roles(template: &Template) -> Vec<(&str, BTreeSet<Permission>)> {
    let roles = template.of_type("AWS::IAM::Role");
    roles.map(|(id, role)| (id, permissions(role))).collect()
}

#[test]
fn no_role_is_wider_than_its_stage() {
    for (stage, template) in templates() {
        let connections = format!(
            r#"{{"Fn::Sub":"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{Api}}/{stage}/POST/@connections/*"}}"#
        );
        for (role, permissions) in roles(&template) {
            for (action, resource) in permissions {
                assert!(
                    !action.contains('*') && action != "dynamodb:Scan",
                    "{stage} {role}: {action}"
                );
                // Either something of this very stack, or the connections of this stage.
                let of_the_stack = resource.starts_with(r#"{"Fn::GetAtt":["#)
                    || resource.starts_with(r#"{"Fn::Sub":"${"#) && !resource.contains('*');
                let of_the_stage = action == "execute-api:ManageConnections" && resource == connections;
                assert!(
                    of_the_stack || of_the_stage,
                    "{stage} {role}: {action} on {resource}"
                );
            }
        }
    }
}

#[test]
fn every_function_has_a_role_of_its_own() {
    for (stage, template) in templates() {
        let functions = template.of_type("AWS::Lambda::Function");
        let roles: Vec<String> = functions
            .map(|(_, function)| json(function.at(&["Properties", "Role"]).unwrap()))
            .collect();
        let distinct: BTreeSet<&String> = roles.iter().collect();
        assert_eq!(distinct.len(), roles.len(), "{stage}");
    }
}

#[test]
fn only_this_stage_and_this_route_may_invoke() {
    for (stage, template) in templates() {
        for (id, permission) in template.of_type("AWS::Lambda::Permission") {
            let source = permission
                .at(&["Properties", "SourceArn", "Fn::Sub"])
                .and_then(Tree::as_str)
                .unwrap();
            let fits =
                source.contains(&format!(":${{Api}}/{stage}/")) || source.ends_with("/${ConnectAuthorizer}");
            assert!(fits && !source.contains('*'), "{id}: {source}");
        }
    }
}

/// Each handler's documentation ends with the operations that it performs. The local database knows no permissions, so
/// this is where a forgotten grant shows before AWS refuses the call.
#[test]
fn a_role_allows_what_its_handler_documents_and_nothing_else() {
    for (stage, template) in templates() {
        for (function, handler) in [
            ("Authorizer", "authorizer.rs"),
            ("Connect", "connect.rs"),
            ("Disconnect", "disconnect.rs"),
            ("Greeter", "greeter.rs"),
            ("Message", "message.rs"),
        ] {
            let role = template.resource(&format!("{function}Role")).unwrap();
            let mut expected = documented(&stage, handler);
            for action in ["logs:CreateLogStream", "logs:PutLogEvents"] {
                expected.insert((action.to_owned(), attribute(&format!("{function}Logs"), "Arn")));
            }
            let granted = permissions(role);
            let forgotten: Vec<_> = expected.difference(&granted).collect();
            let too_much: Vec<_> = granted.difference(&expected).collect();
            assert!(
                forgotten.is_empty() && too_much.is_empty(),
                "{stage}: {function} and lambdas/{handler}\nforgotten: {forgotten:#?}\ntoo much: {too_much:#?}"
            );
        }
    }
}

/// Reads rows such as ``| `Rooms` | `GetItem`; `Query` on `DirectoryIndex` |`` from the head of a handler's file.
fn documented(stage: &str, handler: &str) -> BTreeSet<Permission> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("lambdas")
        .join(handler);
    let source = fs::read_to_string(path).unwrap();
    let rows = source.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.filter_map(|row| row.strip_suffix(" |")?.split_once(" | "))
        .filter(|(subject, _)| *subject != "table")
        .flat_map(|(subject, operations)| row(stage, subject, operations))
        .collect()
}

fn row(stage: &str, subject: &str, operations: &str) -> Vec<Permission> {
    let table = quoted(subject).first().copied().unwrap_or_default();
    if let Some(table) = subject.strip_prefix("stream of ") {
        let stream = attribute(table.trim_matches('`'), "StreamArn");
        let actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
        return actions
            .map(|action| (format!("dynamodb:{action}"), stream.clone()))
            .into();
    }
    if subject == "@connections" {
        let arn = format!(
            "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{Api}}/{stage}/{operations}/@connections/*"
        );
        let resource = json(&Tree::single("Fn::Sub", arn));
        return vec![("execute-api:ManageConnections".to_owned(), resource)];
    }
    let clauses = operations.split("; ");
    clauses.flat_map(|clause| clause_of(table, clause)).collect()
}

/// Operations on the table, or operations `on` some of its indexes.
fn clause_of(table: &str, clause: &str) -> Vec<Permission> {
    let (operations, resources) = match clause.split_once(" on ") {
        None => (clause, vec![attribute(table, "Arn")]),
        Some((operations, indexes)) => {
            let arn = |index: &&str| {
                json(&Tree::single(
                    "Fn::Sub",
                    format!("${{{table}.Arn}}/index/{index}"),
                ))
            };
            (operations, quoted(indexes).iter().map(arn).collect())
        }
    };
    let pairs = quoted(operations).into_iter();
    pairs
        .flat_map(|operation| {
            resources
                .iter()
                .map(move |resource| (format!("dynamodb:{operation}"), resource.clone()))
        })
        .collect()
}

fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn attribute(id: &str, name: &str) -> String {
    json(&Tree::single("Fn::GetAtt", [id, name]))
}
