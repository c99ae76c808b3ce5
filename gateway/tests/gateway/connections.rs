//! What connections may do, how many there are, and how they end.

use std::time::Duration;

use crate::support::{self, LIMIT, Server, eventually, problem, toy};
use gateway::{ForwardedHeader, GatewayConfig};
use poem::http::StatusCode;
use tokio::time::timeout;

const ANSWERED: &str = "\r\n\r\nhello";

fn at_most(max_connections: usize, max_connections_per_address: usize) -> GatewayConfig {
    GatewayConfig { max_connections, max_connections_per_address, ..GatewayConfig::default() }
}

#[tokio::test]
async fn an_address_has_only_so_many_connections() {
    let server = Server::start(at_most(100, 2)).await;
    let (mut first, second) = (server.connect().await, server.connect().await);
    let answer = server.get("/").await;
    assert_eq!(problem(&answer, StatusCode::TOO_MANY_REQUESTS), "TooManyConnectionsOfAddress");
    drop(second);
    eventually("its place is free", async || server.get("/").await.ends_with(ANSWERED)).await;
    first.send("GET / HTTP/1.1\r\n\r\n").await;
    first.read_until(ANSWERED).await;
}

#[tokio::test]
async fn there_are_only_so_many_connections() {
    let server = Server::start(at_most(1, 100)).await;
    let _first = server.connect().await;
    assert_eq!(problem(&server.get("/").await, StatusCode::SERVICE_UNAVAILABLE), "TooManyConnections");
}

#[tokio::test]
async fn an_upgraded_connection_counts_until_it_ends() {
    let server = Server::start(at_most(1, 1)).await;
    let mut client = server.connect().await;
    client.send("GET /upgrade HTTP/1.1\r\nconnection: upgrade\r\nupgrade: capitals\r\n\r\nfirst").await;
    let answer = client.read_until("\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 101 Switching Protocols\r\n"), "{answer}");
    client.read_until("FIRST").await;
    problem(&server.get("/").await, StatusCode::SERVICE_UNAVAILABLE);
    client.send("second").await;
    client.read_until("SECOND").await;
    drop(client);
    eventually("its place is free", async || server.get("/").await.ends_with(ANSWERED)).await;
}

#[tokio::test]
async fn a_connection_is_kept_and_requests_may_come_at_once() {
    let server = Server::start(GatewayConfig::default()).await;
    let mut client = server.connect().await;
    for _ in 0..3 {
        client.send("GET / HTTP/1.1\r\n\r\n".repeat(20)).await;
        for _ in 0..20 {
            client.read_until(ANSWERED).await;
        }
    }
    client.send("POST /read HTTP/1.1\r\ncontent-length: 3\r\n\r\nabcGET /address HTTP/1.1\r\n\r\n").await;
    client.read_until("\r\n\r\n3").await;
    client.read_until("\r\n\r\n127.0.0.1").await;
}

#[tokio::test]
async fn a_client_that_asks_whether_to_go_on_is_told_to() {
    let server = Server::start(GatewayConfig::default()).await;
    let mut client = server.connect().await;
    client.send("POST /read HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n").await;
    client.read_until("HTTP/1.1 100 Continue\r\n\r\n").await;
    client.send("abc").await;
    client.read_until("\r\n\r\n3").await;
}

#[tokio::test]
async fn forwarded_addresses_are_believed_only_of_trusted_proxies() {
    let ask = async |trusted: &str, header| {
        let trusted_proxies = vec![trusted.parse().unwrap()];
        let config = GatewayConfig { trusted_proxies, forwarded_header: header, ..GatewayConfig::default() };
        let said = "x-forwarded-for: 203.0.113.9, 192.0.2.7\r\nforwarded: for=192.0.2.8\r\n";
        let request = format!("GET /address HTTP/1.1\r\nconnection: close\r\n{said}\r\n");
        let answer = Server::start(config).await.ask(request).await;
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    assert_eq!(ask("127.0.0.0/8", ForwardedHeader::XForwardedFor).await, "192.0.2.7");
    assert_eq!(ask("127.0.0.0/8", ForwardedHeader::Forwarded).await, "192.0.2.8");
    assert_eq!(ask("10.0.0.0/8", ForwardedHeader::XForwardedFor).await, "127.0.0.1");
}

#[tokio::test]
async fn a_stop_lets_requests_end_and_takes_no_more() {
    let server = Server::start(GatewayConfig::default()).await;
    let (mut busy, mut resting) = (server.connect().await, server.connect().await);
    resting.send("GET / HTTP/1.1\r\n\r\n").await;
    resting.read_until(ANSWERED).await;
    busy.send("GET /wait HTTP/1.1\r\n\r\n").await;
    eventually("it waits", async || server.gate.waiting() == 1).await;
    server.stop.cancel();
    assert_eq!(resting.read_all().await, "", "a connection that rests is closed");
    eventually("none is taken", async || tokio::net::TcpStream::connect(server.address).await.is_err()).await;
    assert!(!server.serving.is_finished());
    server.gate.open();
    assert!(busy.read_all().await.ends_with("waited"));
    timeout(LIMIT, server.serving).await.expect("it ends").unwrap();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_longer_than_its_grace() {
    let gate = std::sync::Arc::<support::Gate>::default();
    let endpoint = toy(std::sync::Arc::clone(&gate));
    let grace = Duration::from_millis(100);
    let server = Server::start_with(GatewayConfig::default(), gate, endpoint, grace).await;
    let mut busy = server.connect().await;
    busy.send("GET /wait HTTP/1.1\r\n\r\n").await;
    eventually("it waits", async || server.gate.waiting() == 1).await;
    server.stop.cancel();
    timeout(LIMIT, server.serving).await.expect("it ends").unwrap();
    assert_eq!(busy.read_all().await, "");
}
