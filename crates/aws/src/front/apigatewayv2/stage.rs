//! Deployments and stages: what clients see, and under which limits.

use cfn::{Dict, Id, Value, property, resource, string_enum};

use super::Api;
use crate::apigateway::ClientCertificate;

string_enum! {
    /// How much a stage writes to its execution log.
    LoggingLevel {
        /// Nothing.
        Off = "OFF",
        /// Failures.
        Error = "ERROR",
        /// Failures and each step on the way.
        Info = "INFO",
    }
}

property! {
    /// Where and how a stage logs one line per event.
    AccessLogSettings {
        required {}
        optional {
            /// The log group's ARN without the `:*` that its `Arn` attribute ends in.
            destination_arn: Value<String> = "DestinationArn",
            /// One line, at most 3 KB, with `$context.requestId` in it; unknown names print `-`.
            format: Value<String> = "Format",
        }
    }
}

property! {
    /// Limits and logs of one route, or of all routes of a stage.
    ///
    /// An explicit 0 as burst or rate refuses everything with 429, `$connect` included; leave a limit out instead.
    RouteSettings {
        required {}
        optional {
            /// Logs whole messages, secrets included (default false); for debugging alone.
            data_trace_enabled: Value<bool> = "DataTraceEnabled",
            /// Metrics per route, at a price (default false); true for the stage wins over a route's false.
            detailed_metrics_enabled: Value<bool> = "DetailedMetricsEnabled",
            /// How much goes to the execution log (default `OFF`); other levels need the account's logging role.
            logging_level: Value<LoggingLevel> = "LoggingLevel",
            /// Requests at once, the size of the token bucket (default: the account's, 5,000); 0 refuses everything.
            throttling_burst_limit: Value<i64> = "ThrottlingBurstLimit",
            /// Requests per second (default: the account's, 10,000); 0 refuses everything.
            throttling_rate_limit: Value<f64> = "ThrottlingRateLimit",
        }
    }
}

resource! {
    /// An immutable copy of routes, integrations, responses, authorizers and models; `Ref` yields its id.
    ///
    /// CloudFormation makes no new one when a route changes: give it a new logical id then, and let it depend on all that
    /// it copies (an API without routes cannot be deployed). A new API replaces it.
    Deployment = "AWS::ApiGatewayV2::Deployment" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
        }
        optional {
            /// What changed, at most 1,024 characters.
            description: Value<String> = "Description",
            /// A stage that exists already and is to point here; not for a stage of the same template.
            stage_name: Value<String> = "StageName",
        }
        attributes { DEPLOYMENT_ID: String = "DeploymentId" }
        replaces_on { "ApiId" }
    }
}

resource! {
    /// A named endpoint over one deployment; `Ref` yields its name.
    ///
    /// At most 10 per API. A new name or API replaces it, and with it the URL that clients use. Settings for a route's key must come
    /// after the route in the order of creation, or the service does not find it.
    Stage = "AWS::ApiGatewayV2::Stage" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// Letters, digits, `-` and `_`, at most 128; `$default` does not work for WebSocket APIs.
            stage_name: Value<String> = "StageName",
        }
        optional {
            /// Where one line per event goes; needs the account's logging role.
            access_log_settings: Value<AccessLogSettings> = "AccessLogSettings",
            /// Deploys every change by itself (default false); excludes a deployment id.
            auto_deploy: Value<bool> = "AutoDeploy",
            /// The client certificate that the gateway shows to HTTP backends.
            client_certificate_id: Value<Id<ClientCertificate>> = "ClientCertificateId",
            /// Limits and logs of every route that has no settings of its own.
            default_route_settings: Value<RouteSettings> = "DefaultRouteSettings",
            /// The deployment that clients see; excludes automatic deployment.
            deployment_id: Value<Id<Deployment>> = "DeploymentId",
            /// What the stage is for, at most 1,024 characters.
            description: Value<String> = "Description",
            /// Limits and logs by route key, instead of the default ones.
            route_settings: Dict<RouteSettings> = "RouteSettings",
            /// At most 100 values of up to 512 characters from `A-Za-z0-9-._~:/?#&=,`; names of up to 64.
            stage_variables: Dict<String> = "StageVariables",
            /// Tags, at most 50.
            tags: Dict<String> = "Tags",
        }
        attributes {}
        replaces_on { "ApiId", "StageName" }
    }
}
