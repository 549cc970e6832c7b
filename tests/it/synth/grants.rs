//! What the roles may do: nothing wide, and exactly what the handlers say that they do.

use std::{collections::BTreeSet, fs, path::Path};

use policy::{Effect, Statement};
use testing::{Role, Synthesized};

use super::templates;

/// One thing that a role may do: an action, and a resource as the template made concrete names it.
type Permission = (String, String);

/// The stages with their templates, to ask them.
fn stages() -> impl Iterator<Item = (String, Synthesized)> {
    let templates = templates().into_iter();
    templates.map(|(stage, template)| (stage, template.into()))
}

/// Everything that a role's policies allow.
fn permissions(role: &Role<'_>) -> BTreeSet<Permission> {
    let statements = role.policies().iter().flat_map(|policy| &policy.statements);
    statements.flat_map(pairs).collect()
}

fn pairs(statement: &Statement) -> Vec<Permission> {
    let resources = statement.resources.as_ref().unwrap();
    assert_eq!(statement.effect, Effect::Allow);
    assert!(!statement.actions.is_negated() && !resources.is_negated());
    let actions = statement.actions.listed().iter();
    actions
        .flat_map(|action| {
            let resources = resources.listed().iter();
            resources.map(move |resource| (action.to_string(), resource.to_string()))
        })
        .collect()
}

#[test]
fn no_role_is_wider_than_its_stage() {
    for (stage, template) in stages() {
        let connections = template.arn(&format!("Api/{stage}/POST/@connections/*"));
        for role in template.of_type("AWS::IAM::Role").ids() {
            for (action, resource) in permissions(&template.role_of(role)) {
                assert!(
                    !action.contains('*') && action != "dynamodb:Scan",
                    "{stage} {role}: {action}"
                );
                // Either something of this very stack, or the connections of this stage.
                let of_the_stage = action == "execute-api:ManageConnections" && resource == connections;
                assert!(
                    of_the_stage || is_of_the_stack(&template, &resource),
                    "{stage} {role}: {action} on {resource}"
                );
            }
        }
    }
}

/// Whether this is the ARN of a resource of the stack, or of something below one.
fn is_of_the_stack(template: &Synthesized, arn: &str) -> bool {
    let ids = template.template().resources().map(|(id, _)| id);
    ids.filter_map(|id| template.concrete().arn(id)).any(|own| {
        let below = arn.strip_prefix(own);
        below.is_some_and(|below| below.is_empty() || below.starts_with('/') && !below.contains('*'))
    })
}

#[test]
fn every_function_has_a_role_of_its_own() {
    for (stage, template) in stages() {
        let functions = template.of_type("AWS::Lambda::Function").ids();
        let roles: BTreeSet<String> = functions
            .iter()
            .map(|function| template.role_of(function).id().to_owned())
            .collect();
        assert_eq!(roles.len(), functions.len(), "{stage}");
    }
}

#[test]
fn every_function_may_be_invoked_by_its_routes() {
    for (_, template) in stages() {
        for route in template.of_type("AWS::ApiGatewayV2::Route").list() {
            let key = route.text("RouteKey").unwrap();
            let uri = template.integration(&key).text("IntegrationUri").unwrap();
            let functions = template.of_type("AWS::Lambda::Function").ids().into_iter();
            let called: Vec<_> = functions
                .filter(|function| uri.contains(&format!("{}/", template.arn(function))))
                .collect();
            assert_eq!(called.len(), 1, "{key}: {uri}");
            template.assert_invokable(called[0], &key);
        }
    }
}

#[test]
fn only_this_stage_and_this_route_may_invoke() {
    for (stage, template) in stages() {
        for permission in template.of_type("AWS::Lambda::Permission").list() {
            let source = permission.text("SourceArn").unwrap();
            let fits = source.starts_with(&template.arn(&format!("Api/{stage}/")))
                || source == template.arn("Api/authorizers/‹ConnectAuthorizer›");
            assert!(fits && !source.contains('*'), "{}: {source}", permission.id());
        }
    }
}

/// Each handler's documentation ends with the operations that it performs. The local database knows no permissions, so
/// this is where a forgotten grant shows before AWS refuses the call.
#[test]
fn a_role_allows_what_its_handler_documents_and_nothing_else() {
    for (stage, template) in stages() {
        for (function, handler) in [
            ("Authorizer", "authorizer.rs"),
            ("Connect", "connect.rs"),
            ("Disconnect", "disconnect.rs"),
            ("Greeter", "greeter.rs"),
            ("Message", "message.rs"),
        ] {
            let mut expected = documented(&template, &stage, handler);
            for action in ["logs:CreateLogStream", "logs:PutLogEvents"] {
                expected.insert((action.to_owned(), template.arn(&format!("{function}Logs"))));
            }
            let granted = permissions(&template.role_of(function));
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
fn documented(template: &Synthesized, stage: &str, handler: &str) -> BTreeSet<Permission> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("lambdas")
        .join(handler);
    let source = fs::read_to_string(path).unwrap();
    let rows = source.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.filter_map(|row| row.strip_suffix(" |")?.split_once(" | "))
        .filter(|(subject, _)| *subject != "table")
        .flat_map(|(subject, operations)| row(template, stage, subject, operations))
        .collect()
}

fn row(template: &Synthesized, stage: &str, subject: &str, operations: &str) -> Vec<Permission> {
    let table = quoted(subject).first().copied().unwrap_or_default();
    if let Some(table) = subject.strip_prefix("stream of ") {
        let table = table.trim_matches('`');
        let stream = template.concrete().attribute(table, "StreamArn").unwrap();
        let actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
        return actions
            .map(|action| (format!("dynamodb:{action}"), stream.clone()))
            .into();
    }
    if subject == "@connections" {
        let resource = template.arn(&format!("Api/{stage}/{operations}/@connections/*"));
        return vec![("execute-api:ManageConnections".to_owned(), resource)];
    }
    let clauses = operations.split("; ");
    clauses
        .flat_map(|clause| clause_of(template, table, clause))
        .collect()
}

/// Operations on the table, or operations `on` some of its indexes.
fn clause_of(template: &Synthesized, table: &str, clause: &str) -> Vec<Permission> {
    let (operations, resources) = match clause.split_once(" on ") {
        None => (clause, vec![template.arn(table)]),
        Some((operations, indexes)) => {
            let indexes = quoted(indexes).into_iter();
            let arns = indexes.map(|index| template.arn(&format!("{table}/index/{index}")));
            (operations, arns.collect())
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
