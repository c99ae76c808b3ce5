//! Follows a job to its end.

use std::time::Duration;

use indicatif::ProgressBar;
use thousandfold_client::types::{Job, JobState};
use thousandfold_client::{Client, Error, is_over};
use tokio::time::{Instant, sleep};

use super::output::Output;
use super::text::{clean, count, counted, duration, taken};

/// How long a server may be away before a watcher gives up.
const PATIENCE: Duration = Duration::from_secs(60);

const TEMPLATE: &str = "{wide_bar} {msg}  {rate}/s  ETA {eta}";

/// Asks for the job until it has ended, and tells `observe` each answer. A server that is away for a moment is
/// asked again; `observe` gets to know.
///
/// # Errors
/// See [`Error`]; the server has been away for a minute.
pub async fn until_ended(
    client: &Client,
    id: &str,
    mut observe: impl FnMut(Result<&Job, &Error>),
) -> Result<Job, Error> {
    let begin = Instant::now();
    let mut answered = begin;
    loop {
        match client.job(id).await {
            Ok(job) if is_over(&job) => return Ok(job),
            Ok(job) => {
                answered = Instant::now();
                observe(Ok(&job));
            }
            Err(error) if error.is_transient() && answered.elapsed() < PATIENCE => observe(Err(&error)),
            Err(error) => return Err(error),
        }
        sleep(pause(begin.elapsed())).await;
    }
}

/// A tenth of the time so far: a short job is noticed at once, a long one is not asked for too often.
fn pause(elapsed: Duration) -> Duration {
    (elapsed / 10).clamp(Duration::from_millis(50), Duration::from_secs(1))
}

/// Follows a job with a bar, and says how it ended.
pub(super) async fn watch(client: &Client, id: &str, output: Output) -> Result<Job, Error> {
    output.start(&format!("watching {id}"));
    let bar = output.bar(Some(0), TEMPLATE);
    let ended = until_ended(client, id, |answer| show(&bar, answer)).await;
    bar.finish_and_clear();
    let job = ended?;
    output.note(&outcome(&job));
    Ok(job)
}

fn show(bar: &ProgressBar, answer: Result<&Job, &Error>) {
    match answer {
        Ok(job) => {
            bar.set_length(job.tasks);
            bar.set_message(match job.state {
                JobState::Planning => format!("planning {}", counted(job.tasks, "task")),
                _ if job.stopping => format!("stopping: {}", tally(job)),
                _ if job.paused => format!("paused: {}", tally(job)),
                _ => tally(job),
            });
            bar.set_position(job.succeeded + job.failed + job.cancelled);
        }
        Err(error) => bar.set_message(format!("trying again: {error}")),
    }
}

/// How a job ended, in a line.
pub(super) fn outcome(job: &Job) -> String {
    let state = match (&job.reason, job.state) {
        (Some(reason), JobState::Failed) => format!("failed as a whole ({})", clean(reason)),
        (Some(reason), JobState::Cancelled) => format!("was cancelled ({})", clean(reason)),
        (None, JobState::Cancelled) => "was cancelled".to_owned(),
        (_, state) => state.to_string(),
    };
    format!("{} {state}: {}{}", job.id, tally(job), pace(job))
}

/// How its tasks ended so far.
fn tally(job: &Job) -> String {
    let (succeeded, failed) = (count(job.succeeded), count(job.failed));
    let cancelled = match job.cancelled {
        0 => String::new(),
        cancelled => format!(", {} cancelled", count(cancelled)),
    };
    format!("{succeeded} succeeded, {failed} failed{cancelled} of {}", counted(job.tasks, "task"))
}

fn pace(job: &Job) -> String {
    let Some(time) = taken(job) else {
        return String::new();
    };
    let rate = (job.succeeded + job.failed) as f64 / time.as_secs_f64().max(1e-6);
    format!(" in {} ({} tasks/s)", duration(time), count(rate as u64))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use thousandfold_client::types::Priority;

    use super::*;

    #[test]
    fn a_short_job_is_asked_for_often_and_a_long_one_seldom() {
        assert_eq!(pause(Duration::ZERO), Duration::from_millis(50));
        assert_eq!(pause(Duration::from_secs(2)), Duration::from_millis(200));
        assert_eq!(pause(Duration::from_secs(600)), Duration::from_secs(1));
    }

    #[test]
    fn failed_tasks_are_counted_in_the_last_line() {
        let submitted_at = DateTime::UNIX_EPOCH;
        let job = Job {
            id: "job_00000000000000000000000000000007".to_owned(),
            name: None,
            state: JobState::Completed,
            paused: false,
            stopping: false,
            tasks: 1_000,
            succeeded: 990,
            failed: 10,
            cancelled: 0,
            batches: Some(1),
            submitted_at,
            ended_at: Some(submitted_at + TimeDelta::milliseconds(500)),
            reason: None,
            processor: Some(thousandfold_client::types::ProcessorKind::Jq),
            queue: None,
            priority: Priority::Normal,
            tags: vec![],
            redrive_of: None,
        };
        let expected = "completed: 990 succeeded, 10 failed of 1,000 tasks in 500.0 ms (2,000 tasks/s)";
        assert_eq!(outcome(&job), format!("{} {expected}", job.id));
        let (state, reason) = (JobState::Cancelled, Some("no longer wanted".to_owned()));
        let cancelled = Job { state, reason, failed: 0, cancelled: 10, ..job };
        assert!(
            outcome(&cancelled)
                .contains("was cancelled (no longer wanted): 990 succeeded, 0 failed, 10 cancelled")
        );
    }
}
