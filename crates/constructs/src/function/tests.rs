use cfn::Stack;
use serde_json::json;

use super::*;
use crate::{
    Durability, Key, Queue, QueueSource, Table,
    testing::{codes, ids, properties, resource, synth},
};

#[test]
fn a_function_has_a_role_and_a_log_group_of_its_own() {
    let mut stack = Stack::new("demo");
    let logs = LogGroup::new().durability(Durability::Disposable);
    stack.add("Connect", Function::rust("lambdas", "connect").logs(logs));
    let template = synth(stack);

    assert_eq!(ids(&template), ["ConnectLogs", "ConnectRole", "Connect"]);
    assert_eq!(
        properties(&template, "Connect"),
        json!({
            "Code": { "S3Bucket": { "Ref": "AssetBucket" }, "S3Key": { "Ref": "ConnectCodeKey" } },
            "Role": { "Fn::GetAtt": ["ConnectRole", "Arn"] },
            "Architectures": ["arm64"],
            "Handler": "bootstrap",
            "LoggingConfig": { "LogGroup": { "Ref": "ConnectLogs" } },
            "MemorySize": 256,
            "Runtime": "provided.al2023",
            "Timeout": 10,
        })
    );
    assert_eq!(
        properties(&template, "ConnectRole"),
        json!({
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "Service": "lambda.amazonaws.com" },
                    "Action": ["sts:AssumeRole"],
                }],
            },
            "Policies": [{
                "PolicyName": "Grants",
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{
                        "Effect": "Allow",
                        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                        "Resource": [{ "Fn::GetAtt": ["ConnectLogs", "Arn"] }],
                    }],
                },
            }],
        })
    );
    assert_eq!(resource(&template, "ConnectLogs")["DeletionPolicy"], "Delete");
}

#[test]
fn code_is_named_by_parameters_and_listed_as_an_asset() {
    let mut stack = Stack::new("demo");
    let arm = Function::rust("lambdas", "connect");
    stack.add("Connect", arm.architecture(Architecture::X86_64));
    stack.add("Other", Function::bootstrap("dist/other.zip"));
    let template = synth(stack);

    let parameters = template
        .tree()
        .get("Parameters")
        .and_then(|it| it.as_map())
        .unwrap();
    let names: Vec<&str> = parameters.keys().map(String::as_str).collect();
    assert_eq!(names, ["AssetBucket", "ConnectCodeKey", "OtherCodeKey"]);
    assert!(
        parameters
            .values()
            .all(|parameter| parameter.get("Default").is_none())
    );
    assert_eq!(
        serde_json::to_value(template.assets()).unwrap(),
        json!([
            {
                "resource": "Connect",
                "key_parameter": "ConnectCodeKey",
                "source": { "kind": "rust", "package": "lambdas", "binary": "connect", "architecture": "x86_64" },
            },
            { "resource": "Other", "key_parameter": "OtherCodeKey", "source": { "kind": "path", "path": "dist/other.zip" } },
        ])
    );
}

#[test]
fn what_is_allowed_stands_in_the_role_and_nothing_else() {
    let mut stack = Stack::new("demo");
    let rooms = stack.add("Rooms", Table::new(Key::string("roomId")));
    let letters = stack.add("Letters", Queue::new());
    let function = Function::rust("lambdas", "message")
        .env("ROOMS", &rooms)
        .allow(rooms.read())
        .allow(rooms.operations([crate::Operation::PutItem]))
        .dead_letters(&letters)
        .tracing()
        .reserved_concurrency(5);
    stack.add("Message", function);
    let template = synth(stack);

    let function = properties(&template, "Message");
    assert_eq!(
        function["Environment"],
        json!({ "Variables": { "ROOMS": { "Ref": "Rooms" } } })
    );
    assert_eq!(
        function["DeadLetterConfig"],
        json!({ "TargetArn": { "Fn::GetAtt": ["Letters", "Arn"] } })
    );
    assert_eq!(function["TracingConfig"], json!({ "Mode": "Active" }));
    assert_eq!(function["ReservedConcurrentExecutions"], 5);
    assert_eq!(
        properties(&template, "MessageRole")["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            {
                "Effect": "Allow",
                "Action": ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
                "Resource": [{ "Fn::GetAtt": ["Rooms", "Arn"] }],
            },
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": [{ "Fn::GetAtt": ["MessageLogs", "Arn"] }],
            },
            { "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": [{ "Fn::GetAtt": ["Letters", "Arn"] }] },
            {
                "Effect": "Allow",
                "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
                "Resource": ["*"],
            },
        ])
    );
}

