//! How many messages a stage takes.

use check::{Api, Stage, number};

use super::{Notices, addresses::stage_name};

/// The limits, by property and what they count.
const LIMITS: [(&str, &str); 2] = [
    ("ThrottlingRateLimit", "requests per second"),
    ("ThrottlingBurstLimit", "requests at once"),
];

pub(super) fn compare(old: &Api<'_>, new: &Api<'_>, notices: &mut Notices) {
    for stage in &old.stages {
        let mut stages = new.stages.iter();
        if let Some(successor) = stages.find(|other| stage_name(other) == stage_name(stage)) {
            throttles(stage, successor, new, notices);
        }
    }
}

/// Limits that are lower than they were, for all routes or for one.
fn throttles(old: &Stage<'_>, new: &Stage<'_>, api: &Api<'_>, notices: &mut Notices) {
    for (property, unit) in LIMITS {
        let default = |stage: &Stage<'_>| {
            stage
                .resource
                .at(&["DefaultRouteSettings", property])
                .and_then(number)
        };
        let lowered = lower(default(old), default(new));
        if let Some(limit) = lowered {
            notices.add(
                old.resource.id,
                format!(
                    "the stage `{}` takes {limit} {unit}, fewer than before",
                    stage_name(old)
                ),
            );
        }
        for key in api.routes.iter().filter_map(|route| route.key) {
            let own = |stage: &Stage<'_>| {
                stage
                    .resource
                    .at(&["RouteSettings", key, property])
                    .and_then(number)
            };
            if own(old).is_none() && own(new).is_none() {
                continue;
            }
            let effective = |stage| own(stage).or(default(stage));
            if let Some(limit) = lower(effective(old), effective(new)) {
                notices.add(
                    old.resource.id,
                    format!(
                        "the route `{key}` of stage `{}` takes {limit} {unit}, fewer than before",
                        stage_name(old)
                    ),
                );
            }
        }
    }
}

/// The new limit, if it is lower. Without one, the account's holds, which is as high as it gets.
pub(super) fn lower(old: Option<f64>, new: Option<f64>) -> Option<f64> {
    new.filter(|new| old.is_none_or(|old| *new < old))
}
