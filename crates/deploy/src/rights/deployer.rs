//! What this program calls itself.

use cfn::Template;

use super::{Place, Rights, names::Names};
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
    "logs:DescribeLogGroups",
    "servicequotas:GetServiceQuota",
];

/// On the app's functions: code without a deployment, and what runs now.
const ON_FUNCTIONS: &[&str] = &[
    "lambda:GetFunction",
    "lambda:GetFunctionConfiguration",
    "lambda:UpdateFunctionCode",
];

/// On the app's log groups.
const ON_LOGS: &[&str] = &["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartLiveTail"];

const FUNCTION: &str = "AWS::Lambda::Function";

/// What deploying these stacks takes, without making the resources in them.
pub fn of_deployer(stacks: &[&Template], place: &Place) -> Rights {
    let mut rights = Rights::default();
    let stack = |name: &str| place.arn(&format!("cloudformation:{{region}}:{{account}}:stack/{name}/*"));
    rights.allow(
        ON_STACKS.iter().copied(),
        stacks.iter().map(|template| stack(template.name())),
    );
    rights.allow(["cloudformation:DescribeStacks"], [stack(STACK)]);
    rights.allow(ON_EVERYTHING.iter().copied(), ["*".to_owned()]);
    rights.allow(["apigateway:GET"], [place.arn("apigateway:{region}::/account")]);
    let objects = place.arn("s3:::{bucket}/*");
    rights.allow(["s3:GetObject", "s3:PutObject"], [objects]);
    // Without it, S3 refuses to say that an object is missing.
    rights.allow(["s3:ListBucket"], [place.arn("s3:::{bucket}")]);
    rights.allow(["kms:Decrypt", "kms:GenerateDataKey"], place.key.clone());
    for template in stacks {
        let names = Names::new(template, place);
        let own = |cfn_type: &str| -> Vec<String> {
            let of_type = names.template().of_type(cfn_type);
            of_type.filter_map(|(id, _)| names.own(id)).collect()
        };
        let functions = own(FUNCTION);
        let logs = functions.iter().filter_map(|arn| arn.rsplit(':').next());
        let logs = logs.map(|name| {
            place.arn(&format!(
                "logs:{{region}}:{{account}}:log-group:/aws/lambda/{name}"
            ))
        });
        let logs = own("AWS::Logs::LogGroup").into_iter().chain(logs);
        rights.allow(
            ON_LOGS.iter().copied(),
            logs.flat_map(|arn| [format!("{arn}:*"), arn]),
        );
        rights.allow(ON_FUNCTIONS.iter().copied(), functions);
    }
    // Execution logs are named by the API's id.
    let of_apis = place.arn("logs:{region}:{account}:log-group:/aws/apigateway/*");
    rights.allow(ON_LOGS.iter().copied(), [of_apis]);
    rights
}

/// What CloudFormation reads from the bucket: code, and templates.
pub(super) fn reads_bucket(rights: &mut Rights, place: &Place) {
    let objects = place.arn("s3:::{bucket}/*");
    rights.allow(["s3:GetObject", "s3:GetObjectVersion"], [objects]);
    rights.allow(["kms:Decrypt"], place.key.clone());
}
