//! What is sent, and sent again, by a service that answers as it is told.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

use std::time::Duration;

use thousandfold_client::types::SubmitJob;
use thousandfold_client::{Client, Error, Retry};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const ACCEPTED: &str = r#"HTTP/1.1 202 Accepted
content-type: application/json

{"id":"job_1"}"#;
const AWAY: &str = r#"HTTP/1.1 503 Service Unavailable
content-type: application/problem+json
retry-after: 0
x-request-id: r1

{"type":"https://thousandfold.dev/problems/engine-away","title":"Away","status":503,"detail":"d","engine":"kafka"}"#;
/// It ends in the middle.
const BROKEN: &str = "HTTP/1.1 202 Accepted\ncontent-type: application/json\ncontent-length: 100\n\n{";

/// A service that gives these answers, one a connection, and then tells the requests that it got.
async fn given_answers(answers: &'static [&'static str]) -> (Client, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let mut requests = vec![];
        for answer in answers {
            let (mut connection, _) = listener.accept().await.unwrap();
            requests.push(read(&mut connection).await);
            connection.write_all(answer.as_bytes()).await.unwrap();
        }
        requests
    });
    let retry = Retry { attempts: 3, first_pause: Duration::from_millis(1), ..Retry::default() };
    (Client::builder(&url).token("secret".to_owned()).retry(retry).build().unwrap(), serving)
}

/// The head of a request, and of its body what there is.
async fn read(connection: &mut TcpStream) -> String {
    let mut request = String::new();
    let mut piece = [0; 4096];
    while !request.contains("\r\n\r\n") || request.ends_with("\r\n\r\n") && request.contains("content-length")
    {
        let read = connection.read(&mut piece).await.unwrap();
        request.push_str(std::str::from_utf8(&piece[..read]).unwrap());
    }
    request
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[tokio::test]
async fn what_has_a_key_is_sent_again_with_the_same_key() {
    let (client, serving) = given_answers(&[AWAY, BROKEN, ACCEPTED]).await;
    let accepted = client.submit(SubmitJob::jq(".").over([])).await.unwrap();
    assert_eq!(accepted.id, "job_1");
    let requests = serving.await.unwrap();
    let keys: Vec<_> = requests.iter().map(|request| header(request, "idempotency-key").unwrap()).collect();
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    assert_eq!(header(&requests[0], "authorization"), Some("Bearer secret"));
}

#[tokio::test]
async fn the_last_problem_is_what_the_caller_gets() {
    let (client, serving) = given_answers(&[AWAY, AWAY, AWAY]).await;
    let error = client.job("job_1").await.unwrap_err();
    assert!(error.is_transient());
    let problem = error.problem().unwrap();
    assert!(problem.is("engine-away"));
    assert_eq!(
        (problem.other["engine"].as_str(), problem.request_id.as_deref()),
        (Some("kafka"), Some("r1"))
    );
    assert_eq!(serving.await.unwrap().len(), 3);
}

#[tokio::test]
async fn what_may_have_been_done_once_is_not_sent_again() {
    let (client, serving) = given_answers(&[AWAY]).await;
    let sent =
        client.sign_up().body_map(|user| user.email("a@example.com").name("a").password("p")).send().await;
    assert!(Error::from(sent.unwrap_err()).is_transient());
    assert_eq!(serving.await.unwrap().len(), 1);
}

#[tokio::test]
async fn where_nobody_answers_the_error_says_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder(&url).retry(Retry::never()).build().unwrap();
    let error = client.job("job_1").await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }) && error.to_string().contains(&url), "{error}");
}
