//! Roles, policies, users, keys, secrets and parameters.

use super::{EVERYTHING, On, Row, row};

const POOL: On = On::Fixed(&["cognito-idp:{region}:{account}:userpool/*"]);
const IDENTITY_POOL: On = On::Fixed(&["cognito-identity:{region}:{account}:identitypool/*"]);
const ROLES: On = On::Named("Roles", "iam::{account}:role/{name}");

pub(super) const ROWS: &[Row] = &[
    row(
        "AWS::IAM::Role",
        On::Own,
        "iam:AttachRolePolicy CreateRole DeleteRole DeleteRolePolicy DetachRolePolicy GetRole GetRolePolicy \
         ListAttachedRolePolicies ListRolePolicies PutRolePolicy TagRole UntagRole UpdateAssumeRolePolicy UpdateRole \
         UpdateRoleDescription",
    ),
    row(
        "AWS::IAM::Role",
        On::Own,
        "iam:DeleteRolePermissionsBoundary PutRolePermissionsBoundary",
    )
    .when("PermissionsBoundary"),
    row(
        "AWS::IAM::Policy",
        ROLES,
        "iam:DeleteRolePolicy GetRolePolicy PutRolePolicy",
    )
    .when("Roles"),
    row(
        "AWS::IAM::ManagedPolicy",
        On::Own,
        "iam:CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion \
         ListEntitiesForPolicy ListPolicyVersions",
    ),
    row(
        "AWS::IAM::ManagedPolicy",
        ROLES,
        "iam:AttachRolePolicy DetachRolePolicy",
    )
    .when("Roles"),
    row("AWS::KMS::Key", EVERYTHING, "kms:CreateKey"),
    row(
        "AWS::KMS::Key",
        On::Fixed(&["kms:{region}:{account}:key/*"]),
        "kms:DescribeKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus \
         ListResourceTags PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription",
    ),
    row(
        "AWS::KMS::Alias",
        On::Named("AliasName", "kms:{region}:{account}:{name}"),
        "kms:CreateAlias DeleteAlias UpdateAlias",
    ),
    row(
        "AWS::KMS::Alias",
        On::Fixed(&["kms:{region}:{account}:key/*"]),
        "kms:CreateAlias DeleteAlias UpdateAlias",
    ),
    row("AWS::KMS::Alias", EVERYTHING, "kms:ListAliases"),
    row(
        "AWS::SecretsManager::Secret",
        // The service puts six letters behind the name.
        On::Logical("Name", "secretsmanager:{region}:{account}:secret:{name}*", ""),
        "secretsmanager:CreateSecret DeleteSecret DescribeSecret GetSecretValue TagResource UntagResource UpdateSecret",
    ),
    row(
        "AWS::SecretsManager::Secret",
        EVERYTHING,
        "secretsmanager:GetRandomPassword",
    )
    .when("GenerateSecretString"),
    row(
        "AWS::SSM::Parameter",
        On::Logical("Name", "ssm:{region}:{account}:parameter/{name}", "CFN-"),
        "ssm:AddTagsToResource DeleteParameter GetParameters ListTagsForResource PutParameter RemoveTagsFromResource",
    ),
    row("AWS::Cognito::UserPool", POOL, "cognito-idp:CreateUserPool"),
    row(
        "AWS::Cognito::UserPool",
        POOL,
        "cognito-idp:AddCustomAttributes DeleteUserPool DescribeUserPool GetUserPoolMfaConfig ListTagsForResource \
         SetUserPoolMfaConfig TagResource UntagResource UpdateUserPool",
    ),
    row(
        "AWS::Cognito::UserPoolClient",
        POOL,
        "cognito-idp:CreateUserPoolClient DeleteUserPoolClient DescribeUserPoolClient UpdateUserPoolClient",
    ),
    row(
        "AWS::Cognito::UserPoolDomain",
        POOL,
        "cognito-idp:CreateUserPoolDomain DeleteUserPoolDomain UpdateUserPoolDomain",
    ),
    row(
        "AWS::Cognito::UserPoolDomain",
        EVERYTHING,
        "cognito-idp:DescribeUserPoolDomain",
    ),
    row(
        "AWS::Cognito::UserPoolGroup",
        POOL,
        "cognito-idp:CreateGroup DeleteGroup GetGroup UpdateGroup",
    ),
    row(
        "AWS::Cognito::UserPoolResourceServer",
        POOL,
        "cognito-idp:CreateResourceServer DeleteResourceServer DescribeResourceServer UpdateResourceServer",
    ),
    row(
        "AWS::Cognito::IdentityPool",
        EVERYTHING,
        "cognito-identity:CreateIdentityPool",
    ),
    row(
        "AWS::Cognito::IdentityPool",
        IDENTITY_POOL,
        "cognito-identity:DeleteIdentityPool DescribeIdentityPool ListTagsForResource TagResource UntagResource \
         UpdateIdentityPool",
    ),
    row(
        "AWS::Cognito::IdentityPoolRoleAttachment",
        IDENTITY_POOL,
        "cognito-identity:GetIdentityPoolRoles SetIdentityPoolRoles",
    ),
];
