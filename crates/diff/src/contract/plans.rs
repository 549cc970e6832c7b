//! What API keys are good for: usage plans.

use std::collections::BTreeSet;

use check::{Resource, number};

use super::{Notices, limits::lower};
use crate::sides::Sides;

const PLAN: &str = "AWS::ApiGateway::UsagePlan";
const KEY: &str = "AWS::ApiGateway::ApiKey";
const MEMBER: &str = "AWS::ApiGateway::UsagePlanKey";

/// The limits, by property and what they count.
const LIMITS: [(&str, &str); 2] = [
    ("RateLimit", "requests per second"),
    ("BurstLimit", "requests at once"),
];

pub(super) fn compare(sides: &Sides<'_>, notices: &mut Notices) {
    for old in sides.before.of_type(PLAN) {
        match sides.successor(old.id) {
            None => notices.add(old.id, "the usage plan is gone: its API keys are refused"),
            Some(new) => {
                throttles(old, new, notices);
                quotas(old, new, notices);
                for stage in stages(old).difference(&stages(new)) {
                    notices.add(
                        old.id,
                        format!("API keys of the plan are refused by the stage `{stage}`"),
                    );
                }
            }
        }
    }
    for old in sides.before.of_type(KEY) {
        let is_on = |key: &Resource<'_>| key.flag("Enabled").unwrap_or_default();
        if is_on(old) && sides.successor(old.id).is_some_and(|new| !is_on(new)) {
            notices.add(
                old.id,
                "the API key is switched off: clients that bring it are refused",
            );
        }
    }
    for member in sides.before.of_type(MEMBER) {
        let plan = member
            .text("UsagePlanId")
            .and_then(|plan| sides.before.named(PLAN, plan));
        // What becomes of a plan's members with the plan is said above.
        let stays = plan.is_none_or(|plan| sides.successor(plan.id).is_some());
        if stays && sides.successor(member.id).is_none() {
            notices.add(member.id, "an API key leaves its usage plan, and is refused");
        }
    }
}

fn throttles(old: &Resource<'_>, new: &Resource<'_>, notices: &mut Notices) {
    for (property, unit) in LIMITS {
        let limit = |plan: &Resource<'_>| plan.at(&["Throttle", property]).and_then(number);
        if let Some(limit) = lower(limit(old), limit(new)) {
            notices.add(
                old.id,
                format!("API keys of the plan get {limit} {unit}, fewer than before"),
            );
        }
    }
}

/// What a plan gives in a period.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Quota<'a> {
    limit: f64,
    period: &'a str,
    /// The longest that the period can be.
    days: u8,
}

impl<'a> Quota<'a> {
    fn of(plan: &'a Resource<'_>) -> Option<Self> {
        let period = plan.at(&["Quota", "Period"])?.as_str()?;
        let days = match period {
            "DAY" => 1,
            "WEEK" => 7,
            _ => 31,
        };
        let limit = number(plan.at(&["Quota", "Limit"])?)?;
        Some(Self { limit, period, days })
    }

    /// Whether some client that this lets through is refused by the other one.
    fn is_tighter_than(self, other: Option<Self>) -> bool {
        other.is_none_or(|other| self.limit < other.limit || self.days > other.days)
    }
}

fn quotas(old: &Resource<'_>, new: &Resource<'_>, notices: &mut Notices) {
    let Some(quota) = Quota::of(new) else { return };
    let was = Quota::of(old);
    if quota.is_tighter_than(was) {
        let period = quota.period.to_lowercase();
        let before = was.map_or("any number".to_owned(), |was| {
            format!("{} per {}", was.limit, was.period.to_lowercase())
        });
        notices.add(
            old.id,
            format!(
                "API keys of the plan get {} requests per {period} instead of {before}",
                quota.limit
            ),
        );
    }
}

/// The stages that a plan's keys open; an API has no name that stays, so stages have theirs alone.
fn stages(plan: &Resource<'_>) -> BTreeSet<String> {
    let stages = plan.items("ApiStages").iter();
    stages
        .filter_map(|stage| Some(stage.get("Stage")?.as_str()?.to_owned()))
        .collect()
}
