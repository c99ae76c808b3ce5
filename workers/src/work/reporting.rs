//! Says how attempts ended: the policy of the job tells which failures are tried again.

use chrono::{TimeDelta, Utc};
use commands::reporting;
use domain::results::{TaskFailure, TaskRetry};

use super::outcome::Outcome;
use super::{Lost, Work};
use crate::report::Report;
use crate::retry::FIRST_PAUSE;

/// Result lines up to this size travel in the event.
const MAX_INLINE_BYTES: usize = 4 << 10;

impl Work<'_> {
    /// Adds an attempt to a report.
    pub(super) fn add(&self, report: &mut Report, outcome: Outcome) {
        let Outcome { task, micros, result, retry_after } = outcome;
        match result {
            Ok(outputs) => report.succeeded(task, micros, &outputs),
            Err(failure) => {
                let after = retry_after.and_then(|after| TimeDelta::from_std(after).ok());
                let (spec, now) = (&self.held.spec, Utc::now());
                match self.held.lease.retry_at(spec, failure.class, report.now(now), report.chance(), after) {
                    None => report.failed(task, micros, &failure),
                    Some(not_before) => {
                        let failed = TaskFailure::new(task, failure.class, &failure.message);
                        report.retried(TaskRetry::new(failed, micros, not_before));
                    }
                }
            }
        }
    }

    /// Records a report, however long the event store is away.
    pub(super) async fn report(&self, report: Report) -> Result<(), Lost> {
        if report.is_empty() {
            return Ok(());
        }
        metrics::counter!("thousandfold_tasks_total").increment(report.len() as u64);
        let (first, large) = (report.first_task(), report.bytes() > MAX_INLINE_BYTES);
        let held = self.held;
        let key = large.then(|| commands::keys::results(&self.context.tenant, held.batch, held.id, first));
        let (report, lines) = report.finish(key.clone(), |task| self.item_bytes(task));
        if let Some(key) = &key {
            self.put(key, lines.into()).await;
        }
        let mut pause = FIRST_PAUSE;
        loop {
            let (executor, hints) = (&self.worker.executor, &self.worker.hints);
            match reporting::report(executor, hints, self.context, held.batch, held.id, &report).await {
                Ok(()) => return Ok(()),
                Err(error) => pause = self.pause_or_lose(error, pause).await?,
            }
        }
    }
}
