//! Servers that mean no good.

use bytes::Bytes;
use tokio::io::{AsyncWriteExt as _, copy, repeat};

use crate::support::{AMPLE, SHORT, call, class, client, get, raw_server, saying};

#[tokio::test]
async fn an_endless_body_is_cut_off() {
    for head in [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n280000000\r\n",
    ] {
        let address = raw_server(move |mut stream| async move {
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = copy(&mut repeat(b'x'), &mut stream).await;
        })
        .await;
        let failure = call(&client(), get(format!("http://{address}/")), AMPLE).await.unwrap_err();
        assert_eq!(failure.class, "response_too_large", "{head}");
        assert!(failure.message.ends_with("the answer is larger than 1048576 bytes"), "{failure}");
    }
}

#[tokio::test]
async fn a_body_of_the_largest_size_passes() {
    let mut text = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    text.resize(text.len() + (1 << 20), b'x');
    let address = saying(text).await;
    let answer = call(&client(), get(format!("http://{address}/")), AMPLE).await.expect("an answer");
    assert_eq!(answer.body.len(), 1 << 20);
}

#[tokio::test]
async fn a_trickle_ends_with_the_attempt() {
    for head in [
        "",
        "HTTP/1.1 200 OK\r\nx: ",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n",
    ] {
        let address = raw_server(move |mut stream| async move {
            let mut every = tokio::time::interval(SHORT / 10);
            let _ = stream.write_all(head.as_bytes()).await;
            loop {
                every.tick().await;
                // Content of a certain length must not be complete before the time is over.
                let more: &[u8] = if head.contains("length") { b"" } else { b"x" };
                if stream.write_all(more).await.is_err() {
                    return;
                }
            }
        })
        .await;
        // What is only an `x` again and again is no HTTP.
        let expected: &[&str] =
            if head.is_empty() { &["timed_out", "response_broken"] } else { &["timed_out"] };
        let class = class(&client(), get(format!("http://{address}/")), SHORT).await;
        assert!(expected.contains(&class), "{head}: {class}");
    }
}

#[tokio::test]
async fn a_failure_whose_body_never_ends_is_still_known() {
    let address = raw_server(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 500 Oh\r\ncontent-length: 9\r\n\r\nx").await;
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    assert_eq!(class(&client(), get(format!("http://{address}/")), AMPLE).await, "server_error");
}

#[tokio::test]
async fn what_breaks_off_is_broken() {
    for text in [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "no HTTP at all\r\n\r\n",
        "",
    ] {
        let address = saying(text).await;
        let failure = call(&client(), get(format!("http://{address}/")), AMPLE).await.unwrap_err();
        assert_eq!(failure.class, "response_broken", "{text}: {failure}");
    }
}

#[tokio::test]
async fn endless_headers_are_cut_off() {
    let address = raw_server(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nx: ").await;
        let _ = copy(&mut repeat(b'x'), &mut stream).await;
    })
    .await;
    assert_eq!(class(&client(), get(format!("http://{address}/")), AMPLE).await, "response_broken");
}

#[tokio::test]
async fn compression_is_not_undone() {
    let body = Bytes::from_static(
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\x00",
    );
    let address = saying(body).await;
    let answer = call(&client(), get(format!("http://{address}/")), AMPLE).await.expect("an answer");
    assert_eq!(&answer.body[..], b"\x1f\x8b\x08\x00");
}
