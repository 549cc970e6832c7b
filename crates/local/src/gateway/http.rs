//! HTTP/1.1 on one stream: requests in, responses out.
//!
//! The gateway reads requests itself because handlers see the client's headers as the client spelled them, and
//! because a 101 carries exactly the headers that the service sends. HTTP libraries hide the first and add to the
//! second.

use std::{fmt::Write as _, io};

use bytes::{Buf, BytesMut};
use httparse::Status;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::tungstenite::http::StatusCode;

use super::clock::Moment;

const MOST_HEADERS: usize = 128;
const LONGEST_CHUNK_LINE: usize = 1024;

/// The first part of a request: all but its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// `GET`, `POST` and so on.
    pub(super) method: String,
    /// The path as it was sent, without the query.
    pub(super) path: String,
    /// The query as it was sent, without the question mark.
    pub(super) query: Option<String>,
    /// The headers in the client's order and spelling.
    pub(super) headers: Headers,
    /// Whether another request may follow on the stream.
    pub(super) keep_alive: bool,
}

/// Headers in the client's order and spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headers(pub(super) Vec<(String, String)>);

impl Headers {
    /// The values of a header, whatever the case of its name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The last value of a header.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().rev();
        let found = values.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a header that holds a list names the token.
    pub(super) fn names(&self, header: &str, token: &str) -> bool {
        self.all(header)
            .flat_map(|value| value.split(','))
            .any(|item| item.trim().eq_ignore_ascii_case(token))
    }
}

/// Why a request could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum RequestError {
    /// The bytes are no request.
    #[error("this is no HTTP/1.1 request")]
    Malformed,
    /// The head is longer than the limit.
    #[error("the headers are too long")]
    HeadTooLong,
    /// The body is longer than the limit. It has been read, so that the client gets to see the answer.
    #[error("the body is too long")]
    BodyTooLong,
    /// The stream failed or ended in the middle.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A response; `date` and `content-length` are added when it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Response {
    /// The status code.
    pub(super) status: u16,
    /// The headers, in order.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(super) body: String,
}

