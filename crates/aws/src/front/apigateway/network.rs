//! What stands between the gateway and a backend: private links, and a certificate that the gateway shows.

use cfn::{List, Value, resource};

use crate::Tag;

resource! {
    /// A private way to a network load balancer; `Ref` yields its id.
    ///
    /// Integrations of WebSocket APIs use this kind, not the one of `AWS::ApiGatewayV2`. A new target replaces it, which
    /// takes minutes. At most 20 per account and region.
    VpcLink = "AWS::ApiGateway::VpcLink" {
        required {
            /// A name of your own.
            name: Value<String> = "Name",
            /// The ARN of one network load balancer in the same account.
            target_arns: List<String> = "TargetArns",
        }
        optional {
            /// What the link is for.
            description: Value<String> = "Description",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes { VPC_LINK_ID: String = "VpcLinkId" }
        replaces_on { "TargetArns" }
    }
}

resource! {
    /// A certificate that the gateway shows to HTTP backends, so that they know who calls; `Ref` yields its id.
    ///
    /// It is valid for a year, and nothing renews it: make a new one in time. At most 60 per account and region.
    ClientCertificate = "AWS::ApiGateway::ClientCertificate" {
        required {}
        optional {
            /// What the certificate is for.
            description: Value<String> = "Description",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes { CLIENT_CERTIFICATE_ID: String = "ClientCertificateId" }
        replaces_on {}
    }
}
