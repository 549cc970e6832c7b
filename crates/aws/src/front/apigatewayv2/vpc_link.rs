//! Private ways of HTTP APIs.

use cfn::{Dict, List, Value, resource};

resource! {
    /// A private way into a network for HTTP APIs; `Ref` yields its id.
    ///
    /// Not for WebSocket APIs: their integrations need an [`apigateway::VpcLink`](crate::apigateway::VpcLink). New
    /// subnets or security groups replace it.
    VpcLink = "AWS::ApiGatewayV2::VpcLink" {
        required {
            /// A name of your own.
            name: Value<String> = "Name",
            /// Ids of the subnets.
            subnet_ids: List<String> = "SubnetIds",
        }
        optional {
            /// Ids of security groups.
            security_group_ids: List<String> = "SecurityGroupIds",
            /// Tags, at most 50.
            tags: Dict<String> = "Tags",
        }
        attributes { VPC_LINK_ID: String = "VpcLinkId" }
        replaces_on { "SecurityGroupIds", "SubnetIds" }
    }
}
