//! Makes every error a problem, also those that poem and poem-openapi answer with by themselves.

use poem::error::{MethodNotAllowedError, NotFoundError, ReadBodyError};
use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::error::{ParseParamError, ParsePathError};

use super::{CONTENT_TYPE, Kind, Problem};
use crate::routes::Route;

/// The answer to a request whose handler panicked.
pub(crate) fn of_panic() -> Response {
    Problem::new(Kind::InternalError, "an error of ours: report it with the x-request-id")
        .caused_by("a handler panicked")
        .into_response()
}

/// The answer to a request to `route`, with every error a problem.
pub(crate) fn as_problem(result: poem::Result<Response>, route: Option<&Route>) -> Response {
    let response = match result {
        Ok(response) => response,
        Err(error) if error.is_from_response() => error.into_response(),
        Err(error) => of_error(&error, route).into_response(),
    };
    let mut response =
        if is_bare_error(&response) { of_status(response.status()).into_response() } else { response };
    if let (StatusCode::METHOD_NOT_ALLOWED, Some(route)) = (response.status(), route)
        && let Ok(allow) = HeaderValue::from_str(&route.allow())
    {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}

fn is_bare_error(response: &Response) -> bool {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    failed && response.content_type() != Some(CONTENT_TYPE)
}

fn of_status(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::new(Kind::NoSuchPath, "no resource has this path: see /docs"),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(
            Kind::MethodNotAllowed,
            "the resource does not have this method: `Allow` names those that it has",
        ),
        StatusCode::REQUEST_TIMEOUT => {
            Problem::new(Kind::RequestTimeout, "the request took too long to come: send it again")
        }
        StatusCode::INTERNAL_SERVER_ERROR => Problem::new(Kind::InternalError, "an error of ours"),
        status => Problem::other(status, status.canonical_reason().unwrap_or("error")),
    }
}

fn of_error(error: &poem::Error, route: Option<&Route>) -> Problem {
    if let Some(error) = error.downcast_ref::<ParseParamError>() {
        return of_parameter(error.name, &error.reason);
    }
    if let Some(error) = error.downcast_ref::<ParsePathError>() {
        let name = route.and_then(|route| route.parameter(error.name));
        return of_parameter(name.unwrap_or(error.name), &error.reason);
    }
    if let Some(ReadBodyError::Io(error)) = error.downcast_ref::<ReadBodyError>() {
        return Problem::new(Kind::IncompleteBody, error.to_string());
    }
    if error.is::<NotFoundError>() || error.is::<MethodNotAllowedError>() {
        return of_status(error.status());
    }
    of_status(error.status()).caused_by(error)
}

/// poem-openapi says what is wrong inside of words about its own types; those are left out.
fn of_parameter(name: &str, reason: &str) -> Problem {
    let reason = match reason.split_once("\": ") {
        Some((about, reason)) if about.starts_with("failed to parse \"") => reason,
        _ => reason,
    };
    let reason = match reason.rsplit_once(" (occurred while parsing \"") {
        Some((reason, _)) => reason,
        None => reason,
    };
    Problem::new(Kind::MalformedParameter, format!("{name}: {reason}"))
        .with(|details| details.parameter = Some(name.to_owned()))
}
