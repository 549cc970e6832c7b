//! Exceptions of the shelf `messaging`.

use super::{Allowed, Kind};

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        place: "AWS::SNS::Subscription",
        kind: Kind::Unasked,
        names: &["RedrivePolicy"],
        reason: "the schema calls it any object; the member is that of the service's reference",
    },
    Allowed {
        place: "AWS::SNS::Topic",
        kind: Kind::Attribute,
        names: &["TopicName"],
        reason: "`Fn::GetAtt` yields the name, although the schema lists it only as a property",
    },
    Allowed {
        place: "AWS::SQS::Queue",
        kind: Kind::Attribute,
        names: &["QueueName"],
        reason: "`Fn::GetAtt` yields the name, although the schema lists it only as a property",
    },
    Allowed {
        place: "AWS::SQS::Queue",
        kind: Kind::Unasked,
        names: &["RedriveAllowPolicy"],
        reason: "the schema calls it any object; the members are those of the service's reference",
    },
    Allowed {
        place: "AWS::SQS::Queue.RedrivePolicy",
        kind: Kind::Required,
        names: &["deadLetterTargetArn", "maxReceiveCount"],
        reason: "the schema requires neither; the service refuses a policy without one of them",
    },
];
