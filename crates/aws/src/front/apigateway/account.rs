//! The settings of the whole account.

use cfn::{Arn, Value, resource};

use crate::iam::Role;

resource! {
    /// The API Gateway settings of the whole account in one region: there is one, whoever declares it.
    ///
    /// Execution and access logs of any stage need the role, or the stage fails with a 400. Make stages depend on the
    /// account, and retain it: deleting it clears the role for every API of the region.
    Account = "AWS::ApiGateway::Account" {
        required {}
        optional {
            /// The role that writes logs: trusts `apigateway.amazonaws.com`, carries `AmazonAPIGatewayPushToCloudWatchLogs`.
            cloud_watch_role_arn: Value<Arn<Role>> = "CloudWatchRoleArn",
        }
        attributes { ID: String = "Id" }
        replaces_on {}
    }
}
