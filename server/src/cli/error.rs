//! What can go wrong between the client and a server.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Why a call failed.
#[derive(Debug)]
pub enum ClientError {
    /// The server answered, with a problem.
    Problem(Box<Problem>),
    /// No server answers.
    Unreachable {
        /// Where none does.
        server: String,
        /// Why.
        source: reqwest::Error,
    },
    /// The connection broke.
    Transport(reqwest::Error),
    /// The answer is none of ours.
    Answer(serde_json::Error),
    /// The server went silent in the middle of an answer, for this long.
    Stalled(Duration),
    /// The server's address cannot be used.
    Address {
        /// The address.
        server: String,
        /// Why it cannot be used.
        reason: String,
    },
}

/// RFC 9457 problem details.
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
    /// The line of a filter in which it is wrong, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Whatever else the server says.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}

impl Problem {
    /// A problem of the client's own.
    #[must_use]
    pub fn new(title: &str, detail: String) -> Self {
        Self { kind: about_blank(), title: title.to_owned(), detail: Some(detail), ..Self::default() }
    }

    /// What an answer with an error status says.
    pub(super) async fn of(response: reqwest::Response) -> Self {
        let status = response.status();
        let body = response.bytes().await.unwrap_or_default();
        let mut problem = serde_json::from_slice(&body).unwrap_or_else(|_| {
            let text: String = String::from_utf8_lossy(&body).chars().take(200).collect();
            let detail =
                format!("the answer is no problem document, so this may be another server: {text:?}");
            Self::new(status.canonical_reason().unwrap_or("Error"), detail)
        });
        problem.status = Some(status.as_u16());
        problem
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            Some(detail) => write!(f, "{}: {detail}", self.title),
            None => f.write_str(&self.title),
        }
    }
}

impl ClientError {
    /// Whether the same call may succeed in a moment.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Problem(problem) => matches!(problem.status, Some(429 | 502 | 503 | 504)),
            Self::Unreachable { .. } | Self::Transport(_) | Self::Stalled(_) => true,
            Self::Answer(_) | Self::Address { .. } => false,
        }
    }

    /// The error as a problem document.
    #[must_use]
    pub fn to_problem(&self) -> Problem {
        let title = match self {
            Self::Problem(problem) => return (**problem).clone(),
            Self::Unreachable { .. } => "No server answers",
            Self::Transport(_) | Self::Stalled(_) => "The connection broke",
            Self::Answer(_) => "The answer cannot be read",
            Self::Address { .. } => "Unusable server address",
        };
        Problem::new(title, self.to_string())
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => problem.fmt(f),
            Self::Unreachable { server, source } => {
                write!(f, "no server answers at {server}: {}", root_cause(source))
            }
            Self::Transport(error) if error.is_timeout() => f.write_str("the server did not answer in time"),
            Self::Transport(error) => {
                write!(f, "the connection to the server broke: {}", root_cause(error))
            }
            Self::Answer(error) => write!(f, "the server's answer cannot be read: {error}"),
            Self::Stalled(time) => write!(f, "the server sent nothing for {} s", time.as_secs()),
            Self::Address { server, reason } => write!(f, "{server:?} cannot be used as a server: {reason}"),
        }
    }
}

/// The innermost error: what encloses it only says which request it was.
fn root_cause(error: &reqwest::Error) -> &dyn Error {
    let mut cause: &dyn Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}

/// The message names its cause already, so there is no `source`.
impl Error for ClientError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_keeps_what_the_client_does_not_know() {
        let text =
            r#"{"type":"/problems/x","title":"T","status":422,"detail":"d","line":1,"column":5,"trace":"t"}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!((problem.line, problem.column), (Some(1), Some(5)));
        assert_eq!(problem.to_string(), "T: d");
        let again: Value = serde_json::to_value(&problem).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let status = |status| {
            let problem = Problem { status: Some(status), ..Problem::default() };
            ClientError::Problem(Box::new(problem)).is_transient()
        };
        assert!(status(503) && status(429));
        assert!(!status(404) && !status(409) && !status(500));
    }
}
