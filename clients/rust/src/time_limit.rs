//! How long answers may take.

use std::time::Duration;

use reqwest::Request;
use serde::Deserialize;

/// How long an answer may take that does not wait for anything.
const ANSWER: Duration = Duration::from_secs(30);
/// The operations that take what their size takes.
const UNLIMITED: &[&str] = &["upload_dataset", "get_results", "export_audit_records"];

/// How long the answer to a request may take, with the time for which the request lets it wait.
pub(crate) fn of(operation: &str, request: &Request) -> Option<Duration> {
    (!UNLIMITED.contains(&operation)).then(|| ANSWER + waiting(operation, request))
}

fn waiting(operation: &str, request: &Request) -> Duration {
    match operation {
        "lease_tasks" => in_body(request),
        "get_job" => in_query(request),
        _ => in_header(request),
    }
    .unwrap_or_default()
}

fn in_body(request: &Request) -> Option<Duration> {
    #[derive(Deserialize)]
    struct Wait {
        wait_ms: u64,
    }
    let wait: Wait = serde_json::from_slice(request.body()?.as_bytes()?).ok()?;
    Some(Duration::from_millis(wait.wait_ms))
}

fn in_query(request: &Request) -> Option<Duration> {
    let (_, millis) = request.url().query_pairs().find(|(name, _)| name == "wait_ms")?;
    Some(Duration::from_millis(millis.parse().ok()?))
}

fn in_header(request: &Request) -> Option<Duration> {
    let prefer = request.headers().get("prefer")?.to_str().ok()?;
    let seconds = prefer.split(',').find_map(|wish| wish.trim().strip_prefix("wait="))?;
    Some(Duration::from_secs(seconds.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> reqwest::RequestBuilder {
        reqwest::Client::new().post("http://host/v1")
    }

    #[test]
    fn an_answer_that_may_wait_may_take_longer() {
        let limit = |operation, request: reqwest::RequestBuilder| of(operation, &request.build().unwrap());
        let wait = |seconds| Some(ANSWER + Duration::from_secs(seconds));
        assert_eq!(limit("submit_job", request()), wait(0));
        assert_eq!(limit("submit_job", request().header("prefer", "wait=20")), wait(20));
        assert_eq!(limit("get_job", request().query(&[("wait_ms", 2_000)])), wait(2));
        assert_eq!(limit("lease_tasks", request().body(r#"{"tasks":1,"wait_ms":5000}"#)), wait(5));
    }

    #[test]
    fn what_has_a_size_takes_what_it_takes() {
        assert_eq!(of("get_results", &request().build().unwrap()), None);
    }
}
