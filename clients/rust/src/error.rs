//! What can go wrong between the client and a service.

use std::fmt;
use std::time::Duration;

use crate::Problem;

/// Why a call failed.
#[derive(Debug)]
pub enum Error {
    /// The service, or something before it, answered with a problem.
    Problem(Box<Problem>),
    /// No service answers.
    Unreachable {
        /// Where none does.
        server: String,
        /// Why.
        source: reqwest::Error,
    },
    /// The connection broke, or the answer did not come in time.
    Transport(reqwest::Error),
    /// The answer is none that this client can read.
    Answer(serde_json::Error),
    /// The service went silent in the middle of an answer, for this long.
    Stalled(Duration),
    /// The request cannot be sent as it is: something is missing.
    Request(String),
    /// The service's address, or what goes with it, cannot be used.
    Address {
        /// The address.
        server: String,
        /// Why it cannot be used.
        reason: String,
    },
}

impl Error {
    /// Whether the same call may succeed in a moment.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Problem(problem) => matches!(problem.status, Some(429 | 502 | 503 | 504)),
            Self::Unreachable { .. } | Self::Transport(_) | Self::Stalled(_) => true,
            Self::Answer(_) | Self::Request(_) | Self::Address { .. } => false,
        }
    }

    /// The problem, if the service answered with one.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            _ => None,
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
            Self::Request(_) => "The request cannot be sent",
            Self::Address { .. } => "Unusable server address",
        };
        Problem::new(title, self.to_string())
    }

    /// The error of a request that had no whole answer.
    pub(crate) fn of_transport(error: reqwest::Error) -> Self {
        match error.url() {
            Some(url) if error.is_connect() => {
                Self::Unreachable { server: url.origin().ascii_serialization(), source: error }
            }
            _ => Self::Transport(error),
        }
    }
}

/// What the calls that are made from the service's description fail with.
impl From<progenitor_client::Error> for Error {
    fn from(error: progenitor_client::Error) -> Self {
        use progenitor_client::Error as Made;
        match error {
            Made::InvalidRequest(why) | Made::Custom(why) => Self::Request(why),
            Made::CommunicationError(error)
            | Made::InvalidUpgrade(error)
            | Made::ResponseBodyError(error) => Self::of_transport(error),
            Made::InvalidResponsePayload(_, error) => Self::Answer(error),
            Made::ErrorResponse(answer) => {
                Self::Problem(Box::new(Problem::of(answer.status(), answer.headers(), &[])))
            }
            Made::UnexpectedResponse(answer) => {
                // The hooks have put it there.
                let problem = answer.extensions().get::<Problem>().cloned();
                let unread = || Problem::of(answer.status(), answer.headers(), &[]);
                Self::Problem(Box::new(problem.unwrap_or_else(unread)))
            }
        }
    }
}

impl fmt::Display for Error {
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
            Self::Request(why) => write!(f, "the request cannot be sent: {why}"),
            Self::Address { server, reason } => write!(f, "{server:?} cannot be used as a server: {reason}"),
        }
    }
}

/// The innermost error: what encloses it only says which request it was.
fn root_cause(error: &reqwest::Error) -> &dyn std::error::Error {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}

/// The message names its cause already, so there is no `source`.
impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_is_worth_another_try() {
        let status = |status| {
            let problem = Problem { status: Some(status), ..Problem::default() };
            Error::Problem(Box::new(problem)).is_transient()
        };
        assert!(status(503) && status(429));
        assert!(!status(404) && !status(409) && !status(500));
    }
}
