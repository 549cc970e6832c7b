//! Where the tables differ from the schemas on purpose. An entry that no longer applies fails the test.

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
        kind: Kind::LeftOut,
        names: &["BasePath", "Body", "BodyS3Location", "FailOnWarnings"],
        reason: "the import of an OpenAPI document makes HTTP APIs only",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::Api",
        kind: Kind::LeftOut,
        names: &["CredentialsArn", "RouteKey", "Target"],
        reason: "the quick create of one route makes HTTP APIs only",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::Api",
        kind: Kind::LeftOut,
        names: &["CorsConfiguration"],
        reason: "CORS belongs to HTTP APIs; a WebSocket handshake has no preflight",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::Api",
        kind: Kind::Required,
        names: &["Name", "ProtocolType", "RouteSelectionExpression"],
        reason: "the schema covers imported HTTP APIs, which bring all three; a WebSocket API without one is refused",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::Authorizer",
        kind: Kind::LeftOut,
        names: &[
            "AuthorizerPayloadFormatVersion",
            "AuthorizerResultTtlInSeconds",
            "EnableSimpleResponses",
            "JwtConfiguration",
        ],
        reason: "the service refuses them on authorizers of WebSocket APIs",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::Integration",
        kind: Kind::LeftOut,
        names: &["IntegrationSubtype", "ResponseParameters", "TlsConfig"],
        reason: "first-class service calls, response rewriting and private TLS belong to HTTP APIs",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::Route",
        kind: Kind::LeftOut,
        names: &["AuthorizationScopes"],
        reason: "scopes belong to JWT authorizers, which only HTTP APIs have",
    },
    // DynamoDB.
    Allowed {
        place: "AWS::DynamoDB::Table",
        kind: Kind::LeftOut,
        names: &["ImportSourceSpecification"],
        reason: "a one-time import at creation; afterwards the property only stands in the way",
    },
    Allowed {
        place: "AWS::DynamoDB::Table",
        kind: Kind::LeftOut,
        names: &["KinesisStreamSpecification"],
        reason: "no Kinesis table yet that it could point to",
    },
    Allowed {
        place: "AWS::DynamoDB::Table",
        kind: Kind::LeftOut,
        names: &["VectorIndexes"],
        reason: "similarity search has no use in a real-time API so far",
    },
    Allowed {
        place: "AWS::DynamoDB::Table",
        kind: Kind::Required,
        names: &["AttributeDefinitions"],
        reason: "the schema forgets it; the service refuses a key whose attributes have no type",
    },
    // Lambda.
    Allowed {
        place: "AWS::Lambda::EventSourceMapping",
        kind: Kind::LeftOut,
        names: &[
            "AmazonManagedKafkaEventSourceConfig",
            "LoggingConfig",
            "SelfManagedEventSource",
            "SelfManagedKafkaEventSourceConfig",
            "SourceAccessConfigurations",
            "Topics",
        ],
        reason: "for Kafka, which the house does not feed functions from",
    },
    Allowed {
        place: "AWS::Lambda::EventSourceMapping",
        kind: Kind::LeftOut,
        names: &["DocumentDBEventSourceConfig", "Queues"],
        reason: "for DocumentDB and Amazon MQ, which the house does not feed functions from",
    },
    Allowed {
        place: "AWS::Lambda::EventSourceMapping.ProvisionedPollerConfig",
        kind: Kind::LeftOut,
        names: &["PollerGroupName"],
        reason: "for Kafka, as above",
    },
    Allowed {
        place: "AWS::Lambda::EventSourceMapping",
        kind: Kind::Required,
        names: &["EventSourceArn"],
        reason: "only self-managed Kafka does without, and that is left out",
    },
    Allowed {
        place: "AWS::Lambda::Function",
        kind: Kind::LeftOut,
        names: &[
            "CapacityProviderConfig",
            "FunctionScalingConfig",
            "PublishToLatestPublished",
        ],
        reason: "for functions on managed instances, which are billed and scaled by other rules",
    },
    Allowed {
        place: "AWS::Lambda::Function",
        kind: Kind::LeftOut,
        names: &["DurableConfig"],
        reason: "durable functions outlive the 29 s of a route; nothing here runs them locally",
    },
    Allowed {
        place: "AWS::Lambda::Function",
        kind: Kind::LeftOut,
        names: &["FileSystemConfigs"],
        reason: "needs a network and a file system, for which there are no tables",
    },
    Allowed {
        place: "AWS::Lambda::Function",
        kind: Kind::LeftOut,
        names: &["RuntimeManagementConfig"],
        reason: "pins patches of managed runtimes; a Rust binary brings its own runtime",
    },
    Allowed {
        place: "AWS::Lambda::Function",
        kind: Kind::LeftOut,
        names: &["TenancyConfig"],
        reason: "one environment per tenant needs a tenant id in the invocation, which the gateway does not send",
    },
    Allowed {
        place: "AWS::Lambda::Function.Code",
        kind: Kind::LeftOut,
        names: &["S3ObjectStorageMode"],
        reason: "runs code out of the bucket without a copy; deleting the object would then stop the function",
    },
    Allowed {
        place: "AWS::Lambda::Function.Runtime",
        kind: Kind::WordLeftOut,
        names: &[
            "dotnet6",
            "dotnet8",
            "dotnetcore1.0",
            "dotnetcore2.0",
            "dotnetcore2.1",
            "dotnetcore3.1",
            "go1.x",
            "java8",
            "nodejs",
            "nodejs4.3",
            "nodejs4.3-edge",
            "nodejs6.10",
            "nodejs8.10",
            "nodejs10.x",
            "nodejs12.x",
            "nodejs14.x",
            "nodejs16.x",
            "nodejs18.x",
            "nodejs20.x",
            "provided",
            "provided.al2",
            "python2.7",
            "python3.6",
            "python3.7",
            "python3.8",
            "python3.9",
            "python3.10",
            "ruby2.5",
            "ruby2.7",
            "ruby3.2",
        ],
        reason: "deprecated before December 2026",
    },
    Allowed {
        place: "AWS::Lambda::Function.Runtime",
        kind: Kind::WordLeftOut,
        names: &["java8.al2", "java11", "java17", "python3.11", "ruby3.3"],
        reason: "deprecated in the course of 2027, and a newer one stands in the enum",
    },
    Allowed {
        place: "AWS::Lambda::Function.Runtime",
        kind: Kind::WordLeftOut,
        names: &[
            "java8.al2023",
            "java11.al2023",
            "java17.al2023",
            "nodejs26.x",
            "python3.15",
        ],
        reason: "in the schema, but cfn-lint's list of runtimes gives them no life span yet",
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
    // SQS.
    Allowed {
        place: "AWS::SQS::Queue",
        kind: Kind::Attribute,
        names: &["QueueName"],
        reason: "`Fn::GetAtt` yields the name, although the schema lists it only as a property",
    },
    Allowed {
        place: "AWS::SQS::Queue.RedriveAllowPolicy",
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
