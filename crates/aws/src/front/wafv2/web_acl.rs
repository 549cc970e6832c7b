//! Web ACLs, and what they guard.

use cfn::{Arn, Dict, List, Tree, Value, property, resource, string_enum};

use super::{CustomResponseBody, DefaultAction, OverrideAction, RuleAction, Statement};
use crate::Tag;

string_enum! {
    /// What a web ACL guards.
    Scope {
        /// Distributions; the stack must be in us-east-1.
        CloudFront = "CLOUDFRONT",
        /// Resources of its region: REST APIs, load balancers, user pools; not WebSocket APIs.
        Regional = "REGIONAL",
    }
}

property! {
    /// How long a proof holds.
    ImmunityTimeProperty {
        required {
            /// Seconds, 60 to 259,200 (default 300).
            immunity_time: Value<i64> = "ImmunityTime",
        }
        optional {}
    }
}

property! {
    /// How long a solved puzzle holds.
    CaptchaConfig {
        required {}
        optional {
            /// How long.
            immunity_time_property: Value<ImmunityTimeProperty> = "ImmunityTimeProperty",
        }
    }
}

property! {
    /// How long a browser's proof holds.
    ChallengeConfig {
        required {}
        optional {
            /// How long.
            immunity_time_property: Value<ImmunityTimeProperty> = "ImmunityTimeProperty",
        }
    }
}

property! {
    /// What is seen of a rule or web ACL.
    VisibilityConfig {
        required {
            /// Writes metrics.
            cloud_watch_metrics_enabled: Value<bool> = "CloudWatchMetricsEnabled",
            /// The metric's name, at most 128 characters; not `All` and not `Default_Action`.
            metric_name: Value<String> = "MetricName",
            /// Keeps samples of requests for three hours.
            sampled_requests_enabled: Value<bool> = "SampledRequestsEnabled",
        }
        optional {}
    }
}

property! {
    /// A label for requests that a rule fits.
    Label {
        required {
            /// The label, with `:` between namespaces.
            name: Value<String> = "Name",
        }
        optional {}
    }
}

property! {
    /// A rule. It needs an action, or for a group what becomes of the group's actions; not both.
    Rule {
        required {
            /// The name, at most 128 characters, unique in the web ACL.
            name: Value<String> = "Name",
            /// The order, the smallest first; no two alike.
            priority: Value<i64> = "Priority",
            /// Which requests.
            statement: Value<Statement> = "Statement",
            /// What is seen of it.
            visibility_config: Value<VisibilityConfig> = "VisibilityConfig",
        }
        optional {
            /// What happens to them.
            action: Value<RuleAction> = "Action",
            /// How long a solved puzzle holds.
            captcha_config: Value<CaptchaConfig> = "CaptchaConfig",
            /// How long a browser's proof holds.
            challenge_config: Value<ChallengeConfig> = "ChallengeConfig",
            /// What becomes of the group's actions.
            override_action: Value<OverrideAction> = "OverrideAction",
            /// Labels that later rules see.
            rule_labels: List<Label> = "RuleLabels",
        }
    }
}

resource! {
    /// Rules over requests; `Ref` yields `{name}|{id}|{scope}`.
    ///
    /// A new name or scope replaces it. A WebSocket API cannot have one: put a distribution in front and name it there.
    /// It judges the handshake; messages pass unseen.
    WebAcl = "AWS::WAFv2::WebACL" {
        required {
            /// What happens to requests that no rule stopped.
            default_action: Value<DefaultAction> = "DefaultAction",
            /// What it guards.
            scope: Value<Scope> = "Scope",
            /// What is seen of it.
            visibility_config: Value<VisibilityConfig> = "VisibilityConfig",
        }
        optional {
            /// What the console should know of the application.
            application_config: Value<Tree> = "ApplicationConfig",
            /// How much of bodies is looked at, at a price.
            association_config: Value<Tree> = "AssociationConfig",
            /// How long a solved puzzle holds (default 300 s).
            captcha_config: Value<CaptchaConfig> = "CaptchaConfig",
            /// How long a browser's proof holds (default 300 s).
            challenge_config: Value<ChallengeConfig> = "ChallengeConfig",
            /// Bodies for answers, by the key that actions name.
            custom_response_bodies: Dict<CustomResponseBody> = "CustomResponseBodies",
            /// Parts of requests that logs hide.
            data_protection_config: Value<Tree> = "DataProtectionConfig",
            /// What it is for, at most 256 characters.
            description: Value<String> = "Description",
            /// Prices for automatic clients.
            monetization_config: Value<Tree> = "MonetizationConfig",
            /// A name of your own, at most 128 letters, digits, `_` and `-`; a named one cannot be replaced while it stands.
            name: Value<String> = "Name",
            /// When load balancers refuse addresses of bad repute.
            on_source_ddos_protection_config: Value<Tree> = "OnSourceDDoSProtectionConfig",
            /// The rules; together they cost 1,500 units of capacity, more at a price.
            rules: List<Rule> = "Rules",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Domains whose proofs hold here too.
            token_domains: List<String> = "TokenDomains",
        }
        attributes {
            ARN: Arn<WebAcl> = "Arn",
            CAPACITY: i64 = "Capacity",
            ID: String = "Id",
            LABEL_NAMESPACE: String = "LabelNamespace",
        }
        arn = "Arn"
        replaces_on { "Name", "Scope" }
    }
}

resource! {
    /// Puts a resource of the region behind a web ACL; `Ref` yields both ARNs with `|` between.
    ///
    /// Every change replaces it. Not for distributions, which name theirs themselves, and not for WebSocket APIs, whose
    /// stages the service refuses.
    WebAclAssociation = "AWS::WAFv2::WebACLAssociation" {
        required {
            /// The ARN of a REST API's stage, a load balancer, a user pool or another of the service's list.
            resource_arn: Value<String> = "ResourceArn",
            /// The web ACL, of the scope `REGIONAL`.
            web_acl_arn: Value<Arn<WebAcl>> = "WebACLArn",
        }
        optional {}
        attributes {}
        replaces_on { "ResourceArn", "WebACLArn" }
    }
}
