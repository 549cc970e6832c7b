//! A template as it would be deployed: conditions decided, functions evaluated, only the resources that then exist.

use cfn::{Environment, Map, Template, Tree, resolve};

use crate::{
    Resource,
    names::{Names, token},
};

/// The resources of a template in one [scenario](crate::scenario), with the texts that point to them.
#[derive(Debug)]
pub struct Concrete<'t> {
    pub(crate) template: &'t Template,
    pub(crate) resources: Vec<Resource<'t>>,
}

impl<'t> Concrete<'t> {
    /// Evaluates the template in this environment.
    pub fn new(template: &'t Template, environment: &Environment) -> Self {
        let environment = decided(environment);
        let names = Names::new(template, &environment);
        let exists = |body: &Tree| {
            let condition = body.get("Condition").and_then(Tree::as_str);
            condition.is_none_or(|name| holds(&environment, name))
        };
        let resource = |(id, body): (&'t str, &'t Tree)| {
            let properties = body
                .get("Properties")
                .map(|tree| evaluate(tree, &environment, &names));
            let properties = match properties {
                None => Map::new(),
                Some(Some(Tree::Map(map))) => map,
                // A macro or include writes them: nothing is known of the resource.
                Some(_) => return None,
            };
            Some(Resource {
                id,
                kind: body.get("Type")?.as_str()?,
                body,
                properties: Tree::Map(properties),
                reference: names.reference_of(id)?,
                arn: names.arn_of(id),
            })
        };
        Self {
            template,
            resources: template
                .resources()
                .filter(|(_, body)| exists(body))
                .filter_map(resource)
                .collect(),
        }
    }
}

/// The same environment with every condition decided; one that cannot be holds, so that what it guards is looked at.
fn decided(environment: &Environment) -> Environment {
    let decide = |name: &String| (name.clone(), Tree::Bool(environment.holds(name).unwrap_or(true)));
    Environment {
        conditions: environment.conditions.keys().map(decide).collect(),
        ..environment.clone()
    }
}

fn holds(environment: &Environment, condition: &str) -> bool {
    environment.holds(condition).unwrap_or(true)
}

/// The value of a tree; `None` is `AWS::NoValue`. What cannot be evaluated becomes a token, and the rest stays.
fn evaluate(tree: &Tree, environment: &Environment, names: &Names<'_>) -> Option<Tree> {
    match resolve(tree, environment, names) {
        Ok(Tree::Null) => None,
        Ok(value) => Some(value),
        Err(error) => Some(token(&error.function).into()),
    }
}
