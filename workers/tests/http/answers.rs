//! What is sent, and what answers become.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::BodyExt as _;
use workers::http::Raw;

use crate::support::{AMPLE, answer, call, class, client, get, saying, server, until};

/// A server that answers with the request as text.
async fn echo() -> std::net::SocketAddr {
    server(|request| async move {
        let (head, body) = request.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        let mut text = format!("{} {} {:?}\n", head.method, head.uri, head.version);
        for (name, value) in &head.headers {
            text.push_str(&format!("{name}: {}\n", value.to_str().expect("text")));
        }
        answer(200, text + &String::from_utf8_lossy(&body))
    })
    .await
}

async fn echoed(change: impl FnOnce(&mut Raw)) -> String {
    let mut raw = get(format!("http://{}/a?b=c#d", echo().await));
    change(&mut raw);
    let answer = call(&client(), raw, AMPLE).await.expect("an answer");
    String::from_utf8(answer.body.to_vec()).expect("text")
}

#[tokio::test]
async fn a_call_has_its_own_headers_and_those_of_its_attempt() {
    let text = echoed(|raw| raw.headers = vec![("x-a".parse().unwrap(), "1".into())]).await;
    assert!(text.starts_with("GET /a?b=c HTTP/1.1\n"), "{text}");
    for line in [
        "x-a: 1\n",
        "accept: */*\n",
        "idempotency-key: task_1\n",
        "traceparent: 00-aa-bb-01\n",
        "user-agent: thousandfold/",
        "host: 127.0.0.1:",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("accept-encoding"), "{text}");
}

#[tokio::test]
async fn a_template_may_set_what_the_worker_would() {
    let headers = [("Idempotency-Key", "mine"), ("User-Agent", "me"), ("Accept", "text/csv")];
    let headers = headers.map(|(name, value)| (name.parse().unwrap(), value.to_owned()));
    let text = echoed(|raw| raw.headers = headers.into()).await;
    for line in ["idempotency-key: mine\n", "user-agent: me\n", "accept: text/csv\n"] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("task_1"), "{text}");
}

#[tokio::test]
async fn a_body_is_sent_with_its_length_and_kind() {
    let text = echoed(|raw| {
        (raw.method, raw.body, raw.body_is_json) = ("POST".into(), Some("{}".into()), true);
    })
    .await;
    assert!(
        text.contains("content-length: 2\n") && text.contains("content-type: application/json\n"),
        "{text}"
    );
    assert!(text.ends_with("\n{}"), "{text}");
    let text = echoed(|raw| raw.method = "POST".into()).await;
    assert!(text.contains("content-length: 0\n"), "{text}");
    let text = echoed(|raw| raw.method = "GET".into()).await;
    assert!(!text.contains("content-length"), "{text}");
}

#[tokio::test]
async fn connections_are_used_again() {
    let connections = Arc::new(AtomicUsize::new(0));
    let address = crate::support::raw_server({
        let connections = Arc::clone(&connections);
        move |mut stream| {
            connections.fetch_add(1, Ordering::Relaxed);
            async move {
                use tokio::io::AsyncWriteExt as _;
                loop {
                    // A failure is as good for that as a success.
                    let status = if connections_are_even() { "200 OK" } else { "404 Not Found" };
                    let text = format!("HTTP/1.1 {status}\r\ncontent-length: 2\r\n\r\nok");
                    if stream.write_all(text.as_bytes()).await.is_err()
                        || crate::support::read_head(&mut stream).await.is_none()
                    {
                        return;
                    }
                }
            }
        }
    })
    .await;
    let client = client();
    for _ in 0..20 {
        let _ = call(&client, get(format!("http://{address}/")), AMPLE).await;
    }
    assert_eq!(connections.load(Ordering::Relaxed), 1);
}

fn connections_are_even() -> bool {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed).is_multiple_of(2)
}

#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_is_replaced() {
    let address = saying("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
    let client = client();
    for _ in 0..50 {
        let got = call(&client, get(format!("http://{address}/")), AMPLE).await.expect("an answer");
        assert_eq!(got.body, "ok");
    }
}

#[tokio::test]
async fn an_overloaded_server_is_left_alone_for_as_long_as_it_asks() {
    for (status, header, class, wait) in [
        ("429 Too Many", "retry-after: 17", "too_many_requests", Some(17)),
        ("503 Busy", "retry-after: 99999", "server_error", Some(3600)),
        ("500 Oh", "x-a: b", "server_error", None),
        ("404 None", "retry-after: 17", "http_error", None),
        ("302 Moved", "location: /", "http_error", None),
    ] {
        let address =
            saying(format!("HTTP/1.1 {status}\r\n{header}\r\ncontent-length: 4\r\n\r\nno!\n")).await;
        let failure =
            call(&client(), get(format!("http://{address}/secret?key=x")), AMPLE).await.unwrap_err();
        assert_eq!((failure.class, failure.retry_after), (class, wait.map(Duration::from_secs)));
        assert!(failure.message.starts_with(&format!("http://{address}: it answered {}", &status[..3])));
        assert!(failure.message.ends_with(": \"no!\\n\""), "{failure}");
    }
}

#[tokio::test]
async fn a_host_that_does_not_answer_is_a_connect_error() {
    let address = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        listener.local_addr().expect("an address")
    };
    assert_eq!(class(&client(), get(format!("http://{address}/")), AMPLE).await, "connect_error");
}

#[tokio::test]
async fn an_item_cannot_inject_headers() {
    let address = echo().await;
    let client = client();
    for value in ["a\r\nx-evil: 1", "a\nb", "a\0b", "\u{7f}"] {
        let mut raw = get(format!("http://{address}/"));
        raw.headers = vec![("x-a".parse().unwrap(), value.into())];
        assert_eq!(class(&client, raw, AMPLE).await, "invalid_request", "{value:?}");
    }
    for path in ["a\r\nx-evil: 1", "a\tb", "\n", "a\0"] {
        let raw = get(format!("http://{address}/{path}"));
        assert_eq!(class(&client, raw, AMPLE).await, "invalid_request", "{path:?}");
    }
    let raw = Raw { method: "GET / HTTP/1.1\r\nx: y\r\n\r\n".into(), ..get(format!("http://{address}/")) };
    assert_eq!(class(&client, raw, AMPLE).await, "invalid_request");
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    let (open, closed) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let address = crate::support::raw_server({
        let (open, closed) = (Arc::clone(&open), Arc::clone(&closed));
        move |mut stream| {
            let (open, closed) = (Arc::clone(&open), Arc::clone(&closed));
            async move {
                open.fetch_add(1, Ordering::Relaxed);
                let _ = tokio::io::AsyncReadExt::read_u8(&mut stream).await;
                closed.fetch_add(1, Ordering::Relaxed);
            }
        }
    })
    .await;
    let client = client();
    tokio::select! {
        _ = call(&client, get(format!("http://{address}/")), AMPLE) => panic!("it cannot end"),
        () = until(|| open.load(Ordering::Relaxed) == 1) => {}
    }
    until(|| closed.load(Ordering::Relaxed) == 1).await;
}
