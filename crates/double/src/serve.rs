//! The double over a loopback port, for a program that is pointed to it with `AWS_ENDPOINT_URL`.

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    thread::{self, JoinHandle},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    runtime::Builder,
    sync::oneshot,
};

use crate::Double;

/// A double that listens; it ends when this is dropped.
#[derive(Debug)]
pub struct Served {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Double {
    /// Listens on a free loopback port, on a thread of its own.
    pub fn serve(&self) -> io::Result<Served> {
        let runtime = Builder::new_current_thread().enable_io().build()?;
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let double = self.clone();
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(double, listener) => {}
                    _ = stopped => {}
                }
            });
        });
        Ok(Served {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Served {
    /// What `AWS_ENDPOINT_URL` has to be.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has told so itself.
            drop(thread.join());
        }
    }
}

async fn accept(double: Double, listener: std::net::TcpListener) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(double.clone(), stream));
    }
}

async fn connection(double: Double, stream: TcpStream) {
    let service = service_fn(move |request: Request<Incoming>| {
        let double = double.clone();
        async move { Ok::<_, Infallible>(answered(&double, request).await) }
    });
    // A client that hangs up is no failure of the double.
    drop(
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await,
    );
}

async fn answered(double: &Double, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes);
    let request = Request::from_parts(parts, body.unwrap_or_default().to_vec());
    double.answer(&request).map(|body| Full::new(Bytes::from(body)))
}
