//! Times as sources.

use aws::scheduler::{self, FlexibleTimeWindow, FlexibleTimeWindowMode, ScheduleTarget};
use cfn::{Scope, Tree};

use super::Source;
use crate::{FunctionRef, Grant, range, role::granted_role};

/// When a function is invoked, by `EventBridge` Scheduler. An invocation may come twice.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let reaper = Function::rust("lambdas", "reaper")
///     .on_schedule("Sweep", Schedule::every_minutes::<5>())
///     .on_schedule("Report", Schedule::cron("0 7 ? * MON-FRI *").in_zone("Europe/Berlin"));
/// stack.add("Reaper", reaper);
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Schedule {
    expression: String,
    zone: Option<String>,
    input: Option<Tree>,
}

impl Schedule {
    /// Every so many minutes.
    pub fn every_minutes<const MINUTES: u32>() -> Self {
        const { range::demand(MINUTES > 0, "a schedule comes every minute at most") };
        Self::rate(MINUTES, "minute")
    }

    /// Every so many hours.
    pub fn every_hours<const HOURS: u32>() -> Self {
        const { range::demand(HOURS > 0, "a schedule comes every hour at most") };
        Self::rate(HOURS, "hour")
    }

    /// At times of six fields: minutes, hours, day of month, month, day of week, year. One of the two days is `?`.
    pub fn cron(fields: &str) -> Self {
        Self::of(format!("cron({fields})"))
    }

    /// Once, at a time such as `2030-01-01T08:00:00`.
    pub fn at(time: &str) -> Self {
        Self::of(format!("at({time})"))
    }

    /// The service wants the singular where there is one.
    fn rate(count: u32, unit: &str) -> Self {
        let plural = if count == 1 { "" } else { "s" };
        Self::of(format!("rate({count} {unit}{plural})"))
    }

    fn of(expression: String) -> Self {
        Self {
            expression,
            zone: None,
            input: None,
        }
    }

    /// The time zone of a time, such as `Europe/Berlin` (default UTC).
    pub fn in_zone(mut self, zone: impl Into<String>) -> Self {
        self.zone = Some(zone.into());
        self
    }

    /// What the function gets (default: an event that says when and by what).
    pub fn input(mut self, input: impl Into<Tree>) -> Self {
        self.input = Some(input.into());
        self
    }

    pub(crate) fn named(self, name: impl Into<String>) -> Named {
        Named {
            name: name.into(),
            schedule: self,
        }
    }
}

/// A schedule, with its name in logical ids.
#[derive(Debug)]
pub(crate) struct Named {
    name: String,
    schedule: Schedule,
}

impl Source for Named {
    fn grants(&self) -> Vec<Grant> {
        Vec::new()
    }

    fn attach(&self, scope: &mut Scope<'_>, function: &FunctionRef) {
        let id = format!("{}{}Schedule", function.id(), self.name);
        let role = granted_role("scheduler.amazonaws.com", &[function.invoke()]);
        let role = scope.add(&format!("{id}Role"), role);

        let schedule = &self.schedule;
        let mut target = ScheduleTarget::new(function.arn(), &role);
        if let Some(input) = &schedule.input {
            target = target.input(input.to_json_line());
        }
        let on_time = FlexibleTimeWindow::new(FlexibleTimeWindowMode::Off);
        let mut resource = scheduler::Schedule::new(on_time, schedule.expression.as_str(), target);
        if let Some(zone) = &schedule.zone {
            resource = resource.schedule_expression_timezone(zone);
        }
        scope.add(&id, resource);
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;
    use serde_json::json;

    use super::*;
    use crate::{
        Function,
        testing::{ids, properties, synth},
    };

    #[test]
    fn each_schedule_has_a_role_that_invokes_one_function() {
        let mut stack = Stack::new("demo");
        let sweep = Schedule::every_minutes::<1>().input(Tree::single("dry", true));
        stack.add(
            "Reaper",
            Function::rust("lambdas", "reaper").on_schedule("Sweep", sweep),
        );
        let template = synth(stack);
        assert_eq!(
            ids(&template)[3..],
            ["ReaperSweepScheduleRole", "ReaperSweepSchedule"]
        );
        assert_eq!(
            properties(&template, "ReaperSweepSchedule"),
            json!({
                "FlexibleTimeWindow": { "Mode": "OFF" },
                "ScheduleExpression": "rate(1 minute)",
                "Target": {
                    "Arn": { "Fn::GetAtt": ["Reaper", "Arn"] },
                    "RoleArn": { "Fn::GetAtt": ["ReaperSweepScheduleRole", "Arn"] },
                    "Input": r#"{"dry":true}"#,
                },
            })
        );
        let role = properties(&template, "ReaperSweepScheduleRole");
        assert_eq!(
            role["Policies"][0]["PolicyDocument"]["Statement"],
            json!([{
                "Effect": "Allow",
                "Action": ["lambda:InvokeFunction"],
                "Resource": [{ "Fn::GetAtt": ["Reaper", "Arn"] }],
            }])
        );
    }

    #[test]
    fn expressions_are_the_services() {
        assert_eq!(Schedule::every_hours::<2>().expression, "rate(2 hours)");
        assert_eq!(
            Schedule::at("2030-01-01T08:00:00").expression,
            "at(2030-01-01T08:00:00)"
        );
        let daily = Schedule::cron("0 7 * * ? *").in_zone("Europe/Berlin");
        assert_eq!(
            (daily.expression.as_str(), daily.zone.as_deref()),
            ("cron(0 7 * * ? *)", Some("Europe/Berlin"))
        );
    }
}
