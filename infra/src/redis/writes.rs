//! What an event does to a job's hash and to the lists that it is in: the same, whether the event is applied alone as it comes, or
//! together with many as the read model is built.

use domain::job::Counts;
use domain::{BatchId, JobId, RecordedEvent, TenantId};
use projections::job_view::{EVENT_TYPES, JobChangeKind, JobState, changes};

use super::keys::ModelKeys;

/// One thing that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Write {
    /// Sets a field of the hash.
    Set(&'static str, String),
    /// Takes a field away.
    Delete(&'static str),
    /// Adds to a field.
    Add(&'static str, u64),
    /// Puts the job into the list of all jobs, or of those in a state.
    Enter(Option<JobState>),
    /// Takes it out of the list of those in a state.
    Leave(JobState),
}

/// The job whose hash an event changes, and the field that keeps its stream's sequence.
pub(super) fn place(event: &RecordedEvent) -> Option<(JobId, String)> {
    match event.aggregate_type.as_str() {
        "job" => Some((event.aggregate_id.parse().ok()?, "seen".to_owned())),
        "batch" => {
            let BatchId { job, number } = event.aggregate_id.parse().ok()?;
            Some((job, format!("seen:{number}")))
        }
        _ => None,
    }
}

/// All that an event does to its job. The payloads of events that do nothing are not looked at.
///
/// # Errors
/// Says why the event cannot be read.
pub(super) fn writes(event: &RecordedEvent) -> Result<Vec<Write>, String> {
    if !EVENT_TYPES.contains(&event.event_type.as_str()) {
        return Ok(vec![]);
    }
    let changes = changes(event).map_err(|error| error.to_string())?;
    Ok(changes.into_iter().flat_map(|change| of_change(change.kind)).collect())
}

fn of_change(change: JobChangeKind) -> Vec<Write> {
    use Write::{Add, Delete, Enter, Leave, Set};
    let state = |state: JobState| Set("state", state.as_str().to_owned());
    match change {
        JobChangeKind::Submitted(summary) => vec![
            Set("summary", serde_json::to_string(&summary).unwrap_or_default()),
            state(summary.state),
            Enter(None),
            Enter(Some(summary.state)),
        ],
        JobChangeKind::Planned { batches, tasks } => vec![
            Set("batches", batches.to_string()),
            Set("planned", tasks.to_string()),
            state(JobState::Running),
            Leave(JobState::Planning),
            Enter(Some(JobState::Running)),
        ],
        JobChangeKind::Paused(paused) => vec![Set("paused", if paused { "1" } else { "" }.to_owned())],
        JobChangeKind::Stopping { reason } => {
            vec![Set("stopping", "1".to_owned()), Set("reason", reason.unwrap_or_default())]
        }
        JobChangeKind::Reported(Counts { succeeded, failed, cancelled }) => {
            let counts = [("succeeded", succeeded), ("failed", failed), ("cancelled", cancelled)];
            let counted = counts.into_iter().filter(|(_, count)| *count > 0);
            counted.map(|(field, count)| Add(field, count)).collect()
        }
        JobChangeKind::Ended { state: end, at, reason, counts: Counts { succeeded, failed, cancelled } } => {
            let mut writes = vec![
                state(end),
                Set("ended_at", at.to_rfc3339()),
                Set("ended_succeeded", succeeded.to_string()),
                Set("ended_failed", failed.to_string()),
                Set("ended_cancelled", cancelled.to_string()),
                Delete("paused"),
                Delete("stopping"),
                Leave(JobState::Planning),
                Leave(JobState::Running),
                Enter(Some(end)),
            ];
            writes.extend(reason.map(|reason| Set("reason", reason)));
            writes
        }
    }
}

impl ModelKeys {
    /// The list of all jobs, or of those in a state.
    pub(super) fn list(&self, tenant: &TenantId, state: Option<JobState>) -> String {
        state.map_or_else(|| self.jobs(tenant), |state| self.jobs_in(tenant, state))
    }

    /// A write as the words of a Redis command.
    pub(super) fn command(&self, tenant: &TenantId, job: JobId, write: Write) -> Vec<String> {
        let (key, id) = (self.job(tenant, job), job.to_string());
        let words: [&str; 4] = match &write {
            Write::Set(field, value) => ["HSET", &key, field, value],
            Write::Delete(field) => return ["HDEL", &key, field].map(str::to_owned).to_vec(),
            Write::Add(field, count) => ["HINCRBY", &key, field, &count.to_string()],
            Write::Enter(state) => ["ZADD", &self.list(tenant, *state), "0", &id],
            Write::Leave(state) => {
                return ["ZREM", &self.jobs_in(tenant, *state), &id].map(str::to_owned).to_vec();
            }
        };
        words.map(str::to_owned).to_vec()
    }
}
