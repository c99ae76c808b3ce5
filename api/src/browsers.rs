//! Browsers: which pages of other origins may call the API, and what these may read of its answers (CORS).

use std::sync::Arc;

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response, Result};
use serde::Deserialize;

use crate::problem::{self, Kind, Problem};
use crate::routes::{Route, route_of};

/// What pages may do.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PATCH, DELETE");
/// What their requests may have.
const TAKEN: HeaderValue = HeaderValue::from_static(
    "authorization, consistency-token, content-encoding, content-type, idempotency-key, if-match, prefer, traceparent",
);
/// What they may read of answers, beside the few headers that all pages may.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "x-request-id, location, etag, retry-after, ratelimit, ratelimit-policy, deprecation, sunset, link, server-timing, \
     idempotent-replayed, repr-digest, consistency-token",
);
/// For how long a browser need not ask again, in seconds: two hours, more than which some do not take.
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");
const YES: HeaderValue = HeaderValue::from_static("true");

/// The origin of pages that may call the API, such as `https://console.example.org`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct WebOrigin(String);

impl TryFrom<String> for WebOrigin {
    type Error = String;

    /// Takes an origin as browsers send it, and nothing that stands for several: pages send credentials.
    fn try_from(text: String) -> Result<Self, String> {
        let of_host =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.:[]".contains(&byte);
        match is_origin(&text, of_host) {
            true => Ok(Self(text)),
            false => Err(format!("{text:?} is no origin: give one such as \"https://console.example.org\"")),
        }
    }
}

/// Whether a text is a scheme of ours and a host, perhaps with a port, and nothing after that.
pub(crate) fn is_origin(text: &str, of_host: impl Fn(u8) -> bool) -> bool {
    match text.split_once("://") {
        Some(("https" | "http", host)) => !host.is_empty() && host.bytes().all(of_host),
        _ => false,
    }
}

/// Where a request comes from, as far as its browser says.
enum From {
    /// From no page, or from one of this server.
    Here,
    /// From a page that may call the API.
    Allowed(HeaderValue),
    /// From any other page.
    Elsewhere,
}

/// Which pages may do what.
pub(crate) struct Browsers {
    origins: Vec<WebOrigin>,
}

impl Browsers {
    /// Lets pages of these origins in.
    pub(crate) fn new(origins: Vec<WebOrigin>) -> Self {
        Self { origins }
    }

    /// Lets a request in unless it is of a page that may not make it, and tells the browser what the page may read.
    pub(crate) async fn pass(
        self: Arc<Self>,
        next: Arc<impl Endpoint<Output = Response>>,
        request: Request,
    ) -> Result<Response> {
        let route = route_of(&request);
        let mut response = match self.origin(&request) {
            From::Elsewhere if !is_for_all(&request, route.as_deref()) => forbidden().into_response(),
            From::Allowed(origin) => {
                let mut response = match is_preflight(&request) {
                    true => preflight(),
                    false => problem::as_problem(next.call(request).await, route.as_deref()),
                };
                let headers = response.headers_mut();
                headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
                headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, YES);
                headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
                response
            }
            From::Here | From::Elsewhere => problem::as_problem(next.call(request).await, route.as_deref()),
        };
        response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
        Ok(response)
    }

    fn origin(&self, request: &Request) -> From {
        let mut origins = request.headers().get_all(header::ORIGIN).iter();
        let Some(value) = origins.next() else { return From::Here };
        match value.to_str() {
            Ok(_) if origins.next().is_some() => From::Elsewhere,
            Ok(origin) if self.origins.iter().any(|known| known.0 == origin) => From::Allowed(value.clone()),
            Ok(origin) if is_own(origin, request) => From::Here,
            _ => From::Elsewhere,
        }
    }
}

/// Whether any page may make the request: it only reads what is public. A WebSocket is not bound by what browsers let pages
/// read, so it is for none.
fn is_for_all(request: &Request, route: Option<&Route>) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    reads && !request.headers().contains_key(header::UPGRADE) && route.is_some_and(Route::is_open)
}

/// Whether an origin is the server's own: the host that the request is for.
fn is_own(origin: &str, request: &Request) -> bool {
    let asked = request.uri().authority().map(|authority| authority.as_str());
    let asked = asked.or_else(|| request.header(header::HOST));
    let usual = if origin.starts_with("https://") { ":443" } else { ":80" };
    let short = |host: &str| host.strip_suffix(usual).unwrap_or(host).to_ascii_lowercase();
    match (origin.split_once("://"), asked) {
        (Some((_, host)), Some(asked)) => short(host) == short(asked),
        _ => false,
    }
}

fn is_preflight(request: &Request) -> bool {
    let asks = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    asks && *request.method() == Method::OPTIONS
}

fn preflight() -> Response {
    Response::builder()
        .status(StatusCode::NO_CONTENT)
        .header(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .header(header::ACCESS_CONTROL_ALLOW_HEADERS, TAKEN)
        .header(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE)
        .finish()
}

fn forbidden() -> Problem {
    Problem::new(
        Kind::ForbiddenOrigin,
        "the page that sent the request is of an origin that may not: whoever runs the service can add it to `api.origins`",
    )
}

#[cfg(test)]
mod tests;
