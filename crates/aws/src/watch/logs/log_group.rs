//! Log groups.

use cfn::{Arn, Emit, List, Shape, Tree, Value, resource, string_enum};

use crate::{Tag, iam::PolicyDocument};

string_enum! {
    /// What a log group can do, and at which price.
    LogGroupClass {
        /// Everything; the default.
        Standard = "STANDARD",
        /// A lower price to write; no live tail, no metric filters.
        InfrequentAccess = "INFREQUENT_ACCESS",
        /// Lambda's logs on their way to another place; kept for one or two days.
        Delivery = "DELIVERY",
    }
}

macro_rules! retention {
    ($($(#[$meta:meta])* $name:ident = $days:literal),+ $(,)?) => {
        /// How long log events are kept: the service takes these numbers of days and no others.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Retention {
            $(#[doc = concat!(stringify!($days), " days.")] $name),+
        }

        impl Retention {
            /// Every value, the shortest first.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const DAYS: &'static [i64] = &[$($days),+];

            /// The number of days.
            pub const fn days(self) -> i64 {
                match self { $(Self::$name => $days),+ }
            }
        }
    };
}

retention! {
    Days1 = 1, Days3 = 3, Days5 = 5, Days7 = 7, Days14 = 14, Days30 = 30, Days60 = 60, Days90 = 90, Days120 = 120,
    Days150 = 150, Days180 = 180, Days365 = 365, Days400 = 400, Days545 = 545, Days731 = 731, Days1096 = 1096,
    Days1827 = 1827, Days2192 = 2192, Days2557 = 2557, Days2922 = 2922, Days3288 = 3288, Days3653 = 3653,
}

impl Emit for Retention {
    const SHAPE: Shape = Shape::Numbers(Self::DAYS);

    fn emit(&self) -> Tree {
        Tree::Int(self.days())
    }
}

resource! {
    /// A log group; `Ref` yields its name.
    ///
    /// A new name replaces it. Its `Arn` ends in `:*`, which policies want and access log settings do not.
    LogGroup = "AWS::Logs::LogGroup" {
        required {}
        optional {
            /// Lets clients write over HTTP with a bearer token (default false).
            bearer_token_authentication_enabled: Value<bool> = "BearerTokenAuthenticationEnabled",
            /// A document that says what sensitive data is found and masked.
            data_protection_policy: Value<Tree> = "DataProtectionPolicy",
            /// Refuses to delete the group (default false).
            deletion_protection_enabled: Value<bool> = "DeletionProtectionEnabled",
            /// Documents that say which fields of log events are indexed.
            field_index_policies: List<Tree> = "FieldIndexPolicies",
            /// The ARN of the key that events are encrypted with; the key's policy must let the service use it.
            kms_key_id: Value<String> = "KmsKeyId",
            /// What the group can do (default `STANDARD`); a group keeps the class it was made with.
            log_group_class: Value<LogGroupClass> = "LogGroupClass",
            /// A name of your own, 1 to 512 characters from `A-Za-z0-9.-_/#`; a named group cannot be replaced while it stands.
            log_group_name: Value<String> = "LogGroupName",
            /// Who else may write or read.
            resource_policy_document: Value<PolicyDocument> = "ResourcePolicyDocument",
            /// How long events are kept (default: for ever, at a price that only grows).
            retention_in_days: Value<Retention> = "RetentionInDays",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes { ARN: Arn<LogGroup> = "Arn" }
        arn = "Arn"
        replaces_on { "LogGroupName" }
    }
}
