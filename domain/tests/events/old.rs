//! What events of earlier versions mean today.

use domain::VersionedEvent;
use domain::batch::{BatchEvent, BatchSpec, Input};
use domain::job::{JobEvent, JobSpec};
use domain::options::{Options, RetryPolicy};
use domain::processor::Limits;

use crate::golden::recorded;

fn read<E: VersionedEvent>(aggregate: &str, event_type: &str, payload: &str) -> E {
    recorded(aggregate, event_type, "1.0", payload.trim_end()).decode().unwrap()
}

/// They gave the time limit of an attempt the name that a task's has today.
const LIMITS: Limits = Limits { attempt_timeout_ms: 5_000, task_timeout_ms: None, memory_mib: None };

#[test]
fn an_old_job_asks_for_nothing_special() {
    for payload in [
        include_str!("../golden/job/JobSubmitted/1.0.json"),
        include_str!("../golden/job/JobSubmitted/1.0.inline.json"),
    ] {
        let JobEvent::JobSubmitted { spec, .. } = read("job", "JobSubmitted", payload) else {
            panic!("it is another event");
        };
        let JobSpec { limits, options, source, .. } = spec;
        assert_eq!((limits, options, source.items()), (LIMITS, Options::default(), Some(3)));
    }
}

fn old_batch(payload: &str) -> BatchSpec {
    let BatchEvent::BatchOpened { spec, .. } = read("batch", "BatchOpened", payload) else {
        panic!("it is another event");
    };
    spec
}

#[test]
fn the_tasks_of_an_old_batch_are_tried_once() {
    let spec = old_batch(include_str!("../golden/batch/BatchOpened/1.0.json"));
    assert_eq!((spec.limits, spec.retry.max_attempts, spec.tasks), (LIMITS, 1, 3));
    assert_eq!(spec.retry, RetryPolicy::default());
}

#[test]
fn the_items_of_an_old_batch_keep_their_bytes() {
    let spec = old_batch(include_str!("../golden/batch/BatchOpened/1.0.inline.json"));
    let Input::Items(items) = spec.input else { panic!("the items are elsewhere") };
    let items: Vec<_> = items.iter().map(|item| item.as_str()).collect();
    assert_eq!(
        items,
        [r#"{"city":"Lübeck","arr_delay":-3.50}"#, r#"{"arr_delay":12345678901234567890}"#, "null"]
    );
}