#[test]
fn a_raw_property_has_the_last_word() {
    let mut stack = Stack::new("demo");
    let function = Function::rust("lambdas", "worker");
    let size = cfn::Tree::single("Size", 1024_i64);
    let function = function
        .raw_property("EphemeralStorage", size)
        .raw_property("MemorySize", 3008_i64);
    stack.add("Worker", function);
    let worker = properties(&synth(stack), "Worker");
    assert_eq!(worker["EphemeralStorage"], json!({ "Size": 1024 }));
    assert_eq!(worker["MemorySize"], 3008);
}

#[test]
fn a_wrong_environment_is_a_finding() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Worker",
        Function::rust("lambdas", "worker").env("AWS_REGION", "eu-central-1"),
    );
    assert_eq!(codes(stack), ["GW101"]);
}

#[test]
fn other_runtimes_run_their_own_handlers() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Greeter",
        Function::packaged(Runtime::Nodejs24, "index.handler", "dist/greeter"),
    );
    let source = "def handler(event, context):\n    return {'statusCode': 200}\n";
    stack.add("Connect", Function::inline(InlineRuntime::Python314, source));
    let template = synth(stack);

    let greeter = properties(&template, "Greeter");
    assert_eq!(
        (&greeter["Runtime"], &greeter["Handler"]),
        (&json!("nodejs24.x"), &json!("index.handler"))
    );
    let connect = properties(&template, "Connect");
    assert_eq!(
        (&connect["Runtime"], &connect["Handler"]),
        (&json!("python3.14"), &json!("index.handler"))
    );
    assert_eq!(connect["Code"], json!({ "ZipFile": source }));
    let assets: Vec<&str> = template
        .assets()
        .iter()
        .map(|asset| asset.resource.as_str())
        .collect();
    assert_eq!(assets, ["Greeter"]);
}

#[test]
fn what_is_asked_for_is_emitted() {
    let mut stack = Stack::new("demo");
    let layer = "arn:aws:lambda:eu-central-1:111122223333:layer:fonts:3";
    let function = Function::rust("lambdas", "worker")
        .ephemeral_storage_mb::<2048>()
        .layers([layer.into()])
        .json_logs(LogLevel::Warn)
        .network(Network::new(["subnet-1", "subnet-2"], ["sg-1"]));
    stack.add("Worker", function);
    let template = synth(stack);
    let worker = properties(&template, "Worker");
    assert_eq!(worker["EphemeralStorage"], json!({ "Size": 2048 }));
    assert_eq!(worker["Layers"], json!([layer]));
    assert_eq!(
        worker["LoggingConfig"],
        json!({ "ApplicationLogLevel": "WARN", "LogFormat": "JSON", "LogGroup": { "Ref": "WorkerLogs" } })
    );
    assert_eq!(
        worker["VpcConfig"],
        json!({ "SecurityGroupIds": ["sg-1"], "SubnetIds": ["subnet-1", "subnet-2"] })
    );
    assert_eq!(
        properties(&template, "WorkerRole")["Policies"][0]["PolicyDocument"]["Statement"][0],
        json!({
            "Effect": "Allow",
            "Action": [
                "ec2:AssignPrivateIpAddresses",
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSubnets",
                "ec2:UnassignPrivateIpAddresses",
            ],
            "Resource": ["*"],
        })
    );
}

#[test]
fn an_imported_function_is_invoked_like_any_other() {
    let arn = "arn:aws:lambda:eu-central-1:111122223333:function:audit";
    let audit = FunctionRef::imported("Audit", cfn::Arn::of(arn), Timeout::secs::<5>());
    assert!(audit.handle().is_none() && audit.role().is_none() && audit.logs().is_none());
    assert_eq!(audit.name(), Value::from("audit"));
    assert_eq!(
        audit.invoke(),
        Grant::new([action!("lambda:InvokeFunction")], [arn])
    );
}

