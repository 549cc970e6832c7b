//! Which log groups are a stack's.

use std::collections::HashMap;

use cfn::{Environment, Lookup, Map, Template, Tree, resolve};

use crate::stack::{Resource, Stack};

/// A log group, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogGroup {
    /// Its name.
    pub name: String,
    /// The function or the stage that writes to it, as the template names it.
    pub logical_id: String,
    /// The function's or the stage's name in the account.
    pub physical_id: String,
    /// What writes to it.
    pub writer: Writer,
}

/// What writes to a log group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Writer {
    /// A function.
    Function,
    /// A stage: a line per connection and message.
    Access,
    /// A stage: what API Gateway did with a message. The group's name is API Gateway's.
    Execution,
}

/// The log groups of a stack's functions and stages, in the order of its resources; those of nested stacks are theirs.
///
/// A function without a group of its own logs to the one that Lambda makes with its first line.
pub fn groups(stack: &Stack, template: &Template, resources: &[Resource]) -> Vec<LogGroup> {
    let account = Account::of(stack, template, resources);
    let mut groups = Vec::new();
    for resource in resources {
        let Some(physical_id) = &resource.physical_id else {
            continue;
        };
        let properties = template
            .resource(&resource.logical_id)
            .and_then(|body| body.get("Properties"));
        let property = |path: &[&str]| account.text(properties?.at(path)?);
        let mut add = |writer, name| {
            groups.push(LogGroup {
                name,
                logical_id: resource.logical_id.clone(),
                physical_id: physical_id.clone(),
                writer,
            });
        };
        match resource.kind.as_str() {
            "AWS::Lambda::Function" => {
                let own = property(&["LoggingConfig", "LogGroup"]);
                add(
                    Writer::Function,
                    own.unwrap_or_else(|| format!("/aws/lambda/{physical_id}")),
                );
            }
            "AWS::ApiGatewayV2::Stage" => {
                let access = property(&["AccessLogSettings", "DestinationArn"]);
                if let Some(name) = access.as_deref().and_then(group_of) {
                    add(Writer::Access, name.to_owned());
                }
                let api = property(&["ApiId"])
                    .filter(|_| properties.is_some_and(|stage| logs_execution(&account, stage)));
                if let Some(api) = api {
                    add(
                        Writer::Execution,
                        format!("API-Gateway-Execution-Logs_{api}/{physical_id}"),
                    );
                }
            }
            _ => {}
        }
    }
    groups
}

/// The log group that an ARN names, with or without its streams; none where it names another service.
fn group_of(arn: &str) -> Option<&str> {
    let (_, name) = arn.split_once(":log-group:")?;
    Some(name.strip_suffix(":*").unwrap_or(name))
}

/// Whether any route of a stage is logged.
fn logs_execution(account: &Account<'_>, stage: &Tree) -> bool {
    let routes = stage.get("RouteSettings").and_then(Tree::as_map);
    let each = routes
        .into_iter()
        .flat_map(|routes| routes.iter().map(|(_, route)| route));
    let settings = stage.get("DefaultRouteSettings").into_iter().chain(each);
    let mut levels = settings.filter_map(|one| account.text(one.get("LoggingLevel")?));
    levels.any(|level| level != "OFF")
}

/// What the account says for a template's references.
struct Account<'a> {
    environment: Environment,
    physical: HashMap<&'a str, &'a Resource>,
}

impl<'a> Account<'a> {
    fn of(stack: &Stack, template: &Template, resources: &'a [Resource]) -> Self {
        let section = |name: &str| {
            let section = template.tree().get(name).and_then(Tree::as_map);
            section.cloned().unwrap_or_default()
        };
        let parameters = stack.parameters.iter();
        let parameters: Map = parameters
            .map(|(name, value)| (name.clone(), Tree::from(value.as_str())))
            .collect();
        let mut arn = stack.id.split(':').skip(1);
        let mut part = || arn.next().unwrap_or_default().to_owned();
        let (partition, _, region, account_id) = (part(), part(), part(), part());
        Self {
            environment: Environment {
                account_id,
                region,
                partition,
                stack_name: stack.name.clone(),
                parameters,
                mappings: section("Mappings"),
                conditions: section("Conditions"),
                ..Environment::default()
            },
            physical: resources
                .iter()
                .map(|one| (one.logical_id.as_str(), one))
                .collect(),
        }
    }

    /// A property's text; none where it is none, or cannot be known from outside.
    fn text(&self, value: &Tree) -> Option<String> {
        let value = resolve(value, &self.environment, self).ok()?;
        value.as_str().map(str::to_owned)
    }
}

impl Lookup for Account<'_> {
    fn reference(&self, id: &str) -> Option<Tree> {
        let physical_id = self.physical.get(id)?.physical_id.as_deref()?;
        Some(physical_id.into())
    }

    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree> {
        let resource = self.physical.get(id)?;
        let name = resource.physical_id.as_deref()?;
        let Environment {
            partition,
            region,
            account_id,
            ..
        } = &self.environment;
        (resource.kind == "AWS::Logs::LogGroup" && attribute == "Arn")
            .then(|| format!("arn:{partition}:logs:{region}:{account_id}:log-group:{name}:*").into())
    }
}

#[cfg(test)]
mod tests;
