//! Roles: what a service may do in the account's name.

use cfn::{List, Value, property, resource};

use super::PolicyDocument;
use crate::Tag;

property! {
    /// An inline policy: it lives and dies with its role.
    Policy {
        required {
            /// Its name, unique in the role; 1 to 128 letters, digits and `+=,.@-_`.
            policy_name: Value<String> = "PolicyName",
            /// What it allows or denies; all inline policies of a role share 10,240 characters.
            policy_document: Value<PolicyDocument> = "PolicyDocument",
        }
        optional {}
    }
}

resource! {
    /// A role; `Ref` yields its name.
    ///
    /// A new name or path replaces it. A template with a role needs the capability `CAPABILITY_IAM`, with a named role
    /// `CAPABILITY_NAMED_IAM`. A new role takes seconds to be known everywhere.
    Role = "AWS::IAM::Role" {
        required {
            /// Who may take the role: a document with principals and the action `sts:AssumeRole`.
            assume_role_policy_document: Value<PolicyDocument> = "AssumeRolePolicyDocument",
        }
        optional {
            /// What the role is for, at most 1,000 characters.
            description: Value<String> = "Description",
            /// ARNs of managed policies, at most 10 unless the quota is raised.
            managed_policy_arns: List<String> = "ManagedPolicyArns",
            /// Seconds that a session lasts at most, 3,600 to 43,200 (default 3,600).
            max_session_duration: Value<i64> = "MaxSessionDuration",
            /// A path such as `/service/` (default `/`).
            path: Value<String> = "Path",
            /// The ARN of a managed policy that bounds whatever the others allow.
            permissions_boundary: Value<String> = "PermissionsBoundary",
            /// Inline policies.
            policies: List<Policy> = "Policies",
            /// A name of your own, at most 64 characters, unique in the account in all regions; a named role cannot be replaced while it stands.
            role_name: Value<String> = "RoleName",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes {
            ARN: cfn::Arn<Role> = "Arn",
            ROLE_ID: String = "RoleId",
        }
        arn = "Arn"
        replaces_on { "Path", "RoleName" }
    }
}
