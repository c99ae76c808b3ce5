//! A gateway on a socket of its own, and clients that may do anything.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use gateway::{BodyTimedOut, Class, ClientAddress, Gateway, GatewayConfig, Refusal, serve};
use poem::endpoint::make;
use poem::http::StatusCode;
use poem::{Endpoint, Request, Response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// How long a test waits for a fact.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// A gateway that serves.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) stop: CancellationToken,
    pub(crate) serving: JoinHandle<()>,
    /// Where requests of `/wait` wait.
    pub(crate) gate: Arc<Gate>,
}

impl Server {
    pub(crate) async fn start(config: GatewayConfig) -> Self {
        let gate = Arc::new(Gate::default());
        Self::start_with(config, gate.clone(), toy(gate), LIMIT).await
    }

    pub(crate) async fn start_with(
        config: GatewayConfig,
        gate: Arc<Gate>,
        endpoint: impl Endpoint<Output = Response> + 'static,
        grace: Duration,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let gateway = Gateway { config, refuse, classify };
        let serving = tokio::spawn(serve(listener, endpoint, gateway, stop.clone(), grace));
        Self { address, stop, serving, gate }
    }

    pub(crate) async fn connect(&self) -> Client {
        Client(TcpStream::connect(self.address).await.unwrap())
    }

    /// Sends bytes and reads what comes until the connection ends.
    pub(crate) async fn ask(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut client = self.connect().await;
        client.send(bytes).await;
        client.read_all().await
    }

    pub(crate) async fn get(&self, path: &str) -> String {
        self.ask(format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).await
    }
}

/// Where requests wait for a test.
pub(crate) struct Gate {
    open: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Gate {
    fn default() -> Self {
        Self { open: Semaphore::new(0), waiting: AtomicUsize::new(0) }
    }
}

impl Gate {
    async fn wait(&self) {
        self.waiting.fetch_add(1, Relaxed);
        self.open.acquire().await.unwrap().forget();
    }

    /// Lets one through.
    pub(crate) fn open(&self) {
        self.open.add_permits(1);
    }

    /// How many have come.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Relaxed)
    }
}

/// A connection whose client may do anything.
pub(crate) struct Client(pub(crate) TcpStream);

impl Client {
    /// What does not get through is no failure: the other side may have had enough.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    /// Reads until the connection ends.
    pub(crate) async fn read_all(&mut self) -> String {
        let mut read = Vec::new();
        let ended = timeout(LIMIT, self.0.read_to_end(&mut read)).await;
        let text = String::from_utf8_lossy(&read).into_owned();
        ended.unwrap_or_else(|_| panic!("the connection does not end: {text}")).ok();
        text
    }

    /// Reads until `end` has come.
    pub(crate) async fn read_until(&mut self, end: &str) -> String {
        let mut read = Vec::new();
        while !read.ends_with(end.as_bytes()) {
            let byte = timeout(LIMIT, self.0.read_u8()).await;
            let so_far = || String::from_utf8_lossy(&read).into_owned();
            let byte = byte.unwrap_or_else(|_| panic!("{end:?} does not come: {}", so_far()));
            read.push(byte.unwrap_or_else(|error| panic!("{error} before {end:?}: {}", so_far())));
        }
        String::from_utf8(read).unwrap()
    }
}

/// Waits until something is so.
pub(crate) async fn eventually(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(LIMIT, waiting).await.unwrap_or_else(|_| panic!("it does not come to be that {what}"));
}

fn classify(request: &Request) -> Class {
    match request.uri().path() {
        "/health" => Class::Exempt,
        "/light" => Class::Light,
        _ => Class::Heavy,
    }
}

/// A problem document, as the API makes them.
pub(crate) fn refuse(refusal: Refusal) -> Response {
    let (status, text) = (refusal.status(), format!("{refusal:?}"));
    let body = serde_json::json!({ "type": "urn:problem", "status": status.as_u16(), "detail": text });
    let mut response =
        Response::builder().status(status).content_type("application/problem+json").body(body.to_string());
    if let Refusal::Overloaded { retry_after } = refusal {
        response.headers_mut().insert("retry-after", retry_after.as_secs().max(1).into());
    }
    response
}

/// Asserts that an answer is one whole problem document of this status, and gives its detail.
pub(crate) fn problem(answer: &str, status: StatusCode) -> String {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
    assert!(head.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{head}");
    assert_eq!(head.matches("HTTP/1.1").count(), 1, "{head}");
    assert!(head.contains("content-type: application/problem+json"), "{head}");
    assert!(head.contains(&format!("content-length: {}", body.len())), "{answer}");
    let problem: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(problem["status"], status.as_u16());
    problem["detail"].as_str().unwrap().to_owned()
}

/// A toy of an API.
pub(crate) fn toy(gate: Arc<Gate>) -> impl Endpoint<Output = Response> + 'static {
    make(move |request: Request| {
        let gate = gate.clone();
        async move { answer(request, gate).await }
    })
}

async fn answer(mut request: Request, gate: Arc<Gate>) -> Response {
    match request.uri().path() {
        "/wait" => {
            gate.wait().await;
            "waited".into()
        }
        "/read" => match request.take_body().into_vec().await {
            Ok(body) => body.len().to_string().into(),
            Err(error) if BodyTimedOut::caused(&error) => refuse(Refusal::BodyTimeout),
            Err(error) => Response::builder().status(StatusCode::BAD_REQUEST).body(error.to_string()),
        },
        "/ignorant" => match request.take_body().into_vec().await {
            Ok(body) => body.len().to_string().into(),
            Err(_) => StatusCode::BAD_REQUEST.into(),
        },
        "/address" => request.data::<ClientAddress>().unwrap().0.to_string().into(),
        "/large" => vec![b'x'; 64 << 20].into(),
        "/upgrade" => upgrade(&request),
        _ => "hello".into(),
    }
}

/// From now on it sends back in capitals what it gets, until the client ends.
fn upgrade(request: &Request) -> Response {
    let upgrade = request.take_upgrade().unwrap();
    tokio::spawn(async move {
        let mut stream = upgrade.await.unwrap();
        let mut buffer = [0; 64];
        while let Ok(read @ 1..) = stream.read(&mut buffer).await {
            buffer[..read].make_ascii_uppercase();
            stream.write_all(&buffer[..read]).await.unwrap();
        }
    });
    Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header("connection", "upgrade")
        .header("upgrade", "capitals")
        .finish()
}
