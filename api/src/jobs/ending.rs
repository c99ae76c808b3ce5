//! Answers that wait for a job's end.

use std::time::Duration;

use domain::JobId;
use projections::job_view::JobSummary;
use tokio::time::{Instant, timeout_at};

use crate::Shared;
use crate::asked::Asked;
use crate::problem::Problem;

/// The longest that `Prefer` may have an answer wait.
const MAX_WAIT: Duration = Duration::from_secs(60);
/// How often a job is looked at, which another process may end.
const LOOK: Duration = Duration::from_millis(250);

/// How long the answer may wait, where `Prefer` says so (RFC 7240). What it says besides is left alone.
pub(super) fn preferred_wait(prefer: &str) -> Option<Duration> {
    let preferences = prefer.split(',').filter_map(|preference| preference.split(';').next());
    let mut waits = preferences.filter_map(|preference| {
        let (name, seconds) = preference.split_once('=')?;
        let seconds = seconds.trim().trim_matches('"').parse().ok()?;
        name.trim().eq_ignore_ascii_case("wait").then(|| Duration::from_secs(seconds))
    });
    waits.next().map(|wait| wait.min(MAX_WAIT))
}

impl Shared {
    /// The job, if it ends within `wait`.
    ///
    /// # Errors
    /// There is no such job, or an engine is away.
    pub(crate) async fn ended(
        &self,
        asked: &Asked,
        id: JobId,
        wait: Duration,
    ) -> Result<Option<(JobSummary, u64)>, Problem> {
        let waiting = asked.waits();
        let wait = if waiting.is_some() { wait } else { Duration::ZERO };
        let deadline = Instant::now() + wait;
        let waiter = self.services.hints.endings().waiter(id);
        loop {
            let job = self.job(asked.tenant(), id).await?;
            if job.state.is_over() {
                return Ok(JobSummary::of(id, &job.state).map(|summary| (summary, job.version)));
            }
            if Instant::now() >= deadline {
                return Ok(None);
            }
            // Either the job has ended here, or it is time to look.
            let _ = timeout_at(deadline.min(Instant::now() + LOOK), waiter.woken()).await;
        }
    }

    /// The job that was just accepted, if it ends within `wait` and can be looked at: what fails must not look as if
    /// the job had not been accepted.
    pub(super) async fn ended_or_unknown(
        &self,
        asked: &Asked,
        id: JobId,
        wait: Duration,
    ) -> Option<(JobSummary, u64)> {
        self.ended(asked, id, wait).await.unwrap_or_else(|problem| {
            tracing::warn!(%id, ?problem, "the end of a job cannot be waited for");
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_found_among_preferences_and_has_an_end() {
        for (prefer, seconds) in [
            ("wait=5", Some(5)),
            ("respond-async, Wait = \"7\"; x=y", Some(7)),
            ("wait=3600", Some(60)),
            ("wait=0", Some(0)),
            ("wait", None),
            ("wait=soon", None),
            ("return=minimal", None),
            ("", None),
        ] {
            assert_eq!(preferred_wait(prefer), seconds.map(Duration::from_secs), "{prefer}");
        }
    }
}
