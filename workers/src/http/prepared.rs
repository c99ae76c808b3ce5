//! A request that may be sent.

use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::Full;
use url::Url;

use super::failure::CallFailure;
use super::target::Target;

/// Headers that belong to the connection, or that follow from the rest of the request.
const REFUSED_HEADERS: &[&str] = &[
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "upgrade",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
];

/// What templates make of an item, before it is checked.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The headers.
    pub headers: Vec<(HeaderName, String)>,
    /// The body, if there is one.
    pub body: Option<Bytes>,
    /// Whether the body is JSON; else it is text.
    pub body_is_json: bool,
    /// How many redirects are followed.
    pub redirects: u8,
    /// The largest answer, in bytes.
    pub max_response_bytes: usize,
}

/// A request that may be sent.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) target: Target,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    pub(super) redirects: u8,
    /// How many redirects led here.
    pub(super) followed: u8,
    pub(super) max_response_bytes: usize,
}

impl Prepared {
    /// Checks a request.
    ///
    /// # Errors
    ///
    /// Fails with `invalid_request` if its method, its URL or a header cannot be sent.
    pub fn new(raw: Raw) -> Result<Self, CallFailure> {
        let url = url(&raw.url)?;
        let mut headers = HeaderMap::with_capacity(raw.headers.len() + 6);
        for (name, value) in raw.headers {
            let value = header(&name, &value)?;
            headers.append(name, value);
        }
        if raw.body.is_some() && !headers.contains_key(CONTENT_TYPE) {
            let kind = if raw.body_is_json { "application/json" } else { "text/plain; charset=utf-8" };
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        default(&mut headers, ACCEPT, HeaderValue::from_static("*/*"));
        Ok(Self {
            method: method(&raw.method)?,
            target: Target::of(&url)?,
            url,
            headers,
            body: raw.body,
            redirects: raw.redirects,
            followed: 0,
            max_response_bytes: raw.max_response_bytes,
        })
    }

    /// The request as it goes over a connection.
    pub(super) fn request(&self, http2: bool) -> Result<Request<Full<Bytes>>, CallFailure> {
        let path = &self.url[url::Position::BeforePath..url::Position::AfterQuery];
        let uri = if http2 { format!("{}{path}", self.target) } else { path.to_owned() };
        let uri: Uri =
            uri.parse().map_err(|_| invalid("the URL has characters that must be percent-encoded"))?;
        let mut request = Request::new(Full::new(self.body.clone().unwrap_or_default()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.clone();
        if self.body.is_none() && [Method::POST, Method::PUT, Method::PATCH].contains(&self.method) {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if !http2 {
            let host =
                HeaderValue::from_str(&self.target.authority()).map_err(|_| invalid("the URL's host"))?;
            request.headers_mut().insert(HOST, host);
        }
        Ok(request)
    }
}

/// The whole request as text. It may hold secrets, so it belongs into no log.
impl fmt::Display for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method, self.url)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        match &self.body {
            Some(body) => write!(f, "\n{}", String::from_utf8_lossy(body)),
            None => Ok(()),
        }
    }
}

/// Sets a header that is not there yet.
pub(super) fn default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

/// Reads a method.
pub(super) fn method(text: &str) -> Result<Method, CallFailure> {
    match Method::from_bytes(text.as_bytes()) {
        Ok(Method::CONNECT | Method::TRACE) => Err(invalid(format!("the method {text} may not be used"))),
        Ok(method) => Ok(method),
        Err(_) => Err(invalid(format!("the method {} is not one, such as POST", quoted(text)))),
    }
}

/// Reads a URL. Its parser would silently drop line ends, by which an item could mean another URL than is seen.
pub(super) fn url(text: &str) -> Result<Url, CallFailure> {
    if text.chars().any(char::is_control) || text.trim() != text {
        return Err(invalid("the URL has a control character, or a space around it"));
    }
    let url = Url::parse(text).map_err(|error| invalid(format!("the URL cannot be read: {error}")))?;
    Target::of(&url)?;
    Ok(url)
}

/// Reads the name of a header that a call may set.
pub(super) fn header_name(text: &str) -> Result<HeaderName, CallFailure> {
    let name: HeaderName =
        text.parse().map_err(|_| invalid(format!("{} is not the name of a header", quoted(text))))?;
    if REFUSED_HEADERS.contains(&name.as_str()) {
        return Err(invalid(format!("the header {name} is set by the worker; leave it out")));
    }
    Ok(name)
}

/// Reads the value of a header.
pub(super) fn header(name: &HeaderName, value: &str) -> Result<HeaderValue, CallFailure> {
    HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| invalid(format!("the header {name} has a line end or another control character")))
}

pub(super) fn invalid(message: impl Into<String>) -> CallFailure {
    CallFailure::new("invalid_request", message)
}

/// The beginning of a text, in quotes.
fn quoted(text: &str) -> String {
    format!("{:?}", &text[..text.floor_char_boundary(40)])
}
