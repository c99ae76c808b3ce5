//! What the server's front says in our words, and what it is told of requests.

use gateway::{Class, Refusal};
use poem::http::{Method, StatusCode};
use poem::{IntoResponse, Request, Response};

use crate::problem::{Kind, Problem};

/// The answer to what the front refuses.
#[must_use]
pub fn refuse(refusal: Refusal) -> Response {
    let problem = match refusal {
        Refusal::MalformedRequest => Problem::new(Kind::MalformedRequest, "that is not HTTP"),
        Refusal::HeadersTooLarge => Problem::new(
            Kind::HeadersTooLarge,
            "the headers are too many or too long: send fewer, or shorter ones",
        ),
        Refusal::TargetTooLong => {
            Problem::new(Kind::TargetTooLong, "the path is too long: shorten its query")
        }
        Refusal::HeaderTimeout => Problem::new(Kind::RequestTimeout, "the headers took too long to come"),
        Refusal::BodyTimeout => {
            Problem::new(Kind::RequestTimeout, "the body took too long to come: send it again")
        }
        Refusal::TooManyConnections => {
            Problem::new(Kind::TooManyConnections, "there are too many connections: try again later")
        }
        Refusal::TooManyConnectionsOfAddress => {
            let problem = Problem::new(
                Kind::TooManyConnections,
                "there are too many connections from your address: use one for many requests",
            );
            problem.with(|details| details.status = StatusCode::TOO_MANY_REQUESTS.as_u16())
        }
        Refusal::Overloaded { retry_after } => {
            Problem::new(Kind::Overloaded, "there is more to do than can be done now: send the request again")
                .retried_after(retry_after)
        }
    };
    problem.into_response()
}

/// How a request is treated when there is too much to do. Whether the service is well is always told; who reads is let in before
/// who wants something done.
#[must_use]
pub fn classify(request: &Request) -> Class {
    match request.uri().path() {
        "/healthz" | "/readyz" | "/metrics" => Class::Exempt,
        _ if matches!(*request.method(), Method::GET | Method::HEAD) => Class::Light,
        _ => Class::Heavy,
    }
}
