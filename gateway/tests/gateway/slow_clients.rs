//! A client that is slow holds nothing for long.

use std::time::Duration;

use crate::support::{Client, LIMIT, Server, eventually, problem};
use gateway::GatewayConfig;
use poem::http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

const ANSWERED: &str = "\r\n\r\nhello";

/// Clients are slow soon, so that tests are not.
fn impatient() -> GatewayConfig {
    GatewayConfig {
        header_read_timeout_ms: 300,
        body_stall_timeout_ms: 300,
        response_stall_timeout_ms: 300,
        ..GatewayConfig::default()
    }
}

/// Sends a byte now and then until the connection is closed.
async fn drip(mut client: Client, byte: u8) -> String {
    let (mut reading, mut writing) = client.0.split();
    let mut answer = Vec::new();
    let dripping = async {
        while writing.write_all(&[byte]).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        read = timeout(LIMIT, reading.read_to_end(&mut answer)) => { let _ = read.expect("it is ended"); }
        () = dripping => {}
    }
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_header_that_comes_byte_by_byte_is_ended() {
    let server = Server::start(impatient()).await;
    let mut client = server.connect().await;
    client.send("GET / HTTP/1.1\r\na: ").await;
    assert_eq!(problem(&drip(client, b'a').await, StatusCode::REQUEST_TIMEOUT), "HeaderTimeout");
}

#[tokio::test]
async fn a_second_header_that_comes_byte_by_byte_is_ended_too() {
    let server = Server::start(impatient()).await;
    let mut client = server.connect().await;
    client.send("GET / HTTP/1.1\r\n\r\n").await;
    client.read_until(ANSWERED).await;
    client.send("GET / HTTP/1.1\r\na: ").await;
    assert_eq!(problem(&drip(client, b'a').await, StatusCode::REQUEST_TIMEOUT), "HeaderTimeout");
}

#[tokio::test]
async fn half_of_the_preface_of_http2_is_ended() {
    let server = Server::start(impatient()).await;
    let answer = server.ask("PRI * HTTP/2.0\r\n\r\n").await;
    assert_eq!(problem(&answer, StatusCode::REQUEST_TIMEOUT), "HeaderTimeout");
}

#[tokio::test]
async fn a_client_that_says_nothing_is_told_nothing() {
    let server = Server::start(impatient()).await;
    assert_eq!(server.ask("").await, "");
}

#[tokio::test]
async fn a_connection_may_rest_but_not_for_ever() {
    let server = Server::start(GatewayConfig { keep_alive_timeout_ms: 900, ..impatient() }).await;
    let mut client = server.connect().await;
    client.send("GET / HTTP/1.1\r\n\r\n").await;
    client.read_until(ANSWERED).await;
    assert_eq!(client.read_all().await, "", "no request was broken");
}

#[tokio::test]
async fn a_body_that_stops_is_ended_whatever_the_handler_makes_of_it() {
    let server = Server::start(impatient()).await;
    for path in ["/read", "/ignorant"] {
        let request = format!("POST {path} HTTP/1.1\r\ncontent-length: 100\r\n\r\nabc");
        let answer = server.ask(request).await;
        assert_eq!(problem(&answer, StatusCode::REQUEST_TIMEOUT), "BodyTimeout");
    }
}

#[tokio::test]
async fn a_body_that_never_pauses_but_comes_too_slowly_is_ended() {
    let server = Server::start(GatewayConfig { body_grace_ms: 300, ..impatient() }).await;
    let mut client = server.connect().await;
    client.send("POST /read HTTP/1.1\r\ncontent-length: 100000\r\n\r\n").await;
    assert_eq!(problem(&drip(client, b'a').await, StatusCode::REQUEST_TIMEOUT), "BodyTimeout");
}

#[tokio::test]
async fn a_body_may_take_long_if_it_comes_fast_enough() {
    let config = GatewayConfig { body_stall_timeout_ms: 10_000, body_grace_ms: 100, ..impatient() };
    let server = Server::start(GatewayConfig { min_body_bytes_per_second: 10, ..config }).await;
    let mut client = server.connect().await;
    client.send("POST /read HTTP/1.1\r\nconnection: close\r\ncontent-length: 2000\r\n\r\n").await;
    for _ in 0..20 {
        client.send([b'a'; 100]).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let answer = client.read_all().await;
    assert!(answer.ends_with("\r\n\r\n2000"), "{answer}");
}

#[tokio::test]
async fn a_client_that_takes_no_answer_is_ended() {
    let server = Server::start(GatewayConfig { max_connections: 1, ..impatient() }).await;
    let mut slow = server.connect().await;
    slow.send("GET /large HTTP/1.1\r\n\r\n").await;
    slow.read_until("\r\n\r\n").await;
    eventually("its seat is free", async || server.get("/").await.ends_with(ANSWERED)).await;
}

#[tokio::test]
async fn five_hundred_slow_clients_keep_nobody_from_being_served() {
    let patient = GatewayConfig { max_connections_per_address: 600, ..GatewayConfig::default() };
    let server = Server::start(patient).await;
    let mut slow = Vec::new();
    for _ in 0..500 {
        let mut client = server.connect().await;
        client.send("GET / HTTP/1.1\r\na: ").await;
        slow.push(client);
    }
    for _ in 0..20 {
        assert!(server.get("/").await.ends_with(ANSWERED));
    }
}

#[tokio::test]
async fn slow_clients_are_all_ended_and_their_places_are_free_again() {
    let config = GatewayConfig { max_connections: 100, max_connections_per_address: 100, ..impatient() };
    let server = Server::start(config).await;
    let mut slow = Vec::new();
    for _ in 0..100 {
        let mut client = server.connect().await;
        client.send("GET / HTTP/1.1\r\na: ").await;
        slow.push(client);
    }
    eventually("others are served", async || server.get("/").await.ends_with(ANSWERED)).await;
    for mut client in slow {
        assert_eq!(problem(&client.read_all().await, StatusCode::REQUEST_TIMEOUT), "HeaderTimeout");
    }
}
