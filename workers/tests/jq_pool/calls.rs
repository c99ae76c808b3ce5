//! Calls made of items by templates, and outputs made of answers.

use std::sync::Arc;

use bytes::Bytes;
use domain::processor::HttpCall;
use http::{HeaderMap, StatusCode};
use workers::http::{Answer, Plan};
use workers::items::Failure;

use crate::support::{ENDLESS, SHORT, dev, pool};

fn call() -> HttpCall {
    HttpCall {
        method: "POST".into(),
        url: "https://example.org/\\(.id|@uri)?job=\\($job.id)".into(),
        headers: [("X-Tenant".to_owned(), "\\($tenant) \"\\\\d\" \\(\"(\")".to_owned())].into(),
        body: Some("{id, was: $item.id} # in full".into()),
        output: None,
        redirects: 0,
        max_response_bytes: 1000,
    }
}

fn plan(call: &HttpCall) -> Plan {
    let variables: Arc<str> = r#"{"job":{"id":"job_1"},"tenant":"acme"}"#.into();
    workers::http::check(call).expect("a good call");
    Plan::new(call, &variables, None).expect("a plan")
}

/// The requests that a call makes of items: as text, or the class and the message of why there is none.
async fn prepared(call: &HttpCall, items: &[&'static str]) -> Vec<Result<String, (&'static str, String)>> {
    let items: Vec<Bytes> = items.iter().map(|item| Bytes::from_static(item.as_bytes())).collect();
    let prepared = plan(call).prepare(&pool(1), dev(), &items, SHORT).await.expect("the pool must work");
    let text = |made: Result<workers::http::Prepared, Failure>| {
        made.map(|prepared| prepared.to_string()).map_err(|Failure { class, message }| (class, message))
    };
    prepared.into_iter().map(text).collect()
}

pub(crate) async fn templates_make_requests() {
    let made = prepared(&call(), &[r#"{"id": "a/b"}"#, r#"{"id":7,"x":1}"#]).await;
    let expected = |path: &str, id: &str| {
        let headers = "x-tenant: acme \"\\\\d\" (\ncontent-type: application/json\naccept: */*";
        let text =
            format!("POST https://example.org/{path}?job=job_1\n{headers}\n\n{{\"id\":{id},\"was\":{id}}}");
        Ok(text)
    };
    assert_eq!(made, [expected("a%2Fb", "\"a/b\""), expected("7", "7")]);
}

pub(crate) async fn a_body_that_is_text_goes_as_it_is() {
    let text = HttpCall { body: Some(".t".into()), headers: [].into(), ..call() };
    let made = prepared(&text, &[r#"{"id":1,"t":"a\nb\""}"#, r#"{"id":1,"t":null}"#]).await;
    let ends = |index: usize, end: &str| made[index].as_ref().is_ok_and(|text| text.ends_with(end));
    assert!(ends(0, "content-type: text/plain; charset=utf-8\naccept: */*\n\na\nb\""), "{made:?}");
    assert!(ends(1, "content-type: application/json\naccept: */*\n\nnull"), "{made:?}");
}

pub(crate) async fn what_makes_no_request_fails_alone() {
    let url = "\\(.url)/\\(if .id == 9 then (def f: f; f) else .id, (.more // empty) end)";
    let call = HttpCall { url: url.into(), body: None, headers: [].into(), ..call() };
    let items = [
        r#"{"url":"http://example.org","id":1}"#,
        r#"{"url":"http://example.org","id":2,"more":3}"#,
        r#"{"url":"file:///etc","id":3}"#,
        "[]",
        "{",
        r#"{"url":"http://example.org","id":9}"#,
        r#"{"url":"http://a\r\nb","id":4}"#,
        r#"{"url":"http://example.org","id":5}"#,
    ];
    let made = prepared(&call, &items).await;
    let classes: Vec<_> = made.iter().map(|made| made.as_ref().err().map(|(class, _)| *class)).collect();
    assert_eq!(
        classes,
        [
            None,
            Some("template_error"),
            Some("invalid_request"),
            Some("template_error"),
            Some("invalid_json"),
            Some("timed_out"),
            Some("invalid_request"),
            None
        ]
    );
    let message = |index: usize| made[index].as_ref().expect_err("a failure").1.as_str();
    assert_eq!(message(1), "url: it gives 2 values, but must give one");
    assert!(message(3).starts_with("url: cannot index"), "{}", message(3));
}

fn answered(body: &'static str) -> (Bytes, Answer) {
    let headers = [("content-type", "application/json")];
    let headers = headers.map(|(name, value)| (name.parse().expect(name), value.parse().expect(value)));
    let headers = HeaderMap::from_iter(headers);
    let answer = Answer { status: StatusCode::CREATED, headers, body: Bytes::from_static(body.as_bytes()) };
    (Bytes::from_static(b"{\"id\": 1}"), answer)
}

async fn finished(
    output: Option<&str>,
    bodies: &[&'static str],
) -> Vec<Result<String, (&'static str, String)>> {
    let call = HttpCall { output: output.map(str::to_owned), ..call() };
    let answers: Vec<_> = bodies.iter().map(|body| answered(body)).collect();
    let outputs = plan(&call).finish(&pool(1), dev(), &answers, SHORT).await.expect("the pool must work");
    let text = |made: Result<Box<str>, Failure>| {
        made.map(String::from).map_err(|Failure { class, message }| (class, message))
    };
    outputs.into_iter().map(text).collect()
}

pub(crate) async fn outputs_are_made_of_answers() {
    assert_eq!(
        finished(None, &["{ \"a\": [1] }", "oh"]).await,
        [Ok("{\"a\":[1]}".into()), Ok("\"oh\"".into())]
    );
    let filter = "[.status, .headers[\"content-type\"], .body.a[], $item.id, $job.id, $tenant] # all";
    let expected = "[201,\"application/json\",5,1,\"job_1\",\"acme\"]";
    assert_eq!(finished(Some(filter), &["{\"a\":[5]}"]).await, [Ok(expected.into())]);
    assert_eq!(finished(Some(".body[]"), &["[1,2]", "[]"]).await, [Ok("1,2".into()), Ok("".into())]);
}

pub(crate) async fn an_output_that_fails_is_no_reason_to_call_again() {
    let filter = format!("if .body == 1 then ({ENDLESS}) elif .body == 2 then error(\"no\") else .body end");
    let outputs = finished(Some(&filter), &["0", "1", "2", "3"]).await;
    assert_eq!((&outputs[0], &outputs[3]), (&Ok("0".into()), &Ok("3".into())));
    let error = |message: &str| Err(("output_error", message.to_owned()));
    assert_eq!(outputs[1], error("timed_out: the filter did not end within 1000 ms"));
    assert_eq!(outputs[2], error("no"));
}
