//! Integrations: what a route runs, and how answers come back.

use cfn::{Arn, Dict, Id, Value, resource, string_enum};

use super::Api;
use crate::iam::Role;

string_enum! {
    /// What a route runs.
    IntegrationType {
        /// A service of AWS, or a Lambda function behind mapping templates.
        Aws = "AWS",
        /// A Lambda function that takes the event as it is.
        AwsProxy = "AWS_PROXY",
        /// An HTTP endpoint behind mapping templates.
        Http = "HTTP",
        /// An HTTP endpoint that takes the message as it is.
        HttpProxy = "HTTP_PROXY",
        /// Nothing: the gateway answers by itself.
        Mock = "MOCK",
    }
}

string_enum! {
    /// The network between the gateway and the integration.
    ConnectionType {
        /// The public internet, or the service's own network.
        Internet = "INTERNET",
        /// A private network, through a VPC link.
        VpcLink = "VPC_LINK",
    }
}

string_enum! {
    /// Conversion between binary data and the base64 text that WebSocket clients send and receive.
    ContentHandlingStrategy {
        /// Base64 text becomes bytes.
        ConvertToBinary = "CONVERT_TO_BINARY",
        /// Bytes become base64 text.
        ConvertToText = "CONVERT_TO_TEXT",
    }
}

string_enum! {
    /// What happens to a message for which no request template is selected.
    PassthroughBehavior {
        /// It goes on unchanged.
        WhenNoMatch = "WHEN_NO_MATCH",
        /// It is refused.
        Never = "NEVER",
        /// It goes on unchanged only where there is no template at all.
        WhenNoTemplates = "WHEN_NO_TEMPLATES",
    }
}

resource! {
    /// What a route runs; `Ref` yields its id.
    ///
    /// At most 300 per API (a quota that can be raised). A new API replaces the integration.
    Integration = "AWS::ApiGatewayV2::Integration" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// What runs.
            integration_type: Value<IntegrationType> = "IntegrationType",
        }
        optional {
            /// The id of an [`apigateway::VpcLink`](crate::apigateway::VpcLink), where the connection type is `VPC_LINK`.
            connection_id: Value<String> = "ConnectionId",
            /// The network to the endpoint (default `INTERNET`).
            connection_type: Value<ConnectionType> = "ConnectionType",
            /// Conversion of the message on its way in; without it the message passes as text.
            content_handling_strategy: Value<ContentHandlingStrategy> = "ContentHandlingStrategy",
            /// The role that the gateway takes to call a service; for Lambda a permission on the function does without.
            credentials_arn: Value<Arn<Role>> = "CredentialsArn",
            /// What the integration is for, at most 1,024 characters.
            description: Value<String> = "Description",
            /// The HTTP method; always `POST` for Lambda, whatever the client sent.
            integration_method: Value<String> = "IntegrationMethod",
            /// The invocation URI, not the ARN: `arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`.
            integration_uri: Value<String> = "IntegrationUri",
            /// What happens without a matching request template (default `WHEN_NO_MATCH`); not for proxies.
            passthrough_behavior: Value<PassthroughBehavior> = "PassthroughBehavior",
            /// `1.0`, the only format that WebSocket APIs know.
            payload_format_version: Value<String> = "PayloadFormatVersion",
            /// Parameters of the backend's request, such as `integration.request.header.x`, and where each comes from.
            request_parameters: Dict<String> = "RequestParameters",
            /// Mapping templates by what the template selection expression yields.
            request_templates: Dict<String> = "RequestTemplates",
            /// Which part of a message names the request template.
            template_selection_expression: Value<String> = "TemplateSelectionExpression",
            /// Milliseconds to wait, 50 to 29,000 (default 29,000); a quota that cannot be raised for WebSocket APIs.
            timeout_in_millis: Value<i64> = "TimeoutInMillis",
        }
        attributes { INTEGRATION_ID: String = "IntegrationId" }
        replaces_on { "ApiId" }
        left_out {
            // First-class service calls, response rewriting and private TLS belong to HTTP APIs.
            "IntegrationSubtype", "ResponseParameters", "TlsConfig",
        }
    }
}

resource! {
    /// How the answer of an integration that is no proxy becomes a message; `Ref` yields its id.
    ///
    /// A new API or integration replaces it.
    IntegrationResponse = "AWS::ApiGatewayV2::IntegrationResponse" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// The integration that answers.
            integration_id: Value<Id<Integration>> = "IntegrationId",
            /// `$default`, or a pattern over the backend's status such as `/4\d\d/`.
            integration_response_key: Value<String> = "IntegrationResponseKey",
        }
        optional {
            /// Conversion of the answer on its way out.
            content_handling_strategy: Value<ContentHandlingStrategy> = "ContentHandlingStrategy",
            /// Parameters of the answer, and where each comes from.
            response_parameters: Dict<String> = "ResponseParameters",
            /// Mapping templates by what the template selection expression yields.
            response_templates: Dict<String> = "ResponseTemplates",
            /// Which part of the answer names the response template.
            template_selection_expression: Value<String> = "TemplateSelectionExpression",
        }
        attributes { INTEGRATION_RESPONSE_ID: String = "IntegrationResponseId" }
        replaces_on { "ApiId", "IntegrationId" }
    }
}
