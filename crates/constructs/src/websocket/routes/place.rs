//! Integrations, routes and answers, in the stack.

use std::collections::BTreeMap;

use aws::apigatewayv2::{self, Integration, ParameterConstraints, RouteResponse};
use cfn::{Handle, Scope, sub};

use super::{
    permissions::Permissions,
    plan::{Plan, Planned},
};
use crate::websocket::{deployment::Freezer, route::KeyedRoute};

impl Plan<'_> {
    /// Adds everything that the deployment freezes, and what it has to wait for.
    pub(super) fn place(&self, scope: &mut Scope<'_>, freezer: &mut Freezer) {
        let permissions = Permissions::plan(self, scope);
        let integrations = self.place_integrations(scope, freezer);
        for planned in &self.all {
            // Two routes with the same ids are one finding, not one for each of their parts.
            if !planned.shares_ids {
                self.place_route(scope, freezer, planned, &integrations[planned.identity.as_str()]);
                permissions.exact(scope, freezer, planned);
            }
        }
        permissions.wide(scope, freezer);
    }

    /// The integrations by what makes two the same; the first route that runs one names it.
    fn place_integrations(
        &self,
        scope: &mut Scope<'_>,
        freezer: &mut Freezer,
    ) -> BTreeMap<&str, Handle<Integration>> {
        let api = self.routes.stage.api();
        let mut placed = BTreeMap::new();
        for planned in &self.all {
            placed.entry(planned.identity.as_str()).or_insert_with(|| {
                let answered = self.is_answered(planned);
                let integration = &planned.route.integration;
                integration.place(scope, freezer, api, &planned.integration, answered)
            });
        }
        placed
    }

    /// Adds a route and its answer.
    fn place_route(
        &self,
        scope: &mut Scope<'_>,
        freezer: &mut Freezer,
        Planned { route, name, .. }: &Planned<'_>,
        target: &Handle<Integration>,
    ) {
        let api = self.routes.stage.api().handle();
        let mut resource = apigatewayv2::Route::new(api, route.key.as_str())
            .authorization_type(route.authorization.kind())
            .target(sub!("integrations/{}", target));
        if let Some(authorizer) = route.authorization.authorizer() {
            resource = resource.authorizer_id(authorizer.handle());
            freezer.freeze(authorizer.handle(), authorizer.frozen().clone());
            if let Some(permission) = authorizer.permission() {
                freezer.follow(permission);
            }
        }
        if route.api_key_required {
            resource = resource.api_key_required(true);
        }
        if let Some(operation) = &route.operation {
            resource = resource.operation_name(operation);
        }
        let parameters = parameters(route);
        if !parameters.is_empty() {
            resource = resource.request_parameters(parameters);
        }
        let models = &route.validation.models;
        if !models.is_empty() {
            let names = models.iter().map(|(key, model)| (key.as_str(), model.name()));
            resource = resource
                .model_selection_expression(route.validation.expression())
                .request_models(names.collect::<Vec<_>>());
        }
        for (_, model) in models {
            freezer.freeze(model.handle(), model.frozen().clone());
        }
        if route.two_way {
            resource = resource.route_response_selection_expression("$default");
        }
        let after = models
            .iter()
            .map(|(_, model)| model.handle().logical_id().clone());
        let handle = freezer.add_after(scope, &format!("{name}Route"), resource, after);
        if route.two_way {
            let response = RouteResponse::new(api, &handle, "$default");
            freezer.add(scope, &format!("{name}RouteResponse"), response);
        }
    }
}

/// What the route takes from the handshake: what it demands, and what its integration reads.
fn parameters(route: &KeyedRoute) -> Vec<(String, ParameterConstraints)> {
    let read = route.integration.handshake().into_iter();
    let read = read.map(|source| (source, false));
    let demanded = route.required.iter().map(|source| (source, true));
    let mut parameters = BTreeMap::new();
    for (source, required) in read.chain(demanded) {
        parameters.insert(source.as_str().to_owned(), ParameterConstraints::new(required));
    }
    parameters.into_iter().collect()
}

#[cfg(test)]
mod tests;
