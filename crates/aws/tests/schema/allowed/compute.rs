//! Exceptions of the shelf `compute`.

use super::{Allowed, Kind};

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        place: "AWS::Lambda::EventSourceMapping",
        kind: Kind::Required,
        names: &["EventSourceArn"],
        reason: "only self-managed Kafka does without, and that is left out",
    },
    Allowed {
        place: "AWS::Lambda::EventSourceMapping.Tag",
        kind: Kind::Required,
        names: &["Value"],
        reason: "a tag without a value is a tag with the empty text",
    },
    Allowed {
        place: "AWS::Lambda::Function.Tag",
        kind: Kind::Required,
        names: &["Value"],
        reason: "a tag without a value is a tag with the empty text",
    },
];
