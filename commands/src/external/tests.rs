//! What a worker says fits the rules of its batch, or it is told what is wrong before they are asked.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::batch::{Batch, BatchCommand, BatchSpec, Input, TasksReport};
use domain::options::RetryPolicy;
use domain::processor::{Limits, Processor};
use domain::results::TaskRetry;
use domain::{LeaseId, Root};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

use super::outcomes::{TaskOutcome, gather};
use super::*;

const LEASE: LeaseId = LeaseId(Uuid::from_u128(1));

fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
}

fn spec(retry: RetryPolicy, task_timeout_ms: Option<u64>) -> BatchSpec {
    BatchSpec {
        first_task: 0,
        tasks: 4,
        input: Input::Items(vec![]),
        pick: None,
        processor: Processor::External { queue: "letters".parse().unwrap() },
        limits: Limits { task_timeout_ms, ..Limits::default() },
        retry,
        name: None,
        tags: BTreeSet::new(),
        only: false,
    }
}

/// A batch all of whose tasks are held by the lease.
fn leased(spec: BatchSpec) -> Batch {
    let mut batch = Batch::default();
    execute(&mut batch, BatchCommand::Open { spec, at: at(0) });
    let (worker, until) = ("w".to_owned(), at(30));
    let lease = BatchCommand::LeaseTasks { lease: LEASE, worker, max: 4, reason: None, at: at(0), until };
    execute(&mut batch, lease);
    batch
}

fn execute(batch: &mut Batch, command: BatchCommand) {
    for event in Root::decide(batch, command).unwrap() {
        cqrs_es::Aggregate::apply(batch, event);
    }
}

fn gathered(batch: &Batch, outcomes: Vec<TaskOutcome>, second: i64) -> Result<TasksReport, ExternalError> {
    let Batch::Open(open) = batch else { panic!("the batch is not open") };
    gather(&open.spec, open.lease(LEASE).unwrap(), outcomes, at(second)).map(|(report, _)| report)
}

fn outcome(task: u64, class: Option<&str>) -> TaskOutcome {
    let result = match class {
        None => Ok(vec!["1".to_owned()]),
        Some(class) => Err((class.to_owned(), "no".to_owned())),
    };
    TaskOutcome { task, micros: 5, result, retry_after: None }
}

fn patient() -> RetryPolicy {
    RetryPolicy { max_attempts: 3, jitter_percent: 0, ..RetryPolicy::default() }
}

#[test]
fn outcomes_are_put_in_order() {
    let batch = leased(spec(patient(), None));
    let outcomes = vec![outcome(3, None), outcome(0, Some("odd")), outcome(2, Some("timed_out"))];
    let report = gathered(&batch, outcomes, 1).unwrap();
    assert_eq!(report.part.unwrap().tasks, [0, 3].into_iter().collect());
    assert_eq!(report.failures.iter().map(|failure| failure.task).collect::<Vec<_>>(), [0]);
    let TaskRetry { task, not_before, .. } = &report.retries[0];
    assert_eq!((*task, *not_before), (2, at(2)));
}

#[test]
fn a_worker_may_ask_for_a_longer_pause_and_not_for_a_shorter_one() {
    let batch = leased(spec(patient(), None));
    let after = |seconds| {
        let retry_after = Some(Duration::from_secs(seconds));
        let outcomes = vec![TaskOutcome { retry_after, ..outcome(0, Some("timed_out")) }];
        gathered(&batch, outcomes, 1).unwrap().retries[0].not_before
    };
    assert_eq!((after(0), after(9), after(u64::MAX)), (at(2), at(10), at(2)));
}

#[test]
fn a_report_that_is_wrong_says_which_task() {
    let batch = leased(spec(patient(), None));
    let wrong = |outcomes| gathered(&batch, outcomes, 1).unwrap_err().to_string();
    assert_eq!(wrong(vec![outcome(7, None)]), "task 7 is not held by this lease");
    assert_eq!(wrong(vec![outcome(1, None), outcome(1, None)]), "task 1 is reported twice");
}

fn outcomes() -> impl Strategy<Value = Vec<TaskOutcome>> {
    let class = prop_oneof![
        1 => Just(None),
        1 => Just(Some("timed_out")),
        1 => Just(Some("task_timed_out")),
        1 => Just(Some("odd")),
        1 => Just(Some("lost")),
    ];
    let pause = proptest::option::of(0..100_000_u64);
    let outcome = (0..6_u64, class, pause, any::<u32>()).prop_map(|(task, class, pause, micros)| {
        TaskOutcome { retry_after: pause.map(Duration::from_millis), micros, ..outcome(task, class) }
    });
    vec(outcome, 1..6)
}

proptest! {
    /// Whatever workers say, and whenever: what is gathered from it fits.
    #[test]
    fn what_is_gathered_is_never_refused(
        (max_attempts, classes) in (1..4_u32, proptest::option::of(Just(BTreeSet::from(["odd".to_owned()])))),
        limit in proptest::option::of(1..40_000_u64),
        reports in vec((outcomes(), 0..60_i64), 1..4),
    ) {
        let mut batch = leased(spec(RetryPolicy { max_attempts, classes, ..patient() }, limit));
        for (outcomes, second) in reports {
            if !matches!(&batch, Batch::Open(open) if open.lease(LEASE).is_some()) {
                return Ok(());
            }
            if let Ok(report) = gathered(&batch, outcomes, second) {
                let command = BatchCommand::ReportTasks { lease: LEASE, report, at: at(second) };
                let decided = Root::decide(&batch, command.clone());
                prop_assert!(decided.is_ok(), "{:?}", decided);
                execute(&mut batch, command);
            }
        }
    }
}
