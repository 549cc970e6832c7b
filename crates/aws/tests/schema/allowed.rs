//! Where the tables differ from the schemas on purpose, apart from what they leave out. An entry that no longer applies fails the test.

use std::collections::BTreeSet;

use super::compare::{Difference, Kind};

/// Differences of one kind in one place, and why they are right.
struct Allowed {
    place: &'static str,
    kind: Kind,
    names: &'static [&'static str],
    reason: &'static str,
}

const ALLOWED: &[Allowed] = &[
    // API Gateway.
    Allowed {
        place: "AWS::ApiGatewayV2::Api",
        kind: Kind::Required,
        names: &["Name", "ProtocolType", "RouteSelectionExpression"],
        reason: "the schema covers imported HTTP APIs, which bring all three; a WebSocket API without one is refused",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::DomainName",
        kind: Kind::Required,
        names: &["DomainNameConfigurations"],
        reason: "a domain without a certificate is refused",
    },
    // DynamoDB.
    Allowed {
        place: "AWS::DynamoDB::Table",
        kind: Kind::Required,
        names: &["AttributeDefinitions"],
        reason: "the schema forgets it; the service refuses a key whose attributes have no type",
    },
    // Lambda.
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
    // S3.
    Allowed {
        place: "AWS::S3::Bucket",
        kind: Kind::Untyped,
        names: &[
            "AnalyticsConfigurations",
            "IntelligentTieringConfigurations",
            "InventoryConfigurations",
            "MetadataConfiguration",
            "MetadataTableConfiguration",
            "MetricsConfigurations",
        ],
        reason: "reports and storage prices of large data lakes, thirty structures that no real-time API has asked for",
    },
    Allowed {
        place: "AWS::S3::Bucket",
        kind: Kind::Untyped,
        names: &["ObjectLockConfiguration", "ReplicationConfiguration"],
        reason: "archives and second regions, twenty structures beside what a real-time API keeps in a bucket",
    },
    Allowed {
        place: "AWS::S3::Bucket",
        kind: Kind::Untyped,
        names: &["WebsiteConfiguration"],
        reason: "sites over plain HTTP; the way that is typed is a distribution in front of a closed bucket",
    },
    Allowed {
        place: "AWS::S3::Bucket.LoggingConfiguration",
        kind: Kind::Untyped,
        names: &["TargetObjectKeyFormat"],
        reason: "a choice between two objects, one of them always empty: shorter as it stands in the template",
    },
    // SQS.
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

/// What nobody has explained, and explanations that nothing asks for.
pub(super) fn unexplained(differences: &BTreeSet<Difference>) -> Vec<String> {
    let allowed: BTreeSet<Difference> = ALLOWED.iter().flat_map(Allowed::differences).collect();
    let new = differences.difference(&allowed).map(ToString::to_string);
    let stale = ALLOWED.iter().flat_map(|entry| {
        let gone = entry
            .differences()
            .filter(|difference| !differences.contains(difference));
        gone.map(|difference| {
            format!(
                "{difference}: no longer; delete the exception that says \"{}\"",
                entry.reason
            )
        })
    });
    new.chain(stale).collect()
}

impl Allowed {
    fn differences(&self) -> impl Iterator<Item = Difference> {
        self.names.iter().map(|name| Difference {
            place: self.place.to_owned(),
            kind: self.kind,
            name: (*name).to_owned(),
        })
    }
}

#[test]
fn an_exception_that_nothing_asks_for_is_reported() {
    let names: usize = ALLOWED.iter().map(|entry| entry.names.len()).sum();
    assert_eq!(unexplained(&BTreeSet::new()).len(), names);
}
