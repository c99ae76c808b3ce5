//! Does the tasks of one lease: runs them side by side, keeps the lease meanwhile, and reports what has ended.

use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use serde_json::json;
use thousandfold_client::types::{Heartbeat, Lease, LeasedTask, TaskOutcome, TasksReport};
use thousandfold_client::{Client, Error, answer};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;

use super::command;
use crate::cli::output::Output;
use crate::cli::values::millis;

/// How often what has ended is reported while other tasks run.
const REPORT: Duration = Duration::from_secs(1);

/// What a worker has at hand.
pub(super) struct Work {
    pub(super) client: Client,
    pub(super) worker: String,
    pub(super) command: String,
    pub(super) lease: Duration,
    /// Told when what runs is to stop.
    pub(super) kill: CancellationToken,
    pub(super) output: Output,
}

/// How tasks ended.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) succeeded: u64,
    pub(super) failed: u64,
    /// Those that were given back, or are another worker's by now.
    pub(super) lost: u64,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        self.succeeded += other.succeeded;
        self.failed += other.failed;
        self.lost += other.lost;
    }
}

impl Work {
    /// Does the tasks of a lease.
    pub(super) async fn hold(&self, lease: Lease) -> Tally {
        let (mut tally, mut left) = (Tally::default(), lease.tasks.len() as u64);
        let mut running: FuturesUnordered<_> =
            lease.tasks.iter().map(|task| self.attempt(task, lease.attempt_timeout_ms)).collect();
        let (mut beats, mut reports) = (ticks(self.lease / 3), ticks(REPORT));
        let mut ended = vec![];
        while left > 0 {
            let done = tokio::select! {
                Some(outcome) = running.next() => {
                    ended.push(outcome);
                    if running.is_empty() { self.report(&lease, &mut ended, &mut tally).await } else { Ok(0) }
                }
                _ = reports.tick() => self.report(&lease, &mut ended, &mut tally).await,
                _ = beats.tick() => self.beat(&lease).await.map(|()| 0),
                () = self.kill.cancelled() => {
                    self.give_back(&lease.token, left).await;
                    tally.lost += left;
                    return tally;
                }
            };
            match done {
                Ok(reported) => left -= reported,
                Err(error) => {
                    self.output.note(&format!("{left} tasks of {} are lost: {error}", lease.job));
                    tally.lost += left;
                    return tally;
                }
            }
        }
        tally
    }

    async fn attempt(&self, task: &LeasedTask, timeout_ms: u32) -> TaskOutcome {
        let begin = Instant::now();
        let limit = Duration::from_millis(timeout_ms.into());
        let result = command::run(&self.command, &task.item, limit).await;
        let (outputs, error) = match result {
            Ok(outputs) => (Some(outputs), None),
            Err(error) => (None, Some(error)),
        };
        let duration_ms = Some(begin.elapsed().as_secs_f64() * 1e3);
        TaskOutcome { task: task.task, outputs, error, duration_ms }
    }

    /// Reports what has ended, and says how many tasks that were.
    async fn report(
        &self,
        lease: &Lease,
        ended: &mut Vec<TaskOutcome>,
        tally: &mut Tally,
    ) -> Result<u64, Error> {
        if ended.is_empty() {
            return Ok(0);
        }
        let report = TasksReport { worker: self.worker.clone(), outcomes: std::mem::take(ended) };
        self.insist(async || {
            let send = self.client.report_tasks().token(lease.token.as_str()).body(report.clone());
            answer(send.send().await)
        })
        .await?;
        for outcome in &report.outcomes {
            self.tell(lease, outcome);
            match &outcome.error {
                None => tally.succeeded += 1,
                Some(_) => tally.failed += 1,
            }
        }
        Ok(report.outcomes.len() as u64)
    }

    fn tell(&self, lease: &Lease, outcome: &TaskOutcome) {
        let (job, task, error) = (&lease.job, outcome.task, &outcome.error);
        if self.output.is_json() {
            let line = json!({
                "job": job, "task": task, "attempt": lease.attempt, "duration_ms": outcome.duration_ms,
                "outcome": if error.is_some() { "failed" } else { "succeeded" },
                "error": error,
            });
            // Whether anybody reads it is not what the tasks depend on.
            let _ = self.output.print_json(&line);
        } else if let Some(error) = error {
            self.output.note(&format!("task {task} of {job}: {}: {}", error.class, error.message));
        }
    }

    async fn beat(&self, lease: &Lease) -> Result<(), Error> {
        let heartbeat = Heartbeat { lease_ms: Some(millis(self.lease)), progress: None };
        self.insist(async || {
            let send = self.client.extend_lease().token(lease.token.as_str()).body(heartbeat.clone());
            answer(send.send().await).map(drop)
        })
        .await
    }

    /// Gives tasks back, so that another worker need not wait for the end of the lease.
    pub(super) async fn give_back(&self, token: &str, tasks: u64) {
        if let Err(error) = answer(self.client.return_lease().token(token).send().await) {
            self.output
                .note(&format!("{tasks} tasks cannot be given back, and wait for the lease's end: {error}"));
        }
    }

    /// Calls again while the server is away, for as long as the lease could last.
    async fn insist<T>(&self, call: impl AsyncFn() -> Result<T, Error>) -> Result<T, Error> {
        let begin = Instant::now();
        loop {
            match call().await {
                Err(error) if error.is_transient() && begin.elapsed() < self.lease => {
                    tokio::select! {
                        () = tokio::time::sleep(super::PAUSE) => {}
                        () = self.kill.cancelled() => return Err(error),
                    }
                }
                answer => return answer,
            }
        }
    }
}

fn ticks(every: Duration) -> tokio::time::Interval {
    let mut ticks = interval_at(Instant::now() + every, every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}
