//! What tokens say a user or an application may do: groups and scopes.

use cfn::{Arn, Id, List, Value, property, resource};

use super::UserPool;
use crate::iam::Role;

resource! {
    /// A group of users, named in their tokens under `cognito:groups`; `Ref` yields its name.
    ///
    /// A new name or pool replaces it, and its members are forgotten. A token is not changed when its user leaves.
    UserPoolGroup = "AWS::Cognito::UserPoolGroup" {
        required {
            /// The pool.
            user_pool_id: Value<Id<UserPool>> = "UserPoolId",
        }
        optional {
            /// What it is for, at most 2,048 characters.
            description: Value<String> = "Description",
            /// The name, at most 128 characters.
            group_name: Value<String> = "GroupName",
            /// Whose role counts for a member of several: the lowest number's.
            precedence: Value<i64> = "Precedence",
            /// The role that an identity pool gives to members.
            role_arn: Value<Arn<Role>> = "RoleArn",
        }
        attributes {}
        replaces_on { "GroupName", "UserPoolId" }
    }
}

property! {
    /// Something that a token may allow.
    ResourceServerScopeType {
        required {
            /// What it allows, at most 256 characters.
            scope_description: Value<String> = "ScopeDescription",
            /// The name, at most 256 characters without `/`; tokens say `{identifier}/{name}`.
            scope_name: Value<String> = "ScopeName",
        }
        optional {}
    }
}

resource! {
    /// An API that tokens are for, with its scopes; `Ref` yields its identifier.
    ///
    /// A new identifier or pool replaces it. Clients that name a scope must depend on it.
    UserPoolResourceServer = "AWS::Cognito::UserPoolResourceServer" {
        required {
            /// The pool.
            user_pool_id: Value<Id<UserPool>> = "UserPoolId",
            /// The identifier, at most 256 characters, often the API's address.
            identifier: Value<String> = "Identifier",
            /// The name that the console shows, at most 256 characters.
            name: Value<String> = "Name",
        }
        optional {
            /// The scopes, at most 100.
            scopes: List<ResourceServerScopeType> = "Scopes",
        }
        attributes {}
        replaces_on { "Identifier", "UserPoolId" }
    }
}
