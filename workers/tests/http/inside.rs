//! What calls must not reach.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use workers::http::{HttpConfig, Resolver, system_resolver};

use crate::support::{AMPLE, call, class, client, client_with, get, saying};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// A resolver that gives each answer once, and the last again and again; and how often it was asked.
fn answering(answers: Vec<Vec<IpAddr>>) -> (Resolver, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let resolver: Resolver = Arc::new(move |_| {
        let turn = count.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
        let answer = answers[turn].clone();
        Box::pin(async move { Ok(answer) })
    });
    (resolver, asked)
}

fn ip(address: &str) -> IpAddr {
    address.parse().expect("an address")
}

#[tokio::test]
async fn this_machine_cannot_be_called_however_it_is_written() {
    let port = saying(OK).await.port();
    let client = client_with(HttpConfig::default(), system_resolver());
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.01",
        "127.0.0.1.",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "10.0.0.1",
    ] {
        let failure = call(&client, get(format!("http://{host}:{port}/")), AMPLE).await.unwrap_err();
        assert_eq!(failure.class, "blocked_address", "{host}: {failure}");
    }
}

#[tokio::test]
async fn one_address_that_is_inside_blocks_a_name() {
    let port = saying(OK).await.port();
    let (resolver, _) = answering(vec![vec![ip("1.1.1.1"), ip("127.0.0.1")]]);
    let client = client_with(HttpConfig::default(), resolver);
    assert_eq!(class(&client, get(format!("http://evil.example:{port}/")), AMPLE).await, "blocked_address");
}

#[tokio::test]
async fn a_name_that_changes_after_the_check_changes_nothing() {
    // given a name that is allowed to be at 127.0.0.2, and is at 127.0.0.1 when asked again
    let port = saying(OK).await.port();
    let (resolver, asked) = answering(vec![vec![ip("127.0.0.2")], vec![ip("127.0.0.1")]]);
    let config = HttpConfig { allow: vec!["127.0.0.2".into()], ..HttpConfig::default() };
    let client = client_with(config, resolver);
    // when it is called, the connection goes to where it was at the check, where nobody listens
    let failure = call(&client, get(format!("http://rebind.example:{port}/")), AMPLE).await.unwrap_err();
    assert_eq!(failure.class, "connect_error", "{failure}");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_name_is_checked_again_when_it_is_resolved_again() {
    let port = saying(OK).await.port();
    let (resolver, _) = answering(vec![vec![ip("127.0.0.1")]]);
    let config = HttpConfig { allow: vec!["crm.internal".into()], ..HttpConfig::default() };
    let client = client_with(config, resolver);
    let call_of = |host: &str| get(format!("http://{host}:{port}/"));
    assert_eq!(call(&client, call_of("CRM.internal."), AMPLE).await.expect("an answer").body, "ok");
    assert_eq!(class(&client, call_of("evil.internal"), AMPLE).await, "blocked_address");
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_a_connect_error() {
    let failing: Resolver = Arc::new(|_| Box::pin(async { Err(std::io::Error::other("no such name")) }));
    let failure =
        call(&client_with(HttpConfig::default(), failing), get("http://none.example/"), AMPLE).await;
    let failure = failure.unwrap_err();
    assert_eq!(failure.class, "connect_error");
    assert_eq!(failure.message, "http://none.example: its name cannot be resolved: no such name");
}

#[tokio::test]
async fn only_the_web_can_be_called() {
    let client = client();
    for url in
        ["ftp://127.0.0.1/", "file:///etc/passwd", "http://me:secret@127.0.0.1/", "http://", "nonsense"]
    {
        assert_eq!(class(&client, get(url), AMPLE).await, "invalid_request", "{url}");
    }
}
