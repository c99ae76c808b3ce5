//! A typed client of the HTTP API.

mod work;

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use domain::JobId;
use domain::dataset::{Compression, Format};
use futures::stream::{self, Stream, TryStream};
use projections::job_view::JobSummary;
use reqwest::{Body, RequestBuilder, Response, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::error::{ClientError, Problem};
use super::wire::{
    Dataset, EventsPage, EventsQuery, JobsPage, JobsQuery, Submission, Submitted, TasksPage, TasksQuery,
};

/// How long connecting may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an answer may take. Uploads and results have no such limit: they take what their size takes.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the server may be silent while it sends results.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);

/// Calls a server. Clones share their connections.
#[derive(Debug, Clone)]
pub struct ApiClient {
    http: reqwest::Client,
    server: String,
    key: Option<String>,
}

impl ApiClient {
    /// A client of the server at `server`, such as `http://127.0.0.1:18080`. It does not connect yet.
    ///
    /// # Errors
    /// The address is not an `http` URL.
    pub fn new(server: &str) -> Result<Self, ClientError> {
        check_address(server).map_err(|reason| ClientError::Address { server: server.to_owned(), reason })?;
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(concat!("thousandfold/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(ClientError::Transport)?;
        let server = server.trim_end_matches('/').to_owned();
        Ok(Self { http, server, key: None })
    }

    /// Says who asks: an API key, or an access token.
    #[must_use]
    pub fn with_key(self, key: Option<String>) -> Self {
        Self { key, ..self }
    }

    /// Uploads `body` as a dataset, as it comes.
    ///
    /// # Errors
    /// See [`ClientError`]; an error of `body` breaks the connection, so that nothing is stored.
    pub async fn upload_dataset<S>(
        &self,
        format: Format,
        name: Option<&str>,
        body: S,
    ) -> Result<Dataset, ClientError>
    where
        S: TryStream + Send + 'static,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        Bytes: From<S::Ok>,
    {
        self.upload_packed(format, Compression::None, name, body).await
    }

    /// Uploads what is packed in `body` as a dataset, while it comes.
    ///
    /// # Errors
    /// See [`ClientError`]; an error of `body` breaks the connection, so that nothing is stored.
    pub async fn upload_packed<S>(
        &self,
        format: Format,
        compression: Compression,
        name: Option<&str>,
        body: S,
    ) -> Result<Dataset, ClientError>
    where
        S: TryStream + Send + 'static,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        Bytes: From<S::Ok>,
    {
        let mut request = self
            .http
            .post(self.url("datasets"))
            .query(&[("format", format.to_string())])
            .query(&name.map(|name| [("name", name)]))
            .header(reqwest::header::CONTENT_TYPE, content_type(format))
            .body(Body::wrap_stream(body));
        if compression != Compression::None {
            request = request.header(reqwest::header::CONTENT_ENCODING, compression.to_string());
        }
        read(self.send(request).await?).await
    }

    /// Submits a job. When this answers, the job is on disk.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn submit(&self, submission: &Submission) -> Result<Submitted, ClientError> {
        self.call(self.http.post(self.url("jobs")).json(submission)).await
    }

    /// One job.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn job(&self, id: JobId) -> Result<JobSummary, ClientError> {
        self.call(self.http.get(self.url(&format!("jobs/{id}")))).await
    }

    /// A page of jobs, the newest first.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn jobs(&self, query: &JobsQuery) -> Result<JobsPage, ClientError> {
        self.list("jobs", query).await
    }

    /// A page of attempts at a job's tasks.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn tasks(&self, id: JobId, query: &TasksQuery) -> Result<TasksPage, ClientError> {
        self.list(&format!("jobs/{id}/tasks"), query).await
    }

    /// A page of the history of a job, or of one of its batches.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn events(&self, id: JobId, query: &EventsQuery) -> Result<EventsPage, ClientError> {
        self.list(&format!("jobs/{id}/events"), query).await
    }

    /// The result lines of a completed job, in task order, as they come. The stream ends with an error unless it
    /// ends where the server ended it; who knows the job's number of tasks can count the lines, too.
    ///
    /// # Errors
    /// See [`ClientError`]; the job has not completed: a problem with status 409.
    pub async fn results(
        &self,
        id: JobId,
    ) -> Result<impl Stream<Item = Result<Bytes, ClientError>> + Send + use<>, ClientError> {
        let request = self.http.get(self.url(&format!("jobs/{id}/results")));
        let response = timeout(STALL_TIMEOUT, self.send(request))
            .await
            .map_err(|_| ClientError::Stalled(STALL_TIMEOUT))??;
        Ok(stream::try_unfold(response, next_chunk))
    }

    fn url(&self, path: &str) -> String {
        format!("{}/v1/{path}", self.server)
    }

    async fn list<T: DeserializeOwned>(&self, path: &str, query: &impl Serialize) -> Result<T, ClientError> {
        self.call(self.http.get(self.url(path)).query(query)).await
    }

    async fn call<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, ClientError> {
        read(self.send(request.timeout(ANSWER_TIMEOUT)).await?).await
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        let request = match &self.key {
            Some(key) => request.bearer_auth(key),
            None => request,
        };
        let response = request.send().await.map_err(|error| self.explain(error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(ClientError::Problem(Box::new(Problem::of(response).await)))
    }

    fn explain(&self, error: reqwest::Error) -> ClientError {
        if !error.is_connect() {
            return ClientError::Transport(error);
        }
        ClientError::Unreachable { server: self.server.clone(), source: error }
    }
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, ClientError> {
    let body = response.bytes().await.map_err(ClientError::Transport)?;
    serde_json::from_slice(&body).map_err(ClientError::Answer)
}

async fn next_chunk(mut response: Response) -> Result<Option<(Bytes, Response)>, ClientError> {
    let chunk = timeout(STALL_TIMEOUT, response.chunk())
        .await
        .map_err(|_| ClientError::Stalled(STALL_TIMEOUT))?
        .map_err(ClientError::Transport)?;
    Ok(chunk.map(|chunk| (chunk, response)))
}

fn content_type(format: Format) -> &'static str {
    match format {
        Format::Ndjson => "application/x-ndjson",
        Format::Csv => "text/csv",
        Format::Parquet => "application/vnd.apache.parquet",
    }
}

fn check_address(server: &str) -> Result<(), String> {
    let url = Url::parse(server).map_err(|error| format!("{error}; give a URL such as http://host:18080"))?;
    match (url.scheme(), url.host()) {
        ("http", Some(_)) => Ok(()),
        _ => Err("give a URL such as http://host:18080; TLS ends before the server".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_http_urls_are_addresses() {
        assert!(ApiClient::new("http://127.0.0.1:18080/").is_ok());
        for server in ["127.0.0.1:18080", "localhost:18080", "https://example.com", ""] {
            assert!(ApiClient::new(server).is_err(), "{server}");
        }
    }

    #[test]
    fn paths_follow_the_address() {
        let client = ApiClient::new("http://127.0.0.1:18080/").unwrap();
        assert_eq!(client.url("jobs"), "http://127.0.0.1:18080/v1/jobs");
    }
}
