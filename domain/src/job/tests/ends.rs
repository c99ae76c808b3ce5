//! How a job ends.

use super::*;

#[test]
fn a_job_completes_when_its_last_batch_has_ended() {
    let almost = vec![submitted(), planned(), finished(1)];
    given(almost.clone()).when(complete()).then_expect_error(JobError::NotFinished);
    let all = [almost, vec![finished(0)]].concat();
    given(all.clone()).when(complete()).then_expect_events(vec![completed(1, 2)]);
    given([all, vec![completed(1, 2)]].concat()).when(complete()).then_expect_events(vec![]);
}

#[test]
fn a_job_completes_only_when_all_is_planned() {
    given(vec![submitted(), finished(0), finished(1)])
        .when(complete())
        .then_expect_error(JobError::NotFinished);
}

#[test]
fn a_job_without_items_completes() {
    let past = vec![submitted_as(spec(objects())), planned_as(Plan { batches: 0, tasks: 0 })];
    given(past).when(complete()).then_expect_events(vec![completed(0, 0)]);
}

/// A job that was stopped while its second batch waited.
fn stopped_in_time(cause: StopCause) -> Vec<JobEvent> {
    vec![submitted(), planned(), finished(0), stopped(cause), finished_as(1, cancelled_batch(1))]
}

#[test]
fn a_job_that_is_stopped_ends_by_its_cause() {
    let ends =
        |cause: StopCause, end| given(stopped_in_time(cause)).when(complete()).then_expect_events(vec![end]);
    let counts = counts(1, 1, 1);
    ends(by_will(), cancelled(counts));
    ends(by_deadline(), failed("it had not ended by its deadline, 1970-01-01 00:00:00 UTC", counts));
    ends(by_failures(1, 0), failed("1 of its tasks failed, where 0 were tolerated", counts));
    ends(unreadable(), failed("gone", counts));
}

/// A job that was stopped when all its tasks had ended.
fn stopped_too_late(cause: StopCause) -> Vec<JobEvent> {
    vec![submitted(), planned(), finished(0), stopped(cause), finished(1)]
}

#[test]
fn a_job_that_is_stopped_too_late_is_complete_unless_it_was_stopped_for_what_came_of_it() {
    let ends =
        |cause: StopCause, end| given(stopped_too_late(cause)).when(complete()).then_expect_events(vec![end]);
    ends(by_will(), completed(1, 2));
    ends(by_deadline(), completed(1, 2));
    ends(by_failures(2, 1), failed("2 of its tasks failed, where 1 were tolerated", counts(1, 2, 0)));
    ends(unreadable(), failed("gone", counts(1, 2, 0)));
}

#[test]
fn a_job_that_is_stopped_too_late_fails_where_it_would_have() {
    let intolerant = submitted_as(tolerant(dataset(3), Tolerance::Count(1)));
    let past = vec![intolerant, planned(), finished(0), stopped(by_will()), finished(1)];
    given(past)
        .when(complete())
        .then_expect_events(vec![failed("2 of its tasks failed, where 1 were tolerated", counts(1, 2, 0))]);
}

#[test]
fn what_was_never_planned_is_cancelled() {
    let past = vec![submitted(), stopped(by_will()), planned_as(Plan { batches: 1, tasks: 2 }), finished(0)];
    given(past).when(complete()).then_expect_events(vec![cancelled(counts(1, 1, 1))]);
    let past = vec![submitted(), stopped(by_will()), planned_as(Plan { batches: 0, tasks: 0 })];
    given(past).when(complete()).then_expect_events(vec![cancelled(counts(0, 0, 3))]);
}

#[test]
fn a_job_that_is_stopped_before_its_items_are_counted_is_never_complete() {
    let stopped = |cause| vec![submitted_as(spec(objects())), stopped(cause)];
    let nothing = vec![planned_as(Plan { batches: 0, tasks: 0 })];
    given([stopped(by_will()), nothing].concat())
        .when(complete())
        .then_expect_events(vec![cancelled(counts(0, 0, 0))]);
    let some = vec![planned_as(Plan { batches: 1, tasks: 2 }), finished(0)];
    given([stopped(by_deadline()), some].concat()).when(complete()).then_expect_events(vec![failed(
        "it had not ended by its deadline, 1970-01-01 00:00:00 UTC",
        counts(1, 1, 0),
    )]);
}

#[test]
fn what_batches_cancelled_is_counted_though_the_plan_knows_less() {
    let plan = planned_as(Plan { batches: 1, tasks: 0 });
    let past =
        vec![submitted_as(spec(objects())), stopped(by_will()), plan, finished_as(0, cancelled_batch(2))];
    given(past).when(complete()).then_expect_events(vec![cancelled(counts(0, 0, 2))]);
}

#[test]
fn late_news_of_a_job_that_is_over_changes_nothing() {
    let past = [stopped_in_time(by_will()), vec![cancelled(counts(1, 1, 1))]].concat();
    for command in [finish(1), record(PLAN), complete()] {
        given(past.clone()).when(command).then_expect_events(vec![]);
    }
}
