//! What this program calls itself.

use super::{Place, Rights};
use crate::bootstrap::STACK;

/// On the app's stacks, by change sets and otherwise.
const ON_STACKS: &[&str] = &[
    "cloudformation:CancelUpdateStack",
    "cloudformation:ContinueUpdateRollback",
    "cloudformation:CreateChangeSet",
    "cloudformation:DeleteChangeSet",
    "cloudformation:DeleteStack",
    "cloudformation:DescribeChangeSet",
    "cloudformation:DescribeEvents",
    "cloudformation:DescribeStackEvents",
    "cloudformation:DescribeStackResource",
    "cloudformation:DescribeStackResourceDrifts",
    "cloudformation:DescribeStackResources",
    "cloudformation:DescribeStacks",
    "cloudformation:DetectStackDrift",
    "cloudformation:DetectStackResourceDrift",
    "cloudformation:ExecuteChangeSet",
    "cloudformation:GetTemplate",
    "cloudformation:GetTemplateSummary",
    "cloudformation:ListChangeSets",
    "cloudformation:ListStackResources",
    "cloudformation:RollbackStack",
    "cloudformation:TagResource",
    "cloudformation:UntagResource",
    "cloudformation:UpdateTerminationProtection",
];

/// Where no resource can be named:
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html>,
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_servicequotas.html>.
const ON_EVERYTHING: &[&str] = &[
    "cloudformation:DescribeStackDriftDetectionStatus",
    "cloudformation:ListExports",
    "cloudformation:ListImports",
    "lambda:GetAccountSettings",
    "servicequotas:GetServiceQuota",
];

/// On the app's functions: code without a deployment, and what runs now.
const ON_FUNCTIONS: &[&str] = &[
    "lambda:GetFunction",
    "lambda:GetFunctionConfiguration",
    "lambda:UpdateFunctionCode",
];

/// On log groups: those of functions are named by the service, those of an API by its id.
const ON_LOGS: &[&str] = &[
    "logs:DescribeLogGroups",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:StartLiveTail",
];

/// What deploying these stacks takes, without the resources in them.
pub fn of_deployer(stacks: &[&str], place: &Place) -> Rights {
    let mut rights = Rights::default();
    let stack = |name: &str| place.arn(&format!("cloudformation:{{region}}:{{account}}:stack/{name}/*"));
    rights.allow(ON_STACKS.iter().copied(), stacks.iter().map(|name| stack(name)));
    rights.allow(["cloudformation:DescribeStacks"], [stack(STACK)]);
    rights.allow(ON_EVERYTHING.iter().copied(), ["*".to_owned()]);
    rights.allow(["apigateway:GET"], [place.arn("apigateway:{region}::/account")]);
    let objects = place.arn("s3:::{bucket}/*");
    rights.allow(["s3:GetObject", "s3:PutObject"], [objects]);
    // Without it, S3 refuses to say that an object is missing.
    rights.allow(["s3:ListBucket"], [place.arn("s3:::{bucket}")]);
    rights.allow(["kms:Decrypt", "kms:GenerateDataKey"], place.key.clone());
    let function = |name: &&str| place.arn(&format!("lambda:{{region}}:{{account}}:function:{name}-*"));
    rights.allow(ON_FUNCTIONS.iter().copied(), stacks.iter().map(function));
    rights.allow(
        ON_LOGS.iter().copied(),
        [place.arn("logs:{region}:{account}:log-group:*")],
    );
    rights
}

/// What CloudFormation reads from the bucket: code, and templates.
pub(super) fn reads_bucket(rights: &mut Rights, place: &Place) {
    let objects = place.arn("s3:::{bucket}/*");
    rights.allow(["s3:GetObject", "s3:GetObjectVersion"], [objects]);
    rights.allow(["kms:Decrypt"], place.key.clone());
}
