use chrono::TimeDelta;
use cqrs_es::test::TestFramework;
use uuid::Uuid;

use super::*;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
}

fn lease(n: u128) -> LeaseId {
    LeaseId(Uuid::from_u128(n))
}

fn opened() -> BatchEvent {
    BatchEvent::BatchOpened {
        spec: BatchSpec {
            first_task: 1000,
            tasks: 3,
            input: Input::Items(vec![]),
            processor: Processor::Jq { filter: ".".into() },
            limits: Limits::default(),
        },
        opened_at: at(0),
    }
}

fn leased(n: u128, attempt: u32, start: u64, second: i64, wait: u64) -> BatchEvent {
    BatchEvent::TasksLeased {
        lease: lease(n),
        worker: "w".into(),
        attempt,
        tasks: TaskSet::range(start, 1003),
        queue_wait_ms: wait,
        leased_at: at(second),
        until: at(second + 30),
    }
}

fn lease_tasks(n: u128, second: i64) -> BatchCommand {
    BatchCommand::LeaseTasks { lease: lease(n), worker: "w".into(), at: at(second), until: at(second + 30) }
}

fn part(start: u64, end: u64) -> Part {
    Part { tasks: TaskSet::range(start, end), bytes: 1, sha256: format!("{start}"), key: Some("k".into()) }
}

fn failure(task: u64) -> TaskFailure {
    TaskFailure::new(task, "filter_error", "no")
}

fn report(n: u128, start: u64, end: u64, failed: &[u64]) -> BatchCommand {
    BatchCommand::ReportTasks {
        lease: lease(n),
        part: part(start, end),
        lines: None,
        micros: vec![5; usize::try_from(end - start).unwrap()],
        failures: failed.iter().copied().map(failure).collect(),
        at: at(9),
    }
}

fn reported(n: u128, attempt: u32, start: u64, end: u64, failed: &[u64], wait: u64) -> BatchEvent {
    BatchEvent::TasksReported {
        lease: lease(n),
        worker: "w".into(),
        attempt,
        part: part(start, end),
        lines: None,
        micros: vec![5; usize::try_from(end - start).unwrap()],
        failures: failed.iter().copied().map(failure).collect(),
        lease_over: end == 1003,
        queue_wait_ms: wait,
        reported_at: at(9),
    }
}

fn expired(n: u128, start: u64, second: i64) -> BatchEvent {
    BatchEvent::LeaseExpired {
        lease: lease(n),
        worker: "w".into(),
        attempt: 1,
        tasks: TaskSet::range(start, 1003),
        queue_wait_ms: 2000,
        expired_at: at(second),
    }
}

fn given(events: Vec<BatchEvent>) -> cqrs_es::test::AggregateTestExecutor<Batch> {
    TestFramework::<Batch>::with(()).given(events)
}

#[test]
fn a_worker_takes_all_that_waits() {
    given(vec![opened()]).when(lease_tasks(1, 2)).then_expect_events(vec![leased(1, 1, 1000, 2, 2000)]);
}

#[test]
fn a_second_worker_finds_nothing() {
    given(vec![opened(), leased(1, 1, 1000, 2, 2000)]).when(lease_tasks(2, 3)).then_expect_events(vec![]);
}

#[test]
fn the_last_report_completes_the_batch() {
    let completed = BatchEvent::BatchCompleted {
        succeeded: 1,
        failed: 2,
        parts: vec![part(1000, 1002), part(1002, 1003)],
        completed_at: at(9),
    };
    given(vec![opened(), leased(1, 1, 1000, 2, 2000), reported(1, 1, 1000, 1002, &[1001], 2000)])
        .when(report(1, 1002, 1003, &[1002]))
        .then_expect_events(vec![reported(1, 1, 1002, 1003, &[1002], 2000), completed]);
}

#[test]
fn a_report_that_is_sent_again_changes_nothing() {
    let first = reported(1, 1, 1000, 1002, &[], 2000);
    given(vec![opened(), leased(1, 1, 1000, 2, 2000), first])
        .when(report(1, 1000, 1002, &[]))
        .then_expect_events(vec![]);
}

#[test]
fn an_expired_lease_hands_on_only_what_was_not_reported() {
    let past = || vec![opened(), leased(1, 1, 1000, 2, 2000), reported(1, 1, 1000, 1001, &[], 2000)];
    let expire = BatchCommand::ExpireLease { lease: lease(1), at: at(40) };
    given(past()).when(expire).then_expect_events(vec![expired(1, 1001, 40)]);
    let past = [past(), vec![expired(1, 1001, 40)]].concat();
    given(past).when(lease_tasks(2, 41)).then_expect_events(vec![leased(2, 2, 1001, 41, 1000)]);
}

#[test]
fn a_lease_is_not_taken_back_early() {
    given(vec![opened(), leased(1, 1, 1000, 2, 2000)])
        .when(BatchCommand::ExpireLease { lease: lease(1), at: at(31) })
        .then_expect_error(BatchError::LeaseRuns { until: at(32) });
}

#[test]
fn an_extended_lease_lives_longer() {
    let extended = BatchEvent::LeaseExtended { lease: lease(1), until: at(50) };
    given(vec![opened(), leased(1, 1, 1000, 2, 2000), extended])
        .when(BatchCommand::ExpireLease { lease: lease(1), at: at(40) })
        .then_expect_error(BatchError::LeaseRuns { until: at(50) });
}

#[test]
fn a_worker_that_lost_its_lease_cannot_report() {
    given(vec![opened(), leased(1, 1, 1000, 2, 2000), expired(1, 1000, 40)])
        .when(report(1, 1000, 1003, &[]))
        .then_expect_error(BatchError::LeaseOver);
}

#[test]
fn a_report_must_fit_its_lease() {
    let past = || given(vec![opened(), leased(1, 1, 1000, 2, 2000)]);
    let error = |what| BatchError::ReportMismatch(what);
    past()
        .when(report(1, 1000, 1004, &[]))
        .then_expect_error(error("it has tasks that the lease does not hold"));
    past()
        .when(report(1, 1000, 1001, &[1002]))
        .then_expect_error(error("its failures must be of its tasks, ascending"));
}

#[test]
fn nothing_can_be_leased_of_a_batch_that_is_not_open() {
    let fresh = TestFramework::<Batch>::with(()).given_no_previous_events();
    fresh.when(lease_tasks(1, 2)).then_expect_error(BatchError::NotOpened);
}
