//! Whatever a client sends, the answer is a problem document.

use crate::support::{Server, problem};
use gateway::GatewayConfig;
use poem::http::StatusCode;

async fn server() -> Server {
    Server::start(GatewayConfig::default()).await
}

#[tokio::test]
async fn a_request_is_answered() {
    let answer = server().await.get("/").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nhello"), "{answer}");
}

#[tokio::test]
async fn garbage_is_malformed() {
    let server = server().await;
    for garbage in [
        "nonsense\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\u{fffd}",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\na b: c\r\n\r\n",
        "GET / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nnot quite\r\n\r\n",
    ] {
        let answer = server.ask(garbage).await;
        assert_eq!(problem(&answer, StatusCode::BAD_REQUEST), "MalformedRequest", "{garbage}");
    }
}

#[tokio::test]
async fn ten_thousand_headers_are_too_many_and_so_is_a_long_one() {
    let server = server().await;
    let many: String = (0..10_000).map(|n| format!("a{n}: b\r\n")).collect();
    let short: String = (0..101).map(|n| format!("a{n}: b\r\n")).collect();
    let long = format!("a: {}\r\n", "b".repeat(64 << 10));
    for headers in [many, short, long] {
        let answer = server.ask(format!("GET / HTTP/1.1\r\n{headers}\r\n")).await;
        assert_eq!(problem(&answer, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE), "HeadersTooLarge");
    }
}

#[tokio::test]
async fn a_target_of_any_length_beyond_the_limit_is_too_long() {
    let server = server().await;
    for length in [9 << 10, 31 << 10, 64 << 10, 1 << 20] {
        let target = format!("/{}", "a".repeat(length));
        let answer = server.ask(format!("GET {target} HTTP/1.1\r\nconnection: close\r\n\r\n")).await;
        assert_eq!(problem(&answer, StatusCode::URI_TOO_LONG), "TargetTooLong", "{length}");
    }
}

#[tokio::test]
async fn garbage_after_a_request_is_answered_after_it() {
    let server = server().await;
    let answer = server.ask("GET / HTTP/1.1\r\n\r\nnonsense\r\n\r\n").await;
    let (first, second) = answer.split_once("hello").unwrap();
    assert!(first.starts_with("HTTP/1.1 200 OK\r\n"), "{first}");
    assert_eq!(problem(second, StatusCode::BAD_REQUEST), "MalformedRequest");
}

#[tokio::test]
async fn a_client_that_ends_in_the_middle_of_a_header_is_left_alone() {
    let server = server().await;
    let mut client = server.connect().await;
    client.send("GET / HTTP/1.1\r\na:").await;
    tokio::io::AsyncWriteExt::shutdown(&mut client.0).await.unwrap();
    assert_eq!(client.read_all().await, "");
}
