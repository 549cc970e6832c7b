//! What is served: the stages of one template, as they stand until the next reload.

use std::{collections::HashMap, sync::Arc};

use bytes::Bytes;

use super::{
    Limits,
    integration::{self, Failure},
    proxy_response::ProxyResponse,
    throttle::Throttles,
};
use crate::{
    Invoke,
    plan::api::{Api, Integration, Route, Stage},
};

/// A stage, its API, and the state of its throttling.
#[derive(Debug)]
pub(super) struct Deployed {
    /// The API.
    pub(super) api: Arc<Api>,
    /// The stage.
    pub(super) stage: Stage,
    /// The buckets of its routes.
    pub(super) throttles: Throttles,
}

impl Deployed {
    /// The ARN of a route on this stage, which authorizers' policies must allow.
    pub(super) fn route_arn(&self, route_key: &str) -> String {
        self.stage.route_arn(&self.api.arn, route_key)
    }

    /// The route of a lifecycle event, if there is one.
    pub(super) fn lifecycle(&self, route_key: &str) -> Option<&Route> {
        self.api.routes.get(route_key)
    }

    /// What a lifecycle event runs, if anything.
    pub(super) fn lifecycle_target(&self, route_key: &str) -> Option<&Integration> {
        self.lifecycle(route_key)?.target.as_ref()
    }

    /// Runs the integration of a route with a proxy event.
    pub(super) async fn run(
        &self,
        invoke: &dyn Invoke,
        route_key: &str,
        integration: &Integration,
        event: Bytes,
    ) -> Result<ProxyResponse, Failure> {
        if self.stage.unpermitted.contains(route_key) {
            return Err(Failure::NotPermitted {
                resource: integration.resource.clone(),
                caller: self.route_arn(route_key),
            });
        }
        integration::run(invoke, integration, event).await
    }

    /// The route that a message runs, with its key. A message never runs `$connect` or `$disconnect`.
    pub(super) fn route(&self, selected: &str) -> Option<(&str, &Route)> {
        let named = match selected {
            "$connect" | "$disconnect" => None,
            key => self.api.routes.get_key_value(key),
        };
        let (key, route) = named.or_else(|| self.api.routes.get_key_value("$default"))?;
        Some((key, route))
    }
}

/// The served stages by name.
pub(super) type Stages = HashMap<String, Arc<Deployed>>;

/// Puts APIs into service. Where two of them have a stage of the same name, the first one has it.
pub(super) fn deploy(apis: Vec<Api>, limits: &Limits) -> Stages {
    let mut stages = Stages::new();
    for mut api in apis {
        let own = std::mem::take(&mut api.stages);
        let api = Arc::new(api);
        for stage in own {
            // A handshake is throttled whether or not `$connect` has a route.
            let keys = api
                .routes
                .keys()
                .map(String::as_str)
                .filter(|key| *key != "$connect");
            let limited = keys.chain(["$connect"]).map(|key| (key, stage.throttle(key)));
            let throttles = Throttles::new(limited, limits.requests);
            let deployed = Deployed {
                api: Arc::clone(&api),
                throttles,
                stage,
            };
            stages
                .entry(deployed.stage.name.clone())
                .or_insert_with(|| Arc::new(deployed));
        }
    }
    stages
}
