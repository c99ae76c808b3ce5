//! Redirects, which a server chooses.

use http_body_util::BodyExt as _;
use workers::http::{HttpConfig, Raw};

use crate::support::{AMPLE, answer, call, class, client, client_with, get, here, saying, server};

fn redirecting(to: &str) -> String {
    format!("HTTP/1.1 307 There\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
}

fn following(url: String) -> Raw {
    Raw { redirects: 3, ..get(url) }
}

#[tokio::test]
async fn a_redirect_to_inside_is_blocked() {
    let inside = saying("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret").await;
    // Only the first host is allowed, by its name.
    let config = HttpConfig { allow: vec!["ok.example".into()], ..HttpConfig::default() };
    let client = client_with(config, here());
    for to in [format!("http://{inside}/"), "http://169.254.169.254/latest/meta-data".into()] {
        let port = saying(redirecting(&to)).await.port();
        let class = class(&client, following(format!("http://ok.example:{port}/")), AMPLE).await;
        assert_eq!(class, "blocked_address", "{to}");
    }
}

#[tokio::test]
async fn a_redirect_is_followed_only_if_that_is_asked_for() {
    let end = saying("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nend").await;
    let address = saying(redirecting(&format!("http://{end}/"))).await;
    let answer = call(&client(), following(format!("http://{address}/")), AMPLE).await.expect("an answer");
    assert_eq!(answer.body, "end");
    assert_eq!(class(&client(), get(format!("http://{address}/")), AMPLE).await, "http_error");
}

#[tokio::test]
async fn a_circle_ends() {
    let address = saying(redirecting("/again")).await;
    let class = class(&client(), following(format!("http://{address}/")), AMPLE).await;
    assert_eq!(class, "too_many_redirects");
}

#[tokio::test]
async fn a_redirect_to_another_scheme_fails() {
    for to in ["file:///etc/passwd", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/"] {
        let address = saying(redirecting(to)).await;
        assert_eq!(class(&client(), following(format!("http://{address}/")), AMPLE).await, "invalid_request");
    }
}

#[tokio::test]
async fn a_body_follows_and_secrets_do_not() {
    let end = server(|request| async move {
        let (head, body) = request.into_parts();
        let secrets = ["authorization", "cookie"].map(|name| head.headers.contains_key(name));
        let body = body.collect().await.expect("a body").to_bytes();
        answer(200, format!("{} {secrets:?} {}", head.method, String::from_utf8_lossy(&body)))
    })
    .await;
    let address = saying(redirecting(&format!("http://{end}/"))).await;
    let headers = [("authorization", "Bearer x"), ("cookie", "a=b")];
    let raw = Raw {
        method: "POST".into(),
        body: Some("data".into()),
        headers: headers.map(|(name, value)| (name.parse().unwrap(), value.to_owned())).into(),
        ..following(format!("http://{address}/"))
    };
    let answer = call(&client(), raw, AMPLE).await.expect("an answer");
    assert_eq!(answer.body, "POST [false, false] data");
}
