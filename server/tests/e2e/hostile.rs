//! What programs of attackers send: each is refused with its documented problem, others are served meanwhile, and memory stays flat.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::deployment::Deployment;

/// How long an answer to what nobody sends by mistake may take.
const LIMIT: Duration = Duration::from_secs(60);
/// By how much the server may grow, in MiB, under any of this.
const FLAT_MIB: u64 = 200;

/// The answer to raw bytes, as far as it comes.
async fn answer_to(deployment: &Deployment, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(deployment.address()).await.unwrap();
    // A server that has seen enough closes before all is sent.
    let _ = stream.write_all(bytes).await;
    read(&mut stream).await
}

async fn read(stream: &mut TcpStream) -> String {
    let mut answer = vec![];
    let reading = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(LIMIT, reading).await.expect("an answer and an end of the connection");
    String::from_utf8_lossy(&answer).into_owned()
}

fn is_problem(answer: &str, status: u16, slug: &str) -> bool {
    answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(&format!("/problems/{slug}\""))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_or_no_http_is_refused_with_a_problem() {
    let deployment = Deployment::start().await;
    let headers: String = (0..10_000).map(|number| format!("x-{number}: 1\r\n")).collect();
    let many = format!("GET /v1/jobs HTTP/1.1\r\nhost: x\r\n{headers}\r\n");
    let answer = answer_to(&deployment, many.as_bytes()).await;
    assert!(is_problem(&answer, 431, "headers-too-large"), "{answer}");
    let long = format!("GET /v1/jobs?{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(60_000));
    let answer = answer_to(&deployment, long.as_bytes()).await;
    assert!(is_problem(&answer, 414, "target-too-long"), "{answer}");
    let answer = answer_to(&deployment, b"\x16\x03\x01\x02\x00\x01\x00 not http\r\n\r\n").await;
    assert!(is_problem(&answer, 400, "malformed-request"), "{answer}");
    let split = "GET /v1/jobs HTTP/1.1\r\nhost: x\r\nx-a: b\x01c\r\n\r\n";
    let answer = answer_to(&deployment, split.as_bytes()).await;
    assert!(is_problem(&answer, 400, "malformed-request"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn json_that_is_nested_deep_is_refused() {
    let deployment = Deployment::start().await;
    let deep = format!("{{\"items\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let request = deployment.http().post(deployment.url("/v1/jobs"));
    let answer = request.header("content-type", "application/json").body(deep).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let problem: Value = answer.json().await.unwrap();
    assert!(problem["type"].as_str().unwrap().ends_with("/malformed-body"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_three_hundred_mebibytes_is_refused_by_every_operation_and_not_kept() {
    let deployment = Deployment::start().await;
    let document: Value = reqwest::get(deployment.url("/openapi.json")).await.unwrap().json().await.unwrap();
    let before = deployment.memory_mib();
    for (path, operations) in document["paths"].as_object().unwrap() {
        // A dataset may have any size: it is not kept in memory.
        let Some(operation) = operations.get("post").filter(|_| path != "/v1/datasets") else { continue };
        let hex = "00000000000000000000000000000007";
        let path = path
            .replace("{id}", &format!("job_{hex}"))
            .replace("{name}", "q")
            .replace("{provider}", "none")
            .replace("{token}", &format!("batch_{hex}_0.lease_{hex}"));
        let status = status_of_a_large_body(&deployment, &path).await;
        // What takes no body is done without reading it; who is not let in is told so before any of it is read.
        let takes_none = operation["requestBody"].is_null() && status == 200;
        assert!(takes_none || (400..500).contains(&status), "{path}: {status}");
        let documented = &operation["responses"][status.to_string()];
        assert!(!documented.is_null(), "{path}: {status} is not documented");
    }
    let grown = deployment.memory_mib().saturating_sub(before);
    assert!(grown < FLAT_MIB, "the server grew by {grown} MiB");
}

/// Sends pieces until there is an answer.
async fn status_of_a_large_body(deployment: &Deployment, path: &str) -> u16 {
    let stream = TcpStream::connect(deployment.address()).await.unwrap();
    let (mut reader, mut writer) = stream.into_split();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         transfer-encoding: chunked\r\n\r\n",
        deployment.key()
    );
    let sending = async move {
        let piece =
            [format!("{:x}\r\n", 1 << 20).into_bytes(), vec![b' '; 1 << 20], b"\r\n".to_vec()].concat();
        writer.write_all(head.as_bytes()).await?;
        for _ in 0..300 {
            writer.write_all(&piece).await?;
        }
        writer.write_all(b"0\r\n\r\n").await?;
        // The connection stays open until the answer is there.
        std::future::pending::<std::io::Result<()>>().await
    };
    let reading = async move {
        let mut start = [0; 12];
        reader.read_exact(&mut start).await.map(|_| start)
    };
    let sending = tokio::spawn(sending);
    let start = tokio::time::timeout(LIMIT, reading).await.expect("an answer").unwrap();
    sending.abort();
    String::from_utf8_lossy(&start[9..]).parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_slow_connections_keep_nobody_out() {
    let deployment = Deployment::start().await;
    let before = deployment.memory_mib();
    let mut slow = vec![];
    for _ in 0..500 {
        // From an address of their own: one address cannot take the room of others.
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
        let mut stream = socket.connect(deployment.address()).await.unwrap();
        let _ = stream.write_all(b"POST /v1/jobs HTTP/1.1\r\nhost: x\r\nx-slow: ").await;
        slow.push(stream);
    }
    let job = deployment.submit(&[json!(1)], ". + 1").await;
    assert_eq!(deployment.until_ended(job).await.succeeded, 1);
    let grown = deployment.memory_mib().saturating_sub(before);
    assert!(grown < FLAT_MIB, "the server grew by {grown} MiB");
    drop(slow);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_upgrades_is_refused_and_holds_nothing() {
    let deployment = Deployment::start().await;
    let upgrade = "GET /v1/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         origin: https://evil.example\r\n\r\n";
    for _ in 0..200 {
        let mut stream = TcpStream::connect(deployment.address()).await.unwrap();
        stream.write_all(upgrade.as_bytes()).await.unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).await.unwrap();
        assert!(start.ends_with(b"403") || start.ends_with(b"404"), "{}", String::from_utf8_lossy(&start));
    }
    let job = deployment.submit(&[json!(1)], ".").await;
    deployment.until_ended(job).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_lead_elsewhere_are_refused() {
    let deployment = Deployment::start().await;
    let ask = async |method: Method, path: &str, body: Value| {
        deployment.http().request(method, deployment.url(path)).json(&body).send().await.unwrap()
    };
    for key in ["../other/secret", "a/../../b", "/etc/passwd", "..", "a//../b"] {
        let job = json!({"objects": [{"key": key}], "processor": {"jq": {"filter": "."}}});
        let answer = ask(Method::POST, "/v1/jobs", job).await;
        assert!(answer.status().is_client_error(), "{key}: {}", answer.status());
    }
    for path in [
        "/v1/jobs/..%2f..%2fetc",
        "/v1/queues/..%2f",
        "/v1/api-keys/%0d%0aset-cookie:%20a=b",
        "/problems/..%2f",
    ] {
        let answer = ask(Method::GET, path, json!({})).await;
        assert!(answer.status().is_client_error(), "{path}: {}", answer.status());
        assert!(!answer.headers().contains_key("set-cookie"), "{path}");
    }
    let name = json!({"name": "a\r\nset-cookie: a=b", "items": [1], "processor": {"jq": {"filter": "."}}});
    assert_eq!(ask(Method::POST, "/v1/jobs", name).await.status(), 422);
}
