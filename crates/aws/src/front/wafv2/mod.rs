//! `AWS::WAFv2`: rules over requests.

mod action;
mod statement;
mod web_acl;

pub use action::{
    AllowAction, BlockAction, CaptchaAction, ChallengeAction, CountAction, CustomHttpHeader,
    CustomRequestHandling, CustomResponse, CustomResponseBody, DefaultAction, OverrideAction,
    ResponseContentType, RuleAction, RuleActionOverride,
};
pub use statement::{
    AggregateKeyType, AndStatement, ByteMatchStatement, EvaluationWindow, FallbackBehavior,
    ForwardedIpConfiguration, ForwardedIpPosition, GeoMatchStatement, IpSetForwardedIpConfiguration,
    IpSetReferenceStatement, LabelMatchScope, LabelMatchStatement, ManagedRuleGroupStatement, NotStatement,
    OrStatement, PositionalConstraint, RateBasedStatement, Statement, TextTransformation,
    TextTransformationType,
};
pub use web_acl::{
    CaptchaConfig, ChallengeConfig, ImmunityTimeProperty, Label, Rule, Scope, VisibilityConfig, WebAcl,
    WebAclAssociation,
};
