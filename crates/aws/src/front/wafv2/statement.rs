//! Which requests a rule fits.

use cfn::{List, Tree, Value, property, string_enum};

use super::RuleActionOverride;

string_enum! {
    /// What a request counts as that cannot be judged.
    FallbackBehavior {
        /// As fitting.
        Match = "MATCH",
        /// As not fitting.
        NoMatch = "NO_MATCH",
    }
}

string_enum! {
    /// Which address of a header counts.
    ForwardedIpPosition {
        /// The first, which the client writes itself.
        First = "FIRST",
        /// The last.
        Last = "LAST",
        /// Any.
        Any = "ANY",
    }
}

string_enum! {
    /// What requests are counted by.
    AggregateKeyType {
        /// All together, those of the narrower statement.
        Constant = "CONSTANT",
        /// By the client's address.
        Ip = "IP",
        /// By the address of a header.
        ForwardedIp = "FORWARDED_IP",
        /// By keys of your own.
        CustomKeys = "CUSTOM_KEYS",
    }
}

string_enum! {
    /// What a label is compared with.
    LabelMatchScope {
        /// The whole label.
        Label = "LABEL",
        /// Its namespace.
        Namespace = "NAMESPACE",
    }
}

string_enum! {
    /// Where a text must be.
    PositionalConstraint {
        /// It is the whole.
        Exactly = "EXACTLY",
        /// In front.
        StartsWith = "STARTS_WITH",
        /// At the end.
        EndsWith = "ENDS_WITH",
        /// Anywhere.
        Contains = "CONTAINS",
        /// Anywhere, as a word of its own.
        ContainsWord = "CONTAINS_WORD",
    }
}

string_enum! {
    /// What is done to a part of a request before it is compared.
    TextTransformationType {
        /// Nothing.
        None = "NONE",
        /// Capitals become small.
        Lowercase = "LOWERCASE",
        /// `%41` becomes `A`.
        UrlDecode = "URL_DECODE",
        /// As above, also `%u0041`.
        UrlDecodeUni = "URL_DECODE_UNI",
        /// `&lt;` becomes `<`.
        HtmlEntityDecode = "HTML_ENTITY_DECODE",
        /// Several blanks become one.
        CompressWhiteSpace = "COMPRESS_WHITE_SPACE",
        /// Blanks go.
        RemoveWhitespace = "REMOVE_WHITESPACE",
        /// Blanks at the ends go.
        Trim = "TRIM",
        /// Base64 becomes bytes.
        Base64Decode = "BASE64_DECODE",
        /// `/a/../b` becomes `/b`.
        NormalizePath = "NORMALIZE_PATH",
    }
    // For the languages of attackers; the managed groups use them.
    left_out {
        "CMD_LINE", "HEX_DECODE", "MD5", "REPLACE_COMMENTS", "ESCAPE_SEQ_DECODE", "SQL_HEX_DECODE", "CSS_DECODE",
        "JS_DECODE", "NORMALIZE_PATH_WIN", "REMOVE_NULLS", "REPLACE_NULLS", "BASE64_DECODE_EXT", "UTF8_TO_UNICODE",
        "TRIM_LEFT", "TRIM_RIGHT", "REMOVE_COMMENTS_CHAR", "UPPERCASE", "CMD_LINE_WIN", "CMD_LINE_UNIX",
        "JS_DECODE_EXT", "SHA256",
    }
}

/// Seconds over which requests are counted: the service takes these numbers and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvaluationWindow {
    /// One minute.
    Seconds60,
    /// Two minutes.
    Seconds120,
    /// Five minutes; the default.
    Seconds300,
    /// Ten minutes.
    Seconds600,
}

impl EvaluationWindow {
    /// The number of seconds.
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Seconds60 => 60,
            Self::Seconds120 => 120,
            Self::Seconds300 => 300,
            Self::Seconds600 => 600,
        }
    }
}

