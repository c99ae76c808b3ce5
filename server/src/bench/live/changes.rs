//! Jobs that change at a steady rate: events, written by the projection itself as a shard's of its own. Kafka and PostgreSQL have no
//! part in it: what is measured begins where the read model changes.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use domain::batch::BatchEvent;
use domain::samples;
use domain::tasks::TaskSet;
use domain::{BatchId, JobId, RecordedEvent, TenantId};
use infra::redis::JobsSink;
use projections::runner::{Chunk, Sink as _};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::clock::Clock;
use crate::services::Services;

/// A shard that the deployment does not have.
const SHARD: u16 = 9;
/// How often changes are written.
const EVERY: Duration = Duration::from_millis(10);

/// What changes jobs.
pub(super) struct Changes {
    sink: JobsSink,
    jobs: Vec<JobId>,
    clock: Arc<Clock>,
    tenant: TenantId,
    position: u64,
    /// An event of each kind that is written.
    submitted: RecordedEvent,
    cancelled: RecordedEvent,
}

impl Changes {
    /// Writes jobs that nothing has happened to yet.
    pub(super) async fn begin(
        services: &Services,
        tenant: &TenantId,
        jobs: Vec<JobId>,
        clock: Arc<Clock>,
    ) -> anyhow::Result<Self> {
        let sample = |name: &str| {
            let found = samples::all().into_iter().find(|sample| sample.event_type == name);
            found.map(|sample| sample.recorded()).with_context(|| format!("there is no sample of {name}"))
        };
        let sink = JobsSink::new(services.redis.clone(), services.event_log()).announcing();
        sink.resume(SHARD, projections::runner::Committed::default()).await?;
        let (submitted, cancelled) = (sample("JobSubmitted")?, sample("TasksCancelled")?);
        let tenant = tenant.clone();
        let mut changes = Self { sink, jobs, clock, tenant, position: 0, submitted, cancelled };
        let submitted = changes
            .jobs
            .clone()
            .into_iter()
            .map(|job| RecordedEvent { aggregate_id: job.to_string(), ..changes.submitted.clone() });
        changes.write(submitted.collect()).await?;
        Ok(changes)
    }

    /// Changes each job `rate` times a second, one after the other; after `warm_up` it counts, for `span`.
    pub(super) async fn run(&mut self, rate: u32, warm_up: Duration, span: Duration) -> anyhow::Result<()> {
        let start = Instant::now();
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut done = 0;
        while start.elapsed() < warm_up + span {
            ticks.tick().await;
            self.clock.measure(start.elapsed() >= warm_up);
            let due = f64::from(rate) * self.jobs_count() * start.elapsed().as_secs_f64();
            self.change(&mut done, due).await?;
        }
        // What was changed last is told, too.
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.clock.measure(false);
        Ok(())
    }

    #[expect(clippy::cast_precision_loss, reason = "a count of jobs")]
    fn jobs_count(&self) -> f64 {
        self.jobs.len() as f64
    }

    /// Makes the changes that are due: the first `due` of all.
    #[expect(clippy::cast_precision_loss, reason = "a count of changes")]
    async fn change(&mut self, done: &mut usize, due: f64) -> anyhow::Result<()> {
        let mut events = vec![];
        while (*done as f64) < due {
            let (job, change) = (*done % self.jobs.len(), *done / self.jobs.len() + 1);
            self.clock.write(job, change);
            events.push(self.cancelled(self.jobs[job], change as u64)?);
            *done += 1;
        }
        self.write(events).await
    }

    /// The event by which one more task of a job has ended.
    fn cancelled(&self, job: JobId, change: u64) -> anyhow::Result<RecordedEvent> {
        let at = self.cancelled.recorded_at;
        let event =
            BatchEvent::TasksCancelled { tasks: TaskSet::range(change, change + 1), cancelled_at: at };
        Ok(RecordedEvent {
            aggregate_id: BatchId { job, number: 0 }.to_string(),
            sequence: change,
            payload: serde_json::to_string(&event)?,
            ..self.cancelled.clone()
        })
    }

    async fn write(&mut self, mut events: Vec<RecordedEvent>) -> anyhow::Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let after = self.position;
        for event in &mut events {
            self.position += 1;
            (event.shard, event.position, event.tenant) = (SHARD, self.position, self.tenant.clone());
        }
        let poisons = self.sink.write(&Chunk { shard: SHARD, after, through: self.position, events }).await?;
        ensure!(poisons.is_empty(), "an event cannot be written: {poisons:?}");
        Ok(())
    }
}
