//! Calls to issuers: for a time, up to a size, and never to where a redirect leads.
//!
//! Unlike the calls of jobs they may reach private addresses, since only who runs the service says whom to call.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use tokio::time::timeout;
use tokio_rustls::rustls::crypto::aws_lc_rs;

/// How long connecting may take.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long a call may take, with connecting.
const CALLING: Duration = Duration::from_secs(10);
/// The largest answer.
const LARGEST: usize = 1 << 20;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// It would be called where others can change what is said.
    #[error("{0} is not called: it is not https")]
    Insecure(String),
    /// It took too long.
    #[error("{0} did not answer within {secs} s", secs = CALLING.as_secs())]
    TimedOut(String),
    /// It cannot be reached, or broke off.
    #[error("{0}: {1}")]
    Failed(String, String),
    /// It does not work.
    #[error("{0} answered with status {1}")]
    Broken(String, u16),
}

/// Makes calls.
#[derive(Clone)]
pub(super) struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    on_this_machine: bool,
}

impl Http {
    /// Trusts whom the system trusts.
    pub(super) fn new() -> io::Result<Self> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECTING));
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(aws_lc_rs::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector), on_this_machine: false })
    }

    /// Calls for an issuer: one that is on this machine may have all of its parts there.
    pub(super) fn of(&self, issuer: &Url) -> Self {
        Self { client: self.client.clone(), on_this_machine: issuer.scheme() == "http" }
    }

    /// Whether this can be called, or somebody sent there.
    pub(super) fn allows(&self, url: &Url) -> bool {
        is_safe(url, self.on_this_machine)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let whom = request.uri().to_string();
        if !whom.parse().is_ok_and(|url| self.allows(&url)) {
            return Err(HttpError::Insecure(whom));
        }
        let failed = |error: &dyn std::error::Error| HttpError::Failed(whom.clone(), reason(error));
        let answer = self.client.request(request.map(|body| Full::new(Bytes::from(body)))).await;
        let (head, body) = answer.map_err(|error| failed(&error))?.into_parts();
        if head.status.is_server_error() {
            return Err(HttpError::Broken(whom, head.status.as_u16()));
        }
        let body = Limited::new(body, LARGEST).collect().await.map_err(|error| failed(&*error))?;
        Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let whom = request.uri().to_string();
        Box::pin(async move {
            let sent = timeout(CALLING, self.send(request)).await;
            sent.map_err(|_| HttpError::TimedOut(whom))?
        })
    }
}

/// Whether nobody on the way can change what is said: it is https, or, if that is taken, on this machine.
pub(super) fn is_safe(url: &Url, on_this_machine: bool) -> bool {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.has_host() && (url.scheme() == "https" || (url.scheme() == "http" && on_this_machine && is_here))
}

/// An error with what caused it: by itself it often says nothing.
pub(super) fn reason(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
