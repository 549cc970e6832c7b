use std::{fs, sync::Mutex};

use http::Response;
use tempfile::TempDir;

use super::*;
use crate::answers::{Call, answer, recorded};

/// `printf code | sha256sum`, and its base64.
const SHA256: &str = "5694d08a2e53ffcae0c3103e5ad6f6076abd960eb1f8a56577040bc1028f702b";
const CHECKSUM: &str = "VpTQii5T/8rgwxA+Wtb2B2q9lg6x+KVldwQLwQKPcCs=";

fn store() -> Store {
    Store {
        bucket: "gatewright-111122223333-eu-west-1".to_owned(),
        owner: "111122223333".to_owned(),
        key: None,
        version: 1,
    }
}

fn object(folder: &TempDir) -> Object {
    let path = folder.path().join("code.zip");
    fs::write(&path, "code").unwrap();
    Object {
        path,
        key: format!("assets/{SHA256}.zip"),
        sha256: SHA256.to_owned(),
        size: 4,
    }
}

fn stored(size: u64, checksum: Option<&str>) -> Response<String> {
    let response = Response::builder().header("content-length", size);
    let response = match checksum {
        Some(checksum) => response.header("x-amz-checksum-sha256", checksum),
        None => response,
    };
    response.body(String::new()).unwrap()
}

/// S3 without the object.
fn empty_bucket(asked: &Call) -> Response<String> {
    answer(if asked.line.starts_with("HEAD") { 404 } else { 200 }, "")
}

#[tokio::test]
async fn what_is_missing_travels_once_with_its_hash_and_the_owner() {
    let folder = TempDir::new().unwrap();
    let object = object(&folder);
    let (clients, log) = recorded(empty_bucket);
    let steps = Mutex::new(Vec::new());
    let twice = [object.clone(), object.clone()];
    let done = clients
        .upload(&store(), &twice, |step| {
            steps.lock().unwrap().push(format!("{step:?}"));
        })
        .await
        .unwrap();
    let expected = Uploaded {
        present: 0,
        brought: 1,
        bytes: 4,
    };
    assert_eq!(done, expected);
    assert_eq!(log.methods(), ["HEAD", "PUT"]);
    let put = &log.all()[1];
    assert_eq!(put.header("x-amz-checksum-sha256"), Some(CHECKSUM));
    for asked in log.all() {
        assert_eq!(asked.header("x-amz-expected-bucket-owner"), Some("111122223333"));
    }
    let steps = steps.into_inner().unwrap();
    assert_eq!(
        steps,
        [
            format!("{:?}", Step::Begun(&object)),
            format!("{:?}", Step::Arrived(&object))
        ]
    );
}

#[tokio::test]
async fn what_is_there_does_not_travel() {
    let folder = TempDir::new().unwrap();
    for checksum in [Some(CHECKSUM), None] {
        let (clients, log) = recorded(move |_| stored(4, checksum));
        let done = clients
            .upload(&store(), &[object(&folder)], |_| {})
            .await
            .unwrap();
        assert_eq!((done.present, done.brought), (1, 0));
        assert_eq!(log.methods(), ["HEAD"]);
    }
}

#[tokio::test]
async fn other_bytes_under_the_same_key_are_replaced() {
    let folder = TempDir::new().unwrap();
    let other = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    for (size, checksum) in [(4, Some(other)), (3, None)] {
        let (clients, log) = recorded(move |asked: &Call| {
            if asked.line.starts_with("HEAD") {
                stored(size, checksum)
            } else {
                answer(200, "")
            }
        });
        clients
            .upload(&store(), &[object(&folder)], |_| {})
            .await
            .unwrap();
        assert_eq!(log.methods(), ["HEAD", "PUT"]);
    }
}

#[tokio::test]
async fn a_bucket_of_somebody_else_is_told_from_a_missing_right() {
    let folder = TempDir::new().unwrap();
    let foreign = |asked: &Call| {
        let with_owner = asked.header("x-amz-expected-bucket-owner").is_some();
        answer(if with_owner { 403 } else { 200 }, "")
    };
    let (clients_there, _) = recorded(foreign);
    let error = clients_there
        .upload(&store(), &[object(&folder)], |_| {})
        .await
        .unwrap_err();
    assert!(matches!(error, UploadError::ForeignBucket { .. }), "{error}");
    assert!(error.hint().unwrap().contains("bootstrap --bucket-name"));

    let (clients_there, _) = recorded(|_| answer(403, ""));
    let error = clients_there
        .upload(&store(), &[object(&folder)], |_| {})
        .await
        .unwrap_err();
    let UploadError::Service(error) = error else {
        panic!("{error}");
    };
    let action = "s3:GetObject".to_owned();
    assert_eq!(*error.kind(), Kind::Denied { action });
}

#[tokio::test]
async fn a_bucket_that_is_gone_says_how_to_make_it() {
    let folder = TempDir::new().unwrap();
    let (clients, _) = recorded(|asked| match asked.line.split_once(' ') {
        Some(("PUT", _)) => answer(
            404,
            "<Error><Code>NoSuchBucket</Code><Message>no</Message></Error>",
        ),
        _ => answer(404, ""),
    });
    let error = clients
        .upload(&store(), &[object(&folder)], |_| {})
        .await
        .unwrap_err();
    assert!(error.hint().unwrap().contains("gatewright bootstrap"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_gone_and_a_hash_that_is_none_are_named() {
    let folder = TempDir::new().unwrap();
    let missing = Object {
        path: folder.path().join("gone.zip"),
        ..object(&folder)
    };
    let (clients, log) = recorded(empty_bucket);
    let error = clients.upload(&store(), &[missing], |_| {}).await.unwrap_err();
    assert!(error.to_string().starts_with("cannot read"), "{error}");
    for hash in ["", "abc", &"é".repeat(32), &"g".repeat(64)] {
        let object = Object {
            sha256: hash.to_owned(),
            ..object(&folder)
        };
        let error = clients.upload(&store(), &[object], |_| {}).await.unwrap_err();
        assert!(matches!(error, UploadError::Hash(_)), "{error}");
    }
    assert_eq!(log.methods(), ["HEAD"]);
}

#[test]
fn a_hash_is_written_as_s3_takes_it() {
    assert_eq!(base64_of(SHA256).unwrap(), CHECKSUM);
}
