//! What an event does to a job's hash, to the hash of its batches, and to the lists that it is in: the same, whether the event is
//! applied alone as it comes, or together with many as the read model is built.

use chrono::{DateTime, Utc};
use domain::job::Counts;
use domain::options::Priority;
use domain::{JobId, RecordedEvent, TenantId};
use projections::job_view::{
    BatchState, CellChange, EVENT_TYPES, JobChangeKind, JobFacts, JobState, cells, changes,
};

use super::keys::{List, ModelKeys};

/// What one event does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// To the job that it is of.
    Own(Vec<Write>),
    /// To a batch, by its number.
    Batch(u64, CellChange),
}

/// One thing that is done to a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Write {
    /// Sets a field of the hash.
    Set(&'static str, String),
    /// Takes a field away.
    Delete(&'static str),
    /// Puts the job into a list.
    Enter(List),
    /// Takes it out of the list of those in a state.
    Leave(JobState),
    /// Forgets its batches: what they say from now on changes nothing.
    Close,
}

/// All that an event does to its job; none if it is of no job. The payloads of events that do nothing are not looked at.
///
/// # Errors
/// Says why the event cannot be read.
pub(super) fn effect(event: &RecordedEvent) -> Result<Option<(JobId, Effect)>, String> {
    if let Some(batch) = cells::batch_of(event) {
        let change = CellChange::of(event).map_err(|error| error.to_string())?;
        return Ok(Some((batch.job, Effect::Batch(batch.number, change))));
    }
    match event.aggregate_id.parse() {
        Ok(job) if event.aggregate_type == "job" => Ok(Some((job, Effect::Own(own(event)?)))),
        _ => Ok(None),
    }
}

/// A batch's change as scripts take it: its state or nothing, and how many tasks succeeded, failed and were cancelled.
pub(super) fn words_of(change: CellChange) -> (&'static str, u64, u64, u64) {
    let Counts { succeeded, failed, cancelled } = change.counts;
    (change.state.map_or("", BatchState::as_str), succeeded, failed, cancelled)
}

fn own(event: &RecordedEvent) -> Result<Vec<Write>, String> {
    if !EVENT_TYPES.contains(&event.event_type.as_str()) {
        return Ok(vec![]);
    }
    let changes = changes(event).map_err(|error| error.to_string())?;
    Ok(changes.into_iter().flat_map(|change| of_change(change.kind)).collect())
}

fn of_change(change: JobChangeKind) -> Vec<Write> {
    use Write::{Close, Delete, Enter, Leave, Set};
    let set_state = |state: JobState| Set("state", state.as_str().to_owned());
    match change {
        JobChangeKind::Submitted { facts, state, batches } => {
            let mut writes = of_facts(*facts);
            writes.extend([set_state(state), Enter(List::State(state))]);
            writes.extend(batches.map(|batches| Set("batches", batches.to_string())));
            writes
        }
        JobChangeKind::Planned { batches, tasks } => vec![
            Set("batches", batches.to_string()),
            Set("planned", tasks.to_string()),
            set_state(JobState::Running),
            Leave(JobState::Planning),
            Enter(List::State(JobState::Running)),
        ],
        JobChangeKind::Paused(true) => vec![Set("paused", "1".to_owned())],
        JobChangeKind::Paused(false) => vec![Delete("paused")],
        JobChangeKind::Stopping { reason } => {
            vec![Set("stopping", "1".to_owned()), Set("reason", reason.unwrap_or_default())]
        }
        // That comes from batches.
        JobChangeKind::Reported(_) => vec![],
        JobChangeKind::Ended { state, at, reason, counts: Counts { succeeded, failed, cancelled } } => {
            let mut writes = vec![
                set_state(state),
                Set("ended", nanos(at)),
                Delete("paused"),
                Delete("stopping"),
                Leave(JobState::Planning),
                Leave(JobState::Running),
                Enter(List::State(state)),
                Close,
            ];
            let counts = [("ok", succeeded), ("failed", failed), ("off", cancelled)];
            let counted = counts.into_iter().filter(|(_, count)| *count > 0);
            writes.extend(counted.map(|(field, count)| Set(field, count.to_string())));
            writes.extend(reason.map(|reason| Set("reason", reason)));
            writes
        }
    }
}

/// What stays. Names are short, and what is usual takes no room: there may be millions of jobs, and a hash that is small is kept as
/// one string.
fn of_facts(facts: JobFacts) -> Vec<Write> {
    use Write::{Enter, Set};
    let JobFacts { id: _, name, tasks, submitted_at, processor, queue, priority, tags, redrive_of } = facts;
    let mut writes = vec![Set("at", nanos(submitted_at)), Set("does", processor), Enter(List::All)];
    writes.extend(
        (priority != Priority::default()).then(|| Set("priority", <&str>::from(priority).to_owned())),
    );
    writes.extend(name.map(|name| Set("name", name)));
    writes.extend((tasks > 0).then(|| Set("tasks", tasks.to_string())));
    writes.extend(redrive_of.map(|of| Set("redrive_of", of.to_string())));
    if let Some(queue) = queue {
        writes.extend([Set("queue", queue.clone()), Enter(List::Queue(queue))]);
    }
    if !tags.is_empty() {
        writes.push(Set("tags", serde_json::to_string(&tags).unwrap_or_default()));
        writes.extend(tags.into_iter().map(|tag| Enter(List::Tag(tag))));
    }
    writes
}

/// An instant as it is stored: nanoseconds since 1970, which is short.
fn nanos(at: DateTime<Utc>) -> String {
    at.timestamp_nanos_opt().unwrap_or(i64::MAX).to_string()
}

impl ModelKeys {
    /// A write as the words of a Redis command.
    pub(super) fn command(&self, tenant: &TenantId, job: JobId, write: Write) -> Vec<String> {
        let (key, id) = (self.job(tenant, job), job.to_string());
        match write {
            Write::Set(field, value) => vec!["HSET".to_owned(), key, field.to_owned(), value],
            Write::Delete(field) => vec!["HDEL".to_owned(), key, field.to_owned()],
            Write::Enter(list) => vec!["ZADD".to_owned(), self.list(tenant, &list), "0".to_owned(), id],
            Write::Leave(state) => vec!["ZREM".to_owned(), self.list(tenant, &List::State(state)), id],
            Write::Close => vec!["UNLINK".to_owned(), self.batches(tenant, job)],
        }
    }
}
