//! Usage plans: which keys open which stages.

use aws::apigateway::{self, ApiStage, KeyType, UsagePlanKey};
use cfn::{Construct, Handle, Scope};

use super::{ApiKeyRef, Quota, StageRef, Throttle};
use crate::raw::Raw;

/// Which stages some keys open, how often and how fast. The limits hold for each key by itself, as well as the gateway can.
///
/// At most 300 plans per account and region; a key may be in several, but in one only for each stage.
///
/// ```
/// use constructs::prelude::*;
/// # fn plan(stack: &mut Stack, stage: &StageRef) {
/// let acme = stack.add("Acme", ApiKey::new());
/// let plan = UsagePlan::of(stage)
///     .throttle(Throttle::per_second::<10>())
///     .quota(Quota::per_month::<100_000>())
///     .key(&acme);
/// stack.add("Partners", plan);
/// # }
/// ```
///
/// emits the plan, and each key's place in it:
///
/// ```yaml
/// Partners:
///   Type: AWS::ApiGateway::UsagePlan
///   Properties:
///     ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Stage }]
///     Quota: { Limit: 100000, Period: MONTH }
///     Throttle: { BurstLimit: 10, RateLimit: 10 }
/// PartnersAcme:
///   Type: AWS::ApiGateway::UsagePlanKey
///   Properties: { KeyId: !Ref Acme, KeyType: API_KEY, UsagePlanId: !Ref Partners }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct UsagePlan {
    stages: Vec<StageRef>,
    keys: Vec<ApiKeyRef>,
    throttle: Option<Throttle>,
    quota: Option<Quota>,
    description: Option<String>,
    raw: Raw,
}

/// A usage plan of the stack.
#[derive(Clone, Debug)]
pub struct UsagePlanRef {
    handle: Handle<apigateway::UsagePlan>,
}

impl UsagePlan {
    /// A plan whose keys open this stage. It must stand before the plan, so its name alone is not enough.
    pub fn of(stage: &StageRef) -> Self {
        Self {
            stages: vec![stage.clone()],
            keys: Vec::new(),
            throttle: None,
            quota: None,
            description: None,
            raw: Raw::default(),
        }
    }

    /// Opens one more stage, of the same API or of another.
    pub fn also_of(mut self, stage: &StageRef) -> Self {
        self.stages.push(stage.clone());
        self
    }

    /// Puts a key into the plan.
    pub fn key(mut self, key: &ApiKeyRef) -> Self {
        self.keys.push(key.clone());
        self
    }

    /// The limit of each key (default: the stage's alone).
    pub fn throttle(mut self, throttle: Throttle) -> Self {
        self.throttle = Some(throttle);
        self
    }

    /// The requests that each key has in a period (default: no end).
    pub fn quota(mut self, quota: Quota) -> Self {
        self.quota = Some(quota);
        self
    }

    /// Whom the plan is for.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<cfn::Tree>) -> Self {
        self.raw.set(name, value);
        self
    }
}

impl Construct for UsagePlan {
    type Output = UsagePlanRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> UsagePlanRef {
        let stages = self.stages.iter().map(|stage| {
            let api = stage.api().handle().id_text();
            ApiStage::new().api_id(api).stage(stage.handle().id_text())
        });
        let mut plan = apigateway::UsagePlan::new().api_stages(stages.collect::<Vec<_>>());
        if let Some(text) = self.description {
            plan = plan.description(text);
        }
        if let Some(quota) = self.quota {
            plan = plan.quota(quota.to_property());
        }
        if let Some(throttle) = self.throttle {
            plan = plan.throttle(throttle.of_plan());
        }
        let handle = scope.add(id, self.raw.onto(plan));
        for key in &self.keys {
            let place = UsagePlanKey::new(key.handle(), KeyType::ApiKey, &handle);
            scope.add(&format!("{id}{}", key.handle().logical_id()), place);
        }
        UsagePlanRef { handle }
    }
}

impl UsagePlanRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<apigateway::UsagePlan> {
        &self.handle
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;
    use serde_json::json;

    use super::{Quota, Throttle, UsagePlan};
    use crate::{
        Function,
        testing::{properties, synth},
        websocket::{ApiKey, ConnectRoute, RouteSelection, Routes, Stage, WebSocketApi},
    };

    #[test]
    fn keys_open_stages() {
        let mut stack = Stack::new("demo");
        let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
        let connect = stack.add("Connect", Function::rust("lambdas", "connect"));
        let (live, preview) = (api.stage("live"), api.stage("preview"));
        let routes = Routes::of(&live).also_of(&preview);
        let routes = routes.connect(ConnectRoute::to(&connect).api_key_required());
        let routes = stack.add("Deployment", routes);
        let live = stack.add("Live", Stage::new(&routes));
        let preview = stack.add("Preview", Stage::of(&routes, &preview));
        let acme = stack.add("Acme", ApiKey::new().description("robots"));
        let old = stack.add("Old", ApiKey::new().disabled());
        let plan = UsagePlan::of(&live).also_of(&preview).key(&acme).key(&old);
        let plan = plan
            .throttle(Throttle::per_second::<10>().burst::<20>())
            .quota(Quota::per_day::<1_000>());
        stack.add("Partners", plan.description("those who pay"));
        let template = synth(stack);
        assert_eq!(template.findings(), []);
        assert_eq!(
            properties(&template, "Partners"),
            json!({
                "ApiStages": [
                    { "ApiId": { "Ref": "Api" }, "Stage": { "Ref": "Live" } },
                    { "ApiId": { "Ref": "Api" }, "Stage": { "Ref": "Preview" } },
                ],
                "Description": "those who pay",
                "Quota": { "Limit": 1000, "Period": "DAY" },
                "Throttle": { "BurstLimit": 20, "RateLimit": 10 },
            })
        );
        assert_eq!(
            properties(&template, "PartnersAcme"),
            json!({ "KeyId": { "Ref": "Acme" }, "KeyType": "API_KEY", "UsagePlanId": { "Ref": "Partners" } })
        );
        assert_eq!(
            properties(&template, "Acme"),
            json!({ "Description": "robots", "Enabled": true })
        );
        assert_eq!(properties(&template, "Old"), json!({ "Enabled": false }));
    }
}
