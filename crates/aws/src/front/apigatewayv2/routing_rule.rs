//! Routing rules: the way from a domain to an API by header or path.

use cfn::{Arn, List, Value, property, resource};

use super::DomainName;

property! {
    /// One of these first parts of the path.
    MatchBasePaths {
        required {
            /// The parts; a condition takes one.
            any_of: List<String> = "AnyOf",
        }
        optional {}
    }
}

property! {
    /// A header, and what its value must look like.
    MatchHeaderValue {
        required {
            /// The name of the header, in any case; at most 40 characters.
            header: Value<String> = "Header",
            /// The value, at most 128 characters; `*` at its ends stands for any text.
            value_glob: Value<String> = "ValueGlob",
        }
        optional {}
    }
}

property! {
    /// One of these headers.
    MatchHeaders {
        required {
            /// The headers; a condition takes one.
            any_of: List<MatchHeaderValue> = "AnyOf",
        }
        optional {}
    }
}

property! {
    /// What a request must be like: a path or a header.
    RoutingRuleCondition {
        required {}
        optional {
            /// The first part of its path.
            match_base_paths: Value<MatchBasePaths> = "MatchBasePaths",
            /// One of its headers.
            match_headers: Value<MatchHeaders> = "MatchHeaders",
        }
    }
}

property! {
    /// The stage that serves the request.
    ActionInvokeApi {
        required {
            /// The id of the API.
            api_id: Value<String> = "ApiId",
            /// The stage's name.
            stage: Value<String> = "Stage",
        }
        optional {
            /// Takes the matched part out of the path (default false).
            strip_base_path: Value<bool> = "StripBasePath",
        }
    }
}

property! {
    /// What happens to a request that matches.
    RoutingRuleAction {
        required {
            /// The stage that serves it.
            invoke_api: Value<ActionInvokeApi> = "InvokeApi",
        }
        optional {}
    }
}

resource! {
    /// The way from a domain to a stage by header or path; `Ref` yields its ARN.
    ///
    /// The domain's routing mode must ask for rules, which REST APIs alone support so far. A new domain replaces it.
    RoutingRule = "AWS::ApiGatewayV2::RoutingRule" {
        required {
            /// The domain.
            domain_name_arn: Value<Arn<DomainName>> = "DomainNameArn",
            /// The order of evaluation, 1 (first) to 1,000,000, unique in the domain.
            priority: Value<i64> = "Priority",
            /// What a request must be like: all of these, at most two headers and one path; an empty list matches all.
            conditions: List<RoutingRuleCondition> = "Conditions",
            /// What happens then: one action.
            actions: List<RoutingRuleAction> = "Actions",
        }
        optional {}
        attributes {
            ARN: Arn<RoutingRule> = "RoutingRuleArn",
            ID: String = "RoutingRuleId",
        }
        arn = Ref
        replaces_on { "DomainNameArn" }
    }
}
