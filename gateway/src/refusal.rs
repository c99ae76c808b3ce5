//! Why the gateway refuses a request or a connection.

use std::time::Duration;

use http::StatusCode;

/// Why something is refused before a handler could say anything. Whoever makes the gateway has the words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// What came is not HTTP.
    MalformedRequest,
    /// There are too many header fields, or they are too long.
    HeadersTooLarge,
    /// The request's target is too long.
    TargetTooLong,
    /// The header did not come in time.
    HeaderTimeout,
    /// The body did not come in time.
    BodyTimeout,
    /// There are as many connections as there may be.
    TooManyConnections,
    /// There are as many connections of this address as there may be.
    TooManyConnectionsOfAddress,
    /// There are more requests than can be done in a reasonable time.
    Overloaded {
        /// After how long it is worth to try again.
        retry_after: Duration,
    },
}

impl Refusal {
    /// The status that the answer should have.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::MalformedRequest => StatusCode::BAD_REQUEST,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::TargetTooLong => StatusCode::URI_TOO_LONG,
            Self::HeaderTimeout | Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::TooManyConnectionsOfAddress => StatusCode::TOO_MANY_REQUESTS,
            Self::TooManyConnections | Self::Overloaded { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The value of `reason` in the metrics.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::MalformedRequest => "malformed_request",
            Self::HeadersTooLarge => "headers_too_large",
            Self::TargetTooLong => "target_too_long",
            Self::HeaderTimeout => "header_timeout",
            Self::BodyTimeout => "body_timeout",
            Self::TooManyConnections => "connections",
            Self::TooManyConnectionsOfAddress => "connections_of_address",
            Self::Overloaded { .. } => "overloaded",
        }
    }

    /// Counts it.
    pub(crate) fn count(self) {
        metrics::counter!("thousandfold_http_refused_total", "reason" => self.reason()).increment(1);
    }
}
