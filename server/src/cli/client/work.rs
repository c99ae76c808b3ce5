//! Calls that act on jobs, queues and leases.

use std::time::Duration;

use domain::{JobId, QueueName};
use projections::job_view::JobSummary;
use reqwest::StatusCode;
use serde_json::json;

use super::{ANSWER_TIMEOUT, ApiClient, read};
use crate::cli::error::ClientError;
use crate::cli::wire::{
    Extended, Heartbeat, LeaseQuery, Leases, Queue, Redrive, Report, Standing, Submission, Submitted,
    ThrottleChange,
};

impl ApiClient {
    /// Submits a job, and waits for its end for up to `wait`, in whole seconds. The job is there if it has ended.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn submit_and_wait(
        &self,
        submission: &Submission,
        wait: Duration,
    ) -> Result<(Submitted, Option<JobSummary>), ClientError> {
        let request = self.http.post(self.url("jobs")).json(submission);
        let request = request.header("prefer", format!("wait={}", wait.as_secs()));
        let response = self.send(request.timeout(ANSWER_TIMEOUT + wait)).await?;
        if response.status() != StatusCode::OK {
            return Ok((read(response).await?, None));
        }
        let job: JobSummary = read(response).await?;
        Ok((Submitted { id: job.id, position: None }, Some(job)))
    }

    /// Cancels what has not ended of a job.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn cancel(&self, id: JobId, reason: Option<&str>) -> Result<JobSummary, ClientError> {
        let body = json!({ "reason": reason });
        self.call(self.http.post(self.url(&format!("jobs/{id}/cancel"))).json(&body)).await
    }

    /// Starts no more of a job's tasks.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn pause(&self, id: JobId) -> Result<JobSummary, ClientError> {
        self.call(self.http.post(self.url(&format!("jobs/{id}/pause")))).await
    }

    /// Goes on with a job.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn resume(&self, id: JobId) -> Result<JobSummary, ClientError> {
        self.call(self.http.post(self.url(&format!("jobs/{id}/resume")))).await
    }

    /// Changes how fast a job may go.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn limit(&self, id: JobId, change: &ThrottleChange) -> Result<JobSummary, ClientError> {
        self.call(self.http.patch(self.url(&format!("jobs/{id}"))).json(change)).await
    }

    /// Runs tasks of a job again, as a new job.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn redrive(&self, id: JobId, redrive: &Redrive) -> Result<Submitted, ClientError> {
        self.call(self.http.post(self.url(&format!("jobs/{id}/redrive"))).json(redrive)).await
    }

    /// Why a job, or one of its batches, waits.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn waiting(&self, id: JobId, batch: Option<u64>) -> Result<Standing, ClientError> {
        let of_batch = batch.map(|number| format!("/batches/{number}")).unwrap_or_default();
        self.call(self.http.get(self.url(&format!("jobs/{id}{of_batch}/waiting")))).await
    }

    /// A queue.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn queue(&self, name: &QueueName) -> Result<Queue, ClientError> {
        self.call(self.http.get(self.url(&format!("queues/{name}")))).await
    }

    /// Pauses, resumes or drains a queue.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn act_on_queue(&self, name: &QueueName, action: &str) -> Result<Queue, ClientError> {
        self.call(self.http.post(self.url(&format!("queues/{name}/{action}")))).await
    }

    /// Changes how fast a queue may go.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn limit_queue(&self, name: &QueueName, change: &ThrottleChange) -> Result<Queue, ClientError> {
        self.call(self.http.patch(self.url(&format!("queues/{name}"))).json(change)).await
    }

    /// Leases tasks from a queue.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn lease(&self, queue: &QueueName, query: &LeaseQuery) -> Result<Leases, ClientError> {
        let request = self.http.post(self.url(&format!("queues/{queue}/leases"))).json(query);
        let limit = ANSWER_TIMEOUT + Duration::from_millis(query.wait_ms);
        read(self.send(request.timeout(limit)).await?).await
    }

    /// Keeps a lease.
    ///
    /// # Errors
    /// See [`ClientError`]; the lease is over: a problem with status 409.
    pub async fn heartbeat(&self, token: &str, heartbeat: &Heartbeat) -> Result<Extended, ClientError> {
        self.call(self.http.post(self.url(&format!("leases/{token}/heartbeat"))).json(heartbeat)).await
    }

    /// Reports how tasks of a lease ended.
    ///
    /// # Errors
    /// See [`ClientError`]; the lease is over: a problem with status 409.
    pub async fn report(&self, token: &str, report: &Report) -> Result<(), ClientError> {
        let request = self.http.post(self.url(&format!("leases/{token}/report"))).json(report);
        self.send(request.timeout(ANSWER_TIMEOUT)).await.map(drop)
    }

    /// Gives a lease back.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn give_back(&self, token: &str) -> Result<(), ClientError> {
        let request = self.http.delete(self.url(&format!("leases/{token}")));
        self.send(request.timeout(ANSWER_TIMEOUT)).await.map(drop)
    }
}
