//! How a job is submitted and planned, and how its batches end.

use super::*;

#[test]
fn a_job_over_a_dataset_waits_for_its_plan() {
    given(vec![]).when(submit(dataset(3))).then_expect_events(vec![submitted()]);
    assert_eq!(folded(vec![submitted()]).progress().unwrap().plan, None);
}

#[test]
fn a_job_of_few_items_is_planned_at_once() {
    let source = Source::Inline { items: 2 };
    let submitted = submitted_as(spec(source.clone()));
    given(vec![]).when(submit(source)).then_expect_events(vec![submitted.clone()]);
    let plan = Plan { batches: 1, tasks: 2 };
    assert_eq!(folded(vec![submitted.clone()]).progress().unwrap().plan, Some(plan));
    given(vec![submitted]).when(record(plan)).then_expect_events(vec![]);
}

#[test]
fn an_earlier_jobs_tasks_wait_for_their_plan() {
    let of = JobId(uuid::Uuid::from_u128(1));
    let redrive = Source::Redrive { of, failed: true, cancelled: true, items: 3 };
    let submitted = submitted_as(spec(redrive.clone()));
    given(vec![]).when(submit(redrive)).then_expect_events(vec![submitted.clone()]);
    given(vec![submitted]).when(record(PLAN)).then_expect_events(vec![planned()]);
    let nothing = Source::Redrive { of, failed: true, cancelled: false, items: 0 };
    given(vec![]).when(submit(nothing)).then_expect_error(JobError::NoItems);
}

#[test]
fn a_job_needs_items() {
    given(vec![]).when(submit(dataset(0))).then_expect_error(JobError::NoItems);
    given(vec![]).when(submit(Source::Inline { items: 0 })).then_expect_error(JobError::NoItems);
}

#[test]
fn nothing_can_be_asked_of_a_job_that_is_not_there() {
    for command in [record(PLAN), finish(0), complete(), stop(by_will()), JobCommand::Pause { at: AT }] {
        given(vec![]).when(command).then_expect_error(JobError::NotFound);
    }
}

#[test]
fn the_same_submission_changes_nothing_and_another_is_refused() {
    given(vec![submitted()]).when(submit(dataset(3))).then_expect_events(vec![]);
    given(vec![submitted()]).when(submit(dataset(4))).then_expect_error(JobError::AlreadySubmitted);
    let over = vec![submitted(), planned(), finished(0), finished(1), completed(1, 2)];
    given(over.clone()).when(submit(dataset(3))).then_expect_events(vec![]);
    given(over).when(submit(dataset(4))).then_expect_error(JobError::AlreadySubmitted);
}

#[test]
fn a_plan_is_recorded_once() {
    given(vec![submitted()]).when(record(PLAN)).then_expect_events(vec![planned()]);
    given(vec![submitted(), planned()]).when(record(PLAN)).then_expect_events(vec![]);
    let other = Plan { batches: 7, tasks: 9 };
    given(vec![submitted(), planned()]).when(record(other)).then_expect_events(vec![]);
}

#[test]
fn a_batch_may_end_before_the_plan_is_recorded() {
    given(vec![submitted()]).when(finish(1)).then_expect_events(vec![finished(1)]);
}

#[test]
fn a_plan_has_all_batches_that_have_ended() {
    let opened = submitted_as(spec(objects()));
    given(vec![opened, finished(0), finished(1)])
        .when(record(Plan { batches: 1, tasks: 2 }))
        .then_expect_events(vec![planned()]);
}

#[test]
fn a_batch_ends_once() {
    given(vec![submitted(), planned(), finished(1)]).when(finish(1)).then_expect_events(vec![]);
    let twice = JobCommand::FinishBatches { batches: vec![(1, batch(1)), (1, batch(1))], at: AT };
    given(vec![submitted(), planned()]).when(twice).then_expect_events(vec![finished(1)]);
}

#[test]
fn batches_that_end_together_are_told_together() {
    let all = JobCommand::FinishBatches { batches: vec![(1, batch(1)), (0, batch(0))], at: AT };
    given(vec![submitted(), planned()]).when(all.clone()).then_expect_events(vec![finished(1), finished(0)]);
    given(vec![submitted(), planned(), finished(1)]).when(all).then_expect_events(vec![finished(0)]);
}

#[test]
fn a_batch_beyond_the_plan_is_none_of_the_jobs() {
    let beyond = JobCommand::FinishBatches { batches: vec![(2, cancelled_batch(1))], at: AT };
    given(vec![submitted(), planned()]).when(beyond).then_expect_events(vec![]);
}

#[test]
fn items_that_cannot_be_read_end_a_job_of_which_nothing_runs() {
    let fail = JobCommand::Fail { reason: "gone".into(), opened: Plan { batches: 0, tasks: 0 }, at: AT };
    let over =
        JobEvent::JobFailed { reason: "gone".into(), counts: counts(0, 0, 3), manifest: None, failed_at: AT };
    given(vec![submitted()]).when(fail.clone()).then_expect_events(vec![over.clone()]);
    given(vec![submitted(), over]).when(fail.clone()).then_expect_events(vec![]);
    given(vec![submitted(), planned()]).when(fail).then_expect_events(vec![]);
}

#[test]
fn items_that_cannot_be_read_stop_a_job_that_runs() {
    let opened = Plan { batches: 1, tasks: 2 };
    let fail = JobCommand::Fail { reason: "gone".into(), opened, at: AT };
    let stop = vec![planned_as(opened), stopped(unreadable())];
    given(vec![submitted()]).when(fail.clone()).then_expect_events(stop.clone());
    given([vec![submitted()], stop].concat()).when(fail).then_expect_events(vec![]);
}

#[test]
fn a_job_is_not_given_up_at_once_of_which_a_batch_has_ended() {
    // The planner that began is gone, and the next one finds nothing to read.
    let fail = JobCommand::Fail { reason: "gone".into(), opened: Plan { batches: 0, tasks: 0 }, at: AT };
    let plan = Plan { batches: 1, tasks: 2 };
    given(vec![submitted(), finished(0)])
        .when(fail)
        .then_expect_events(vec![planned_as(plan), stopped(unreadable())]);
}

#[test]
fn the_manifest_lists_parts_in_item_order() {
    let mut job = folded(vec![submitted(), finished(1), finished(0)]);
    let id = JobId(uuid::Uuid::from_u128(1));
    assert_eq!(job.manifest_to_write(id), None);
    job.evolve(planned());
    let manifest = job.manifest_to_write(id).unwrap();
    let keys: Vec<_> = manifest.batches.iter().flatten().filter_map(|part| part.key.as_deref()).collect();
    assert_eq!(keys, ["part-0", "part-1"]);
    assert_eq!((manifest.tasks, manifest.succeeded, manifest.failed), (3, 1, 2));
}
