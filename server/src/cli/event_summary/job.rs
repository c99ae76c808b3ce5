//! What an event of a job says.

use domain::job::{JobEvent, JobSpec, Source, StopCause};
use domain::options::{Options, Rate, Throttle, Tolerance};
use domain::processor::Processor;

use super::{FILTER_LIMIT, ended, without_comments};
use crate::cli::text::{count, counted, cut, time};

pub(super) fn summary(event: JobEvent) -> String {
    match event {
        JobEvent::JobSubmitted { spec, .. } => submitted(&spec),
        JobEvent::JobPlanned { plan, .. } => {
            format!("{} in {}", counted(plan.tasks, "task"), counted(plan.batches, "batch"))
        }
        JobEvent::JobPaused { .. } => "no more of its tasks start".to_owned(),
        JobEvent::JobResumed { .. } => "its tasks start again".to_owned(),
        JobEvent::JobThrottleChanged { throttle, .. } => of_throttle(&throttle),
        JobEvent::JobStopRequested { cause, .. } => stopped(&cause),
        JobEvent::JobBatchFinished { number, batch, .. } => {
            format!("batch {number}: {}", ended(batch.succeeded, batch.failed, batch.cancelled))
        }
        JobEvent::JobCompleted { succeeded, failed, .. } => ended(succeeded, failed, 0),
        JobEvent::JobCancelled { counts, .. } => ended(counts.succeeded, counts.failed, counts.cancelled),
        JobEvent::JobFailed { reason, counts, .. } => {
            format!("{reason}; {}", ended(counts.succeeded, counts.failed, counts.cancelled))
        }
    }
}

fn submitted(spec: &JobSpec) -> String {
    let items = spec.source.items().map_or_else(|| "items".to_owned(), |items| counted(items, "item"));
    let from = match &spec.source {
        Source::Object { dataset: Some(dataset), .. } => format!(" of {dataset}"),
        Source::Objects { objects, .. } => format!(" of {}", counted(objects.len() as u64, "object")),
        Source::Redrive { of, .. } => format!(" of {of} again"),
        Source::Object { .. } | Source::Inline { .. } => String::new(),
    };
    let name = spec.name.as_ref().map(|name| format!("{name:?}, ")).unwrap_or_default();
    format!("{name}{items}{from}, {}{}", processed(&spec.processor), asked_for(&spec.options))
}

fn processed(processor: &Processor) -> String {
    match processor {
        Processor::Jq { filter } => format!("jq {}", cut(without_comments(filter), FILTER_LIMIT)),
        Processor::Http(call) => format!("{} {}", call.method, cut(&call.url, FILTER_LIMIT)),
        Processor::External { queue } => format!("by the workers of queue {queue}"),
    }
}

/// The options that are not as most are.
fn asked_for(options: &Options) -> String {
    let usual = Options::default();
    let throttle = &options.throttle;
    let said = [
        (options.priority != usual.priority).then(|| format!("priority {}", options.priority)),
        options.start_at.map(|at| format!("not before {}", time(at))),
        options.deadline.map(|at| format!("until {}", time(at))),
        (options.retry.max_attempts > 1).then(|| format!("up to {} attempts", options.retry.max_attempts)),
        options.tolerated_failures.map(|tolerance| match tolerance {
            Tolerance::Count(count) => format!("tolerates {}", counted(count, "failure")),
            Tolerance::Percent(percent) => format!("tolerates {percent} % of failures"),
        }),
        options.key.as_ref().map(|key| format!("key {:?}, {} at a time", key.name, key.limit)),
        (*throttle != usual.throttle).then(|| of_throttle(throttle)),
    ];
    said.into_iter().flatten().map(|said| format!(", {said}")).collect()
}

/// How fast a job or a queue may go.
pub(super) fn of_throttle(throttle: &Throttle) -> String {
    let tasks = throttle.max_concurrency.map(|limit| format!("{} at a time", counted(limit.into(), "task")));
    let rate = throttle.rate.as_ref().map(of_rate);
    let limits: Vec<_> = tasks.into_iter().chain(rate).collect();
    if limits.is_empty() { "no limits".to_owned() } else { limits.join(", ") }
}

fn of_rate(Rate { per_second, burst, key }: &Rate) -> String {
    let key = key.as_ref().map(|key| format!(" with all of {key:?}")).unwrap_or_default();
    format!("{per_second} attempts/s and {} at once{key}", count((*burst).into()))
}

fn stopped(cause: &StopCause) -> String {
    match cause {
        StopCause::Cancelled { reason: Some(reason) } => format!("cancelled: {reason}"),
        other => other.failure().unwrap_or_else(|| "cancelled".to_owned()),
    }
}
