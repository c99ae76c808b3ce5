//! What a job may ask for.

use chrono::TimeDelta;

use super::*;
use crate::options::{ConcurrencyKey, Rate, RetryPolicy};

fn submit_spec(spec: JobSpec) -> JobCommand {
    JobCommand::Submit { spec, at: AT }
}

#[test]
fn bounds_are_checked() {
    let refused = |spec, error| given(vec![]).when(submit_spec(spec)).then_expect_error(error);
    for size in [0, 1_001] {
        refused(JobSpec { batch_size: size, ..spec(dataset(3)) }, JobError::BatchSize(size));
    }
    for timeout in [0, 600_001] {
        let limits = Limits { attempt_timeout_ms: timeout, ..Limits::default() };
        refused(JobSpec { limits, ..spec(dataset(3)) }, JobError::AttemptTimeout(timeout));
    }
}

/// The option that a submission is refused for; nothing if it is accepted.
fn refused(change: impl FnOnce(&mut JobSpec)) -> Option<&'static str> {
    let mut spec = spec(dataset(3));
    change(&mut spec);
    match Job::default().decide(submit_spec(spec)) {
        Ok(_) => None,
        Err(JobError::Option { field, .. }) => Some(field),
        Err(error) => panic!("{error}"),
    }
}

fn refused_option(change: impl FnOnce(&mut Options)) -> Option<&'static str> {
    refused(|spec| change(&mut spec.options))
}

fn refused_retry(change: impl FnOnce(&mut RetryPolicy)) -> Option<&'static str> {
    refused_option(|options| change(&mut options.retry))
}

fn refused_rate(per_second: f64, burst: u32) -> Option<&'static str> {
    let rate = Rate { per_second, burst, key: None };
    refused_option(|options| options.throttle.rate = Some(rate))
}

#[test]
fn time_limits_are_not_nothing() {
    assert_eq!(refused(|spec| spec.limits.task_timeout_ms = Some(0)), Some("task_timeout_ms"));
    assert_eq!(refused(|spec| spec.limits.memory_mib = Some(0)), Some("memory_mib"));
    assert_eq!(refused(|spec| spec.limits.task_timeout_ms = Some(1)), None);
}

#[test]
fn a_deadline_is_a_time_to_come_and_comes_after_the_start() {
    let later = |seconds| Some(AT + TimeDelta::seconds(seconds));
    assert_eq!(refused_option(|options| options.deadline = Some(AT)), Some("deadline"));
    assert_eq!(refused_option(|options| options.deadline = later(1)), None);
    let both = |start, deadline| {
        refused_option(|options| (options.start_at, options.deadline) = (later(start), later(deadline)))
    };
    assert_eq!(both(5, 5), Some("start_at"));
    assert_eq!(both(4, 5), None);
}

#[test]
fn a_retry_policy_has_bounds() {
    assert_eq!(refused_retry(|retry| retry.max_attempts = 0), Some("retry.max_attempts"));
    assert_eq!(refused_retry(|retry| retry.max_attempts = 101), Some("retry.max_attempts"));
    assert_eq!(refused_retry(|retry| retry.first_pause_ms = 86_400_001), Some("retry"));
    assert_eq!(refused_retry(|retry| retry.longest_pause_ms = 86_400_001), Some("retry"));
    assert_eq!(refused_retry(|retry| retry.jitter_percent = 101), Some("retry.jitter_percent"));
    assert_eq!(refused_retry(|retry| retry.classes = Some([String::new()].into())), Some("retry.classes"));
    assert_eq!(refused_retry(|retry| (retry.max_attempts, retry.first_pause_ms) = (100, 86_400_000)), None);
}

#[test]
fn a_rate_is_a_number_of_attempts() {
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY, 1_000_000.5] {
        assert_eq!(refused_rate(wrong, 1), Some("rate.per_second"), "{wrong}");
    }
    assert_eq!(refused_rate(1.0, 0), Some("rate.burst"));
    assert_eq!(refused_rate(0.001, 1), None);
}

#[test]
fn words_are_short_and_can_be_read() {
    let tags = |tags: Vec<String>| refused_option(|options| options.tags = tags.into_iter().collect());
    assert_eq!(tags(vec![String::new()]), Some("tags"));
    assert_eq!(tags(vec!["x".repeat(129)]), Some("tags"));
    assert_eq!(tags(vec!["a\nb".into()]), Some("tags"));
    assert_eq!(tags((0..33).map(|n| n.to_string()).collect()), Some("tags"));
    assert_eq!(tags((0..32).map(|n| n.to_string()).collect()), None);
}

#[test]
fn a_key_lets_at_least_one_job_run() {
    let key = |name: &str, limit| {
        refused_option(|options| options.key = Some(ConcurrencyKey { name: name.into(), limit }))
    };
    assert_eq!(key("", 1), Some("key"));
    assert_eq!(key("flights", 0), Some("key"));
    assert_eq!(key("flights", 1), None);
}

#[test]
fn no_job_bears_more_failures_than_it_has_tasks() {
    let tolerance = |tolerance| refused_option(|options| options.tolerated_failures = Some(tolerance));
    assert_eq!(tolerance(Tolerance::Percent(101)), Some("tolerated_failures"));
    assert_eq!(tolerance(Tolerance::Percent(100)), None);
    assert_eq!(tolerance(Tolerance::Count(u64::MAX)), None);
}
