//! Facts as the scripts take them: times in milliseconds, ids without what they begin with.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use commands::ports::dispatch::{BatchFacts, Fact, JobFacts, Lane, QueueFacts};
use domain::options::{Priority, Rate};
use domain::{JobId, LeaseId};
use serde::Serialize;

use super::config::{DispatchConfig, TenantLimits};

/// A priority is worth more than any age.
const PRIORITY_MS: i64 = 1 << 44;

/// A fact.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum WireFact<'f> {
    Job(JobWire<'f>),
    Batch(BatchWire<'f>),
    Queue(QueueWire<'f>),
}

#[derive(Serialize)]
pub(super) struct JobWire<'f> {
    id: String,
    tenant: &'f str,
    weight: u32,
    max_in_flight: u64,
    version: u64,
    lane: String,
    order: i64,
    tasks: u64,
    bytes: u64,
    planned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<KeyWire<'f>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_concurrency: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<&'f Rate>,
    begun: bool,
    paused: bool,
    stopping: bool,
    over: bool,
}

#[derive(Serialize)]
struct KeyWire<'f> {
    name: &'f str,
    limit: u32,
}

#[derive(Serialize)]
pub(super) struct BatchWire<'f> {
    id: String,
    number: u64,
    tenant: &'f str,
    weight: u32,
    max_in_flight: u64,
    version: u64,
    /// Tasks, since, and not before (0 where they may start).
    groups: Vec<(u64, i64, i64)>,
    /// Tasks and until.
    leases: BTreeMap<String, (u64, i64)>,
    began: Vec<String>,
    spent: u64,
    over: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<&'f str>,
}

#[derive(Serialize)]
pub(super) struct QueueWire<'f> {
    id: &'f str,
    tenant: &'f str,
    version: u64,
    paused: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_concurrency: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<&'f Rate>,
}

pub(super) fn wire_fact<'f>(fact: &'f Fact, config: &DispatchConfig) -> WireFact<'f> {
    match fact {
        Fact::Job(job) => WireFact::Job(job_wire(job, &config.limits(&job.tenant).for_scripts())),
        Fact::Batch(batch) => WireFact::Batch(batch_wire(batch, &config.limits(&batch.tenant).for_scripts())),
        Fact::Queue(queue) => WireFact::Queue(queue_wire(queue)),
    }
}

fn job_wire<'f>(job: &'f JobFacts, limits: &TenantLimits) -> JobWire<'f> {
    JobWire {
        id: job_text(job.job),
        tenant: job.tenant.as_str(),
        weight: limits.weight,
        max_in_flight: limits.max_in_flight,
        version: job.version,
        lane: lane_text(&job.lane),
        order: rank(job.priority) * PRIORITY_MS + millis(job.submitted_at),
        tasks: job.tasks,
        bytes: job.bytes,
        planned: job.planned,
        start_at: job.start_at.map(millis),
        deadline: job.deadline.map(millis),
        key: job.key.as_ref().map(|key| KeyWire { name: &key.name, limit: key.limit }),
        max_concurrency: job.throttle.max_concurrency,
        rate: job.throttle.rate.as_ref(),
        begun: job.begun,
        paused: job.paused,
        stopping: job.stopping,
        over: job.over,
    }
}

fn batch_wire<'f>(batch: &'f BatchFacts, limits: &TenantLimits) -> BatchWire<'f> {
    let groups = batch.waiting.iter().filter(|group| group.tasks > 0);
    BatchWire {
        id: job_text(batch.batch.job),
        number: batch.batch.number,
        tenant: batch.tenant.as_str(),
        weight: limits.weight,
        max_in_flight: limits.max_in_flight,
        version: batch.version,
        groups: groups
            .map(|group| (group.tasks, millis(group.since), group.not_before.map_or(0, millis_up)))
            .collect(),
        leases: batch
            .leases
            .iter()
            .map(|held| (lease_text(held.lease), (held.tasks, millis(held.until))))
            .collect(),
        began: batch.began.iter().copied().map(lease_text).collect(),
        spent: batch.spent_micros,
        over: batch.over,
        trace: batch.traceparent.as_deref(),
    }
}

fn queue_wire(queue: &QueueFacts) -> QueueWire<'_> {
    QueueWire {
        id: queue.queue.as_str(),
        tenant: queue.tenant.as_str(),
        version: queue.version,
        paused: queue.paused,
        max_concurrency: queue.throttle.max_concurrency,
        rate: queue.throttle.rate.as_ref(),
    }
}

fn rank(priority: Priority) -> i64 {
    match priority {
        Priority::High => 0,
        Priority::Normal => 1,
        Priority::Low => 2,
    }
}

pub(super) fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// The first whole millisecond that is not before this time: nothing starts too early.
fn millis_up(at: DateTime<Utc>) -> i64 {
    let millis = at.timestamp_millis();
    if at.timestamp_subsec_nanos().is_multiple_of(1_000_000) { millis } else { millis + 1 }
}

pub(super) fn job_text(job: JobId) -> String {
    job.0.simple().to_string()
}

pub(super) fn lease_text(lease: LeaseId) -> String {
    lease.0.simple().to_string()
}

pub(super) fn lane_text(lane: &Lane) -> String {
    match lane {
        Lane::Jq => "jq".to_owned(),
        Lane::Http => "http".to_owned(),
        Lane::External { tenant, queue } => format!("external/{tenant}/{queue}"),
    }
}
