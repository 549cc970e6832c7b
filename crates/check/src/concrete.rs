//! A template as it would be deployed: conditions decided, functions evaluated, only the resources that then exist.

use cfn::{Environment, Map, Template, Tree};

use crate::Resource;

/// The resources of a template in one [scenario](crate::scenario), with the texts that point to them.
#[derive(Debug)]
pub struct Concrete<'t> {
    pub(crate) template: &'t Template,
    pub(crate) resources: Vec<Resource<'t>>,
}

impl<'t> Concrete<'t> {
    /// Evaluates the template in this environment.
    pub fn new(template: &'t Template, environment: Environment) -> Self {
        let concrete = cfn::concrete_in(template, environment);
        let resource = |(id, body): (&'t str, &'t Tree)| {
            let properties = match concrete.template().resource(id)?.get("Properties") {
                None => Map::new(),
                Some(Tree::Map(map)) => map.clone(),
                // A macro or include writes them: nothing is known of the resource.
                Some(_) => return None,
            };
            Some(Resource {
                id,
                kind: body.get("Type")?.as_str()?,
                body,
                properties: Tree::Map(properties),
                reference: concrete.reference(id)?.to_owned(),
                arn: concrete.arn(id).map(str::to_owned),
            })
        };
        Self {
            template,
            resources: template.resources().filter_map(resource).collect(),
        }
    }
}
