//! How a job is held, slowed and stopped.

use super::*;
use crate::options::Rate;

#[test]
fn a_job_is_paused_and_goes_on() {
    let (pause, resume) = (JobCommand::Pause { at: AT }, JobCommand::Resume { at: AT });
    let (paused, resumed) = (JobEvent::JobPaused { paused_at: AT }, JobEvent::JobResumed { resumed_at: AT });
    given(vec![submitted()]).when(pause.clone()).then_expect_events(vec![paused.clone()]);
    given(vec![submitted(), paused.clone()]).when(pause).then_expect_events(vec![]);
    given(vec![submitted(), paused.clone()]).when(resume.clone()).then_expect_events(vec![resumed.clone()]);
    given(vec![submitted()]).when(resume.clone()).then_expect_events(vec![]);
    given(vec![submitted(), paused, resumed]).when(resume).then_expect_events(vec![]);
}

#[test]
fn a_paused_job_is_stopped_and_ends_as_any_other() {
    let paused = JobEvent::JobPaused { paused_at: AT };
    given(vec![submitted(), planned(), paused.clone()])
        .when(stop(by_will()))
        .then_expect_events(vec![stopped(by_will())]);
    given(vec![submitted(), planned(), paused, finished(0), finished(1)])
        .when(complete())
        .then_expect_events(vec![completed(1, 2)]);
}

fn slow() -> Throttle {
    let rate = Rate { per_second: 0.5, burst: 1, key: None };
    Throttle { max_concurrency: Some(1), rate: Some(rate) }
}

#[test]
fn a_jobs_speed_is_changed_and_given_free_again() {
    let change = |throttle| JobCommand::ChangeThrottle { throttle, at: AT };
    let changed = |throttle| JobEvent::JobThrottleChanged { throttle, changed_at: AT };
    given(vec![submitted()]).when(change(slow())).then_expect_events(vec![changed(slow())]);
    let slowed = vec![submitted(), changed(slow())];
    given(slowed.clone()).when(change(slow())).then_expect_events(vec![]);
    given(slowed).when(change(Throttle::default())).then_expect_events(vec![changed(Throttle::default())]);
}

#[test]
fn a_job_cannot_be_slowed_to_nothing() {
    let nothing = Throttle { max_concurrency: Some(0), rate: None };
    given(vec![submitted()])
        .when(JobCommand::ChangeThrottle { throttle: nothing, at: AT })
        .then_expect_error(JobError::Option {
            field: "max_concurrency",
            wrong: "is 0: give at least 1, or pause the job".into(),
        });
}

#[test]
fn a_job_that_is_being_stopped_is_neither_held_nor_slowed() {
    for past in [vec![submitted(), stopped(by_deadline())], cancelled_job()] {
        let change = JobCommand::ChangeThrottle { throttle: slow(), at: AT };
        for command in [JobCommand::Pause { at: AT }, JobCommand::Resume { at: AT }, change] {
            given(past.clone()).when(command).then_expect_error(JobError::Over);
        }
    }
}

fn cancelled_job() -> Vec<JobEvent> {
    vec![
        submitted(),
        planned(),
        stopped(by_will()),
        finished(0),
        finished_as(1, cancelled_batch(1)),
        cancelled(counts(1, 1, 1)),
    ]
}

#[test]
fn every_cause_stops_a_job_also_while_it_is_planned() {
    for cause in [by_will(), by_deadline(), by_failures(2, 1), unreadable()] {
        given(vec![submitted()]).when(stop(cause.clone())).then_expect_events(vec![stopped(cause.clone())]);
        given(vec![submitted(), planned()])
            .when(stop(cause.clone()))
            .then_expect_events(vec![stopped(cause)]);
    }
}

#[test]
fn the_first_cause_counts() {
    for first in [by_will(), by_deadline(), by_failures(2, 1), unreadable()] {
        for second in [by_deadline(), by_failures(2, 1), unreadable()] {
            given(vec![submitted(), stopped(first.clone())]).when(stop(second)).then_expect_events(vec![]);
        }
    }
    given(vec![submitted(), stopped(by_will())]).when(stop(by_will())).then_expect_events(vec![]);
    // Its tenant is told that the job will end otherwise.
    given(vec![submitted(), stopped(by_deadline())]).when(stop(by_will())).then_expect_error(JobError::Over);
}

#[test]
fn a_job_that_is_over_is_not_stopped() {
    given(cancelled_job()).when(stop(by_will())).then_expect_events(vec![]);
    given(cancelled_job()).when(stop(by_deadline())).then_expect_events(vec![]);
    let over = vec![submitted(), planned(), finished(0), finished(1), completed(1, 2)];
    given(over.clone()).when(stop(by_deadline())).then_expect_events(vec![]);
    given(over).when(stop(by_will())).then_expect_error(JobError::Over);
}

#[test]
fn a_job_bears_so_many_failures_and_no_more() {
    let past = vec![submitted_as(tolerant(dataset(3), Tolerance::Count(1))), planned()];
    given(past.clone()).when(finish(0)).then_expect_events(vec![finished(0)]);
    given([past, vec![finished(0)]].concat())
        .when(finish(1))
        .then_expect_events(vec![finished(1), stopped(by_failures(2, 1))]);
}

#[test]
fn a_job_bears_a_share_of_failures_and_no_more() {
    // A third of three tasks is less than one.
    let past = vec![submitted_as(tolerant(dataset(3), Tolerance::Percent(33))), planned()];
    given(past).when(finish(0)).then_expect_events(vec![finished(0), stopped(by_failures(1, 0))]);
    let past = vec![submitted_as(tolerant(dataset(3), Tolerance::Percent(34))), planned()];
    given(past).when(finish(0)).then_expect_events(vec![finished(0)]);
}

#[test]
fn a_number_of_failures_counts_before_the_tasks_are_counted() {
    let past = vec![submitted_as(tolerant(objects(), Tolerance::Count(0)))];
    given(past).when(finish(0)).then_expect_events(vec![finished(0), stopped(by_failures(1, 0))]);
}

#[test]
fn a_share_of_failures_counts_when_the_tasks_are_counted() {
    let past = vec![submitted_as(tolerant(objects(), Tolerance::Percent(50)))];
    given(past.clone()).when(finish(0)).then_expect_events(vec![finished(0)]);
    given([past, vec![finished(0), finished(1)]].concat())
        .when(record(PLAN))
        .then_expect_events(vec![planned(), stopped(by_failures(2, 1))]);
}

#[test]
fn failures_do_not_stop_a_job_that_is_being_stopped() {
    let past = vec![submitted_as(tolerant(dataset(3), Tolerance::Count(0))), planned(), stopped(by_will())];
    given(past).when(finish(0)).then_expect_events(vec![finished(0)]);
}
