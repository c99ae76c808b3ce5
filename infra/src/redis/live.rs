//! Jobs as they change: the sink says on a channel which have, and whoever watches reads them.

use std::collections::BTreeSet;
use std::time::Duration;

use ::redis::aio::PubSubStream;
use ::redis::{Client, RedisError};
use async_trait::async_trait;
use domain::{JobId, TenantId};
use futures::StreamExt as _;
use futures::stream::{self, BoxStream};
use projections::job_list::{JobFilter, JobListQuery};
use projections::job_view::JobState;
use projections::live::{Hint, LiveJobs, Revised};
use projections::queries::QueryError;
use serde::{Deserialize, Serialize};

use super::stored;
use super::views::{RedisViews, Row, query_error};

/// How many jobs a message names. With more, it says that any may have changed.
const MOST_NAMED: usize = 256;
/// How many jobs one round trip reads: other callers share the connection.
const JOBS_A_TRIP: usize = 256;
/// How long to wait before another try to connect.
const PAUSE: Duration = Duration::from_millis(500);

/// A message of the channel: jobs of a tenant that have changed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Announcement {
    tenant: TenantId,
    /// Nothing stands for too many to name.
    jobs: Option<BTreeSet<JobId>>,
}

impl Announcement {
    pub(super) fn new(tenant: &TenantId, jobs: BTreeSet<JobId>) -> Self {
        Self { tenant: tenant.clone(), jobs: (jobs.len() <= MOST_NAMED).then_some(jobs) }
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a message says. One that cannot be read says that something changed.
    fn hint(text: &str) -> Hint {
        match serde_json::from_str(text) {
            Ok(Self { tenant, jobs: Some(jobs) }) => Hint::Jobs(tenant, jobs.into_iter().collect()),
            Ok(Self { tenant, jobs: None }) => Hint::Tenant(tenant),
            Err(_) => Hint::All,
        }
    }
}

#[async_trait]
impl LiveJobs for RedisViews {
    async fn current(&self, tenant: &TenantId, ids: &[JobId]) -> Result<Vec<Option<Revised>>, QueryError> {
        let mut current = Vec::with_capacity(ids.len());
        for ids in ids.chunks(JOBS_A_TRIP) {
            current.extend(self.revised(tenant, ids).await.map_err(query_error)?);
        }
        Ok(current)
    }

    async fn newest(
        &self,
        tenant: &TenantId,
        state: Option<JobState>,
        limit: usize,
    ) -> Result<Vec<Revised>, QueryError> {
        let filter = JobFilter { state, ..JobFilter::default() };
        let query = JobListQuery { filter, ..JobListQuery::newest(limit) };
        Ok(self.find(tenant, &query).await.map_err(query_error)?.jobs)
    }

    async fn hints(&self) -> BoxStream<'static, Hint> {
        let (client, channel) = (self.redis.client.clone(), self.redis.live_channel());
        let messages = subscribe(&client, &channel).await.ok();
        let listener = Listener { client, channel, messages };
        stream::unfold(listener, |mut listener| async { Some((listener.next().await, listener)) }).boxed()
    }
}

impl RedisViews {
    /// Jobs with their revisions, in one round trip.
    async fn revised(&self, tenant: &TenantId, ids: &[JobId]) -> Result<Vec<Option<Revised>>, RedisError> {
        let rows = self.rows(tenant, ids).await?;
        let revised = |(id, (job, all)): (&JobId, Row)| stored::revised(*id, &job, all.as_deref());
        Ok(ids.iter().zip(rows).map(revised).collect())
    }
}

/// Who hears what the sink says. It connects again by itself, and then says that anything may have changed.
struct Listener {
    client: Client,
    channel: String,
    messages: Option<PubSubStream>,
}

async fn subscribe(client: &Client, channel: &str) -> Result<PubSubStream, RedisError> {
    let mut connection = client.get_async_pubsub().await?;
    connection.subscribe(channel).await?;
    Ok(connection.into_on_message())
}

impl Listener {
    async fn next(&mut self) -> Hint {
        loop {
            let Some(messages) = &mut self.messages else {
                if self.connect().await {
                    return Hint::All;
                }
                continue;
            };
            match messages.next().await {
                Some(message) => {
                    return message
                        .get_payload::<String>()
                        .map_or(Hint::All, |text| Announcement::hint(&text));
                }
                None => self.messages = None,
            }
        }
    }

    async fn connect(&mut self) -> bool {
        match subscribe(&self.client, &self.channel).await {
            Ok(messages) => {
                self.messages = Some(messages);
                true
            }
            Err(error) => {
                tracing::warn!(%error, "cannot listen for jobs that change; tries again");
                tokio::time::sleep(PAUSE).await;
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_jobs_unless_they_are_too_many() {
        let (tenant, job): (TenantId, JobId) = ("acme".parse().unwrap(), JobId(uuid::Uuid::from_u128(7)));
        let text = Announcement::new(&tenant, [job].into()).text();
        assert_eq!(Announcement::hint(&text), Hint::Jobs(tenant.clone(), vec![job]));

        let many = (0..=MOST_NAMED as u128).map(|n| JobId(uuid::Uuid::from_u128(n))).collect();
        let text = Announcement::new(&tenant, many).text();
        assert_eq!(Announcement::hint(&text), Hint::Tenant(tenant));
        assert_eq!(Announcement::hint("?"), Hint::All);
    }
}
