//! What an answer that is no success means.

use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::response::Parts;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};

use super::failure::CallFailure;
use super::retry_after;
use super::target::Target;

/// How much of a failed answer's body is told.
const EXCERPT_BYTES: usize = 200;

/// The failure that a status stands for.
pub(super) fn failure(target: &Target, head: &Parts, excerpt: &str, now: SystemTime) -> CallFailure {
    let (class, may_ask) = match head.status.as_u16() {
        429 => ("too_many_requests", true),
        500..=599 => ("server_error", true),
        _ => ("http_error", false),
    };
    let mut message = format!("{target}: it answered {}", head.status);
    if !excerpt.is_empty() {
        message = format!("{message}: {excerpt:?}");
    }
    let asked = head.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()).filter(|_| may_ask);
    let retry_after: Option<Duration> = asked.and_then(|value| retry_after::parse(value, now));
    CallFailure { class, message, retry_after }
}

/// The beginning of a body.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// Whether there was no more, so that the connection may be used again.
    pub(super) is_all: bool,
}

/// Reads the beginning of a body, as far as it can be read.
pub(super) async fn excerpt(mut body: Incoming) -> Excerpt {
    let mut bytes = Vec::new();
    while bytes.len() < EXCERPT_BYTES
        && let Some(Ok(frame)) = body.frame().await
    {
        let data = frame.data_ref().map(|data| &data[..]).unwrap_or_default();
        bytes.extend_from_slice(&data[..data.len().min(EXCERPT_BYTES - bytes.len())]);
    }
    Excerpt { text: String::from_utf8_lossy(&bytes).into_owned(), is_all: body.is_end_stream() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(status: u16, wait: Option<&'static str>) -> CallFailure {
        let target = Target::of(&"https://example.org/secret?key=1".parse().unwrap()).unwrap();
        let mut answer = http::Response::builder().status(status);
        if let Some(wait) = wait {
            answer = answer.header(RETRY_AFTER, wait);
        }
        let (head, ()) = answer.body(()).unwrap().into_parts();
        failure(&target, &head, "no\n", SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn a_status_has_its_class() {
        for (status, class) in [
            (304, "http_error"),
            (400, "http_error"),
            (404, "http_error"),
            (429, "too_many_requests"),
            (500, "server_error"),
            (503, "server_error"),
        ] {
            assert_eq!(failed(status, None).class, class, "{status}");
        }
    }

    #[test]
    fn the_message_tells_the_status_and_the_body_but_not_the_path() {
        assert_eq!(failed(404, None).message, "https://example.org: it answered 404 Not Found: \"no\\n\"");
    }

    #[test]
    fn only_who_is_overloaded_may_ask_for_a_pause() {
        assert_eq!(failed(429, Some("7")).retry_after, Some(Duration::from_secs(7)));
        assert_eq!(failed(503, Some("7")).retry_after, Some(Duration::from_secs(7)));
        assert_eq!(failed(404, Some("7")).retry_after, None);
    }
}
