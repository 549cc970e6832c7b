use proptest::prelude::*;
use tokio::io::{DuplexStream, duplex};

use super::*;

async fn http(request: &[u8]) -> (Http<DuplexStream>, DuplexStream) {
    let (mut client, server) = duplex(1 << 16);
    client.write_all(request).await.unwrap();
    (Http::new(server, 10_240), client)
}

/// Reference 2.1: handlers see the client's spelling.
#[tokio::test]
async fn headers_keep_their_spelling_and_order() {
    let (mut http, _client) = http(b"GET /dev?a=1 HTTP/1.1\r\nhOsT: x\r\nX-A: 1\r\nx-a: 2\r\n\r\n").await;
    let head = http.head().await.unwrap().unwrap();
    let spelled: Vec<_> = head.headers.0.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(spelled, ["hOsT", "X-A", "x-a"]);
    assert_eq!((head.path.as_str(), head.query.as_deref()), ("/dev", Some("a=1")));
    assert_eq!(
        (head.headers.get("X-a"), head.headers.get("nope")),
        (Some("2"), None)
    );
}

/// RFC 9112, 3.2.2: every server takes the absolute form, which clients behind a proxy send.
#[tokio::test]
async fn a_target_may_name_the_host() {
    for (target, path, query) in [
        (
            "http://127.0.0.1:3001/dev?a=http://b/c",
            "/dev",
            Some("a=http://b/c"),
        ),
        ("HTTP://localhost", "/", None),
        ("http://localhost?a=1", "/", Some("a=1")),
        ("/http://localhost/dev", "/http://localhost/dev", None),
    ] {
        let (mut http, _client) = http(format!("GET {target} HTTP/1.1\r\n\r\n").as_bytes()).await;
        let head = http.head().await.unwrap().unwrap();
        assert_eq!(
            (head.path.as_str(), head.query.as_deref()),
            (path, query),
            "{target}"
        );
    }
}

#[tokio::test]
async fn requests_follow_each_other_on_one_stream() {
    let (mut http, client) = http(
        b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcPOST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
          2\r\nde\r\n3;x=y\r\nfgh\r\n0\r\nTrailer: 1\r\n\r\nGET /c HTTP/1.1\r\nConnection: close\r\n\r\n",
    )
    .await;
    for (path, body, keep_alive) in [("/a", "abc", true), ("/b", "defgh", true), ("/c", "", false)] {
        let head = http.head().await.unwrap().unwrap();
        assert_eq!((head.path.as_str(), head.keep_alive), (path, keep_alive));
        assert_eq!(http.body(&head, 5).await.unwrap(), body.as_bytes());
    }
    drop(client);
    assert_eq!(http.head().await.unwrap(), None);
}

/// Reference 7.3: 413, while the next request on the same stream still works.
#[tokio::test]
async fn a_body_that_is_too_long_is_read_to_its_end() {
    let (mut http, _client) =
        http(b"POST /a HTTP/1.1\r\nContent-Length: 6\r\n\r\nabcdefGET /b HTTP/1.1\r\n\r\n").await;
    let head = http.head().await.unwrap().unwrap();
    assert!(matches!(
        http.body(&head, 5).await,
        Err(RequestError::BodyTooLong)
    ));
    assert_eq!(http.head().await.unwrap().unwrap().path, "/b");
}

#[tokio::test]
async fn who_expects_to_be_asked_is_asked() {
    let (mut http, mut client) =
        http(b"POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n").await;
    let head = http.head().await.unwrap().unwrap();
    let (body, asked) = tokio::join!(http.body(&head, 5), async {
        let mut asked = [0; 25];
        client.read_exact(&mut asked).await.unwrap();
        client.write_all(b"x").await.unwrap();
        asked
    });
    assert_eq!(
        (body.unwrap().as_slice(), asked.as_slice()),
        (b"x".as_slice(), b"HTTP/1.1 100 Continue\r\n\r\n".as_slice())
    );
}

/// Reference 8.1: 10,240 bytes of headers.
#[tokio::test]
async fn a_head_that_is_too_long() {
    let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(10_240));
    let (mut http, _client) = http(long.as_bytes()).await;
    assert!(matches!(http.head().await, Err(RequestError::HeadTooLong)));
}

#[test]
fn a_header_value_cannot_begin_another_header() {
    let text = Response::new(200, "")
        .header("sec-websocket-protocol", "a\r\nset-cookie: b")
        .to_text();
    assert!(
        text.contains("sec-websocket-protocol: a  set-cookie: b\r\n"),
        "{text}"
    );
}

/// Wherever the network cuts a request, it reads the same.
#[tokio::test]
async fn a_cut_request_is_the_same_request() {
    let request = b"POST /dev/@connections/x?y=z HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody";
    for cut in 0..request.len() {
        let (mut http, mut client) = http(&request[..cut]).await;
        let read = async {
            let head = http.head().await.unwrap().unwrap();
            http.body(&head, 10).await.unwrap()
        };
        let write = async {
            tokio::task::yield_now().await;
            client.write_all(&request[cut..]).await.unwrap();
        };
        let (body, ()) = tokio::join!(read, write);
        assert_eq!(body, b"body", "{cut}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_a_request_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(parse_head(&bytes));
    }
}
