//! What an event of a batch says.

use domain::batch::{BatchEvent, BatchSpec, Input, LeaseProgress};
use domain::results::{Part, TaskFailure, TaskRetry};
use domain::tasks::TaskSet;

use super::{FILTER_LIMIT, clock, ended};
use crate::cli::text::{counted, cut};

pub(super) fn summary(event: BatchEvent) -> String {
    match event {
        BatchEvent::BatchOpened { spec, .. } => opened(&spec),
        BatchEvent::TasksLeased { worker, attempt, tasks, until, reason, .. } => {
            let waited = reason.map(|reason| format!(", waited for: {reason}")).unwrap_or_default();
            format!("{} to {worker} until {}{}{waited}", these(&tasks), clock(until), again(attempt))
        }
        BatchEvent::LeaseExtended { until, progress, .. } => {
            format!("until {}{}", clock(until), progress.map(come).unwrap_or_default())
        }
        BatchEvent::TasksReported { worker, attempt, part, failures, retries, .. } => {
            let tasks = part.map_or_else(TaskSet::default, |Part { tasks, .. }| tasks);
            format!(
                "{} by {worker}{}{}{}",
                these(&tasks),
                failed(&failures),
                tried_again(&retries),
                again(attempt)
            )
        }
        BatchEvent::LeaseReturned { worker, tasks, .. } => {
            format!("{} given back by {worker}", these(&tasks))
        }
        BatchEvent::LeaseExpired { worker, tasks, .. } => format!("{} of {worker} wait again", these(&tasks)),
        BatchEvent::TasksCancelled { tasks, .. } => these(&tasks),
        BatchEvent::LateReportRefused { worker, tasks, .. } => {
            format!("{} by {worker}, too late", counted(tasks, "task"))
        }
        BatchEvent::BatchCompleted { succeeded, failed, cancelled, .. } => {
            ended(succeeded, failed, cancelled)
        }
    }
}

/// `, 50 % done: half of it`.
fn come(LeaseProgress { fraction, text }: LeaseProgress) -> String {
    let done = fraction.map(|fraction| format!(", {:.0} % done", fraction * 100.0)).unwrap_or_default();
    let text = text.map(|text| format!(": {}", cut(&text, FILTER_LIMIT))).unwrap_or_default();
    done + &text
}

fn opened(spec: &BatchSpec) -> String {
    let tasks = these(&TaskSet::range(spec.first_task, spec.first_task + spec.tasks));
    match &spec.input {
        Input::Items(_) => format!("{tasks}, items in the event"),
        Input::Object { offset, length, .. } => format!("{tasks}, bytes {offset} to {}", offset + length),
        Input::RowGroup { row_group, first_row, .. } => {
            format!("{tasks}, row group {row_group} from row {first_row}")
        }
    }
}

/// `3 tasks (0 to 2)`.
fn these(tasks: &TaskSet) -> String {
    let count = counted(tasks.len(), "task");
    match (tasks.first(), tasks.last()) {
        (Some(first), Some(last)) if first == last => format!("task {first}"),
        (Some(first), Some(last)) => format!("{count} ({first} to {last})"),
        _ => count,
    }
}

fn failed(failures: &[TaskFailure]) -> String {
    match failures {
        [] => String::new(),
        [TaskFailure { task, class, message }, ..] => {
            format!(", {} failed {}", failures.len(), first(*task, class, message))
        }
    }
}

fn tried_again(retries: &[TaskRetry]) -> String {
    match retries {
        [] => String::new(),
        [TaskRetry { task, class, message, .. }, ..] => {
            format!(", {} to be tried again {}", retries.len(), first(*task, class, message))
        }
    }
}

fn first(task: u64, class: &str, message: &str) -> String {
    format!("(task {task}: {class}: {})", cut(message, FILTER_LIMIT))
}

fn again(attempt: u32) -> String {
    match attempt {
        0 | 1 => String::new(),
        _ => format!(", attempt {attempt}"),
    }
}
