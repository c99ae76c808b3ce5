//! What workers say of attempts.

use super::*;

fn refused(what: &'static str) -> BatchError {
    BatchError::ReportMismatch(what)
}

#[test]
fn the_last_report_completes_the_batch() {
    let past = [held(), vec![reported(1, 1, ended(1000, 1002, &[1001]), false)]].concat();
    let last = ended(1002, 1003, &[1002]);
    let completed = completed(1, 2, 0, vec![part(1000, 1002), part(1002, 1003)]);
    given(past).when(report(1, last.clone())).then_expect_events(vec![reported(1, 1, last, true), completed]);
}

#[test]
fn parts_are_kept_in_the_order_of_tasks() {
    let past = [held(), vec![reported(1, 1, ended(1002, 1003, &[]), false)]].concat();
    let last = ended(1000, 1002, &[]);
    let completed = completed(3, 0, 0, vec![part(1000, 1002), part(1002, 1003)]);
    given(past).when(report(1, last.clone())).then_expect_events(vec![reported(1, 1, last, true), completed]);
}

#[test]
fn a_report_that_is_sent_again_changes_nothing() {
    let first = ended(1000, 1002, &[]);
    let past = [held(), vec![reported(1, 1, first.clone(), false)]].concat();
    given(past).when(report(1, first)).then_expect_events(vec![]);
}

#[test]
fn what_was_reported_first_counts() {
    let past = [held(), vec![reported(1, 1, ended(1000, 1002, &[]), false)]].concat();
    given(past).when(report(1, ended(1000, 1002, &[1000]))).then_expect_events(vec![]);
}

#[test]
fn the_last_report_that_is_sent_again_changes_nothing() {
    let last = ended(1000, 1003, &[]);
    let end = completed(3, 0, 0, vec![part(1000, 1003)]);
    let past = [held(), vec![reported(1, 1, last.clone(), true), end]].concat();
    given(past.clone()).when(report(1, last.clone())).then_expect_events(vec![]);
    given(past).when(report(2, last)).then_expect_error(BatchError::LeaseOver);
}

#[test]
fn a_report_without_results_that_is_sent_again_changes_nothing() {
    let first = to_retry((1000..1003).map(|task| retry(task, 10)).collect());
    let past = [held(), vec![reported(1, 1, first.clone(), true)]].concat();
    given(past.clone()).when(report(1, first.clone())).then_expect_events(vec![]);
    let past = [past, vec![leased(2, 2, 1000, 11, 1000)]].concat();
    given(past).when(report(1, first)).then_expect_events(vec![]);
}

#[test]
fn a_worker_that_lost_its_lease_cannot_report() {
    let past = [held(), vec![expired(1, 1, 1000, 40)]].concat();
    given(past.clone()).when(report(1, ended(1000, 1003, &[]))).then_expect_error(BatchError::LeaseOver);
    // Nor what it lost last, beside what it had reported.
    let past = [past, vec![leased(2, 2, 1000, 41, 1000)]].concat();
    given(past).when(report(1, ended(1000, 1003, &[]))).then_expect_error(BatchError::LeaseOver);
}

#[test]
fn what_another_lease_reported_is_not_its_own() {
    let past = vec![
        expired(1, 1, 1000, 40),
        leased(2, 2, 1000, 41, 1000),
        reported(2, 2, ended(1000, 1001, &[]), false),
    ];
    given([held(), past].concat())
        .when(report(1, ended(1000, 1001, &[])))
        .then_expect_error(BatchError::LeaseOver);
}

#[test]
fn a_late_report_is_remembered_once() {
    let late = BatchCommand::RefuseReport { lease: lease(1), worker: "w".into(), tasks: 3, at: at(45) };
    let event =
        BatchEvent::LateReportRefused { lease: lease(1), worker: "w".into(), tasks: 3, refused_at: at(45) };
    let past = [held(), vec![expired(1, 1, 1000, 40)]].concat();
    given(past.clone()).when(late.clone()).then_expect_events(vec![event.clone()]);
    given([past, vec![event]].concat()).when(late).then_expect_events(vec![]);
}

#[test]
fn a_late_report_is_remembered_when_all_is_over() {
    let late = BatchCommand::RefuseReport { lease: lease(7), worker: "w".into(), tasks: 3, at: at(45) };
    let event =
        BatchEvent::LateReportRefused { lease: lease(7), worker: "w".into(), tasks: 3, refused_at: at(45) };
    let end = completed(3, 0, 0, vec![part(1000, 1003)]);
    let past = [held(), vec![reported(1, 1, ended(1000, 1003, &[]), true), end]].concat();
    given(past.clone()).when(late.clone()).then_expect_events(vec![event.clone()]);
    given([past, vec![event]].concat()).when(late).then_expect_events(vec![]);
}

