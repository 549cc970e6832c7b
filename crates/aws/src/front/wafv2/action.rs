//! What happens to a request that a rule fits.

use cfn::{List, Tree, Value, property, string_enum};

string_enum! {
    /// The type of a body.
    ResponseContentType {
        /// Plain text.
        TextPlain = "TEXT_PLAIN",
        /// HTML.
        TextHtml = "TEXT_HTML",
        /// JSON.
        ApplicationJson = "APPLICATION_JSON",
    }
}

property! {
    /// A body for answers.
    CustomResponseBody {
        required {
            /// The body, at most 4 KB.
            content: Value<String> = "Content",
            /// Its type.
            content_type: Value<ResponseContentType> = "ContentType",
        }
        optional {}
    }
}

property! {
    /// A header.
    CustomHttpHeader {
        required {
            /// The name, at most 64 characters; the origin sees it with `x-amzn-waf-` in front.
            name: Value<String> = "Name",
            /// The value, at most 255 characters.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

property! {
    /// What a request gets on its way on.
    CustomRequestHandling {
        required {
            /// Headers, at least one.
            insert_headers: List<CustomHttpHeader> = "InsertHeaders",
        }
        optional {}
    }
}

property! {
    /// The answer to a request that is blocked.
    CustomResponse {
        required {
            /// The status, 200 to 599.
            response_code: Value<i64> = "ResponseCode",
        }
        optional {
            /// The key of one of the web ACL's bodies.
            custom_response_body_key: Value<String> = "CustomResponseBodyKey",
            /// Headers.
            response_headers: List<CustomHttpHeader> = "ResponseHeaders",
        }
    }
}

macro_rules! passing_action {
    ($(#[$meta:meta])+ $name:ident) => {
        property! {
            $(#[$meta])+
            $name {
                required {}
                optional {
                    /// What the request gets on its way on.
                    custom_request_handling: Value<CustomRequestHandling> = "CustomRequestHandling",
                }
            }
        }
    };
}

passing_action! {
    /// Lets it through; no further rule looks.
    AllowAction
}

passing_action! {
    /// Asks for a puzzle, which WebSocket clients cannot solve.
    CaptchaAction
}

passing_action! {
    /// Asks for a silent proof of a browser, which WebSocket clients cannot give.
    ChallengeAction
}

passing_action! {
    /// Counts it; the next rule looks.
    CountAction
}

property! {
    /// Refuses it with a 403, or with an answer of your own.
    BlockAction {
        required {}
        optional {
            /// The answer.
            custom_response: Value<CustomResponse> = "CustomResponse",
        }
    }
}

property! {
    /// What happens to a request that no rule stopped: one of the two.
    DefaultAction {
        required {}
        optional {
            /// It passes.
            allow: Value<AllowAction> = "Allow",
            /// It is refused.
            block: Value<BlockAction> = "Block",
        }
    }
}

property! {
    /// What happens to a request that a rule fits: one of them.
    RuleAction {
        required {}
        optional {
            /// It passes.
            allow: Value<AllowAction> = "Allow",
            /// It is refused.
            block: Value<BlockAction> = "Block",
            /// A person must solve a puzzle.
            captcha: Value<CaptchaAction> = "Captcha",
            /// A browser must prove itself.
            challenge: Value<ChallengeAction> = "Challenge",
            /// It is counted.
            count: Value<CountAction> = "Count",
            /// It is asked for money.
            monetize: Value<Tree> = "Monetize",
        }
    }
}

property! {
    /// Another action for one rule of a group.
    RuleActionOverride {
        required {
            /// The action.
            action_to_use: Value<RuleAction> = "ActionToUse",
            /// The rule's name; one that the group does not have is ignored.
            name: Value<String> = "Name",
        }
        optional {}
    }
}

property! {
    /// What becomes of a group's actions: one of the two, each an empty object. A rule over a group needs it, and no
    /// action.
    OverrideAction {
        required {}
        optional {
            /// The group only counts.
            count: Value<Tree> = "Count",
            /// They stand.
            none: Value<Tree> = "None",
        }
    }
}
