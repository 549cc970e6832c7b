//! Capacity that follows what is used.

use aws::applicationautoscaling::{
    PolicyType, PredefinedMetricSpecification, PredefinedMetricType, ScalableDimension, ScalableTarget,
    ScalingPolicy, ServiceNamespace, TargetTrackingScalingPolicyConfiguration,
};
use aws::dynamodb;
use cfn::{Handle, Scope, Value, sub};

use super::{Index, Throughput};
use crate::{range, text};

/// Capacity for a table and for each of its global indexes, between limits: more when 70 % of it are used, after minutes.
///
/// It is cheaper than paying by request where use is steady, and throttles where use jumps.
///
/// ```
/// use constructs::prelude::*;
/// let scaling = Scaling::new(Capacity::between::<5, 500>(), Capacity::between::<5, 200>());
/// let rooms = Table::new(Key::string("roomId")).billing(Billing::Scaled(scaling.at_percent::<50>()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scaling {
    reads: Capacity,
    writes: Capacity,
    percent: u32,
}

/// Units per second between two limits.
///
/// ```compile_fail
/// constructs::Capacity::between::<500, 5>(); // the least comes first
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    least: u32,
    most: u32,
}

impl Capacity {
    /// At least and at most so many, one at least.
    pub const fn between<const LEAST: u32, const MOST: u32>() -> Self {
        const {
            range::demand(
                0 < LEAST && LEAST <= MOST,
                "a capacity is one or more, the least first",
            );
        };
        Self {
            least: LEAST,
            most: MOST,
        }
    }
}

/// What scales by itself: reads or writes.
struct Part {
    name: &'static str,
    capacity: Capacity,
    of_table: ScalableDimension,
    of_index: ScalableDimension,
    metric: PredefinedMetricType,
}

impl Scaling {
    /// Reads of 4 KB and writes of 1 KB per second.
    pub const fn new(reads: Capacity, writes: Capacity) -> Self {
        Self {
            reads,
            writes,
            percent: 70,
        }
    }

    /// How much of the capacity is meant to be used, 20 to 90 percent (default 70); the rest is for sudden use.
    pub const fn at_percent<const PERCENT: u32>(mut self) -> Self {
        const {
            range::demand(
                20 <= PERCENT && PERCENT <= 90,
                "a table uses 20 to 90 percent of its capacity",
            );
        };
        self.percent = PERCENT;
        self
    }

    pub(crate) const fn least(self) -> Throughput {
        Throughput::of(self.reads.least, self.writes.least)
    }

    /// Adds what scales the table and its global indexes.
    pub(crate) fn attach(self, scope: &mut Scope<'_>, table: &Handle<dynamodb::Table>, indexes: &[Index]) {
        let id = table.logical_id().as_str();
        for part in self.parts() {
            self.scale(
                scope,
                &format!("{id}{}", part.name),
                sub!("table/{}", table),
                &part,
                part.of_table,
            );
            for index in indexes.iter().filter(|index| !index.is_local()) {
                let id = format!("{id}{}{}", text::pascal(index.name()), part.name);
                let resource = sub!("table/{}/index/{}", table, index.name());
                self.scale(scope, &id, resource, &part, part.of_index);
            }
        }
    }

    fn parts(self) -> [Part; 2] {
        [
            Part {
                name: "Reads",
                capacity: self.reads,
                of_table: ScalableDimension::TableRead,
                of_index: ScalableDimension::IndexRead,
                metric: PredefinedMetricType::DynamoDbReadCapacityUtilization,
            },
            Part {
                name: "Writes",
                capacity: self.writes,
                of_table: ScalableDimension::TableWrite,
                of_index: ScalableDimension::IndexWrite,
                metric: PredefinedMetricType::DynamoDbWriteCapacityUtilization,
            },
        ]
    }

    fn scale(
        self,
        scope: &mut Scope<'_>,
        id: &str,
        resource: Value<String>,
        part: &Part,
        dimension: ScalableDimension,
    ) {
        let Capacity { least, most } = part.capacity;
        let target = ScalableTarget::new(most, least, resource, dimension, ServiceNamespace::DynamoDb);
        let target = scope.add(id, target);
        let metric = PredefinedMetricSpecification::new(part.metric);
        let tracking = TargetTrackingScalingPolicyConfiguration::new(f64::from(self.percent))
            .predefined_metric_specification(metric);
        let policy = ScalingPolicy::new(id, PolicyType::TargetTrackingScaling)
            .scaling_target_id(&target)
            .target_tracking_scaling_policy_configuration(tracking);
        scope.add(&format!("{id}Policy"), policy);
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;
    use serde_json::json;

    use super::*;
    use crate::{
        Billing, Key, Table,
        testing::{ids, properties, synth},
    };

    #[test]
    fn table_and_indexes_scale_by_themselves() {
        let mut stack = Stack::new("demo");
        let scaling = Scaling::new(Capacity::between::<5, 500>(), Capacity::between::<2, 200>());
        let by_owner = Index::new("owner-index", Key::string("ownerId"));
        let by_age = Index::local("age-index", Key::number("age"));
        let rooms = Table::new(Key::string("roomId")).sort(Key::string("sk"));
        let rooms = rooms.indexes([by_owner, by_age]);
        stack.add(
            "Rooms",
            rooms.billing(Billing::Scaled(scaling.at_percent::<50>())),
        );
        let template = synth(stack);
        assert_eq!(
            ids(&template),
            [
                "Rooms",
                "RoomsReads",
                "RoomsReadsPolicy",
                "RoomsOwnerIndexReads",
                "RoomsOwnerIndexReadsPolicy",
                "RoomsWrites",
                "RoomsWritesPolicy",
                "RoomsOwnerIndexWrites",
                "RoomsOwnerIndexWritesPolicy",
            ]
        );
        let least = json!({ "ReadCapacityUnits": 5, "WriteCapacityUnits": 2 });
        let table = properties(&template, "Rooms");
        assert_eq!(table["BillingMode"], "PROVISIONED");
        assert_eq!(table["ProvisionedThroughput"], least);
        assert_eq!(table["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"], least);
        assert_eq!(
            properties(&template, "RoomsOwnerIndexWrites"),
            json!({
                "MaxCapacity": 200,
                "MinCapacity": 2,
                "ResourceId": { "Fn::Sub": "table/${Rooms}/index/owner-index" },
                "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
                "ServiceNamespace": "dynamodb",
            })
        );
        assert_eq!(
            properties(&template, "RoomsReadsPolicy"),
            json!({
                "PolicyName": "RoomsReads",
                "PolicyType": "TargetTrackingScaling",
                "ScalingTargetId": { "Ref": "RoomsReads" },
                "TargetTrackingScalingPolicyConfiguration": {
                    "TargetValue": 50,
                    "PredefinedMetricSpecification": {
                        "PredefinedMetricType": "DynamoDBReadCapacityUtilization",
                    },
                },
            })
        );
    }
}
