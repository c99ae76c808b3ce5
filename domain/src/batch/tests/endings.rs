//! How a batch ends that does not end by itself: tasks that are lost, and jobs that are stopped.

use super::*;

/// A batch whose tasks were lost with so many workers; each held them for half a minute.
fn lost(times: u32) -> Vec<BatchEvent> {
    let mut past = vec![opened()];
    for n in 1..=times {
        let second = 40 * i64::from(n);
        past.push(leased(n.into(), n, 1000, second, 2000));
        past.push(expired(n.into(), n, 1000, second + 30));
    }
    past
}

#[test]
fn a_task_that_is_lost_nine_times_waits_again() {
    let past = [lost(8), vec![leased(9, 9, 1000, 360, 2000)]].concat();
    given(past).when(expire(9, 390)).then_expect_events(vec![expired(9, 9, 1000, 390)]);
}

/// What comes of the tenth time.
fn lost_too_often() -> Vec<BatchEvent> {
    let batch = folded([lost(9), vec![leased(10, 10, 1000, 400, 2000)]].concat());
    batch.decide(expire(10, 430)).unwrap()
}

#[test]
fn a_task_that_is_lost_ten_times_fails() {
    let [BatchEvent::TasksReported { attempt: 10, part: Some(part), lines: Some(lines), failures, .. }, end] =
        &lost_too_often()[..]
    else {
        panic!("the tasks did not fail");
    };
    assert_eq!((part.tasks.clone(), part.bytes), (TaskSet::range(1000, 1003), lines.len() as u64));
    let failed: Vec<_> = failures.iter().map(|failure| (failure.task, failure.class.as_str())).collect();
    assert_eq!(failed, [(1000, "lost"), (1001, "lost"), (1002, "lost")]);
    assert_eq!(lines.lines().count(), 3);
    let parts = vec![part.clone()];
    let completed_at = at(430);
    assert_eq!(
        *end,
        BatchEvent::BatchCompleted { succeeded: 0, failed: 3, cancelled: 0, parts, completed_at }
    );
}

#[test]
fn the_worker_that_was_lost_last_did_not_report() {
    let past = [lost(9), vec![leased(10, 10, 1000, 400, 2000)], lost_too_often()].concat();
    given(past.clone()).when(expire(10, 430)).then_expect_events(vec![]);
    given(past).when(report(10, ended(1000, 1003, &[]))).then_expect_error(BatchError::LeaseOver);
}

fn cancel() -> BatchCommand {
    BatchCommand::Cancel { at: at(9) }
}

fn cancelled(tasks: TaskSet) -> BatchEvent {
    BatchEvent::TasksCancelled { tasks, cancelled_at: at(9) }
}

#[test]
fn what_waits_is_cancelled() {
    let all = TaskSet::range(1000, 1003);
    given(vec![opened()]).when(cancel()).then_expect_events(vec![cancelled(all), completed(0, 0, 3, vec![])]);
}

#[test]
fn what_runs_and_what_is_to_be_tried_again_is_cancelled() {
    // Task 1000 has ended, 1001 waits to be tried again, and 1002 runs.
    let mixed = TasksReport { retries: vec![retry(1001, 10)], ..ended(1000, 1001, &[1000]) };
    let past = [held(), vec![reported(1, 1, mixed, false)]].concat();
    let end = completed(0, 1, 2, vec![part(1000, 1001)]);
    given(past).when(cancel()).then_expect_events(vec![cancelled(TaskSet::range(1001, 1003)), end]);
}

#[test]
fn after_a_batch_was_cancelled_nothing_more_happens_to_it() {
    let past = [held(), vec![cancelled(TaskSet::range(1000, 1003)), completed(0, 0, 3, vec![])]].concat();
    let over = || given(past.clone());
    over().when(cancel()).then_expect_events(vec![]);
    over().when(lease_tasks(2, 10)).then_expect_events(vec![]);
    over().when(expire(1, 90)).then_expect_events(vec![]);
    over().when(BatchCommand::ReturnTasks { lease: lease(1), at: at(10) }).then_expect_events(vec![]);
    over().when(report(1, ended(1000, 1003, &[]))).then_expect_error(BatchError::LeaseOver);
    let extend = BatchCommand::ExtendLease { lease: lease(1), until: at(90), progress: None };
    over().when(extend).then_expect_error(BatchError::LeaseOver);
}

#[test]
fn a_batch_that_has_ended_is_not_cancelled() {
    let end = completed(3, 0, 0, vec![part(1000, 1003)]);
    let past = [held(), vec![reported(1, 1, ended(1000, 1003, &[]), true), end]].concat();
    given(past).when(cancel()).then_expect_events(vec![]);
}

#[test]
fn a_batch_that_was_never_opened_is_not_cancelled() {
    let fresh = TestFramework::<Batch>::with(()).given_no_previous_events();
    fresh.when(cancel()).then_expect_error(BatchError::NotOpened);
}

#[test]
fn the_counts_outlive_the_batch() {
    let mixed = TasksReport { retries: vec![retry(1001, 10)], ..ended(1000, 1001, &[1000]) };
    let end = completed(0, 1, 2, vec![part(1000, 1001)]);
    let past = vec![reported(1, 1, mixed, false), cancelled(TaskSet::range(1001, 1003)), end];
    let Batch::Completed { counts, spent_micros, .. } = folded([held(), past].concat()) else {
        panic!("the batch is open");
    };
    assert_eq!((counts.succeeded, counts.failed, counts.cancelled), (0, 1, 2));
    assert_eq!(spent_micros, 12);
}
