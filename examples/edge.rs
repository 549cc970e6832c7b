//! Edge: an API behind `CloudFront` and a web ACL.
//!
//! Shows the tables of `aws` beside constructs: a distribution, rules, and a secret that the distribution sends along. A
//! web ACL cannot stand before a WebSocket API itself, and its default address stays open, because the distribution comes
//! by it; so the authorizer lets nobody in without the secret. The rules see handshakes alone, never messages. A
//! web ACL of a distribution lives in us-east-1, and this stack with it.

use constructs::{
    Grant,
    aws::{
        cloudfront::{
            CustomOriginConfig, DefaultCacheBehavior, Distribution, DistributionConfig, HttpVersion, Origin,
            OriginCustomHeader, OriginProtocolPolicy, OriginSslProtocol, ViewerProtocolPolicy,
        },
        secretsmanager::{GenerateSecretString, Secret},
        wafv2::{
            AggregateKeyType, AllowAction, BlockAction, CountAction, DefaultAction, EvaluationWindow,
            ManagedRuleGroupStatement, OverrideAction, RateBasedStatement, Rule, RuleAction,
            RuleActionOverride, Scope, Statement, VisibilityConfig, WebAcl,
        },
    },
    cfn::{Handle, Tree, sub},
    prelude::*,
};

/// Where web ACLs of distributions live.
pub(crate) const REGION: &str = "us-east-1";

/// Carries the secret from the distribution to the authorizer.
const HEADER: &str = "x-from-edge";

/// `CloudFront`'s own policies: nothing is cached, and all but the host is passed on.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER_EXCEPT_HOST_HEADER: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/// An API that is reached through its distribution.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("edge");
    // Nobody misses it: with the next stack comes the next secret.
    let secret = GenerateSecretString::new()
        .password_length(48)
        .exclude_punctuation(true);
    let secret = Secret::new()
        .generate_secret_string(secret)
        .deletion_policy(RemovalPolicy::Delete)
        .update_replace_policy(RemovalPolicy::Delete);
    let secret = stack.add("Secret", secret);

    let api = stack.add("Api", WebSocketApi::new("edge", RouteSelection::body("type")));
    let gate = Function::rust("handlers", "gate")
        .env("SECRET_ARN", secret.arn())
        .allow(Grant::new(
            [action!("secretsmanager:GetSecretValue")],
            [secret.arn()],
        ));
    let gate = stack.add("Gate", gate);
    let authorizer = Authorizer::request(&api, &gate).require(IdentitySource::header(HEADER));
    let authorizer = stack.add("Authorizer", authorizer);
    let message = stack.add("Message", Function::rust("handlers", "message"));
    let live = api.stage("live");
    let routes = Routes::of(&live)
        .connect(ConnectRoute::to(&message).authorizer(&authorizer))
        .default(Route::to(&message).two_way());
    let routes = stack.add("Deployment", routes);
    stack.add("Stage", Stage::new(&routes));

    let rules = stack.add("Rules", rules());
    let distribution = stack.add("Distribution", distribution(live.host(), &secret, &rules));
    let url = sub!(
        "wss://{}/{}",
        distribution.get(Distribution::DOMAIN_NAME),
        live.name()
    );
    stack.output("Url", Output::new(url));
    stack
}

/// What known attackers send, and more than 100 handshakes a minute from one address.
fn rules() -> WebAcl {
    let seen = |name: &str| VisibilityConfig::new(true, name, true);
    // Many clients that are no browsers name no user agent.
    let nameless = RuleActionOverride::new(RuleAction::new().count(CountAction::new()), "NoUserAgent_HEADER");
    let common = ManagedRuleGroupStatement::new("AWSManagedRulesCommonRuleSet", "AWS")
        .rule_action_overrides([nameless]);
    let common = Rule::new(
        "common",
        0,
        Statement::new().managed_rule_group_statement(common),
        seen("common"),
    )
    .override_action(OverrideAction::new().none(Tree::map()));
    let flood =
        RateBasedStatement::new(AggregateKeyType::Ip, 100).evaluation_window_sec(EvaluationWindow::Seconds60);
    let flood = Rule::new(
        "flood",
        1,
        Statement::new().rate_based_statement(flood),
        seen("flood"),
    )
    .action(RuleAction::new().block(BlockAction::new()));
    let pass = DefaultAction::new().allow(AllowAction::new());
    WebAcl::new(pass, Scope::CloudFront, seen("edge")).rules([common, flood])
}

/// Clients connect as they would to the API itself, with the stage in the path.
fn distribution(host: Value<String>, secret: &Handle<Secret>, rules: &Handle<WebAcl>) -> Distribution {
    let value = sub!("{{resolve:secretsmanager:{}}}", secret);
    let tls = CustomOriginConfig::new(OriginProtocolPolicy::HttpsOnly)
        .origin_ssl_protocols([OriginSslProtocol::TlsV1_2]);
    let origin = Origin::new(host, "api")
        .custom_origin_config(tls)
        .origin_custom_headers([OriginCustomHeader::new(HEADER, value)]);
    let behavior = DefaultCacheBehavior::new("api", ViewerProtocolPolicy::HttpsOnly)
        .cache_policy_id(CACHING_DISABLED)
        .origin_request_policy_id(ALL_VIEWER_EXCEPT_HOST_HEADER);
    let config = DistributionConfig::new(behavior, true)
        .origins([origin])
        .http_version(HttpVersion::Http1_1)
        .web_acl_id(rules.arn());
    Distribution::new(config)
}

#[cfg(test)]
mod tests {
    use testing::{Synthesized, items};

    #[test]
    fn nobody_comes_past_the_distribution() {
        let template = Synthesized::of(super::stack());
        let authorizer = template.resource("Authorizer");
        authorizer.assert("IdentitySource", items(["route.request.header.x-from-edge"]));
        let gate = template.role_of("Gate");
        gate.assert_allowed("secretsmanager:GetSecretValue", "Secret");
        gate.assert_denied("secretsmanager:PutSecretValue", "Secret");
        template
            .role_of("Message")
            .assert_denied("secretsmanager:GetSecretValue", "Secret");
    }
}
