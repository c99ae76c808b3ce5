//! What happens to each request: it gets a time limit and, where it may, a key; it is sent, and sent again.

use backon::BackoffBuilder as _;
use bytes::Bytes;
use progenitor_client::{ClientHooks, ClientInfo as _, OperationInfo};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Request, Response, StatusCode};
use uuid::Uuid;

use crate::generated::KEYED;
use crate::retry::{Failure, is_repeatable};
use crate::{Client, Problem, Retry, time_limit};

/// The header that names a request, so that the service does it once, however often it comes.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

impl ClientHooks<Retry> for Client {
    async fn pre<E>(
        &self,
        request: &mut Request,
        operation: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        *request.timeout_mut() = time_limit::of(operation.operation_id, request);
        if KEYED.contains(&operation.operation_id) && !request.headers().contains_key(KEY) {
            request.headers_mut().insert(KEY, HeaderValue::try_from(Uuid::now_v7().to_string())?);
        }
        Ok(())
    }

    /// An answer with an error status has its [`Problem`] among its extensions.
    async fn exec(&self, request: Request, operation: &OperationInfo) -> reqwest::Result<Response> {
        let repeatable = is_repeatable(request.method(), operation.operation_id);
        let (retry, mut request) = (self.inner(), request);
        let mut pauses = retry.pauses().build();
        loop {
            // A body that comes as a stream is gone after the first time.
            let copy = request.try_clone();
            let failure = match attempt(self.client(), request).await {
                Ok(response) => return Ok(response),
                Err(failure) => failure,
            };
            let pause = pauses.next().and_then(|pause| retry.pause_after(&failure, repeatable, pause));
            match (copy, pause) {
                (Some(copy), Some(pause)) => {
                    tokio::time::sleep(pause).await;
                    request = copy;
                }
                _ => return failure.into_answer(),
            }
        }
    }
}

/// Sends a request once.
async fn attempt(http: &reqwest::Client, request: Request) -> Result<Response, Failure> {
    let response = http.execute(request).await.map_err(Failure::Broken)?;
    let status = response.status();
    if status.is_success() {
        return if is_document(&response) { whole(response).await } else { Ok(response) };
    }
    let headers = response.headers().clone();
    let body = response.bytes().await.map_err(Failure::Broken)?;
    let problem = Problem::of(status, &headers, &body);
    let mut refused = rebuilt(status, headers, body);
    refused.extensions_mut().insert(problem.clone());
    Err(Failure::Refused(refused, Box::new(problem)))
}

fn is_document(response: &Response) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|media_type| media_type.starts_with("application/json"))
}

/// Reads an answer at once, so that a connection that breaks in the middle of it counts as broken.
async fn whole(response: Response) -> Result<Response, Failure> {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes().await.map_err(Failure::Broken)?;
    Ok(rebuilt(status, headers, body))
}

fn rebuilt(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response {
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer.into()
}
