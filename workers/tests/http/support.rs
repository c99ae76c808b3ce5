//! What the tests share: a client, requests, and servers.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use workers::http::{Answer, Attempt, CallFailure, HttpClient, HttpConfig, Prepared, Raw, Resolver};

/// A limit that no call reaches unless it never ends.
pub(crate) const AMPLE: Duration = Duration::from_secs(120);

/// A limit for calls that never end: long enough for what else the test does.
pub(crate) const SHORT: Duration = Duration::from_millis(700);

/// Finds every name on this machine.
pub(crate) fn here() -> Resolver {
    Arc::new(|_| Box::pin(async { Ok(vec![IpAddr::from([127, 0, 0, 1])]) }))
}

/// A client that may call this machine.
pub(crate) fn client() -> HttpClient {
    client_with(HttpConfig { allow: vec!["127.0.0.0/8".into()], ..HttpConfig::default() }, here())
}

pub(crate) fn client_with(config: HttpConfig, resolver: Resolver) -> HttpClient {
    HttpClient::new(&config, resolver).expect("a client")
}

/// A `GET` of a URL.
pub(crate) fn get(url: impl Into<String>) -> Raw {
    Raw { method: "GET".into(), url: url.into(), max_response_bytes: 1 << 20, ..Raw::default() }
}

pub(crate) async fn call(client: &HttpClient, raw: Raw, limit: Duration) -> Result<Answer, CallFailure> {
    let attempt = Attempt { key: "task_1", traceparent: Some("00-aa-bb-01"), limit };
    client.call(Prepared::new(raw)?, attempt).await.result
}

/// The class of a call's failure.
pub(crate) async fn class(client: &HttpClient, raw: Raw, limit: Duration) -> &'static str {
    call(client, raw, limit).await.expect_err("the call must fail").class
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

/// A server that does to every connection what it is told to, once the head of a request has come.
pub(crate) async fn raw_server<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            if read_head(&mut stream).await.is_some() {
                tokio::spawn(serve(stream));
            }
        }
    });
    address
}

/// Reads the head of a request.
pub(crate) async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

/// A server that sends the same bytes to everybody and closes.
pub(crate) async fn saying(text: impl Into<Bytes>) -> SocketAddr {
    let text = text.into();
    raw_server(move |mut stream| {
        let text = text.clone();
        async move {
            // Whether the client still listens is for the test to see.
            let _ = stream.write_all(&text).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

/// An HTTP/1.1 server.
pub(crate) async fn server<F>(answer: impl Fn(Request<Incoming>) -> F + Clone + Send + 'static) -> SocketAddr
where
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer = answer.clone();
            let service = service_fn(move |request| {
                let answer = answer(request);
                async move { Ok::<_, Infallible>(answer.await) }
            });
            let serving =
                hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::spawn(async move { drop(serving.await) });
        }
    });
    address
}

/// An answer.
pub(crate) fn answer(status: u16, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status.try_into().expect("a status");
    answer
}

/// Gives way to others until something is so. The test fails if it never is.
pub(crate) async fn until(mut so: impl FnMut() -> bool) {
    let waiting = async {
        while !so() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(AMPLE, waiting).await.expect("it must become so");
}
