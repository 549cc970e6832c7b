//! Who may connect.

use crate::{Finding, Found, Model, Rule, rule};

pub(super) const RULES: &[Rule] = &[rule!(
    "GW205",
    Error,
    "Authorization on a route other than $connect",
    outside_connect
)];

fn outside_connect(model: &Model<'_>, found: &mut Found) {
    for route in model.apis.iter().flat_map(|api| &api.routes) {
        let kind = route
            .resource
            .known("AuthorizationType")
            .filter(|kind| *kind != "NONE");
        if let (Some(kind), Some(key)) = (kind, route.key.filter(|key| *key != "$connect")) {
            let message = format!(
                "API Gateway refuses the route `{key}` with {kind}: authorization is restricted to the $connect route"
            );
            let finding = Finding::new(route.resource, message).property("AuthorizationType");
            found.add(
                finding.hint("authorize `$connect`; its result reaches every later event of the connection"),
            );
        }
    }
}
