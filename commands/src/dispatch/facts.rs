//! What there is to know of an aggregate, as of its version.

use domain::batch::{Batch, OpenBatch};
use domain::job::{Job, Progress, Source};
use domain::processor::Processor;
use domain::queue::Queue;
use domain::{BatchId, JobId, QueueId, TenantId};

use crate::executor::Loaded;
use crate::ports::dispatch::{BatchFacts, Fact, JobFacts, Lane, LeaseFacts, QueueFacts, WaitingTasks};

/// Where the tasks of a tenant's job wait.
#[must_use]
pub fn lane(tenant: &TenantId, processor: &Processor) -> Lane {
    match processor {
        Processor::Jq { .. } => Lane::Jq,
        Processor::Http(_) => Lane::Http,
        Processor::External { queue } => Lane::External { tenant: tenant.clone(), queue: queue.clone() },
    }
}

/// Of a job; nothing where there is none.
#[must_use]
pub fn job(tenant: &TenantId, id: JobId, job: &Loaded<Job>) -> Option<Fact> {
    let progress = job.state.progress()?;
    let Progress { spec, submitted_at, throttle, plan, paused, stopping, .. } = progress;
    let options = &spec.options;
    Some(Fact::Job(Box::new(JobFacts {
        tenant: tenant.clone(),
        job: id,
        version: job.version,
        lane: lane(tenant, &spec.processor),
        priority: options.priority,
        submitted_at: *submitted_at,
        tasks: progress.tasks(),
        bytes: bytes(&spec.source),
        planned: plan.is_some(),
        start_at: options.start_at,
        deadline: options.deadline,
        begun: !progress.finished.is_empty(),
        key: options.key.clone(),
        throttle: throttle.clone(),
        paused: *paused,
        stopping: stopping.is_some(),
        over: job.state.is_over(),
    })))
}

/// How many bytes the items of a source have, where they wait in an object.
#[must_use]
pub fn bytes(source: &Source) -> u64 {
    match source {
        Source::Object { bytes, .. } => *bytes,
        Source::Inline { .. } | Source::Objects { .. } | Source::Redrive { .. } => 0,
    }
}

/// Of a batch; nothing where there is none.
#[must_use]
pub fn batch(tenant: &TenantId, id: BatchId, batch: &Loaded<Batch>, trace: Option<&str>) -> Option<Fact> {
    let facts = BatchFacts {
        tenant: tenant.clone(),
        batch: id,
        version: batch.version,
        waiting: vec![],
        leases: vec![],
        began: vec![],
        failed: 0,
        spent_micros: 0,
        over: true,
        traceparent: trace.map(str::to_owned),
    };
    Some(Fact::Batch(match &*batch.state {
        Batch::Unopened => return None,
        Batch::Open(open) => of_open(facts, open),
        Batch::Completed { counts, spent_micros, .. } => {
            BatchFacts { failed: counts.failed, spent_micros: *spent_micros, ..facts }
        }
    }))
}

fn of_open(facts: BatchFacts, open: &OpenBatch) -> BatchFacts {
    let waiting = open.waiting.iter().map(|waiting| WaitingTasks {
        tasks: waiting.tasks.len(),
        since: waiting.since,
        not_before: waiting.not_before,
    });
    let leases = open.leases.iter().map(|(lease, held)| LeaseFacts {
        lease: *lease,
        tasks: held.tasks.len(),
        until: held.until,
    });
    BatchFacts {
        waiting: waiting.collect(),
        leases: leases.collect(),
        failed: open.counts.failed,
        spent_micros: open.spent_micros,
        over: false,
        ..facts
    }
}

/// Of a queue.
#[must_use]
pub fn queue(id: &QueueId, queue: &Loaded<Queue>) -> Fact {
    let Queue { throttle, paused, draining } = &*queue.state;
    Fact::Queue(QueueFacts {
        tenant: id.tenant.clone(),
        queue: id.name.clone(),
        version: queue.version,
        paused: *paused,
        draining: *draining,
        throttle: throttle.clone(),
    })
}
