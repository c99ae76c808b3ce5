//! HTTP/2, spoken from the first byte.

use bytes::Bytes;
use gateway::{GatewayConfig, Http2Config};
use http_body_util::{BodyExt as _, Empty};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use poem::http::{Request, StatusCode};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{LIMIT, Server, eventually};

type Sender = SendRequest<Empty<Bytes>>;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
/// `:method: GET`, `:scheme: http`, `:path: /` and `:authority: a`.
const FIELDS: &[u8] = &[0x82, 0x86, 0x84, 0x41, 1, b'a'];
const GOAWAY: u8 = 7;
const ENHANCE_YOUR_CALM: u8 = 11;

async fn client(server: &Server) -> Sender {
    let stream = TcpStream::connect(server.address).await.unwrap();
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

fn request(path: &str) -> Request<Empty<Bytes>> {
    Request::get(format!("http://a{path}")).body(Empty::new()).unwrap()
}

async fn ask(sender: &mut Sender, request: Request<Empty<Bytes>>) -> (StatusCode, String) {
    let response = timeout(LIMIT, sender.send_request(request)).await.unwrap().unwrap();
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (head.status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn requests_of_one_connection_run_beside_each_other() {
    let server = Server::start(GatewayConfig::default()).await;
    let mut sender = client(&server).await;
    let waiting = tokio::spawn(sender.send_request(request("/wait")));
    eventually("it waits", async || server.gate.waiting() == 1).await;
    assert_eq!(ask(&mut sender, request("/address")).await, (StatusCode::OK, "127.0.0.1".to_owned()));
    server.gate.open();
    assert_eq!(timeout(LIMIT, waiting).await.unwrap().unwrap().unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn what_is_too_large_is_a_problem_and_the_connection_goes_on() {
    let server = Server::start(GatewayConfig::default()).await;
    let mut sender = client(&server).await;
    let (status, body) = ask(&mut sender, request(&format!("/{}", "a".repeat(9 << 10)))).await;
    assert!(status == StatusCode::URI_TOO_LONG && body.contains("TargetTooLong"), "{status} {body}");
    let mut large = request("/");
    large.headers_mut().insert("a", "b".repeat(40 << 10).parse().unwrap());
    let (status, body) = ask(&mut sender, large).await;
    assert_eq!(status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    assert!(body.contains("HeadersTooLarge"), "{body}");
    assert_eq!(ask(&mut sender, request("/")).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_flood_of_resets_ends_the_connection_and_nobody_elses() {
    let server = Server::start(GatewayConfig::default()).await;
    let mut other = client(&server).await;
    let (mut reading, mut writing) = TcpStream::connect(server.address).await.unwrap().into_split();
    let mut flood = [PREFACE, SETTINGS].concat();
    for stream in (1..20_001u32).step_by(2) {
        let id = stream.to_be_bytes();
        flood.extend_from_slice(&[0, 0, FIELDS.len() as u8, 1, 0x05, id[0], id[1], id[2], id[3]]);
        flood.extend_from_slice(FIELDS);
        flood.extend_from_slice(&[0, 0, 4, 3, 0, id[0], id[1], id[2], id[3], 0, 0, 0, 8]);
    }
    let sending = tokio::spawn(async move { writing.write_all(&flood).await });
    let mut read = Vec::new();
    let _ = timeout(LIMIT, reading.read_to_end(&mut read)).await.expect("it is ended");
    assert_eq!(last_goaway(&read), Some(ENHANCE_YOUR_CALM));
    drop(sending);
    assert_eq!(ask(&mut other, request("/")).await.0, StatusCode::OK);
}

/// The reason of the last GOAWAY among these frames.
fn last_goaway(mut frames: &[u8]) -> Option<u8> {
    let mut reason = None;
    while let [a, b, c, kind, _, _, _, _, _, rest @ ..] = frames {
        let length = usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c);
        if *kind == GOAWAY {
            reason = rest.get(7).copied();
        }
        frames = rest.get(length..).unwrap_or_default();
    }
    reason
}

#[tokio::test]
async fn a_connection_that_rests_or_never_begins_is_ended() {
    let server = Server::start(GatewayConfig {
        keep_alive_timeout_ms: 200,
        header_read_timeout_ms: 200,
        ..GatewayConfig::default()
    })
    .await;
    for bytes in [PREFACE.to_vec(), [PREFACE, SETTINGS].concat()] {
        let mut client = server.connect().await;
        client.send(bytes).await;
        client.read_all().await;
    }
}

#[tokio::test]
async fn a_client_that_does_not_say_that_it_is_there_is_ended() {
    let http2 =
        Http2Config { keep_alive_interval_ms: 100, keep_alive_timeout_ms: 100, ..Http2Config::default() };
    let server = Server::start(GatewayConfig { http2, ..GatewayConfig::default() }).await;
    let mut client = server.connect().await;
    client.send([PREFACE, SETTINGS].concat()).await;
    client.read_all().await;
}

#[tokio::test]
async fn a_stop_lets_requests_end() {
    let server = Server::start(GatewayConfig::default()).await;
    let mut sender = client(&server).await;
    let waiting = tokio::spawn(sender.send_request(request("/wait")));
    eventually("it waits", async || server.gate.waiting() == 1).await;
    server.stop.cancel();
    server.gate.open();
    assert_eq!(timeout(LIMIT, waiting).await.unwrap().unwrap().unwrap().status(), StatusCode::OK);
    timeout(LIMIT, server.serving).await.expect("it ends").unwrap();
}
