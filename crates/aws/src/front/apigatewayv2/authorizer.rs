//! Authorizers: functions that let a connection in.

use cfn::{Arn, Id, List, Value, resource, string_enum};

use super::Api;
use crate::iam::Role;

string_enum! {
    /// How an authorizer is asked. WebSocket APIs know no tokens of their own, so there is one way.
    AuthorizerType {
        /// A Lambda function sees headers, query and stage variables of the connect request.
        Request = "REQUEST",
    }
    left_out {
        // For HTTP APIs.
        "JWT",
    }
}

resource! {
    /// A Lambda function that lets connections in; `Ref` yields its id.
    ///
    /// It runs for `$connect` alone and its answer, at most 8 KB, is never cached. At most 10 per API. A new API replaces
    /// it; one that a route still names cannot be deleted.
    Authorizer = "AWS::ApiGatewayV2::Authorizer" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// How it is asked.
            authorizer_type: Value<AuthorizerType> = "AuthorizerType",
            /// Its name, unique in the API.
            name: Value<String> = "Name",
        }
        optional {
            /// The role that the gateway takes to call the function; a permission on the function does without.
            authorizer_credentials_arn: Value<Arn<Role>> = "AuthorizerCredentialsArn",
            /// The invocation URI, not the ARN: `arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`.
            authorizer_uri: Value<String> = "AuthorizerUri",
            /// What must be there before the function is asked, such as `route.request.querystring.token`; if one is missing: 401.
            identity_source: List<String> = "IdentitySource",
            /// Has no effect on REQUEST authorizers.
            identity_validation_expression: Value<String> = "IdentityValidationExpression",
        }
        attributes { AUTHORIZER_ID: String = "AuthorizerId" }
        replaces_on { "ApiId" }
        left_out {
            // The service refuses them on authorizers of WebSocket APIs.
            "AuthorizerPayloadFormatVersion", "AuthorizerResultTtlInSeconds", "EnableSimpleResponses",
            "JwtConfiguration",
        }
    }
}
