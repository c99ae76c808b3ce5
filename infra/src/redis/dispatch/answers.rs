//! What the scripts answer, read back. What cannot be read is an error of the engine.

use std::time::Duration;

use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use commands::ports::dispatch::{Admission, Cap, Due, Grant, Lane, Signal, Standing, Waiting};
use domain::{BatchId, JobId, LeaseId};
use uuid::Uuid;

/// Tenant, job, batch number, lease, tasks, reason, trace.
pub(super) type GrantRow = (String, String, u64, String, u64, String, String);

/// Waiting, in flight, oldest, workers; reason, in use, limit, at, behind. An empty text stands for nothing.
pub(super) type StandingRow = (u64, u64, String, u64, String, String, String, String, String);

fn unreadable(what: &str) -> EngineError {
    EngineError { engine: "redis", message: format!("the dispatcher's state holds what is not read: {what}") }
}

fn read<T: std::str::FromStr>(text: &str) -> Result<T, EngineError> {
    text.parse().map_err(|_| unreadable(text))
}

fn job_id(text: &str) -> Result<JobId, EngineError> {
    Uuid::try_parse(text).map(JobId).map_err(|_| unreadable(text))
}

fn lease_id(text: &str) -> Result<LeaseId, EngineError> {
    Uuid::try_parse(text).map(LeaseId).map_err(|_| unreadable(text))
}

fn maybe<T>(text: &str, read: impl Fn(&str) -> Result<T, EngineError>) -> Result<Option<T>, EngineError> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn time(text: &str) -> Result<DateTime<Utc>, EngineError> {
    DateTime::from_timestamp_millis(read(text)?).ok_or_else(|| unreadable(text))
}

pub(super) fn grant(row: GrantRow) -> Result<Grant, EngineError> {
    let (tenant, job, number, lease, tasks, reason, trace) = row;
    Ok(Grant {
        tenant: read(&tenant)?,
        batch: BatchId { job: job_id(&job)?, number },
        lease: lease_id(&lease)?,
        tasks,
        reason: maybe(&reason, read)?,
        traceparent: Some(trace).filter(|trace| !trace.is_empty()),
    })
}

pub(super) fn standing(row: StandingRow) -> Result<Standing, EngineError> {
    let (waiting, in_flight, oldest, workers, reason, in_use, limit, at, behind) = row;
    let why = match maybe(&reason, read)? {
        None => None,
        Some(reason) => Some(Waiting {
            reason,
            in_use: maybe(&in_use, read)?,
            limit: maybe(&limit, read)?,
            at: maybe(&at, time)?,
            behind: maybe(&behind, job_id)?,
        }),
    };
    Ok(Standing { waiting, in_flight, oldest: maybe(&oldest, time)?, why, workers })
}

/// Reads `lease:<tenant>:<job>:<number>:<lease>` and `deadline:<tenant>:<job>`.
pub(super) fn due(member: &str) -> Result<Due, EngineError> {
    match member.split(':').collect::<Vec<_>>()[..] {
        ["lease", tenant, job, number, lease] => Ok(Due::Lease {
            tenant: read(tenant)?,
            batch: BatchId { job: job_id(job)?, number: read(number)? },
            lease: lease_id(lease)?,
        }),
        ["deadline", tenant, job] => Ok(Due::Deadline { tenant: read(tenant)?, job: job_id(job)? }),
        _ => Err(unreadable(member)),
    }
}

/// Reads one number, or a cap with its numbers.
pub(super) fn admission(row: &[String]) -> Result<Admission, EngineError> {
    match row {
        [claimed] => Ok(Admission::Admitted { claimed: claimed == "1" }),
        [cap, in_use, limit, retry_ms] => Ok(Admission::Full {
            cap: match cap.as_str() {
                "jobs" => Cap::Jobs,
                "tasks" => Cap::Tasks,
                "bytes" => Cap::Bytes,
                other => return Err(unreadable(other)),
            },
            in_use: read(in_use)?,
            limit: read(limit)?,
            retry_after: Duration::from_millis(read(retry_ms)?),
        }),
        other => Err(unreadable(&other.join(" "))),
    }
}

/// Reads a message of the channel; nothing where it is not one of ours.
pub(super) fn signal(message: &str) -> Option<Signal> {
    let (kind, rest) = message.split_once(' ')?;
    match kind {
        "ready" => lane(rest).map(Signal::Ready),
        "stop" => job_id(rest).ok().map(Signal::Stop),
        "pause" => job_id(rest).ok().map(Signal::Pause),
        "ended" => job_id(rest).ok().map(Signal::Ended),
        _ => None,
    }
}

fn lane(text: &str) -> Option<Lane> {
    match text.split('/').collect::<Vec<_>>()[..] {
        ["jq"] => Some(Lane::Jq),
        ["http"] => Some(Lane::Http),
        ["external", tenant, queue] => {
            Some(Lane::External { tenant: tenant.parse().ok()?, queue: queue.parse().ok()? })
        }
        _ => None,
    }
}
