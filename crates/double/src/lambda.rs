//! Lambda, as far as code changes without a deployment: the functions are those of the stacks.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::Request;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Refusal, Said},
    request::Call,
    world::{ACCOUNT, World},
};

/// <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html> and its neighbours.
pub(crate) fn operation(request: &Request<Vec<u8>>) -> (String, Value) {
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    let action = match (request.method().as_str(), path.as_slice()) {
        ("GET", [_, "functions", _]) => "GetFunction",
        ("GET", [_, "functions", _, "configuration"]) => "GetFunctionConfiguration",
        ("PUT", [_, "functions", _, "code"]) => "UpdateFunctionCode",
        _ => "Unknown",
    };
    let mut input: Value = serde_json::from_slice(request.body()).unwrap_or_else(|_| json!({}));
    if let Some(name) = path.get(2) {
        input["FunctionName"] = json!(percent_decode_str(name).decode_utf8_lossy());
    }
    (action.to_owned(), input)
}

pub(crate) fn answer(world: &mut World, call: &Call) -> Said {
    let name = call.text("FunctionName").unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default().to_owned();
    let stands = world
        .stacks
        .iter()
        .any(|stack| stack.has("AWS::Lambda::Function", &name));
    if !stands {
        let said = format!(
            "Function not found: arn:aws:lambda:{}:{ACCOUNT}:function:{name}",
            call.region
        );
        return Err(Refusal::new(404, "ResourceNotFoundException", said));
    }
    match call.action.as_str() {
        "GetFunctionConfiguration" => Ok(Answer::Members(configuration(world, call, &name))),
        "GetFunction" => {
            let configuration = configuration(world, call, &name);
            Ok(Answer::Members(json!({ "Configuration": configuration })))
        }
        "UpdateFunctionCode" => {
            let bucket = call.text("S3Bucket").unwrap_or_default();
            let key = call.text("S3Key").unwrap_or_default().to_owned();
            let known = world
                .buckets
                .get(bucket)
                .is_some_and(|objects| objects.contains_key(&key));
            if !known && call.text("ZipFile").is_none() {
                let said = "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified \
                            key does not exist.";
                return Err(Refusal::new(400, "InvalidParameterValueException", said));
            }
            world.code.insert(name.clone(), key);
            let mut configuration = configuration(world, call, &name);
            configuration["LastUpdateStatus"] = json!("InProgress");
            Ok(Answer::Members(configuration))
        }
        _ => Err(Refusal::unknown(call)),
    }
}

/// A function after an update is in progress once, and done when asked again:
/// <https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html>.
fn configuration(world: &World, call: &Call, name: &str) -> Value {
    json!({
        "FunctionName": name,
        "FunctionArn": format!("arn:aws:lambda:{}:{ACCOUNT}:function:{name}", call.region),
        "State": "Active",
        "LastUpdateStatus": "Successful",
        "CodeSha256": world.code.get(name).map(|key| sha256(key)),
    })
}

/// The hash that Lambda would tell, of a key that says it: `assets/DIGITS.zip`.
fn sha256(key: &str) -> String {
    let digits = key.trim_start_matches("assets/").trim_end_matches(".zip");
    let bytes = digits.as_bytes().chunks(2).map(|pair| {
        let pair = str::from_utf8(pair).unwrap_or_default();
        u8::from_str_radix(pair, 16).unwrap_or_default()
    });
    BASE64_STANDARD.encode(bytes.collect::<Vec<u8>>())
}