#[test]
fn no_more_than_a_hundred_late_reports_are_remembered() {
    let late = |n| BatchEvent::LateReportRefused {
        lease: lease(n),
        worker: "w".into(),
        tasks: 1,
        refused_at: at(45),
    };
    let past = [held(), (100..200).map(late).collect()].concat();
    let one_more = BatchCommand::RefuseReport { lease: lease(7), worker: "w".into(), tasks: 3, at: at(45) };
    given(past).when(one_more).then_expect_events(vec![]);
}

#[test]
fn a_report_must_fit_its_lease() {
    given(held())
        .when(report(1, ended(1000, 1004, &[])))
        .then_expect_error(refused("it has tasks that the lease does not hold"));
    given(held())
        .when(report(1, to_retry(vec![retry(999, 10)])))
        .then_expect_error(refused("it has tasks that the lease does not hold"));
    given(held()).when(report(1, TasksReport::default())).then_expect_error(refused("it has no task"));
}

#[test]
fn a_report_needs_a_duration_a_task() {
    let short = TasksReport { micros: vec![5], ..ended(1000, 1002, &[]) };
    given(held()).when(report(1, short)).then_expect_error(refused("it needs one duration a task"));
}

#[test]
fn a_report_must_agree_with_itself() {
    let wrong = refused("its failures must be of its tasks, ascending");
    given(held()).when(report(1, ended(1000, 1001, &[1002]))).then_expect_error(wrong.clone());
    given(held()).when(report(1, ended(1000, 1002, &[1001, 1000]))).then_expect_error(wrong.clone());
    given(held()).when(report(1, ended(1000, 1002, &[1001, 1001]))).then_expect_error(wrong);
    let wrong = refused("its retries must be of other tasks than its results, ascending");
    let both = TasksReport { retries: vec![retry(1000, 10)], ..ended(1000, 1001, &[]) };
    given(held()).when(report(1, both)).then_expect_error(wrong.clone());
    let twice = to_retry(vec![retry(1000, 10), retry(1000, 10)]);
    given(held()).when(report(1, twice)).then_expect_error(wrong);
}

#[test]
fn bytes_that_nobody_says_are_those_of_the_items_that_the_batch_has() {
    let items = ["1", "\"two\"", "333"].map(|item| RawJson::parse(item.to_owned()).unwrap());
    let queue: QueueName = "letters".parse().unwrap();
    let processor = Processor::External { queue: queue.clone() };
    let spec = BatchSpec { input: Input::Items(items.into()), processor, ..spec() };
    let unsaid = TasksReport { bytes_in: None, retries: vec![retry(1002, 10)], ..ended(1000, 1002, &[]) };
    let BatchEvent::TasksReported { processor, queue: told, bytes_in, .. } = only_event(spec, unsaid) else {
        panic!("it was not reported");
    };
    assert_eq!(bytes_in, Some(Sizes::Each(vec![1, 5, 3])));
    assert_eq!((processor, told), (Some(ProcessorKind::External), Some(queue)));
}

#[test]
fn bytes_that_nobody_says_are_a_share_of_the_range() {
    let range =
        Input::Object { key: "k".into(), format: Format::Ndjson, offset: 5, length: 100, header: None };
    let unsaid = TasksReport { bytes_in: None, ..ended(1000, 1002, &[]) };
    let BatchEvent::TasksReported { bytes_in, .. } = only_event(BatchSpec { input: range, ..spec() }, unsaid)
    else {
        panic!("it was not reported");
    };
    assert_eq!(bytes_in, Some(Sizes::Total(66)));
}

#[test]
fn a_report_has_a_size_for_each_task_or_one_for_all() {
    let short = TasksReport { bytes_in: Some(Sizes::Each(vec![1])), ..ended(1000, 1002, &[]) };
    given(held()).when(report(1, short)).then_expect_error(refused("it needs one size a task"));
}

/// What a report of a batch whose tasks are all leased becomes.
fn only_event(spec: BatchSpec, said: TasksReport) -> BatchEvent {
    let batch = folded(vec![opened_with(spec), leased(1, 1, 1000, 2, 2000)]);
    batch.decide(report(1, said)).unwrap().remove(0)
}
