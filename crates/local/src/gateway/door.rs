//! The first thing behind the port: whose request is it?

use std::{net::IpAddr, sync::Arc};

use percent_encoding::percent_decode_str;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::Instant,
};

use super::{
    connection, handshake,
    http::{Http, RequestError, Response},
    management,
    service::Gateway,
};

/// What a path asks for.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// `/{stage}`: a client that wants to connect.
    Connect { stage: String },
    /// `/{stage}/@connections/{id}`: a function that speaks to a client.
    Management { stage: String, id: String },
    /// Anything else.
    Unknown,
}

impl Target {
    fn of(path: &str) -> Self {
        let decode = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let parts: Vec<String> = path.trim_start_matches('/').split('/').map(decode).collect();
        match parts.as_slice() {
            [stage] => Self::Connect { stage: stage.clone() },
            [stage, rest] if rest.is_empty() => Self::Connect { stage: stage.clone() },
            [stage, at, id] if at == "@connections" => Self::Management {
                stage: stage.clone(),
                id: id.clone(),
            },
            _ => Self::Unknown,
        }
    }
}

/// Serves one client for as long as it stays.
pub(super) async fn open<S>(gateway: Arc<Gateway>, stream: S, peer: IpAddr)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut http = Http::new(stream, gateway.limits.headers);
    loop {
        let head = tokio::select! {
            head = http.head() => head,
            () = gateway.stopping.cancelled() => return,
        };
        let head = match head {
            Ok(Some(head)) => head,
            Ok(None) => return,
            Err(error) => return refuse(&mut http, &unreadable(&error)).await,
        };
        let began = Instant::now();
        let body = match http.body(&head, gateway.limits.message).await {
            Err(error @ (RequestError::Malformed | RequestError::Io(_))) => {
                return refuse(&mut http, &unreadable(&error)).await;
            }
            body => body.ok(),
        };
        match Target::of(&head.path) {
            Target::Management { stage, id } => {
                let response = management::answer(&gateway, &head.method, &stage, &id, body.as_deref());
                if http.respond(&response).await.is_err() || !head.keep_alive {
                    return;
                }
            }
            Target::Connect { stage } => {
                match handshake::shake_hands(&gateway, &head, &stage, peer, began).await {
                    Ok(accepted) => {
                        // A client that is gone by now is noticed, and disconnected, like any that goes later.
                        let _ = http.respond(&accepted.response).await;
                        let (stream, rest) = http.into_parts();
                        return connection::hold(&gateway, accepted.client, stream, rest, began).await;
                    }
                    Err(response) => return refuse(&mut http, &response).await,
                }
            }
            Target::Unknown => {
                let response = handshake::forbidden(&gateway, &head.path, began);
                return refuse(&mut http, &response).await;
            }
        }
    }
}

async fn refuse<S: AsyncRead + AsyncWrite + Unpin>(http: &mut Http<S>, response: &Response) {
    let response = response.clone().header("connection", "close");
    // The client may have gone; then nobody needs the answer.
    let _ = http.respond(&response).await;
}

fn unreadable(error: &RequestError) -> Response {
    let status = match error {
        RequestError::HeadTooLong => 431,
        RequestError::BodyTooLong => 413,
        RequestError::Malformed | RequestError::Io(_) => 400,
    };
    Response::new(status, format!(r#"{{"message":"{error}"}}"#)).header("content-type", "application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference 1.1 and 7.1: `@` raw or encoded, the id encoded; nothing may follow the stage.
    #[test]
    fn paths() {
        let connect = |stage: &str| Target::Connect {
            stage: stage.to_owned(),
        };
        let manage = || Target::Management {
            stage: "dev".to_owned(),
            id: "Kx3Bq0hYtQAZLFk2Wg==".to_owned(),
        };
        for (path, target) in [
            ("/dev", connect("dev")),
            ("/dev/", connect("dev")),
            ("/", connect("")),
            ("/dev/more", Target::Unknown),
            ("/dev/@connections/Kx3Bq0hYtQAZLFk2Wg%3D%3D", manage()),
            ("/dev/%40connections/Kx3Bq0hYtQAZLFk2Wg==", manage()),
            ("/dev/@connections/a/b", Target::Unknown),
        ] {
            assert_eq!(Target::of(path), target, "{path}");
        }
    }
}
