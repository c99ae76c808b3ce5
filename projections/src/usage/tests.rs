use std::collections::BTreeSet;

use domain::samples::{self, Sample};
use serde_json::{Value, json};

use super::*;
use crate::analytics::{Outcome, rows};

fn all() -> Vec<RecordedEvent> {
    samples::all().iter().map(Sample::recorded).collect()
}

/// The report of the samples, changed in its JSON.
fn report(change: impl Fn(&mut Value)) -> RecordedEvent {
    let is_report = |event: &RecordedEvent| event.event_type == "TasksReported";
    let mut event = all().into_iter().find(is_report).unwrap();
    let mut payload: Value = serde_json::from_str(&event.payload).unwrap();
    change(&mut payload["TasksReported"]);
    event.payload = payload.to_string();
    event
}

/// What the analyst's rows of an event add up to.
fn sums(event: &RecordedEvent) -> Used {
    let mut sums = Used::default();
    for row in rows(event).unwrap().attempts {
        sums.add_attempt(row.duration_us, row.bytes_in, row.bytes_out);
        match row.outcome {
            Outcome::Succeeded => sums.tasks_succeeded += 1,
            Outcome::Failed => sums.tasks_failed += 1,
            Outcome::Abandoned | Outcome::Retried => {}
        }
    }
    sums
}

#[test]
fn the_types_of_events_that_add_something_are_all_named() {
    let adding = all().into_iter().filter(|event| used(event).unwrap().is_some());
    let types: BTreeSet<String> = adding.map(|event| event.event_type).collect();
    assert_eq!(types, EVENT_TYPES.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn attempts_are_those_of_the_analysts_rows() {
    let retry = json!({
        "task": 2, "class": "timed_out", "message": "slow", "micros": 5, "not_before": "2026-01-02T03:04:05Z"
    });
    let changed = [
        report(|report| report["retries"] = json!([retry])),
        report(|report| {
            report["retries"] = json!([retry]);
            report["bytes_in"] = json!([9, 8, 7]);
        }),
        report(|report| report["bytes_in"] = 63.into()),
        report(|report| report["lines"] = Value::Null),
        report(|report| {
            for member in ["part", "lines"] {
                report.as_object_mut().unwrap().remove(member);
            }
            (report["micros"], report["failures"]) = (json!([]), json!([]));
            report["retries"] = json!([retry]);
        }),
    ];
    for event in all().iter().chain(&changed) {
        let (day, mut used) = used(event).unwrap().unwrap_or_default();
        let rows = rows(event).unwrap().attempts;
        assert!(rows.iter().all(|row| row.ended_at.date_naive() == day), "{event:?}");
        (used.jobs_submitted, used.tasks_cancelled) = (0, 0);
        assert_eq!(used, sums(event), "{event:?}");
    }
}

#[test]
fn jobs_and_cancelled_tasks_are_counted_on_their_day() {
    let mut days = UsedByDay::new();
    for event in &all() {
        if ["JobSubmitted", "TasksCancelled"].contains(&event.event_type.as_str()) {
            add(&mut days, event).unwrap();
        }
    }
    let submitted = all().into_iter().filter(|event| event.event_type == "JobSubmitted").count();
    let jobs: u64 = days.values().map(|used| used.jobs_submitted).sum();
    assert_eq!(jobs, submitted as u64);
    assert!(days.values().any(|used| used.tasks_cancelled > 0));
    assert!(days.values().all(|used| used.attempts == 0));
}

#[test]
fn an_event_that_cannot_be_read_is_an_error_and_one_that_adds_nothing_is_not_read() {
    let mut unreadable = report(|report| report["micros"] = "many".into());
    assert!(used(&unreadable).is_err());
    unreadable.event_type = "BatchOpened".to_owned();
    assert_eq!(used(&unreadable).unwrap(), None);
}
