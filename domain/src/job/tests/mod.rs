use cqrs_es::test::{AggregateTestExecutor, TestFramework};

use super::*;
use crate::tasks::TaskSet;

const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn spec(source: Source) -> JobSpec {
    JobSpec {
        name: None,
        source,
        processor: Processor::Jq { filter: ".".into() },
        limits: Limits::default(),
        batch_size: 2,
    }
}

fn dataset(items: u64) -> Source {
    Source::Object { dataset: None, key: "k".into(), format: Format::Csv, items, sha256: "aa".into() }
}

fn submitted() -> JobEvent {
    JobEvent::JobSubmitted { spec: spec(dataset(3)), submitted_at: AT }
}

fn planned() -> JobEvent {
    JobEvent::JobPlanned { plan: Plan { batches: 2, tasks: 3 }, planned_at: AT }
}

fn batch(number: u64) -> FinishedBatch {
    let tasks = TaskSet::range(number * 2, (number * 2 + 2).min(3));
    let succeeded = tasks.len() - 1;
    let part = Part { tasks, bytes: 1, sha256: "bb".into(), key: Some(format!("part-{number}")) };
    FinishedBatch { succeeded, failed: 1, parts: vec![part] }
}

fn finished(number: u64) -> JobEvent {
    JobEvent::JobBatchFinished { number, batch: batch(number), finished_at: AT }
}

fn manifest() -> ManifestRef {
    ManifestRef { key: Some("manifest".into()), bytes: 1, sha256: "cc".into() }
}

fn completed() -> JobEvent {
    JobEvent::JobCompleted { succeeded: 1, failed: 2, manifest: manifest(), completed_at: AT }
}

fn given(events: Vec<JobEvent>) -> AggregateTestExecutor<Job> {
    TestFramework::<Job>::with(()).given(events)
}

fn submit(source: Source) -> JobCommand {
    JobCommand::Submit { spec: spec(source), at: AT }
}

fn finish(number: u64) -> JobCommand {
    JobCommand::FinishBatch { number, batch: batch(number), at: AT }
}

fn complete() -> JobCommand {
    JobCommand::Complete { manifest: manifest(), at: AT }
}

#[test]
fn a_job_over_a_dataset_waits_for_its_plan() {
    given(vec![]).when(submit(dataset(3))).then_expect_events(vec![submitted()]);
}

#[test]
fn a_job_of_few_items_is_planned_at_once() {
    let source = Source::Inline { items: 2 };
    given(vec![]).when(submit(source.clone())).then_expect_events(vec![
        JobEvent::JobSubmitted { spec: spec(source), submitted_at: AT },
        JobEvent::JobPlanned { plan: Plan { batches: 1, tasks: 2 }, planned_at: AT },
    ]);
}

#[test]
fn a_job_needs_items() {
    given(vec![]).when(submit(dataset(0))).then_expect_error(JobError::NoItems);
}

#[test]
fn bounds_are_checked() {
    let mut wide = spec(dataset(3));
    wide.batch_size = 1_001;
    let submit = |spec| JobCommand::Submit { spec, at: AT };
    given(vec![]).when(submit(wide)).then_expect_error(JobError::BatchSize(1_001));
    let mut slow = spec(dataset(3));
    slow.limits.attempt_timeout_ms = 0;
    given(vec![]).when(submit(slow)).then_expect_error(JobError::AttemptTimeout(0));
}

#[test]
fn the_same_submission_changes_nothing_and_another_is_refused() {
    given(vec![submitted()]).when(submit(dataset(3))).then_expect_events(vec![]);
    given(vec![submitted()]).when(submit(dataset(4))).then_expect_error(JobError::AlreadySubmitted);
}

#[test]
fn a_plan_is_recorded_once() {
    let plan = Plan { batches: 2, tasks: 3 };
    given(vec![submitted(), planned()])
        .when(JobCommand::RecordPlan { plan, at: AT })
        .then_expect_events(vec![]);
}

#[test]
fn a_batch_may_end_before_the_plan_is_recorded() {
    given(vec![submitted()]).when(finish(1)).then_expect_events(vec![finished(1)]);
}

#[test]
fn a_batch_ends_once() {
    given(vec![submitted(), planned(), finished(1)]).when(finish(1)).then_expect_events(vec![]);
}

#[test]
fn a_job_completes_when_its_last_batch_has_ended() {
    let almost = vec![submitted(), planned(), finished(1)];
    given(almost.clone()).when(complete()).then_expect_error(JobError::NotFinished);
    let all = [almost, vec![finished(0)]].concat();
    given(all.clone()).when(complete()).then_expect_events(vec![completed()]);
    given([all, vec![completed()]].concat()).when(complete()).then_expect_events(vec![]);
}

#[test]
fn a_job_that_was_given_up_is_not_completed() {
    let failed = JobEvent::JobFailed { reason: "gone".into(), failed_at: AT };
    given(vec![submitted(), failed]).when(complete()).then_expect_error(JobError::Over);
}

#[test]
fn the_manifest_lists_parts_in_item_order() {
    let mut job = Job::default();
    for event in [submitted(), finished(1), finished(0)] {
        job.evolve(event);
    }
    let id = JobId(uuid::Uuid::from_u128(1));
    assert_eq!(job.manifest_to_write(id), None);
    job.evolve(planned());
    let manifest = job.manifest_to_write(id).unwrap();
    let keys: Vec<_> = manifest.batches.iter().flatten().filter_map(|part| part.key.as_deref()).collect();
    assert_eq!(keys, ["part-0", "part-1"]);
    assert_eq!((manifest.tasks, manifest.succeeded, manifest.failed), (3, 1, 2));
}
