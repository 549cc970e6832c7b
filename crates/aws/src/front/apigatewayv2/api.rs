//! The API itself.

use cfn::{Dict, Value, resource, string_enum};

string_enum! {
    /// What clients speak. Only WebSocket APIs have tables here.
    ProtocolType {
        /// Connections that stay open, messages both ways.
        WebSocket = "WEBSOCKET",
    }
    left_out {
        // For HTTP APIs.
        "HTTP",
    }
}

string_enum! {
    /// The addresses that the default endpoint answers on.
    IpAddressType {
        /// IPv4 only; what an API has unless told otherwise.
        Ipv4 = "ipv4",
        /// IPv4 and IPv6.
        DualStack = "dualstack",
    }
}

resource! {
    /// A WebSocket API; `Ref` yields its id.
    ///
    /// A new protocol replaces the API, and with it the id that clients' URLs carry.
    Api = "AWS::ApiGatewayV2::Api" {
        required {
            /// The name that the console shows, 1 to 128 characters; not unique.
            name: Value<String> = "Name",
            /// What clients speak.
            protocol_type: Value<ProtocolType> = "ProtocolType",
            /// Which part of a message names the route, such as `$request.body.type`; nothing but the body is available.
            route_selection_expression: Value<String> = "RouteSelectionExpression",
        }
        optional {
            /// Where the API key is read: `$request.header.x-api-key` (default) or `$context.authorizer.usageIdentifierKey`.
            api_key_selection_expression: Value<String> = "ApiKeySelectionExpression",
            /// What the API is for, at most 1,024 characters.
            description: Value<String> = "Description",
            /// Closes `execute-api` addresses with 403, so that only a custom domain serves (default false).
            disable_execute_api_endpoint: Value<bool> = "DisableExecuteApiEndpoint",
            /// Skips the check of models when a deployment is made (default false).
            disable_schema_validation: Value<bool> = "DisableSchemaValidation",
            /// The addresses that the endpoint answers on (default `ipv4`).
            ip_address_type: Value<IpAddressType> = "IpAddressType",
            /// Tags, at most 50.
            tags: Dict<String> = "Tags",
            /// A version of your own, 1 to 64 characters; the service only shows it.
            version: Value<String> = "Version",
        }
        attributes {
            /// `wss://{id}.execute-api.{region}.amazonaws.com`: a client needs the stage's name behind it.
            API_ENDPOINT: String = "ApiEndpoint",
            API_ID: String = "ApiId",
            /// `arn:{partition}:execute-api:{region}:{account}:{id}`, the prefix of what IAM policies name.
            EXECUTE_API_ARN: String = "ExecuteApiArn",
        }
        replaces_on { "ProtocolType" }
        left_out {
            // The import of an OpenAPI document makes HTTP APIs only.
            "BasePath", "Body", "BodyS3Location", "FailOnWarnings",
            // The quick create of one route makes HTTP APIs only.
            "CredentialsArn", "RouteKey", "Target",
            // CORS belongs to HTTP APIs; a WebSocket handshake has no preflight.
            "CorsConfiguration",
        }
    }
}
