//! How much an API may have of everything.

use crate::{Finding, Found, Model, Rule, rule};

pub(super) const RULES: &[Rule] = &[rule!(
    "GW254",
    Warning,
    "More of something than an API may have",
    quotas
)];

fn quotas(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let counts = [
            ("routes", api.routes.len(), 300),
            ("integrations", api.integrations.len(), 300),
            ("authorizers", api.authorizers.len(), 10),
            ("stages", api.stages.len(), 10),
        ];
        for (what, count, quota) in counts.into_iter().filter(|(_, count, quota)| count > quota) {
            let message = format!(
                "the deployment fails where the quota was not raised: an API has {quota} {what}, this one {count}"
            );
            let finding = Finding::new(api.resource, message);
            found.add(finding.hint("share them, split the API, or have the account's quota raised"));
        }
    }
}
