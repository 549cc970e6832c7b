//! Routes, and the responses that make them two-way.

use cfn::{Dict, Id, Value, property, resource, string_enum};

use super::{Api, Authorizer};

string_enum! {
    /// Who may pass a route. WebSocket APIs ask on `$connect` only; any other route takes `NONE`.
    AuthorizationType {
        /// Everybody.
        None = "NONE",
        /// Callers whose signed request IAM allows; anything else gets 403.
        AwsIam = "AWS_IAM",
        /// Whom a Lambda authorizer lets in.
        Custom = "CUSTOM",
    }
    left_out {
        // For HTTP APIs.
        "JWT",
    }
}

property! {
    /// Whether a request parameter must be present.
    ParameterConstraints {
        required {
            /// Refuses requests without the parameter.
            required: Value<bool> = "Required",
        }
        optional {}
    }
}

resource! {
    /// A route: messages whose key matches go to its integration; `Ref` yields its id.
    ///
    /// At most 300 per API (a quota that can be raised). A new API replaces the route. Nothing changes for clients until
    /// a new deployment takes the route along.
    Route = "AWS::ApiGatewayV2::Route" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// What the selection expression must yield, case-sensitive; keys that begin with `$` are the three predefined ones.
            route_key: Value<String> = "RouteKey",
        }
        optional {
            /// Refuses connections without an API key with 403 (default false); for `$connect`.
            api_key_required: Value<bool> = "ApiKeyRequired",
            /// Who may pass (default `NONE`); anything else belongs to `$connect`.
            authorization_type: Value<AuthorizationType> = "AuthorizationType",
            /// The authorizer, where the authorization type is `CUSTOM`.
            authorizer_id: Value<Id<Authorizer>> = "AuthorizerId",
            /// Which part of a message names a key of the request models; what matches none falls back to the key `$default`.
            model_selection_expression: Value<String> = "ModelSelectionExpression",
            /// A name of your own, 1 to 64 characters; the service only shows it.
            operation_name: Value<String> = "OperationName",
            /// Model names by what the model selection expression yields.
            request_models: Dict<String> = "RequestModels",
            /// Parameters such as `route.request.querystring.room`, and whether each must be present; for `$connect`.
            request_parameters: Dict<ParameterConstraints> = "RequestParameters",
            /// `$default` makes the route two-way, together with a [`RouteResponse`]; without both the answer is dropped.
            route_response_selection_expression: Value<String> = "RouteResponseSelectionExpression",
            /// `integrations/{id}`; a route without it accepts messages and has nothing to run.
            target: Value<String> = "Target",
        }
        attributes { ROUTE_ID: String = "RouteId" }
        replaces_on { "ApiId" }
        left_out {
            // Scopes belong to JWT authorizers, which only HTTP APIs have.
            "AuthorizationScopes",
        }
    }
}

resource! {
    /// The answer of a two-way route; `Ref` yields its id.
    ///
    /// It takes effect only on a route that sets its response selection expression. A new API or route replaces it.
    RouteResponse = "AWS::ApiGatewayV2::RouteResponse" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// The route that answers.
            route_id: Value<Id<Route>> = "RouteId",
            /// `$default`: the service knows no other key.
            route_response_key: Value<String> = "RouteResponseKey",
        }
        optional {
            /// Which part of the answer names a key of the response models.
            model_selection_expression: Value<String> = "ModelSelectionExpression",
            /// Model names by what the model selection expression yields.
            response_models: Dict<String> = "ResponseModels",
            /// Parameters of the answer, and whether each must be present.
            response_parameters: Dict<ParameterConstraints> = "ResponseParameters",
        }
        attributes { ROUTE_RESPONSE_ID: String = "RouteResponseId" }
        replaces_on { "ApiId", "RouteId" }
    }
}
