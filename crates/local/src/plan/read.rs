//! Reads a whole template.

use std::collections::HashSet;

use cfn::{Diagnostic, Environment, Map, Template, Tree};

use super::{EventSource, Function, Names, Report, Table, api, api::Api, event_sources, functions, tables};

/// Read by the rooms of this module.
const READ: [&str; 12] = [
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Authorizer",
    "AWS::ApiGatewayV2::Deployment",
    "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::RouteResponse",
    "AWS::ApiGatewayV2::Stage",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
];

/// Without meaning on the developer's own machine: accounts, identities, and where logs and alarms go.
const NOT_LOCAL: [&str; 9] = [
    "AWS::ApiGateway::Account",
    "AWS::CDK::Metadata",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::Logs::LogGroup",
    "AWS::Logs::MetricFilter",
];

/// What a template asks to run, and what is wrong or left out.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the template was resolved against.
    pub environment: Environment,
    /// The WebSocket APIs.
    pub apis: Vec<Api>,
    /// The functions.
    pub functions: Vec<Function>,
    /// The tables.
    pub tables: Vec<Table>,
    /// What calls functions by itself.
    pub event_sources: Vec<EventSource>,
    /// All findings, in the order of the template's rooms.
    pub findings: Vec<Diagnostic>,
}

impl Plan {
    /// Reads a template. What cannot be used is a finding; the rest is planned.
    pub fn read(template: &Template) -> Self {
        let report = Report::new(template);
        let environment = environment(template, &report);
        let names = Names::new(template, &environment);
        let apis = api::apis(&names, &report);
        let functions = functions::functions(&names, &report);
        let tables = tables::tables(&names, &report);
        let event_sources = event_sources::event_sources(&names, &report, &functions, &tables);
        for (id, body) in names.resources() {
            let kind = body
                .get("Type")
                .and_then(Tree::as_str)
                .unwrap_or("a resource without type");
            if !READ.contains(&kind) && !NOT_LOCAL.contains(&kind) {
                report.not_run(id, format!("`{id}`: {kind} is not run locally"));
            }
        }
        Self {
            apis,
            functions,
            tables,
            event_sources,
            findings: report.into_findings(),
            environment,
        }
    }

    /// The name of the first stage that is served.
    pub fn first_stage(&self) -> Option<&str> {
        let mut stages = self.apis.iter().flat_map(|api| &api.stages);
        stages.next().map(|stage| stage.name.as_str())
    }
}

/// Parameters without a default stand for themselves: nobody is here to ask.
fn environment(template: &Template, report: &Report<'_>) -> Environment {
    let mut values = Map::new();
    if let Err(error) = Environment::for_template(template, &values) {
        let used = used_names(template);
        for name in error.missing {
            if used.contains(&name) {
                let message = format!("the parameter `{name}` has no default, locally its value is `{name}`");
                report.not_run(&name, message);
            }
            values.insert(name.clone(), Tree::String(name));
        }
    }
    Environment::for_template(template, &values).unwrap_or_else(|error| {
        report.unusable("Parameters", error.to_string());
        Environment {
            stack_name: template.name().to_owned(),
            ..Environment::default()
        }
    })
}

/// What the resources refer to; without the code of functions, which comes from the assembly.
fn used_names(template: &Template) -> HashSet<String> {
    let mut used = HashSet::new();
    for (_, body) in template.resources() {
        for (key, property) in body
            .get("Properties")
            .and_then(Tree::as_map)
            .into_iter()
            .flatten()
        {
            if key != "Code" {
                collect_names(property, &mut used);
            }
        }
    }
    used
}

fn collect_names(tree: &Tree, used: &mut HashSet<String>) {
    match tree {
        Tree::List(items) => items.iter().for_each(|item| collect_names(item, used)),
        Tree::Map(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("Ref", Tree::String(name)) => drop(used.insert(name.clone())),
                    ("Fn::Sub", Tree::String(text)) => holes(text, used),
                    ("Fn::Sub", Tree::List(parts)) => {
                        holes(parts.first().and_then(Tree::as_str).unwrap_or_default(), used);
                        collect_names(value, used);
                    }
                    (_, value) => collect_names(value, used),
                }
            }
        }
        _ => {}
    }
}

fn holes(text: &str, used: &mut HashSet<String>) {
    let names = text.split("${").skip(1).filter_map(|rest| rest.split_once('}'));
    used.extend(names.map(|(name, _)| name.to_owned()));
}
