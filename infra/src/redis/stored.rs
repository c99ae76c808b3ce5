//! What the hashes of a job say.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::DateTime;
use domain::JobId;
use domain::job::Counts;
use projections::job_view::{BatchState, Cell, Cells, JobFacts, JobRecord, JobState};
use projections::live::Revised;

/// A hash as Redis answers with it.
pub(super) type Fields = HashMap<String, String>;

/// The field of the hash of batches that has them together: how many events changed something, and how many tasks succeeded,
/// failed and were cancelled.
pub(super) const ALL: &str = "all";

/// The revision of a job that has ended: nothing is said of it any more.
const LAST_REVISION: u64 = 1 << 40;

/// A job's hash, and what is known of its batches together.
pub(super) fn record(id: JobId, job: &Fields, all: Option<&str>) -> JobRecord {
    let number = |name| parsed::<u64>(job, name);
    let count = |name| number(name).unwrap_or(0);
    let ended_at = parsed(job, "ended").map(DateTime::from_timestamp_nanos);
    JobRecord {
        version: count("seen"),
        submitted: facts(id, job),
        state: job.get("state").and_then(|name| JobState::from_name(name)),
        batches: number("batches"),
        planned: number("planned"),
        paused: job.contains_key("paused"),
        stopping: job.contains_key("stopping"),
        counts: match ended_at {
            Some(_) => Counts { succeeded: count("ok"), failed: count("failed"), cancelled: count("off") },
            None => all.map(together).unwrap_or_default().1,
        },
        ended_at,
        reason: job.get("reason").cloned(),
    }
}

/// A job as it is said to whoever watches it.
pub(super) fn revised(id: JobId, job: &Fields, all: Option<&str>) -> Option<Revised> {
    let (summary, _) = record(id, job, all).summary()?;
    Some(Revised { summary, revision: revision(job, all) })
}

/// How often what is said of a job has changed.
fn revision(job: &Fields, all: Option<&str>) -> u64 {
    match job.contains_key("ended") {
        true => LAST_REVISION,
        false => parsed(job, "rev").unwrap_or(0) + all.map(together).unwrap_or_default().0,
    }
}

/// The batches of a job that has not ended.
pub(super) fn cells(batches: &Fields) -> Cells {
    let cells = batches.iter().filter_map(|(number, cell)| Some((number.parse().ok()?, cell_of(cell)?)));
    cells.collect()
}

fn facts(id: JobId, job: &Fields) -> Option<JobFacts> {
    Some(JobFacts {
        id,
        submitted_at: parsed(job, "at").map(DateTime::from_timestamp_nanos)?,
        name: job.get("name").cloned(),
        tasks: parsed(job, "tasks").unwrap_or(0),
        processor: job.get("does").cloned().unwrap_or_default(),
        queue: job.get("queue").cloned(),
        priority: parsed(job, "priority").unwrap_or_default(),
        tags: job.get("tags").and_then(|tags| serde_json::from_str(tags).ok()).unwrap_or_default(),
        redrive_of: parsed(job, "redrive_of"),
    })
}

fn parsed<T: FromStr>(fields: &Fields, name: &str) -> Option<T> {
    fields.get(name)?.parse().ok()
}

fn together(all: &str) -> (u64, Counts) {
    let mut numbers = all.split(':').map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    let revision = next();
    (revision, Counts { succeeded: next(), failed: next(), cancelled: next() })
}

/// One batch.
pub(super) fn cell_of(text: &str) -> Option<Cell> {
    let parts: Vec<&str> = text.split(':').collect();
    let [sequence, state, succeeded, failed, cancelled] = parts[..] else { return None };
    let counts = Counts {
        succeeded: succeeded.parse().ok()?,
        failed: failed.parse().ok()?,
        cancelled: cancelled.parse().ok()?,
    };
    Some(Cell { sequence: sequence.parse().ok()?, state: BatchState::from_name(state)?, counts })
}
