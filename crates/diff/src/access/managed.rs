//! Managed policies of AWS that are known to allow much.

use policy::Policy;

/// The name of a policy, and actions that it allows on everything; it may allow others besides.
const KNOWN: [(&str, &str); 8] = [
    (ADMINISTRATOR, "*"),
    ("IAMFullAccess", "iam:*"),
    ("AmazonDynamoDBFullAccess", "dynamodb:*"),
    ("AmazonS3FullAccess", "s3:*"),
    ("AmazonSQSFullAccess", "sqs:*"),
    ("AmazonSNSFullAccess", "sns:*"),
    ("AWSLambda_FullAccess", "lambda:*"),
    ("AmazonKinesisFullAccess", "kinesis:*"),
];

/// There is nothing besides.
const ADMINISTRATOR: &str = "AdministratorAccess";

/// What a managed policy of AWS allows at least, if that is known.
pub(super) fn known(arn: &str) -> Option<Policy> {
    let (name, action) = KNOWN.iter().find(|(known, _)| name(arn) == Some(known))?;
    let json = format!(r#"{{"Statement": {{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}}}"#);
    Policy::from_json(*name, &json).ok()
}

/// Whether what is known of the policy is all.
pub(super) fn is_known_whole(arn: &str) -> bool {
    name(arn) == Some(ADMINISTRATOR)
}

fn name(arn: &str) -> Option<&str> {
    arn.strip_prefix("arn:aws:iam::aws:policy/")
}
