//! Routes: who may invoke a function for them, and what their mapping templates write.

mod mapping;
mod permission;

pub use self::mapping::Mapping;

use crate::{
    Resource, Synthesized,
    fail::{fail, unknown},
};

impl Synthesized {
    /// The route with this key; fails the test if there is none, or if several APIs have one.
    #[track_caller]
    pub fn route(&self, key: &str) -> Resource<'_> {
        let routes = self.of_type("AWS::ApiGatewayV2::Route");
        let keyed: Vec<_> = routes
            .list()
            .into_iter()
            .filter(|route| route.text("RouteKey").as_deref() == Some(key))
            .collect();
        match keyed.as_slice() {
            [route] => *route,
            [] => {
                let keys: Vec<String> = routes
                    .list()
                    .iter()
                    .filter_map(|route| route.text("RouteKey"))
                    .collect();
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                unknown("route with the key", key, &keys)
            }
            several => {
                let ids: Vec<&str> = several.iter().map(Resource::id).collect();
                fail(&format!(
                    "several routes have the key `{key}`: {}\nhint: take one by its id",
                    ids.join(", ")
                ))
            }
        }
    }

    /// The ARNs that API Gateway invokes as for this route: one per stage of its API.
    #[track_caller]
    pub fn route_arns(&self, key: &str) -> Vec<String> {
        let api = self.route(key).text("ApiId").unwrap_or_default();
        let stages = self.of_type("AWS::ApiGatewayV2::Stage").list();
        let of_api = stages
            .iter()
            .filter(|stage| stage.text("ApiId").as_deref() == Some(&api));
        of_api
            .filter_map(|stage| stage.text("StageName"))
            .map(|stage| format!("{}/{stage}/{key}", self.execute_api(&api)))
            .collect()
    }

    pub(crate) fn api_arn(&self, id: &str) -> String {
        self.execute_api(self.concrete().reference(id).unwrap_or(id))
    }

    fn execute_api(&self, api: &str) -> String {
        let environment = self.concrete().environment();
        format!(
            "arn:{}:execute-api:{}:{}:{api}",
            environment.partition, environment.region, environment.account_id
        )
    }
}