fn publishes(function: Function) -> (String, serde_json::Value) {
    let mut stack = Stack::new("demo");
    let worker = stack.add("Worker", function);
    let caller = Function::rust("lambdas", "caller").allow(worker.invoke());
    stack.add("Caller", caller);
    let template = synth(stack);
    let version = properties(&template, "WorkerVersion");
    let description = version["Description"]["Fn::Sub"].as_str().unwrap().to_owned();
    assert_eq!(
        properties(&template, "CallerRole")["Policies"][0]["PolicyDocument"]["Statement"][0]["Resource"],
        json!([{ "Ref": "WorkerLive" }])
    );
    (description, properties(&template, "WorkerLive"))
}

#[test]
fn a_published_function_is_reached_by_its_alias() {
    let worker = || Function::rust("lambdas", "worker");
    let (first, alias) = publishes(worker().provisioned_concurrency::<3>());
    assert!(first.starts_with("${WorkerCodeKey} "), "{first}");
    assert_eq!(
        alias,
        json!({
            "FunctionName": { "Ref": "Worker" },
            "FunctionVersion": { "Fn::GetAtt": ["WorkerVersion", "Version"] },
            "Name": "live",
            "ProvisionedConcurrencyConfig": { "ProvisionedConcurrentExecutions": 3 },
        })
    );
    let same = publishes(worker().published().reserved_concurrency(7)).0;
    assert_eq!(first, same, "no property of a version has changed");
    let changed = publishes(worker().published().env("STAGE", "dev")).0;
    assert_ne!(first, changed);
    let raw = publishes(worker().published().raw_property("KmsKeyArn", "arn")).0;
    assert_ne!(first, raw);
}

#[test]
fn what_is_kept_warm_is_reserved() {
    let mut stack = Stack::new("demo");
    let worker = Function::rust("lambdas", "worker").provisioned_concurrency::<3>();
    stack.add("Worker", worker.reserved_concurrency(2));
    assert_eq!(codes(stack), ["GW155"]);
}

#[test]
fn what_nobody_waits_for_leaves_a_record() {
    let mut stack = Stack::new("demo");
    let failed = stack.add("Failed", Queue::new());
    let done = stack.add("Done", crate::Topic::new());
    let worker = Function::rust("lambdas", "worker")
        .async_retries::<0>()
        .async_max_age_secs::<60>()
        .on_success(&done)
        .on_failure(&failed);
    stack.add("Worker", worker);
    let template = synth(stack);
    assert_eq!(
        properties(&template, "WorkerAsyncConfig"),
        json!({
            "FunctionName": { "Ref": "Worker" },
            "Qualifier": "$LATEST",
            "DestinationConfig": {
                "OnFailure": { "Destination": { "Fn::GetAtt": ["Failed", "Arn"] } },
                "OnSuccess": { "Destination": { "Ref": "Done" } },
            },
            "MaximumEventAgeInSeconds": 60,
            "MaximumRetryAttempts": 0,
        })
    );
    let statements = &properties(&template, "WorkerRole")["Policies"][0]["PolicyDocument"]["Statement"];
    assert_eq!(statements[1]["Action"], json!(["sns:Publish"]));
    assert_eq!(statements[2]["Action"], json!(["sqs:SendMessage"]));
}

#[test]
fn a_published_function_takes_events_by_its_alias() {
    let mut stack = Stack::new("demo");
    let jobs = stack.add("Jobs", Queue::new());
    let worker = Function::rust("lambdas", "worker")
        .published()
        .async_retries::<1>();
    stack.add("Worker", worker.on_queue(&jobs, QueueSource::new()));
    let template = synth(stack);
    assert_eq!(
        properties(&template, "WorkerJobsMessages")["FunctionName"],
        json!({ "Ref": "WorkerLive" })
    );
    let config = properties(&template, "WorkerAsyncConfig");
    assert_eq!(
        (&config["FunctionName"], &config["Qualifier"]),
        (&json!({ "Ref": "Worker" }), &json!("live"))
    );
    assert_eq!(
        resource(&template, "WorkerAsyncConfig")["DependsOn"],
        json!(["WorkerLive"]),
        "Lambda refuses settings of an alias that does not stand yet"
    );
}
