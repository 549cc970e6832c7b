//! Policies that stand outside of a role.

use cfn::{Arn, Id, List, Value, resource};

use super::{PolicyDocument, Role};

resource! {
    /// A policy of its own, for several roles; `Ref` yields its ARN.
    ///
    /// A new name, path or description replaces it. A role carries at most 10 of them unless the quota is raised.
    ManagedPolicy = "AWS::IAM::ManagedPolicy" {
        required {
            /// What it allows or denies, at most 6,144 characters without white space.
            policy_document: Value<PolicyDocument> = "PolicyDocument",
        }
        optional {
            /// What the policy is for, at most 1,000 characters.
            description: Value<String> = "Description",
            /// Names of groups that carry it.
            groups: List<String> = "Groups",
            /// A name of your own, at most 128 characters; a named policy cannot be replaced while it stands.
            managed_policy_name: Value<String> = "ManagedPolicyName",
            /// A path such as `/service/` (default `/`).
            path: Value<String> = "Path",
            /// Roles that carry it.
            roles: List<Id<Role>> = "Roles",
            /// Names of users that carry it.
            users: List<String> = "Users",
        }
        attributes {
            ARN: Arn<ManagedPolicy> = "PolicyArn",
            /// How many carry it.
            ATTACHMENT_COUNT: i64 = "AttachmentCount",
            /// The time of creation.
            CREATE_DATE: String = "CreateDate",
            /// The version that counts, such as `v1`.
            DEFAULT_VERSION_ID: String = "DefaultVersionId",
            /// Whether anybody can carry it.
            IS_ATTACHABLE: bool = "IsAttachable",
            /// How many it bounds.
            PERMISSIONS_BOUNDARY_USAGE_COUNT: i64 = "PermissionsBoundaryUsageCount",
            POLICY_ID: String = "PolicyId",
            /// The time of the last change.
            UPDATE_DATE: String = "UpdateDate",
        }
        arn = Ref
        replaces_on { "Description", "ManagedPolicyName", "Path" }
    }
}

resource! {
    /// `AWS::IAM::Policy`: an inline policy that stands beside its role instead of in it.
    ///
    /// So a role and what names the role can refer to each other. It needs a role, group or user. What uses the role must
    /// depend on the policy, or it may start before it is allowed to. Not to be taken for [`Policy`](super::Policy), which
    /// stands in the role.
    AttachedPolicy = "AWS::IAM::Policy" {
        required {
            /// What it allows or denies; all inline policies of a role share 10,240 characters.
            policy_document: Value<PolicyDocument> = "PolicyDocument",
            /// Its name, unique in the role; 1 to 128 letters, digits and `+=,.@-_`.
            policy_name: Value<String> = "PolicyName",
        }
        optional {
            /// Names of groups that get it.
            groups: List<String> = "Groups",
            /// Roles that get it.
            roles: List<Id<Role>> = "Roles",
            /// Names of users that get it.
            users: List<String> = "Users",
        }
        attributes { ID: String = "Id" }
        replaces_on {}
    }
}
