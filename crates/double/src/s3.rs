//! S3, as far as assets and large templates go there.

use http::Request;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Refusal, Said, element},
    request::Call,
    world::World,
};

/// Buckets are the first part of the host's name, or of the path where one endpoint stands for all services.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>
pub(crate) fn operation(request: &Request<Vec<u8>>) -> (String, Value) {
    let uri = request.uri();
    let host = uri.host().unwrap_or_default();
    let path = percent_decode_str(uri.path().trim_start_matches('/')).decode_utf8_lossy();
    let (bucket, key) = if let Some((bucket, _)) = host.split_once(".s3.") {
        (bucket.to_owned(), path.into_owned())
    } else {
        let (bucket, key) = path.split_once('/').unwrap_or((&path, ""));
        (bucket.to_owned(), key.to_owned())
    };
    let query = uri.query().unwrap_or_default();
    let asks = |name: &str| form_urlencoded::parse(query.as_bytes()).any(|(key, _)| key == name);
    let prefix = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "prefix");
    let action = match (request.method().as_str(), key.is_empty()) {
        ("HEAD", true) => "HeadBucket",
        ("PUT", true) => "CreateBucket",
        ("GET", true) if asks("location") => "GetBucketLocation",
        ("GET", true) if asks("versioning") => "GetBucketVersioning",
        ("GET", true) => "ListObjectsV2",
        ("HEAD", false) => "HeadObject",
        ("GET", false) => "GetObject",
        ("PUT", false) => "PutObject",
        ("DELETE", false) => "DeleteObject",
        _ => "Unknown",
    };
    let prefix = prefix.map(|(_, prefix)| prefix.into_owned());
    (
        action.to_owned(),
        json!({ "Bucket": bucket, "Key": key, "Prefix": prefix }),
    )
}

pub(crate) fn answer(world: &mut World, call: &Call) -> Said {
    let bucket = call.text("Bucket").unwrap_or_default().to_owned();
    let key = call.text("Key").unwrap_or_default().to_owned();
    if call.action == "CreateBucket" {
        world.buckets.entry(bucket).or_default();
        return Ok(Answer::Raw(vec![], vec![]));
    }
    let missing = || Refusal::new(404, "NoSuchBucket", "The specified bucket does not exist");
    let objects = world.buckets.get_mut(&bucket).ok_or_else(missing)?;
    match call.action.as_str() {
        "HeadBucket" => Ok(Answer::Raw(
            vec![("x-amz-bucket-region", call.region.clone())],
            vec![],
        )),
        "GetBucketLocation" => Ok(xml("LocationConstraint", &json!(call.region))),
        "GetBucketVersioning" => Ok(xml("VersioningConfiguration", &json!({ "Status": "Enabled" }))),
        "PutObject" => {
            objects.insert(key, call.body.clone());
            Ok(Answer::Raw(vec![("etag", "\"double\"".to_owned())], vec![]))
        }
        "DeleteObject" => {
            objects.remove(&key);
            Ok(Answer::Raw(vec![], vec![]))
        }
        "HeadObject" | "GetObject" => {
            let body = objects.get(&key).ok_or_else(|| {
                let code = if call.action == "HeadObject" {
                    "NotFound"
                } else {
                    "NoSuchKey"
                };
                Refusal::new(404, code, "The specified key does not exist.")
            })?;
            let body = if call.action == "GetObject" {
                body.clone()
            } else {
                vec![]
            };
            Ok(Answer::Raw(vec![("etag", "\"double\"".to_owned())], body))
        }
        "ListObjectsV2" => {
            let prefix = call.text("Prefix").unwrap_or_default();
            let found = objects.iter().filter(|(key, _)| key.starts_with(prefix));
            let found =
                found.map(|(key, body)| element("Contents", &json!({ "Key": key, "Size": body.len() })));
            let found: String = found.collect();
            let list =
                format!("<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>");
            Ok(Answer::Raw(vec![], list.into_bytes()))
        }
        _ => Err(Refusal::unknown(call)),
    }
}

fn xml(name: &str, value: &Value) -> Answer {
    Answer::Raw(vec![], element(name, value).into_bytes())
}
