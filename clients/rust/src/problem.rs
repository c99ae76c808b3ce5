//! What a request that was not done is answered with.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How much is told of an answer that is no problem document, in characters.
const EXCERPT: usize = 200;

/// Problem details (RFC 9457). They keep members that this client does not know.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// A URI that names the kind of problem.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// The kind of problem, for people.
    pub title: String,
    /// The HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What is wrong this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The line of a filter, or of a body, in which it is wrong, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Whatever else the service says.
    #[serde(flatten)]
    pub other: Map<String, Value>,
    /// After which time to ask again, if the answer said so.
    #[serde(skip)]
    pub retry_after: Option<Duration>,
    /// What the service calls the request: name it when you report an error.
    #[serde(skip)]
    pub request_id: Option<String>,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}

impl Problem {
    /// A problem that no service spoke of.
    #[must_use]
    pub fn new(title: &str, detail: String) -> Self {
        Self { kind: about_blank(), title: title.to_owned(), detail: Some(detail), ..Self::default() }
    }

    /// Whether it is the problem of this name, such as `no-such-job`.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.kind.strip_suffix(name).is_some_and(|before| before.ends_with("/problems/"))
    }

    /// What an answer with an error status says.
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            status: Some(status.as_u16()),
            retry_after: text(RETRY_AFTER.as_str()).and_then(retry_after),
            request_id: text("x-request-id").map(str::to_owned),
            ..serde_json::from_slice(body).unwrap_or_else(|_| Self::of_text(status, body))
        }
    }

    fn of_text(status: StatusCode, body: &[u8]) -> Self {
        let text: String = String::from_utf8_lossy(body).chars().take(EXCERPT).collect();
        let detail = format!("the answer is no problem document, so this may be another server: {text:?}");
        Self::new(status.canonical_reason().unwrap_or("Error"), detail)
    }
}

/// It is a number of seconds, or a time.
fn retry_after(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(text).ok()?;
    Some(at.duration_since(std::time::SystemTime::now()).unwrap_or_default())
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            Some(detail) => write!(f, "{}: {detail}", self.title),
            None => f.write_str(&self.title),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_keeps_what_the_client_does_not_know() {
        let text = r#"{"type":"https://thousandfold.dev/problems/x","title":"T","status":422,"detail":"d","line":1,"column":5,"trace":"t"}"#;
        let problem = Problem::of(StatusCode::UNPROCESSABLE_ENTITY, &HeaderMap::new(), text.as_bytes());
        assert_eq!((problem.line, problem.column), (Some(1), Some(5)));
        assert_eq!(problem.to_string(), "T: d");
        assert!(problem.is("x") && !problem.is("y") && !problem.is(""));
        let again: Value = serde_json::to_value(&problem).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn what_is_no_problem_document_is_quoted() {
        let problem = Problem::of(StatusCode::BAD_GATEWAY, &HeaderMap::new(), b"<html>");
        assert_eq!((problem.status, problem.title.as_str()), (Some(502), "Bad Gateway"));
        assert!(problem.to_string().contains("\"<html>\""));
    }

    #[test]
    fn times_to_ask_again_are_seconds_or_times() {
        assert_eq!(retry_after("3"), Some(Duration::from_secs(3)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO));
        assert_eq!(retry_after("soon"), None);
    }
}
