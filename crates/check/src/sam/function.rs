//! `AWS::Serverless::Function`: the function, its role, and the sources that it polls.

use cfn::{Map, Tree};

use super::{Making, map};
use crate::items;

/// Properties that only the model has.
const ONLY_SAM: [&str; 24] = [
    "AssumeRolePolicyDocument",
    "AutoPublishAlias",
    "AutoPublishAliasAllProperties",
    "AutoPublishCodeSha256",
    "CapacityProviderConfig",
    "CodeUri",
    "DeadLetterQueue",
    "DeploymentPreference",
    "EventInvokeConfig",
    "Events",
    "FunctionUrlConfig",
    "ImageUri",
    "InlineCode",
    "PermissionsBoundary",
    "Policies",
    "PropagateTags",
    "ProvisionedConcurrencyConfig",
    "PublishToLatestPublished",
    "RolePath",
    "SourceKMSKeyArn",
    "Tags",
    "Tracing",
    "VersionDeletionPolicy",
    "VersionDescription",
];

/// What a source that Lambda polls is called in the model: the event's type, the property with its ARN, and the managed
/// policy that the role gets.
const POLLED: [(&str, &str, &str); 3] = [
    ("DynamoDB", "Stream", "AWSLambdaDynamoDBExecutionRole"),
    ("Kinesis", "Stream", "AWSLambdaKinesisExecutionRole"),
    ("SQS", "Queue", "AWSLambdaSQSQueueExecutionRole"),
];

pub(super) fn make(making: &mut Making<'_>) {
    let mut properties = making.properties.clone();
    properties.retain(|name, _| !ONLY_SAM.contains(&name.as_str()));
    properties.insert("Code".to_owned(), code(making));
    if let Some(mode) = making.property("Tracing") {
        properties.insert("TracingConfig".to_owned(), map([("Mode", mode)]));
    }
    if let Some(target) = making
        .property("DeadLetterQueue")
        .and_then(|queue| queue.get("TargetArn").cloned())
    {
        properties.insert("DeadLetterConfig".to_owned(), map([("TargetArn", target)]));
    }
    let role = format!("{}Role", making.id);
    if !properties.contains_key("Role") {
        let arn = Tree::single("Fn::GetAtt", [role.as_str(), "Arn"]);
        properties.insert("Role".to_owned(), arn);
        let properties = role_properties(making);
        making.another(role, "AWS::IAM::Role", properties, "Policies");
    }
    making.itself("AWS::Lambda::Function", properties);
    event_sources(making);
}

fn code(making: &Making<'_>) -> Tree {
    match (making.property("InlineCode"), making.property("ImageUri")) {
        (Some(text), _) => map([("ZipFile", text)]),
        (None, Some(image)) => map([("ImageUri", image)]),
        // The packaging puts it into a bucket.
        (None, None) => map([
            ("S3Bucket", token("CodeBucket").into()),
            ("S3Key", token(&format!("{}.CodeUri", making.id)).into()),
        ]),
    }
}

fn events(making: &Making<'_>) -> Map {
    match making.property("Events") {
        Some(Tree::Map(events)) => events,
        _ => Map::new(),
    }
}

fn polled(event: &Tree) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let kind = event.get("Type").and_then(Tree::as_str)?;
    POLLED.iter().find(|(polled, ..)| *polled == kind)
}

/// The role that the transform writes. What it cannot be seen to allow is a managed policy that nobody here holds.
fn role_properties(making: &Making<'_>) -> Map {
    let managed = |name: &str| Tree::from(format!("arn:aws:iam::aws:policy/service-role/{name}"));
    let mut arns = vec![managed("AWSLambdaBasicExecutionRole")];
    arns.extend(
        events(making)
            .values()
            .filter_map(polled)
            .map(|(.., policy)| managed(policy)),
    );
    if making.property("VpcConfig").is_some() {
        arns.push(managed("AWSLambdaVPCAccessExecutionRole"));
    }
    if making.property("Tracing").is_some() {
        arns.push("arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess".into());
    }
    if making.property("DeadLetterQueue").is_some() {
        arns.push(token("DeadLetterQueue").into());
    }
    let mut documents = Vec::new();
    let policies = making.property("Policies").unwrap_or(Tree::List(Vec::new()));
    for (index, policy) in items(&policies).iter().enumerate() {
        if policy.get("Statement").is_some() {
            let name = format!("{}RolePolicy{index}", making.id);
            documents.push(map([
                ("PolicyName", name.into()),
                ("PolicyDocument", policy.clone()),
            ]));
        } else if let Some((template, _)) = policy.as_single().filter(|_| policy.as_function().is_none()) {
            // A policy template such as `DynamoDBCrudPolicy`.
            arns.push(token(template).into());
        } else {
            arns.push(policy.clone());
        }
    }
    let statement = map([
        ("Effect", "Allow".into()),
        ("Principal", map([("Service", "lambda.amazonaws.com".into())])),
        ("Action", "sts:AssumeRole".into()),
    ]);
    let document = map([
        ("Version", "2012-10-17".into()),
        ("Statement", Tree::List(vec![statement])),
    ]);
    let document = making.property("AssumeRolePolicyDocument").unwrap_or(document);
    Map::from_iter([
        ("AssumeRolePolicyDocument".to_owned(), document),
        ("ManagedPolicyArns".to_owned(), Tree::List(arns)),
        ("Policies".to_owned(), Tree::List(documents)),
    ])
}

fn event_sources(making: &mut Making<'_>) {
    for (name, event) in events(making) {
        let Some((_, source, _)) = polled(&event) else {
            continue;
        };
        let mut properties = event
            .get("Properties")
            .and_then(Tree::as_map)
            .cloned()
            .unwrap_or_default();
        let arn = properties.shift_remove(*source).unwrap_or_default();
        forget_type(&mut properties);
        properties.insert("EventSourceArn".to_owned(), arn);
        properties.insert("FunctionName".to_owned(), Tree::single("Ref", making.id));
        let id = format!("{}{name}", making.id);
        making.another(
            id,
            "AWS::Lambda::EventSourceMapping",
            properties,
            &format!("Events.{name}"),
        );
    }
}

/// In the model a destination also says what it is.
fn forget_type(source: &mut Map) {
    let config = source.get_mut("DestinationConfig").and_then(Tree::as_map_mut);
    let failures = config.and_then(|config| config.get_mut("OnFailure")?.as_map_mut());
    failures.and_then(|failures| failures.shift_remove("Type"));
}

/// What only the packaging or the transform knows, marked as [`cfn::is_known`] wants it.
fn token(name: &str) -> String {
    format!("‹{name}›")
}
