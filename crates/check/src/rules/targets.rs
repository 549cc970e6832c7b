//! What routes lead to.

use std::collections::HashMap;

use crate::{Finding, Found, Model, Resource, Rule, rule};

pub(super) const RULES: &[Rule] = &[rule!(
    "GW202",
    Error,
    "A route leads to another API's integration or authorizer",
    of_another_api
)];

fn of_another_api(model: &Model<'_>, found: &mut Found) {
    let mut owners = HashMap::new();
    for api in &model.apis {
        let integrations = api.integrations.iter().map(|integration| integration.resource.id);
        let authorizers = api.authorizers.iter().map(|authorizer| authorizer.id);
        owners.extend(integrations.chain(authorizers).map(|id| (id, api.resource.id)));
    }
    for api in &model.apis {
        for route in &api.routes {
            for (property, link) in [("Target", route.target), ("AuthorizerId", route.authorizer)] {
                let target = link.resource();
                let owner = target.and_then(|target| owners.get(target.id));
                if let (Some(target), Some(owner)) =
                    (target, owner.filter(|owner| **owner != api.resource.id))
                {
                    found.add(finding(
                        route.resource,
                        property,
                        (target.id, owner),
                        api.resource.id,
                    ));
                }
            }
        }
    }
}

fn finding(route: &Resource<'_>, property: &str, (id, owner): (&str, &str), api: &str) -> Finding {
    let message = format!("API Gateway refuses the route: `{id}` belongs to `{owner}`, the route to `{api}`");
    let finding = Finding::new(route, message).property(property);
    finding.hint(format!("use one with `ApiId: !Ref {api}`"))
}
