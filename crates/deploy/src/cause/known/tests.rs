//! Each message as somebody met it; the address says where.

use super::*;

fn known(kind: &str, said: &str) -> Option<Known> {
    Known::of(&Reason::of(said), kind)
}

#[test]
fn messages_of_api_gateway() {
    let cases = [
        // https://github.com/aws-samples/amazon-bedrock-knowledgebase-slackbot/issues/6
        (
            "Resource handler returned message: \"CloudWatch Logs role ARN must be set in account settings to enable logging \
             (Service: ApiGateway, Status Code: 400, Request ID: REDACTED) (SDK Attempt Count: 1)\" (RequestToken: REDACTED, \
             HandlerErrorCode: InvalidRequest)",
            Known::LoggingRole,
        ),
        // https://github.com/aws-cloudformation/rain/issues/163
        (
            "Resource handler returned message: \"The role ARN does not have required permissions configured. Please grant \
             trust permission for API Gateway and add the required role policy. (Service: ApiGateway, Status Code: 400, \
             Request ID: b8267784-be32-4690-b25c-afd4115ea208)\" (RequestToken: 28dea5f9-07e9-bc4f-7411-097b3031e45e, \
             HandlerErrorCode: InvalidRequest)",
            Known::LoggingRoleRights,
        ),
        // https://github.com/aws-samples/amazon-cognito-passwordless-auth/issues/91
        (
            "Cannot enable logging. Policy document length breaking Cloudwatch Logs Constraints, either < 1 or > 5120 \
             (Service: AmazonApiGatewayV2; Status Code: 400; Error Code: BadRequestException; Request ID: \
             3194b994-036d-4c86-b86f-efe54758e130; Proxy: null)",
            Known::LogsPolicyFull,
        ),
        // https://github.com/anomalyco/sst/issues/125
        (
            "Insufficient permissions to enable logging (Service: AmazonApiGatewayV2; Status Code: 400; Error Code: \
             BadRequestException; Request ID: 6c068141-f4bc-47c4-b2c9-524eac984ac8; Proxy: null)",
            Known::LogsPolicyFull,
        ),
        // https://github.com/serverless/serverless/issues/7260
        (
            "Route with key $connect already exists for this API (Service: AmazonApiGatewayV2; Status Code: 409; Error \
             Code: ConflictException; Request ID: XXX)",
            Known::RouteExists {
                key: "$connect".to_owned(),
            },
        ),
        // https://github.com/serverless/serverless/issues/9530
        (
            "The provided route key is not formatted properly (Service: AmazonApiGatewayV2; Status Code: 400; Error Code: \
             BadRequestException; Request ID: ******-4***-9600-7de8****e9e; Proxy: null).",
            Known::RouteKey,
        ),
        // https://github.com/aws/serverless-application-model/issues/2512
        (
            "At least one route is required before deploying the Api",
            Known::NoRoutes,
        ),
        // https://github.com/pulumi/pulumi-aws/issues/5711
        (
            "Active stages pointing to this deployment must be moved or deleted",
            Known::DeploymentInUse,
        ),
        // https://github.com/aws/chalice/pull/1839
        ("Deployment id does not exist", Known::NoDeployment),
        // https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2419
        (
            "Resource handler returned message: \"DeploymentId cannot be empty\" (RequestToken: \
             d3e94518-cddb-c6d9-8743-f0cb5e8f8b59, HandlerErrorCode: InvalidRequest)",
            Known::NoDeployment,
        ),
        // https://github.com/aws/aws-cdk/issues/18307
        (
            "Invalid request identity source expression: $request.header.Authorization. The sources must be separated by \
             comma, and each source must be either a request parameter, matching 'route.request.querystring|header.[a-zA-Z0-9.\\_-]+'",
            Known::IdentitySource,
        ),
        // https://github.com/anomalyco/sst/pull/906
        (
            "AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis.",
            Known::NotForWebSockets,
        ),
        // MiniStack 1.5.33, which no account has confirmed
        (
            "Invalid authorizer type. Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.",
            Known::NotForWebSockets,
        ),
        // https://github.com/aws/aws-cdk/issues/10529
        (
            "Invalid request provided: The certificate provided must be owned by the account creating the domain. \
             (Service: ApiGateway, Status Code: 400, Request ID: dd86be20-8344-4ff9-8680-abb399dbbff3, Extended Request ID: null)",
            Known::Certificate,
        ),
        // https://github.com/aws/aws-cdk/issues/3612
        (
            "Invalid request provided: The provided certificate does not exist. (Service: ApiGateway, Status Code: 400, \
             Request ID: XXX, Extended Request ID: null)",
            Known::Certificate,
        ),
        // https://github.com/amplify-education/serverless-domain-manager/issues/210
        (
            "One or more of the CNAMEs you provided are already associated with a different resource. (Service: \
             AmazonCloudFront; Status Code: 409; Error Code: CNAMEAlreadyExists; Request ID: \
             04203862-5630-11e9-a106-ed88d4c45bcd)",
            Known::DomainTaken,
        ),
        // https://github.com/aws/aws-toolkit-visual-studio/issues/296
        (
            "Unable to retrieve ApiEndpoint attribute for AWS::ApiGatewayV2::Api, with error message Too Many Requests \
             (Service: ApiGatewayV2, Status Code: 429, Request ID: ..)",
            Known::Throttled,
        ),
        // https://github.com/hashicorp/terraform-provider-aws/issues/18018
        (
            "Unable to complete operation due to concurrent modification. Please try again later.",
            Known::Concurrent,
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(known("AWS::ApiGatewayV2::Stage", said), Some(expected), "{said}");
    }
}

#[test]
fn messages_of_lambda() {
    let cases = [
        // https://github.com/aws-samples/aws-account-vending-machine/issues/23
        (
            "Resource handler returned message: \"Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error \
             Message: The specified key does not exist. (Service: Lambda, Status Code: 400, Request ID: \
             ad9bb8d6-5c12-432e-8438-8584ce7c9024)\" (RequestToken: fe23dc9c-f282-baaf-a281-8b99d4caf956, \
             HandlerErrorCode: InvalidRequest)",
            Known::NoCode,
        ),
        // https://github.com/alexa-samples/skill-sample-nodejs-facts-aws-microservice/issues/6
        (
            "Resource handler returned message: \"Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error \
             Message: The specified bucket does not exist (Service: Lambda, Status Code: 400, Request ID: \
             6f03ffda-f601-40a4-8a2c-1ffb50aaf6b0, Extended Request ID: null)\" (RequestToken: \
             b7fcc3f4-301a-e91b-bd3b-42bac5446fb8, HandlerErrorCode: InvalidRequest)",
            Known::NoBucket,
        ),
        // https://github.com/amazon-connect/voicemail-for-amazon-connect/issues/77
        (
            "Resource handler returned message: \"Unzipped size must be smaller than 262144000 bytes (Service: Lambda, \
             Status Code: 400, Request ID: 69b4c29e-e336-421f-a6ec-ce7c413a93e7, Extended Request ID: null)\" \
             (RequestToken: 282abe5b-810f-a238-fe9e-2b4f209af5bb, HandlerErrorCode: InvalidRequest)",
            Known::CodeTooLarge,
        ),
        // https://github.com/awslabs/amazon-neptune-tools/issues/324
        (
            "Resource handler returned message: \"Specified ReservedConcurrentExecutions for function decreases account's \
             UnreservedConcurrentExecution below its minimum value of [50]. (Service: Lambda, Status Code: 400, Request ID: \
             b26c3792-2b8b-4077-bcc1-262012e3be87)\" (RequestToken: 0800020a-8ad8-8f92-0134-5e8c54643977, HandlerErrorCode: \
             InvalidRequest)",
            Known::ReservedConcurrency,
        ),
        // https://github.com/serverless/serverless/issues/5357
        (
            "The final policy size (20623) is bigger than the limit (20480). (Service: AWSLambda; Status Code: 400; Error \
             Code: PolicyLengthExceededException; Request ID: a87d245a-c85c-11e8-a18a-af6f9fead152).",
            Known::FunctionPolicyFull,
        ),
        // https://github.com/anomalyco/sst/issues/2848
        (
            "Resource handler returned message: \"The role defined for the function cannot be assumed by Lambda. (Service: \
             Lambda, Status Code: 400, Request ID: 599fd384-26c2-42ec-a937-b890f6f22c8c)\" (RequestToken: \
             f533030b-2cdb-3807-388b-efb80fc469af, HandlerErrorCode: InvalidRequest)",
            Known::RoleNotTrusted,
        ),
        // https://github.com/aws/aws-cdk/issues/6770
        (
            "The provided execution role does not have permissions to call ReceiveMessage on SQS (Service: AWSLambda; Status \
             Code: 400; Error Code: InvalidParameterValueException; Request ID: 19af6e68-d98a-421a-ad4b-af20c8a757e9)",
            Known::SourceUnreadable,
        ),
        // https://github.com/alertlogic/cwe-collector/issues/2
        (
            "Cannot access stream arn:aws:kinesis:eu-west-1:352283894008:stream/x. Please ensure the role can perform the \
             GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.",
            Known::SourceUnreadable,
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(
            known("AWS::Lambda::EventSourceMapping", said),
            Some(expected),
            "{said}"
        );
    }
}

#[test]
fn messages_of_tables_buckets_and_roles() {
    let cases = [
        // https://github.com/aws-amplify/amplify-cli/issues/12826
        (
            "Resource handler returned message: \"Cannot perform more than one GSI creation or deletion in a single update\" \
             (RequestToken: a993b865-7a0d-8dda-5771-47cde13bc1d0, HandlerErrorCode: InvalidRequest)",
            Known::SeveralIndexes,
        ),
        // https://github.com/aws-amplify/amplify-cli/issues/11384
        (
            "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You \
             can create a new GSI with a different name.",
            Known::IndexChanged,
        ),
        // https://github.com/hashicorp/terraform-provider-aws/pull/3355
        (
            "Attempt to change a resource which is still in use: Table is being deleted: tf-acc-test-mryz6",
            Known::TableGoes,
        ),
        // https://github.com/aws-bench/aws-bench/pull/41
        (
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
            Known::Protected,
        ),
        // https://github.com/aws/aws-cdk/issues/21776
        (
            "The bucket you tried to delete is not empty (Service: Amazon S3; Status Code: 409; Error Code: BucketNotEmpty; \
             Request ID: 13B5WKE8TCT9VS8K; S3 Extended Request ID: /7/TL8=; Proxy: null)",
            Known::BucketNotEmpty,
        ),
        // https://github.com/aws/eks-hybrid/pull/741
        (
            "Resource handler returned message: \"Cannot exceed quota for PoliciesPerRole: 10 (Service: Iam, Status Code: \
             409, Request ID: a42eda91-33d6-4a53-976c-2948b84c77b5) (SDK Attempt Count: 1)\" (RequestToken: \
             a6dcd513-5b40-32ea-cd39-c272e6373ac5, HandlerErrorCode: ServiceLimitExceeded)",
            Known::Quota {
                name: Some("PoliciesPerRole: 10".to_owned()),
            },
        ),
        // https://github.com/serverless/serverless/issues/2605
        (
            "Resource limit exceeded. (Service: AWSLogs; Status Code: 400; Error Code: LimitExceededException; Request ID: \
             7f91c669-d06e-11e8-9a28-85527fa06d9e).",
            Known::Quota { name: None },
        ),
        // https://github.com/serverless/serverless/issues/7643
        (
            "Maximum policy size of 10240 bytes exceeded for role x (Service: AmazonIdentityManagement; Status Code: 409; \
             Error Code: LimitExceeded; Request ID: x)",
            Known::RolePolicyFull,
        ),
        // https://github.com/awslabs/genomics-secondary-analysis-using-aws-step-functions-and-aws-batch/issues/12
        (
            "User: arn:aws:sts:::assumed-role/x/AWSCloudFormation is not authorized to perform: lambda:AddPermission on \
             resource: arn:aws:lambda:us-east-2::function:x because no identity-based policy allows the \
             lambda:AddPermission action (Service: AWSLambdaInternal; Status Code: 403; Error Code: AccessDeniedException; )",
            Known::Denied {
                action: Some("lambda:AddPermission".to_owned()),
            },
        ),
        // https://github.com/aws-amplify/amplify-cli/issues/11805
        (
            "Resource handler returned message: \"Service returned error code AccessDeniedException (Service: Lambda, Status \
             Code: 403, Request ID: c6682b5d)\" (RequestToken: a477fb42, HandlerErrorCode: AccessDenied)",
            Known::Denied { action: None },
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(known("AWS::IAM::Role", said), Some(expected), "{said}");
    }
}

#[test]
fn messages_about_names() {
    let cases = [
        // https://github.com/aws-solutions/amazon-marketing-cloud-uploader-from-aws/issues/167
        (
            "Resource handler returned message: \"Resource of type 'AWS::Logs::LogGroup' with identifier \
             '{\"/properties/LogGroupName\":\"/aws/lambda/x\"}' already exists.\" (RequestToken: \
             258db5a1-23c6-5e4b-4d23-7a469fc2de96, HandlerErrorCode: AlreadyExists)",
            Known::Taken {
                name: Some("/aws/lambda/x".to_owned()),
            },
        ),
        // https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2515
        (
            "Resource handler returned message: \"null\" (HandlerErrorCode: AlreadyExists)",
            Known::Taken { name: None },
        ),
        // https://github.com/serverless/serverless/issues/1677
        (
            "egamitv-links-dev already exists in stack arn:aws:cloudformation:us-west-2:12345678:stack/egamitv-dev/a43c123",
            Known::TakenByStack {
                name: "egamitv-links-dev".to_owned(),
                stack: "arn:aws:cloudformation:us-west-2:12345678:stack/egamitv-dev/a43c123".to_owned(),
            },
        ),
        // https://github.com/ministackorg/ministack/issues/1433
        (
            "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename \
             iot_device_health and update the stack again.",
            Known::FixedName {
                name: "iot_device_health".to_owned(),
            },
        ),
        // https://github.com/serverless/serverless/issues/3589
        (
            "Export my-output-export-name cannot be deleted as it is in use by my-other-stack",
            Known::ExportInUse {
                export: "my-output-export-name".to_owned(),
                importers: "my-other-stack".to_owned(),
            },
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(known("AWS::Logs::LogGroup", said), Some(expected), "{said}");
    }
}

#[test]
fn nothing_is_claimed_of_an_unknown_message() {
    for said in ["", "Internal Failure", "Resource creation Initiated"] {
        assert_eq!(known("AWS::SQS::Queue", said), None, "{said}");
    }
}

#[test]
fn the_way_out_names_what_is_meant() {
    let denied = known(
        "x",
        "User: x is not authorized to perform: sqs:CreateQueue on resource: y",
    )
    .unwrap();
    assert!(denied.to_string().contains("`sqs:CreateQueue`"), "{denied}");
    let taken = Known::Taken {
        name: Some("jobs".to_owned()),
    };
    assert!(
        taken
            .to_string()
            .starts_with("\"jobs\" exists outside this stack"),
        "{taken}"
    );
}
