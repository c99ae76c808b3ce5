//! Who submits: as cheaply as can be, for the load is made on the machine that it is measured on.

use std::time::Instant;

use anyhow::Context as _;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use poem::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header};
use serde_json::json;

/// How one request ended.
pub(super) enum Ended {
    /// It was accepted, so many seconds after it was due.
    Done(f64),
    /// With a 503 or 429 that says when to ask again.
    Refused,
    /// In any other way.
    Other(String),
}

/// Submits one job again and again. The request is made only once.
#[derive(Clone)]
pub(super) struct Submitter {
    client: Client<HttpConnector, Full<Bytes>>,
    url: Uri,
    headers: HeaderMap,
    job: Bytes,
}

impl Submitter {
    pub(super) fn new(url: &str, key: &str) -> anyhow::Result<Self> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let job = json!({ "items": [{ "n": 20 }], "processor": { "jq": { "filter": "{twice: (.n * 2)}" } } });
        let headers = [
            (header::AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {key}"))?),
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        ];
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            url: url.parse().context("the server's address is no URL")?,
            headers: HeaderMap::from_iter(headers),
            job: Bytes::from(serde_json::to_vec(&job)?),
        })
    }

    /// Submits it. The time counts from when it was due.
    pub(super) async fn submit(&self, due: Instant) -> Ended {
        let mut request = Request::new(Full::new(self.job.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.clone();
        *request.headers_mut() = self.headers.clone();
        let answer = match self.client.request(request).await {
            Ok(answer) => answer,
            Err(error) => return Ended::Other(format!("{:?}", anyhow::Error::from(error).root_cause())),
        };
        let (status, says_when) = (answer.status(), answer.headers().contains_key(header::RETRY_AFTER));
        // The answer is had once all of it is.
        let whole = answer.into_body().collect().await.is_ok();
        match status {
            StatusCode::ACCEPTED if whole => Ended::Done(due.elapsed().as_secs_f64()),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE if says_when => Ended::Refused,
            _ => Ended::Other(format!("status {status}")),
        }
    }
}