impl cfn::Emit for EvaluationWindow {
    const SHAPE: cfn::Shape = cfn::Shape::Numbers(&[60, 120, 300, 600]);

    fn emit(&self) -> Tree {
        Tree::Int(self.seconds())
    }
}

property! {
    /// The header that names the client, behind a proxy.
    ForwardedIpConfiguration {
        required {
            /// What a request counts as whose header holds no address.
            fallback_behavior: Value<FallbackBehavior> = "FallbackBehavior",
            /// The header, such as `X-Forwarded-For`.
            header_name: Value<String> = "HeaderName",
        }
        optional {}
    }
}

property! {
    /// The header that names the client, and which of its addresses.
    IpSetForwardedIpConfiguration {
        required {
            /// What a request counts as whose header holds no address.
            fallback_behavior: Value<FallbackBehavior> = "FallbackBehavior",
            /// The header, such as `X-Forwarded-For`.
            header_name: Value<String> = "HeaderName",
            /// Which address.
            position: Value<ForwardedIpPosition> = "Position",
        }
        optional {}
    }
}

property! {
    /// What is done before a comparison.
    TextTransformation {
        required {
            /// The order, the smallest first.
            priority: Value<i64> = "Priority",
            /// What.
            transformation_type: Value<TextTransformationType> = "Type",
        }
        optional {}
    }
}

property! {
    /// Requests that all statements fit.
    AndStatement {
        required {
            /// The statements, at least two.
            statements: List<Statement> = "Statements",
        }
        optional {}
    }
}

property! {
    /// Requests that any statement fits.
    OrStatement {
        required {
            /// The statements, at least two.
            statements: List<Statement> = "Statements",
        }
        optional {}
    }
}

property! {
    /// Requests that the statement does not fit.
    NotStatement {
        required {
            /// The statement.
            statement: Value<Statement> = "Statement",
        }
        optional {}
    }
}

property! {
    /// Requests with a text in one part, such as the handshake's `Origin`.
    ByteMatchStatement {
        required {
            /// The part, such as `{"SingleHeader": {"Name": "origin"}}`.
            field_to_match: Value<Tree> = "FieldToMatch",
            /// Where the text must be.
            positional_constraint: Value<PositionalConstraint> = "PositionalConstraint",
            /// What is done before; at least one, if only `NONE`.
            text_transformations: List<TextTransformation> = "TextTransformations",
        }
        optional {
            /// What is done to the whole request line before.
            pre_parse_text_transformations: List<Tree> = "PreParseTextTransformations",
            /// The text, at most 200 bytes; this or the next.
            search_string: Value<String> = "SearchString",
            /// The text in base64.
            search_string_base64: Value<String> = "SearchStringBase64",
        }
    }
}

property! {
    /// Requests from some countries.
    GeoMatchStatement {
        required {}
        optional {
            /// The countries, of two letters.
            country_codes: List<String> = "CountryCodes",
            /// The header that names the client, behind a proxy.
            forwarded_ip_config: Value<ForwardedIpConfiguration> = "ForwardedIPConfig",
        }
    }
}

property! {
    /// Requests from addresses of a set.
    IpSetReferenceStatement {
        required {
            /// The set's ARN.
            arn: Value<String> = "Arn",
        }
        optional {
            /// The header that names the client, behind a proxy.
            ip_set_forwarded_ip_config: Value<IpSetForwardedIpConfiguration> = "IPSetForwardedIPConfig",
        }
    }
}

property! {
    /// Requests that an earlier rule labelled.
    LabelMatchStatement {
        required {
            /// The label or its namespace.
            key: Value<String> = "Key",
            /// Which of the two.
            scope: Value<LabelMatchScope> = "Scope",
        }
        optional {}
    }
}

