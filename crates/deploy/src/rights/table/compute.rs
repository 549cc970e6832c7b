//! Functions, state machines and scaling.

use super::{EVERYTHING, On, Row, row};

const FUNCTION: On = On::Named("FunctionName", "lambda:{region}:{account}:function:{name}");
const FUNCTION_OF_URL: On = On::Named("TargetFunctionArn", "lambda:{region}:{account}:function:{name}");

pub(super) const ROWS: &[Row] = &[
    row(
        "AWS::Lambda::Function",
        On::Own,
        "lambda:CreateFunction DeleteFunction DeleteFunctionConcurrency GetFunction GetFunctionCodeSigningConfig \
         GetFunctionRecursionConfig GetFunctionScalingConfig GetRuntimeManagementConfig PutFunctionConcurrency \
         PutFunctionRecursionConfig TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration",
    ),
    row(
        "AWS::Lambda::Function",
        On::Own,
        "lambda:PutRuntimeManagementConfig",
    )
    .when("RuntimeManagementConfig"),
    row(
        "AWS::Lambda::Function",
        EVERYTHING,
        "ec2:DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs",
    )
    .when("VpcConfig"),
    row(
        "AWS::Lambda::Function",
        EVERYTHING,
        "elasticfilesystem:DescribeMountTargets",
    )
    .when("FileSystemConfigs"),
    row(
        "AWS::Lambda::Function",
        On::Named("KmsKeyArn", "kms:{region}:{account}:{name}"),
        "kms:CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey",
    )
    .when("KmsKeyArn"),
    row("AWS::Lambda::Function", On::Named("Layers", "{name}"), "lambda:GetLayerVersion").when("Layers"),
    row(
        "AWS::Lambda::Alias",
        FUNCTION,
        "lambda:CreateAlias DeleteAlias GetAlias UpdateAlias",
    ),
    row(
        "AWS::Lambda::Alias",
        FUNCTION,
        "lambda:DeleteProvisionedConcurrencyConfig GetProvisionedConcurrencyConfig PutProvisionedConcurrencyConfig",
    )
    .when("ProvisionedConcurrencyConfig"),
    row(
        "AWS::Lambda::EventInvokeConfig",
        FUNCTION,
        "lambda:DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionEventInvokeConfig \
         UpdateFunctionEventInvokeConfig",
    ),
    // A mapping's id is made up by the service.
    row(
        "AWS::Lambda::EventSourceMapping",
        On::Fixed(&["lambda:{region}:{account}:event-source-mapping:*"]),
        "lambda:CreateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping ListTags TagResource UntagResource \
         UpdateEventSourceMapping",
    ),
    row(
        "AWS::Lambda::LayerVersion",
        On::Named("LayerName", "lambda:{region}:{account}:layer:{name}"),
        "lambda:DeleteLayerVersion GetLayerVersion PublishLayerVersion",
    ),
    row(
        "AWS::Lambda::LayerVersion",
        On::Named("LayerName", "lambda:{region}:{account}:layer:{name}:*"),
        "lambda:DeleteLayerVersion GetLayerVersion",
    ),
    row(
        "AWS::Lambda::Permission",
        FUNCTION,
        "lambda:AddPermission GetPolicy RemovePermission",
    ),
    row(
        "AWS::Lambda::Url",
        FUNCTION_OF_URL,
        "lambda:CreateFunctionUrlConfig DeleteFunctionUrlConfig GetFunctionUrlConfig UpdateFunctionUrlConfig",
    ),
    row(
        "AWS::Lambda::Version",
        FUNCTION,
        "lambda:DeleteFunction GetFunctionConfiguration GetFunctionScalingConfig GetProvisionedConcurrencyConfig \
         GetRuntimeManagementConfig ListVersionsByFunction PublishVersion",
    ),
    row(
        "AWS::Lambda::Version",
        FUNCTION,
        "lambda:PutProvisionedConcurrencyConfig",
    )
    .when("ProvisionedConcurrencyConfig"),
    row(
        "AWS::StepFunctions::StateMachine",
        On::Own,
        "states:CreateStateMachine DeleteStateMachine DescribeStateMachine ListTagsForResource TagResource UntagResource \
         UpdateStateMachine",
    ),
    row(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        On::Fixed(&["application-autoscaling:{region}:{account}:scalable-target/*"]),
        "application-autoscaling:DeregisterScalableTarget ListTagsForResource RegisterScalableTarget TagResource \
         UntagResource",
    ),
    row(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        EVERYTHING,
        "application-autoscaling:DescribeScalableTargets DescribeScheduledActions",
    ),
    row(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        On::Fixed(&["iam::{account}:role/aws-service-role/*.application-autoscaling.amazonaws.com/*"]),
        "iam:CreateServiceLinkedRole PassRole",
    ),
    row(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        On::Fixed(&["application-autoscaling:{region}:{account}:scalable-target/*"]),
        "application-autoscaling:DeleteScalingPolicy PutScalingPolicy",
    ),
    row(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        EVERYTHING,
        "application-autoscaling:DescribeScalingPolicies",
    ),
];
