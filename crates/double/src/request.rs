//! One call, in whichever protocol it came.

use http::Request;
use serde_json::{Map, Value, json};

use crate::{account, lambda, s3};

/// What somebody asked a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The service as signatures name it, such as `cloudformation`.
    pub service: String,
    /// The operation, such as `CreateChangeSet`.
    pub action: String,
    /// The members of the request: lists are arrays, and in the query protocol every value is a text.
    pub input: Value,
    /// The body as it came, where the operation carries one that is no structure.
    pub body: Vec<u8>,
    /// The access key that signed; none where nobody did.
    pub key: Option<String>,
    /// The region that it was signed for.
    pub region: String,
}

impl Call {
    pub(crate) fn read(request: &Request<Vec<u8>>) -> Self {
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        // Credential=KEY/DATE/REGION/SERVICE/aws4_request:
        // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
        let scope: Vec<&str> = header("authorization")
            .and_then(|value| value.split_once("Credential="))
            .map(|(_, scope)| scope.split(['/', ',']).collect())
            .unwrap_or_default();
        let part = |at: usize| scope.get(at).copied().unwrap_or_default().to_owned();
        let service = part(3);
        let (action, input) = match (service.as_str(), header("x-amz-target")) {
            (_, Some(target)) => {
                let action = target.rsplit('.').next().unwrap_or_default().to_owned();
                (action, serde_json::from_slice(request.body()).unwrap_or_default())
            }
            ("s3", _) => s3::operation(request),
            ("lambda", _) => lambda::operation(request),
            ("apigateway", _) => account::operation(request),
            _ => query(request.body()),
        };
        Self {
            service,
            action,
            input,
            body: unchunked(request),
            key: scope.first().map(|key| (*key).to_owned()),
            region: part(2),
        }
    }

    /// The action as IAM names it, such as `cloudformation:CreateChangeSet`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.service, self.action)
    }

    /// A member that is a text.
    pub(crate) fn text(&self, member: &str) -> Option<&str> {
        self.input.get(member)?.as_str()
    }

    /// A member that is a list.
    pub(crate) fn list(&self, member: &str) -> &[Value] {
        self.input
            .get(member)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// A member that is a list of texts.
    pub(crate) fn texts(&self, member: &str) -> Vec<String> {
        let texts = self.list(member).iter().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    }

    /// A list of pairs, such as `[{Key, Value}]`.
    pub(crate) fn pairs(&self, member: &str, key: &str, value: &str) -> Vec<(String, Option<String>)> {
        let pairs = self.list(member).iter();
        pairs
            .filter_map(|pair| {
                let value = pair.get(value).and_then(Value::as_str).map(str::to_owned);
                Some((pair.get(key)?.as_str()?.to_owned(), value))
            })
            .collect()
    }
}

/// The query protocol: `Tags.member.1.Key=a` becomes `{"Tags": [{"Key": "a"}]}`.
/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
fn query(body: &[u8]) -> (String, Value) {
    let mut tree = json!({});
    for (key, value) in form_urlencoded::parse(body) {
        let path: Vec<&str> = key.split('.').filter(|part| *part != "member").collect();
        put(&mut tree, &path, value.into_owned());
    }
    let action = tree["Action"].as_str().unwrap_or_default().to_owned();
    (action, tree)
}

fn put(tree: &mut Value, path: &[&str], value: String) {
    let Some((first, rest)) = path.split_first() else {
        *tree = Value::String(value);
        return;
    };
    if let Ok(at) = first.parse::<usize>() {
        if !tree.is_array() {
            *tree = json!([]);
        }
        if let Some(list) = tree.as_array_mut() {
            list.resize(list.len().max(at), Value::Null);
            put(&mut list[at - 1], rest, value);
        }
        return;
    }
    if !tree.is_object() {
        *tree = Value::Object(Map::new());
    }
    put(&mut tree[*first], rest, value);
}

/// A body without the chunks that the SDK cuts a stream into.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
fn unchunked(request: &Request<Vec<u8>>) -> Vec<u8> {
    let encoding = request.headers().get("content-encoding");
    if encoding.is_none_or(|value| value != "aws-chunked") {
        return request.body().clone();
    }
    let mut rest = request.body().as_slice();
    let mut whole = Vec::new();
    while let Some(line) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = String::from_utf8_lossy(&rest[..line]).into_owned();
        let size = size.split(';').next().unwrap_or_default();
        let Ok(size @ 1..) = usize::from_str_radix(size, 16) else {
            break;
        };
        let Some(chunk) = rest.get(line + 2..line + 2 + size) else {
            break;
        };
        whole.extend_from_slice(chunk);
        rest = rest.get(line + 4 + size..).unwrap_or_default();
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_structures_of_the_query_protocol_become_a_tree() {
        let body = b"Action=X&Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.1.Value=1+2&Empty=";
        let (action, input) = query(body);
        assert_eq!(action, "X");
        assert_eq!(
            input["Tags"],
            json!([{ "Key": "a", "Value": "1 2" }, { "Key": "b" }])
        );
        assert_eq!(input["Empty"], "");
    }

    #[test]
    fn chunks_become_the_body_again() {
        let chunked = "5\r\nhello\r\n7;x=y\r\n, world\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n";
        let request = Request::put("http://b/k")
            .header("content-encoding", "aws-chunked")
            .body(chunked.as_bytes().to_vec());
        assert_eq!(
            request.map(|request| unchunked(&request)).ok(),
            Some(b"hello, world".to_vec())
        );
    }
}