property! {
    /// Requests that a group of rules fits which AWS or a seller keeps.
    ManagedRuleGroupStatement {
        required {
            /// The group, such as `AWSManagedRulesCommonRuleSet`.
            name: Value<String> = "Name",
            /// Who keeps it, such as `AWS`.
            vendor_name: Value<String> = "VendorName",
        }
        optional {
            /// What single groups want to know, such as the page of a sign-in.
            managed_rule_group_configs: List<Tree> = "ManagedRuleGroupConfigs",
            /// Other actions for single rules, at most 100.
            rule_action_overrides: List<RuleActionOverride> = "RuleActionOverrides",
            /// Looks only at these requests.
            scope_down_statement: Value<Statement> = "ScopeDownStatement",
            /// A version (default: the one that its keeper recommends).
            version: Value<String> = "Version",
        }
        // The older form of an override that counts.
        left_out { "ExcludedRules" }
    }
}

property! {
    /// Requests of whoever sends too many. Over a WebSocket API it counts handshakes: messages pass unseen.
    RateBasedStatement {
        required {
            /// What they are counted by.
            aggregate_key_type: Value<AggregateKeyType> = "AggregateKeyType",
            /// How many in the window are too many, 10 to 2,000,000,000.
            limit: Value<i64> = "Limit",
        }
        optional {
            /// The keys, at most 5, such as `{"Header": {"Name": "x-user", "TextTransformations": [..]}}`.
            custom_keys: List<Tree> = "CustomKeys",
            /// The window (default five minutes); too many are noticed some ten seconds later.
            evaluation_window_sec: Value<EvaluationWindow> = "EvaluationWindowSec",
            /// The header that names the client, where it is counted by one.
            forwarded_ip_config: Value<ForwardedIpConfiguration> = "ForwardedIPConfig",
            /// Counts only these requests.
            scope_down_statement: Value<Statement> = "ScopeDownStatement",
        }
    }
}

property! {
    /// Which requests: exactly one of them.
    Statement {
        required {}
        optional {
            /// Those that all statements fit.
            and_statement: Value<AndStatement> = "AndStatement",
            /// Those from networks by their number.
            asn_match_statement: Value<Tree> = "AsnMatchStatement",
            /// Those with a text in one part.
            byte_match_statement: Value<ByteMatchStatement> = "ByteMatchStatement",
            /// Those from some countries.
            geo_match_statement: Value<GeoMatchStatement> = "GeoMatchStatement",
            /// Those from addresses of a set.
            ip_set_reference_statement: Value<IpSetReferenceStatement> = "IPSetReferenceStatement",
            /// Those that an earlier rule labelled.
            label_match_statement: Value<LabelMatchStatement> = "LabelMatchStatement",
            /// Those that a managed group fits; only at the top of a rule.
            managed_rule_group_statement: Value<ManagedRuleGroupStatement> = "ManagedRuleGroupStatement",
            /// Those that the statement does not fit.
            not_statement: Value<NotStatement> = "NotStatement",
            /// Those that any statement fits.
            or_statement: Value<OrStatement> = "OrStatement",
            /// Those of whoever sends too many; only at the top of a rule.
            rate_based_statement: Value<RateBasedStatement> = "RateBasedStatement",
            /// Those with a pattern in one part.
            regex_match_statement: Value<Tree> = "RegexMatchStatement",
            /// Those with a pattern of a set in one part.
            regex_pattern_set_reference_statement: Value<Tree> = "RegexPatternSetReferenceStatement",
            /// Those that a group of your own fits; only at the top of a rule.
            rule_group_reference_statement: Value<Tree> = "RuleGroupReferenceStatement",
            /// Those of which one part is long or short.
            size_constraint_statement: Value<Tree> = "SizeConstraintStatement",
            /// Those that look like an attack on a database.
            sqli_match_statement: Value<Tree> = "SqliMatchStatement",
            /// Those that look like an attack on a page.
            xss_match_statement: Value<Tree> = "XssMatchStatement",
        }
    }
}
