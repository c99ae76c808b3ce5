//! One id, one span and two measurements a request.

use std::sync::Arc;
use std::time::Instant;

use poem::http::{HeaderName, HeaderValue, Method, header};
use poem::{Endpoint, IntoResponse, Request, Response, Result};
use tracing::{Instrument, Span, field};
use uuid::Uuid;

use crate::meters::Meter;
use crate::routes::Routes;
use crate::{problem, timing};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How request spans join traces. The API itself knows no tracing system.
#[derive(Debug, Clone, Copy)]
pub struct TraceHooks {
    /// Makes a new span a child of the span that a W3C `traceparent` names.
    pub continue_from: fn(&Span, &str),
    /// The `traceparent` of the current span, if it is traced.
    pub current: fn() -> Option<String>,
}

impl Default for TraceHooks {
    fn default() -> Self {
        Self { continue_from: |_, _| {}, current: || None }
    }
}

/// The `traceparent` that came with a request, if it is one.
#[derive(Debug, Clone)]
pub(crate) struct Incoming(pub(crate) Option<String>);

impl Incoming {
    pub(crate) fn of(request: &Request) -> Self {
        let text = request.header("traceparent");
        Self(text.filter(|text| is_traceparent(text)).map(str::to_owned))
    }
}

/// `00-<32 hexadecimal digits>-<16>-<2>`: anything else would go into events as it came.
fn is_traceparent(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_hex = |part: &&str| part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [2, 32, 16, 2] && parts[0] == "00" && parts.iter().all(is_hex)
}

/// The `x-request-id` that the answer will have.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Answers a request: every error becomes a problem, and the answer is identified, traced and measured.
pub(crate) async fn observe(
    next: Arc<impl Endpoint<Output = Response>>,
    mut request: Request,
    routes: Arc<Routes>,
    trace: TraceHooks,
) -> Result<Response> {
    let route = routes.mark(&mut request);
    let pattern = route.as_ref().map_or("unmatched", |route| route.pattern.as_str());
    let (method, began) = (method_name(request.method()), Instant::now());
    let id = Uuid::now_v7().simple().encode_lower(&mut Uuid::encode_buffer()).to_owned();
    let span = span(method, pattern, &id);
    if let Incoming(Some(parent)) = Incoming::of(&request) {
        (trace.continue_from)(&span, &parent);
    }
    request.set_data(RequestId(id.clone()));
    let answer = async { problem::as_problem(next.call(request).await, route.as_deref()) };
    let mut response = answer.instrument(span.clone()).await;
    span.record("status", response.status().as_u16());
    let elapsed = began.elapsed();
    let status = response.status().as_u16();
    match &route {
        Some(route) => route.meters.measure(method, pattern, status, elapsed),
        None => Meter::new(method, pattern, status).measure(elapsed),
    }
    timing::tell(&mut response, elapsed);
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        // An answer of another region has one, by which it is known there.
        headers.entry(REQUEST_ID).or_insert(id);
    }
    Ok(response.into_response())
}

fn span(method: &'static str, route: &str, request_id: &str) -> Span {
    tracing::info_span!(
        "request",
        otel.kind = "server",
        otel.name = %format_args!("{method} {route}"),
        method,
        route,
        request_id,
        status = field::Empty,
    )
}

/// A label has few values, so what a client made up is not one.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_traceparent_is_taken_for_one() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert!(is_traceparent(good));
        for bad in ["", "00", &good.to_uppercase(), &good[1..], &format!("{good}-x"), &good.replace('4', "g")]
        {
            assert!(!is_traceparent(bad), "{bad}");
        }
    }
}
