//! Sends requests on to another server, and its answers back: bodies go through as they come.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderName};
use http::uri::InvalidUri;
use http::{HeaderMap, HeaderValue, Uri};
use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use poem::{Body, Request, Response};
use tokio_rustls::rustls::crypto::aws_lc_rs;

use crate::address::{ClientAddress, X_FORWARDED_FOR};

/// How long connecting may take.
const CONNECTING: Duration = Duration::from_secs(5);
/// What is about one connection only, and not about the request.
const HOP_BY_HOP: [HeaderName; 9] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ForwardError {
    /// It cannot be reached, or broke off.
    #[error("{0}: {1}")]
    Away(Uri, String),
    /// The address and the request's path make no URL.
    #[error("the request has no place at the other server: {0}")]
    Target(#[from] InvalidUri),
}

/// Sends requests on.
#[derive(Debug, Clone)]
pub struct Forwarder {
    client: Client<HttpsConnector<HttpConnector>, BoxBody<Bytes, io::Error>>,
    /// What this server calls itself to those after it.
    via: HeaderValue,
}

impl Forwarder {
    /// Trusts whom the system trusts. `name` is what stands in `Via`: a token, by which others see who sent a request on.
    ///
    /// # Errors
    /// The system's certificates cannot be read, or the name cannot stand in a header.
    pub fn new(name: &str) -> io::Result<Self> {
        let via = HeaderValue::try_from(format!("1.1 {name}")).map_err(io::Error::other)?;
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECTING));
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(aws_lc_rs::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector), via })
    }

    /// Sends a request on to the server at `base`, an address without a slash at its end.
    ///
    /// # Errors
    /// There is no answer.
    pub async fn forward(&self, base: &str, request: Request) -> Result<Response, ForwardError> {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let uri: Uri = format!("{base}{target}").parse()?;
        let request = self.outgoing(uri.clone(), request);
        let answer = self.client.request(request).await;
        Ok(incoming(answer.map_err(|error| ForwardError::Away(uri, reason(&error)))?))
    }

    fn outgoing(&self, uri: Uri, mut request: Request) -> http::Request<BoxBody<Bytes, io::Error>> {
        let client = request.data::<ClientAddress>().copied();
        let mut outgoing = http::Request::new(request.take_body().into());
        *outgoing.method_mut() = request.method().clone();
        *outgoing.uri_mut() = uri;
        let headers = outgoing.headers_mut();
        *headers = std::mem::take(request.headers_mut());
        remove_hop_by_hop(headers);
        // It follows from the address.
        headers.remove(header::HOST);
        headers.append(header::VIA, self.via.clone());
        name_client(headers, client);
        outgoing
    }
}

/// Whether somebody of whom `is_ours` says so sent the request on.
#[must_use]
pub fn came_via(headers: &HeaderMap, is_ours: impl Fn(&str) -> bool) -> bool {
    let fields = headers.get_all(header::VIA).into_iter().filter_map(|field| field.to_str().ok());
    let mut names = fields.flat_map(|field| field.split(',')).filter_map(|hop| hop.split_whitespace().nth(1));
    names.any(is_ours)
}

/// The other server is told whom this one took for the client. What the client itself says of that goes no further.
fn name_client(headers: &mut HeaderMap, client: Option<ClientAddress>) {
    headers.remove(header::FORWARDED);
    headers.remove(X_FORWARDED_FOR);
    let Some(ClientAddress(client)) = client else { return };
    let node = if client.is_ipv6() { format!("\"[{client}]\"") } else { client.to_string() };
    for (name, value) in [(X_FORWARDED_FOR, client.to_string()), (header::FORWARDED, format!("for={node}"))] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
}

fn incoming(answer: http::Response<Incoming>) -> Response {
    let (head, body) = answer.into_parts();
    let body = Body::from(BoxBody::new(body.map_err(io::Error::other)));
    let mut response = Response::builder().status(head.status).body(body);
    *response.headers_mut() = head.headers;
    remove_hop_by_hop(response.headers_mut());
    response
}

fn remove_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
}

/// An error with what caused it: by itself it often says nothing.
fn reason(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(fields: &[(&'static str, &str)]) -> HeaderMap {
        fields.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn what_is_about_the_connection_stays_behind() {
        let mut kept = headers(&[
            ("connection", "close, X-Hop"),
            ("x-hop", "1"),
            ("upgrade", "websocket"),
            ("content-type", "text/csv"),
        ]);
        remove_hop_by_hop(&mut kept);
        assert_eq!(kept, headers(&[("content-type", "text/csv")]));
    }

    #[test]
    fn the_client_is_who_this_server_takes_for_it() {
        let named = |address: &str| {
            let mut headers =
                headers(&[("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")]);
            name_client(&mut headers, Some(ClientAddress(address.parse().unwrap())));
            (headers["x-forwarded-for"].clone(), headers["forwarded"].clone())
        };
        assert_eq!(named("192.0.2.7"), ("192.0.2.7".parse().unwrap(), "for=192.0.2.7".parse().unwrap()));
        let v6 = "for=\"[2001:db8::1]\"".parse().unwrap();
        assert_eq!(named("2001:db8::1"), ("2001:db8::1".parse().unwrap(), v6));
    }

    #[test]
    fn who_sent_a_request_on_is_known() {
        let came = |via| came_via(&headers(&[("via", via)]), |name| name == "eu.thousandfold");
        assert!(came("1.1 eu.thousandfold"));
        assert!(came("1.0 proxy, 1.1 eu.thousandfold (nobody)"));
        assert!(!came("1.1 us.thousandfold"));
        assert!(!came("eu.thousandfold"));
    }
}
