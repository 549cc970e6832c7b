//! `AWS::WAFv2`: rules over requests.
//!
//! No rule stands before a WebSocket API itself: a distribution in front of it names the web ACL.
//!
//! ```
//! use aws::wafv2::{
//!     AggregateKeyType, AllowAction, BlockAction, DefaultAction, EvaluationWindow, RateBasedStatement, Rule,
//!     RuleAction, Scope, Statement, VisibilityConfig, WebAcl,
//! };
//! use cfn::Stack;
//!
//! // At most 100 handshakes from one address in a minute.
//! let flood = RateBasedStatement::new(AggregateKeyType::Ip, 100).evaluation_window_sec(EvaluationWindow::Seconds60);
//! let flood = Statement::new().rate_based_statement(flood);
//! let rule = Rule::new("flood", 0, flood, VisibilityConfig::new(true, "flood", true))
//!     .action(RuleAction::new().block(BlockAction::new()));
//! let pass = DefaultAction::new().allow(AllowAction::new());
//! let acl = WebAcl::new(pass, Scope::CloudFront, VisibilityConfig::new(true, "chat", true)).rules([rule]);
//!
//! let mut stack = Stack::new("front");
//! stack.add("Rules", acl);
//! assert!(stack.synth().is_ok());
//! ```

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
