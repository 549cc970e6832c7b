//! Changes to what the service made by itself, and products of a developer portal: neither is part of a WebSocket API.

use cfn::{Arn, Dict, Id, List, Value, property, resource};

use super::{AccessLogSettings, Api};
use crate::Tag;

property! {
    /// Changes to the integration that a quick create made.
    IntegrationOverrides {
        required {}
        optional {
            /// What the integration is for.
            description: Value<String> = "Description",
            /// The HTTP method of the backend's request.
            integration_method: Value<String> = "IntegrationMethod",
            /// The format of the event, `1.0` or `2.0`.
            payload_format_version: Value<String> = "PayloadFormatVersion",
            /// Milliseconds to wait, 50 to 30,000 (default 30,000).
            timeout_in_millis: Value<i64> = "TimeoutInMillis",
        }
    }
}

property! {
    /// Changes to the route that a quick create made.
    RouteOverrides {
        required {}
        optional {
            /// Scopes, one of which a token must carry.
            authorization_scopes: List<String> = "AuthorizationScopes",
            /// Who may pass: `NONE`, `AWS_IAM`, `CUSTOM` or `JWT`.
            authorization_type: Value<String> = "AuthorizationType",
            /// The id of the authorizer.
            authorizer_id: Value<String> = "AuthorizerId",
            /// A name of your own.
            operation_name: Value<String> = "OperationName",
            /// `integrations/{id}`.
            target: Value<String> = "Target",
        }
    }
}

property! {
    /// Limits and metrics of one route, or of all routes, of an HTTP API.
    RouteSettingsOverrides {
        required {}
        optional {
            /// Metrics per route, at a price (default false).
            detailed_metrics_enabled: Value<bool> = "DetailedMetricsEnabled",
            /// Requests at once.
            throttling_burst_limit: Value<i64> = "ThrottlingBurstLimit",
            /// Requests per second.
            throttling_rate_limit: Value<f64> = "ThrottlingRateLimit",
        }
    }
}

property! {
    /// Changes to the `$default` stage that a quick create made.
    StageOverrides {
        required {}
        optional {
            /// Where one line per request goes.
            access_log_settings: Value<AccessLogSettings> = "AccessLogSettings",
            /// Deploys every change by itself (default true here).
            auto_deploy: Value<bool> = "AutoDeploy",
            /// Limits of every route that has no settings of its own.
            default_route_settings: Value<RouteSettingsOverrides> = "DefaultRouteSettings",
            /// What the stage is for.
            description: Value<String> = "Description",
            /// Limits by route key.
            route_settings: Dict<RouteSettingsOverrides> = "RouteSettings",
            /// Variables by name.
            stage_variables: Dict<String> = "StageVariables",
        }
    }
}

resource! {
    /// Changes to what the quick create of an HTTP API made by itself; `Ref` yields the API's id.
    ///
    /// No WebSocket API has such parts. A new API replaces it; without it the parts are as they were made.
    ApiGatewayManagedOverrides = "AWS::ApiGatewayV2::ApiGatewayManagedOverrides" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
        }
        optional {
            /// Changes to its integration.
            integration: Value<IntegrationOverrides> = "Integration",
            /// Changes to its route.
            route: Value<RouteOverrides> = "Route",
            /// Changes to its stage.
            stage: Value<StageOverrides> = "Stage",
        }
        attributes { ID: String = "Id" }
        replaces_on { "ApiId" }
    }
}

resource! {
    /// A product that a developer portal shows; `Ref` yields its ARN.
    ///
    /// Its pages document REST APIs.
    PortalProduct = "AWS::ApiGatewayV2::PortalProduct" {
        required {
            /// The name that readers see, 1 to 255 characters.
            display_name: Value<String> = "DisplayName",
        }
        optional {
            /// What the product is, at most 1,024 characters.
            description: Value<String> = "Description",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes {
            ARN: Arn<PortalProduct> = "PortalProductArn",
            ID: String = "PortalProductId",
            /// The time of the last change.
            LAST_MODIFIED: String = "LastModified",
        }
        arn = Ref
        replaces_on {}
    }
}