impl Response {
    /// A response without headers.
    pub(super) fn new(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn to_text(&self) -> String {
        let reason = StatusCode::from_u16(self.status).ok();
        let reason = reason
            .and_then(|status| status.canonical_reason())
            .unwrap_or_default();
        let mut text = format!(
            "HTTP/1.1 {} {reason}\r\ndate: {}\r\n",
            self.status,
            Moment::now().http_date()
        );
        for (name, value) in &self.headers {
            // A value with a line break would end the header and begin another one.
            let value = value.replace(['\r', '\n'], " ");
            text.extend([*name, ": ", &value, "\r\n"]);
        }
        if !matches!(self.status, 100..200 | 204) {
            let _ = write!(text, "content-length: {}\r\n", self.body.len());
        }
        text.push_str("\r\n");
        text.push_str(&self.body);
        text
    }
}

/// A stream that carries HTTP.
#[derive(Debug)]
pub(super) struct Http<S> {
    stream: S,
    buffer: BytesMut,
    longest_head: usize,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Http<S> {
    /// Speaks HTTP on a stream; a head longer than `longest_head` bytes is refused.
    pub(super) fn new(stream: S, longest_head: usize) -> Self {
        Self {
            stream,
            buffer: BytesMut::with_capacity(4096),
            longest_head,
        }
    }

    /// The next request's head; `None` when the client has no more requests. Nothing is lost when it is dropped.
    pub(super) async fn head(&mut self) -> Result<Option<Head>, RequestError> {
        loop {
            if let Some((head, length)) = parse_head(&self.buffer)? {
                if length > self.longest_head {
                    return Err(RequestError::HeadTooLong);
                }
                self.buffer.advance(length);
                return Ok(Some(head));
            }
            if self.buffer.len() > self.longest_head {
                return Err(RequestError::HeadTooLong);
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Ok(None);
            }
        }
    }

    /// The body of the request whose head came last.
    pub(super) async fn body(&mut self, head: &Head, longest: usize) -> Result<Vec<u8>, RequestError> {
        if head.headers.names("expect", "100-continue") {
            self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
        }
        let mut body = Body {
            bytes: Vec::new(),
            longest,
            overflow: false,
        };
        if head.headers.names("transfer-encoding", "chunked") {
            self.chunks(&mut body).await?;
        } else if let Some(length) = head.headers.get("content-length") {
            let length = length.parse().map_err(|_| RequestError::Malformed)?;
            self.exactly(length, &mut body).await?;
        }
        if body.overflow {
            Err(RequestError::BodyTooLong)
        } else {
            Ok(body.bytes)
        }
    }

    async fn chunks(&mut self, body: &mut Body) -> Result<(), RequestError> {
        loop {
            let (start, length) = loop {
                match httparse::parse_chunk_size(&self.buffer) {
                    Ok(Status::Complete(parsed)) => break parsed,
                    Ok(Status::Partial) if self.buffer.len() < LONGEST_CHUNK_LINE => self.more().await?,
                    _ => return Err(RequestError::Malformed),
                }
            };
            self.buffer.advance(start);
            if length == 0 {
                return self.trailers().await;
            }
            self.exactly(length, body).await?;
            self.line().await?;
        }
    }

    /// Reads lines up to the empty one that ends a chunked body.
    async fn trailers(&mut self) -> Result<(), RequestError> {
        while self.line().await? > 0 {}
        Ok(())
    }

    /// Drops a line, and yields its length without its end.
    async fn line(&mut self) -> Result<usize, RequestError> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                self.buffer.advance(end + 2);
                return Ok(end);
            }
            if self.buffer.len() > LONGEST_CHUNK_LINE {
                return Err(RequestError::Malformed);
            }
            self.more().await?;
        }
    }

    async fn exactly(&mut self, mut length: u64, body: &mut Body) -> Result<(), RequestError> {
        while length > 0 {
            if self.buffer.is_empty() {
                self.more().await?;
            }
            let part = self
                .buffer
                .len()
                .min(usize::try_from(length).unwrap_or(usize::MAX));
            body.push(&self.buffer[..part]);
            self.buffer.advance(part);
            length -= part as u64;
        }
        Ok(())
    }

    async fn more(&mut self) -> Result<(), RequestError> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(())
    }

    /// Writes a response.
    pub(super) async fn respond(&mut self, response: &Response) -> io::Result<()> {
        self.stream.write_all(response.to_text().as_bytes()).await?;
        self.stream.flush().await
    }

    /// The stream, and what has been read from it and not used.
    pub(super) fn into_parts(self) -> (S, BytesMut) {
        (self.stream, self.buffer)
    }
}

/// A body on its way in: what exceeds the limit is read and dropped.
struct Body {
    bytes: Vec<u8>,
    longest: usize,
    overflow: bool,
}

impl Body {
    fn push(&mut self, part: &[u8]) {
        self.overflow |= self.bytes.len() + part.len() > self.longest;
        if !self.overflow {
            self.bytes.extend_from_slice(part);
        }
    }
}

/// A whole head and its length, or `None` while some of it is missing.
fn parse_head(buffer: &[u8]) -> Result<Option<(Head, usize)>, RequestError> {
    let mut slots = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut slots);
    let length = match request.parse(buffer) {
        Ok(Status::Complete(length)) => length,
        Ok(Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(RequestError::HeadTooLong),
        Err(_) => return Err(RequestError::Malformed),
    };
    let target = origin_form(request.path.unwrap_or_default());
    let (path, query) = target
        .split_once('?')
        .map_or((target, None), |(path, query)| (path, Some(query.to_owned())));
    // `http://host` alone asks for the root.
    let path = if path.is_empty() { "/" } else { path };
    let headers = request.headers.iter().map(|header| {
        let value = String::from_utf8_lossy(header.value);
        (header.name.to_owned(), value.into_owned())
    });
    let headers = Headers(headers.collect());
    let head = Head {
        method: request.method.unwrap_or_default().to_owned(),
        path: path.to_owned(),
        query,
        keep_alive: request.version == Some(1) && !headers.names("connection", "close"),
        headers,
    };
    Ok(Some((head, length)))
}

/// The target without the scheme and host that the absolute form puts before it.
fn origin_form(target: &str) -> &str {
    match target.split_at_checked("http://".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http://") => {
            rest.find(['/', '?']).map_or("", |start| &rest[start..])
        }
        _ => target,
    }
}

#[cfg(test)]
mod tests;
