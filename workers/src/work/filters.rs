//! Runs filters over the tasks of a lease, slice by slice.

use std::sync::Arc;
use std::time::Instant;

use super::outcome::Outcome;
use super::{GRACE, Lost, Work};
use crate::items::{Failure, Item};
use crate::jq::{ItemResult, Program};
use crate::report::Report;
use crate::retry::FIRST_PAUSE;

/// How many tasks go to a runner at once, so that results in memory have a bound.
const SLICE: usize = 100;
/// How long they should take, so that tenants share the runners.
const SLICE_MICROS: u64 = 5_000;
/// How many go first, of which nothing is known.
const FIRST_SLICE: usize = 25;
/// A report of this size is sent without waiting for more.
pub(super) const REPORT_BYTES: usize = 8 << 20;

impl Work<'_> {
    /// Answers whether all tasks were run; if not, the rest is to be handed back.
    pub(super) async fn run_filters(&self, filter: &Arc<str>, tasks: &[(u64, &Item)]) -> Result<bool, Lost> {
        let memory = self.held.spec.limits.memory_mib;
        let program = Program::new(Arc::clone(filter), self.variables(), memory);
        let (mut report, mut reported) = (self.report_of(), Instant::now());
        let (mut rest, mut size) = (tasks, FIRST_SLICE);
        while !rest.is_empty() {
            let (slice, after) = rest.split_at(size.min(rest.len()));
            rest = after;
            let outcomes = tokio::select! {
                outcomes = self.filter(&program, slice) => outcomes,
                () = self.out_of_grace() => {
                    self.report(report).await?;
                    return Ok(false);
                }
            };
            size = next_size(&outcomes);
            outcomes.into_iter().for_each(|outcome| self.add(&mut report, outcome));
            if reported.elapsed() >= self.worker.config.report_every || report.bytes() >= REPORT_BYTES {
                self.report(std::mem::replace(&mut report, self.report_of())).await?;
                reported = Instant::now();
            }
            if self.hand_back.is_cancelled() {
                self.report(report).await?;
                return Ok(rest.is_empty());
            }
        }
        self.report(report).await?;
        Ok(true)
    }

    /// Returns when what has begun should end too: the worker itself stops. Of a job that is paused, it ends by itself.
    pub(super) async fn out_of_grace(&self) {
        self.worker.stopped().await;
        tokio::time::sleep(GRACE).await;
    }

    fn report_of(&self) -> Report {
        Report::new(fastrand::f64())
    }

    async fn filter(&self, program: &Program, slice: &[(u64, &Item)]) -> Vec<Outcome> {
        let Some(limit) = self.limit() else {
            return slice.iter().map(|(task, _)| Outcome::too_late(*task)).collect();
        };
        let good: Vec<_> = slice.iter().filter_map(|(_, item)| item.as_ref().ok().cloned()).collect();
        let mut pause = FIRST_PAUSE;
        let results = loop {
            match self.worker.engines.jq.run(self.whose(), program, &good, limit).await {
                Ok(results) => break results,
                Err(error) => pause = self.away("run a filter", &error.to_string(), pause).await,
            }
        };
        let mut results = results.into_iter();
        let outcomes = slice.iter().map(|(task, item)| match item {
            Err(failure) => Outcome::failed(*task, failure.clone()),
            Ok(_) => filtered(*task, results.next()),
        });
        outcomes.collect()
    }
}

/// How many tasks may be next, as fast as these were.
fn next_size(outcomes: &[Outcome]) -> usize {
    let micros = outcomes.iter().map(|outcome| u64::from(outcome.micros)).sum::<u64>().max(1);
    let tasks = outcomes.len() as u64 * SLICE_MICROS / micros;
    usize::try_from(tasks).unwrap_or(SLICE).clamp(1, SLICE)
}

fn filtered(task: u64, result: Option<ItemResult>) -> Outcome {
    match result {
        Some(ItemResult { micros, result }) => Outcome {
            task,
            micros,
            result: result.map_err(|error| Failure { class: error.class.as_str(), message: error.message }),
            retry_after: None,
        },
        None => {
            let message = "the runner gave no result".to_owned();
            Outcome::failed(task, Failure { class: "crashed", message })
        }
    }
}
