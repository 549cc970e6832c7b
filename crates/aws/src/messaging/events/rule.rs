//! Rules.

use cfn::{Arn, Dict, List, Tree, Value, resource, string_enum};

use super::Target;
use crate::{Tag, iam::Role};

string_enum! {
    /// Whether a rule works.
    RuleState {
        /// It does; the default.
        Enabled = "ENABLED",
        /// It does not.
        Disabled = "DISABLED",
        /// It does, and sees read-only management events of CloudTrail, too; on the default bus.
        EnabledWithAllCloudTrailManagementEvents = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    }
}

resource! {
    /// Which events of a bus start what; `Ref` yields its name, with `{bus}|` before it on a bus of your own.
    ///
    /// A new name or bus replaces it. It needs a pattern or a schedule. A rule that starts what puts an event it matches
    /// goes round for ever.
    Rule = "AWS::Events::Rule" {
        required {}
        optional {
            /// What the rule is for, at most 512 characters.
            description: Value<String> = "Description",
            /// The name or ARN of the bus (default `default`).
            event_bus_name: Value<String> = "EventBusName",
            /// What an event must look like: fields, each with a list of values.
            event_pattern: Dict<Tree> = "EventPattern",
            /// A name of your own, 1 to 64 characters; a named rule cannot be replaced while it stands.
            name: Value<String> = "Name",
            /// The role that starts targets which have none of their own.
            role_arn: Value<Arn<Role>> = "RoleArn",
            /// `rate(5 minutes)`, or `cron(0 12 * * ? *)` in UTC; on the default bus alone, where a [`Schedule`](crate::scheduler::Schedule) is the better way.
            schedule_expression: Value<String> = "ScheduleExpression",
            /// Whether it works (default `ENABLED`).
            state: Value<RuleState> = "State",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// What is started, at most 5.
            targets: List<Target> = "Targets",
        }
        attributes {
            ARN: Arn<Rule> = "Arn",
            RULE_NAME: String = "RuleName",
        }
        arn = "Arn"
        replaces_on { "EventBusName", "Name" }
    }
}
