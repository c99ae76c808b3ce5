//! Which failed tasks are tried again, and when.

use super::*;

/// Lease 1 has failed all tasks, which wait until the given seconds.
fn failed_once(seconds: [i64; 3]) -> Vec<BatchEvent> {
    let retries = (1000..).zip(seconds).map(|(task, second)| retry(task, second)).collect();
    [held(), vec![reported(1, 1, to_retry(retries), true)]].concat()
}

#[test]
fn a_task_that_fails_waits_until_it_is_tried_again() {
    let again = to_retry(vec![retry(1000, 10)]);
    given(held()).when(report(1, again.clone())).then_expect_events(vec![reported(1, 1, again, false)]);
    given(failed_once([10, 10, 10])).when(lease_tasks(2, 9)).then_expect_events(vec![]);
    given(failed_once([10, 10, 10]))
        .when(lease_tasks(2, 10))
        .then_expect_events(vec![leased(2, 2, 1000, 10, 0)]);
}

#[test]
fn only_what_is_due_is_tried_again() {
    let due: TaskSet = [1000, 1002].into_iter().collect();
    given(failed_once([10, 20, 12]))
        .when(lease_tasks(2, 13))
        .then_expect_events(vec![leased_set(2, 2, due, 13, 3000)]);
}

#[test]
fn some_tasks_end_and_others_are_tried_again_in_one_report() {
    let mixed = TasksReport { retries: vec![retry(1001, 10)], ..ended(1000, 1001, &[]) };
    let past = [held(), vec![reported(1, 1, mixed, false)]].concat();
    let last = ended(1002, 1003, &[]);
    // The batch goes on: a task waits.
    given(past.clone()).when(report(1, last.clone())).then_expect_events(vec![reported(
        1,
        1,
        last.clone(),
        true,
    )]);
    given([past, vec![reported(1, 1, last, true)]].concat())
        .when(lease_tasks(2, 10))
        .then_expect_events(vec![leased_set(2, 2, TaskSet::range(1001, 1002), 10, 0)]);
}

#[test]
fn a_task_that_failed_first_may_succeed() {
    let past = [failed_once([10, 10, 10]), vec![leased(2, 2, 1000, 11, 2000)]].concat();
    let last = ended(1000, 1003, &[]);
    let end = completed(3, 0, 0, vec![part(1000, 1003)]);
    given(past).when(report(2, last.clone())).then_expect_events(vec![reported(2, 2, last, true), end]);
}

#[test]
fn the_policy_says_how_often_whoever_reports() {
    let past = vec![
        leased(2, 2, 1000, 11, 1000),
        reported(2, 2, to_retry((1000..1003).map(|task| retry(task, 20)).collect()), true),
        leased(3, 3, 1000, 21, 2000),
    ];
    let past = [failed_once([10, 10, 10]), past].concat();
    given(past.clone())
        .when(report(3, to_retry(vec![retry(1000, 40)])))
        .then_expect_error(BatchError::ReportMismatch("the job's policy does not try these tasks again"));
    let last = TasksReport {
        failures: (1000..1003).map(|task| TaskFailure::new(task, "timed_out", "slow")).collect(),
        ..ended(1000, 1003, &[])
    };
    let end = completed(0, 3, 0, vec![part(1000, 1003)]);
    given(past).when(report(3, last.clone())).then_expect_events(vec![reported(3, 3, last, true), end]);
}

#[test]
fn the_policy_says_what_is_tried_again() {
    let hasty =
        TasksReport { failures: vec![TaskFailure::new(1000, "timed_out", "slow")], ..ended(1000, 1001, &[]) };
    given(held()).when(report(1, hasty)).then_expect_error(BatchError::ReportMismatch(
        "the job's policy tries some of its failed tasks again",
    ));
    let hopeless = to_retry(vec![TaskRetry::new(failure(1000), 7, at(10))]);
    given(held())
        .when(report(1, hopeless))
        .then_expect_error(BatchError::ReportMismatch("the job's policy does not try these tasks again"));
}

#[test]
fn lost_attempts_do_not_use_up_the_policys() {
    let past = vec![expired(1, 1, 1000, 40), leased(2, 2, 1000, 41, 2000)];
    let past = [held(), past].concat();
    let again = to_retry(vec![retry(1000, 50)]);
    given(past.clone()).when(report(2, again.clone())).then_expect_events(vec![reported(2, 2, again, false)]);
    let Batch::Open(batch) = folded(past) else { panic!("the batch is not open") };
    let tries = batch.lease(lease(2)).unwrap().tries;
    assert_eq!(tries, Tries { attempts: 2, failures: 0, lost: 1, first_at: Some(at(2)) });
}

/// Half a minute for each task, from its first attempt on.
fn limited() -> BatchSpec {
    BatchSpec { limits: Limits { task_timeout_ms: Some(30_000), ..Limits::default() }, ..spec() }
}

#[test]
fn a_task_whose_time_is_up_is_not_tried_again() {
    let Batch::Open(batch) = folded(vec![opened_with(limited()), leased(1, 1, 1000, 2, 2000)]) else {
        panic!("the batch is not open");
    };
    let held = batch.lease(lease(1)).unwrap();
    let retry_at = |second| held.retry_at(&batch.spec, "timed_out", at(second), 0.0, None);
    assert_eq!(retry_at(30), Some(at(31)));
    assert_eq!(retry_at(31), None);
}

#[test]
fn a_task_whose_time_is_up_may_fail_whatever_the_policy_says() {
    let last =
        TasksReport { failures: vec![TaskFailure::new(1000, "timed_out", "slow")], ..ended(1000, 1001, &[]) };
    given(vec![opened_with(limited()), leased(1, 1, 1000, 2, 2000)])
        .when(report(1, last.clone()))
        .then_expect_events(vec![reported(1, 1, last, false)]);
}

#[test]
fn the_time_of_a_task_begins_with_an_attempt_that_counts() {
    let first_at = |ends: Vec<BatchEvent>| match folded([vec![opened_with(limited())], ends].concat()) {
        Batch::Open(batch) => batch.lease(lease(9)).unwrap().tries.first_at,
        _ => panic!("the batch is not open"),
    };
    let first = leased(1, 1, 1000, 2, 2000);
    assert_eq!(
        first_at(vec![first.clone(), expired(1, 1, 1000, 40), leased(9, 2, 1000, 41, 0)]),
        Some(at(2))
    );
    assert_eq!(first_at(vec![first.clone(), returned(1, 1, 4), leased(9, 1, 1000, 5, 0)]), Some(at(5)));
    let second = vec![leased(2, 2, 1000, 41, 0), returned(2, 2, 42), leased(9, 2, 1000, 43, 0)];
    assert_eq!(first_at([vec![first, expired(1, 1, 1000, 40)], second].concat()), Some(at(2)));
}

#[test]
fn nobody_asks_for_a_longer_pause_than_a_policy_may() {
    let Batch::Open(batch) = folded(held()) else { panic!("the batch is not open") };
    let held = batch.lease(lease(1)).unwrap();
    let retry_at = |after| held.retry_at(&batch.spec, "timed_out", at(10), 0.0, Some(after));
    assert_eq!(retry_at(TimeDelta::seconds(100)), Some(at(110)));
    assert_eq!(retry_at(TimeDelta::zero()), Some(at(11)));
    assert_eq!(retry_at(TimeDelta::MAX), Some(at(10 + 86_400)));
}
