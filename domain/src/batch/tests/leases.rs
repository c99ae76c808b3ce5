//! Who may run tasks, and until when.

use super::*;

#[test]
fn a_worker_takes_all_that_waits() {
    given(vec![opened()]).when(lease_tasks(1, 2)).then_expect_events(vec![leased(1, 1, 1000, 2, 2000)]);
}

#[test]
fn a_worker_takes_no_more_than_it_may() {
    let some = leased_set(1, 1, TaskSet::range(1000, 1002), 2, 2000);
    given(vec![opened()]).when(lease_up_to(1, 2, 2)).then_expect_events(vec![some.clone()]);
    given(vec![opened()]).when(lease_up_to(1, 2, 0)).then_expect_events(vec![]);
    given(vec![opened(), some]).when(lease_tasks(2, 2)).then_expect_events(vec![leased(2, 1, 1002, 2, 2000)]);
}

#[test]
fn a_second_worker_finds_nothing() {
    given(held()).when(lease_tasks(2, 3)).then_expect_events(vec![]);
}

#[test]
fn a_lease_begins_once() {
    let some = leased_set(1, 1, TaskSet::range(1000, 1002), 2, 2000);
    given(vec![opened(), some]).when(lease_tasks(1, 2)).then_expect_events(vec![]);
}

#[test]
fn a_lease_that_is_over_does_not_come_back() {
    let past = |end| [held(), vec![end]].concat();
    given(past(expired(1, 1, 1000, 40))).when(lease_tasks(1, 2)).then_expect_events(vec![]);
    given(past(returned(1, 1, 3))).when(lease_tasks(1, 2)).then_expect_events(vec![]);
}

#[test]
fn an_expired_lease_hands_on_only_what_was_not_reported() {
    let past = [held(), vec![reported(1, 1, ended(1000, 1001, &[]), false)]].concat();
    given(past.clone()).when(expire(1, 40)).then_expect_events(vec![expired(1, 1, 1001, 40)]);
    let past = [past, vec![expired(1, 1, 1001, 40)]].concat();
    given(past).when(lease_tasks(2, 41)).then_expect_events(vec![leased(2, 2, 1001, 41, 1000)]);
}

#[test]
fn a_lease_is_not_taken_back_early() {
    given(held()).when(expire(1, 31)).then_expect_error(BatchError::LeaseRuns { until: at(32) });
}

#[test]
fn a_lease_ends_at_its_very_end_and_once() {
    given(held()).when(expire(1, 32)).then_expect_events(vec![expired(1, 1, 1000, 32)]);
    let past = [held(), vec![expired(1, 1, 1000, 32)]].concat();
    given(past).when(expire(1, 33)).then_expect_events(vec![]);
}

#[test]
fn an_extended_lease_lives_longer() {
    let extended = BatchEvent::LeaseExtended { lease: lease(1), until: at(50), progress: None };
    let past = [held(), vec![extended]].concat();
    given(past).when(expire(1, 40)).then_expect_error(BatchError::LeaseRuns { until: at(50) });
}

#[test]
fn how_far_a_worker_has_come_is_told_also_when_its_lease_lasts_already() {
    let progress = Some(LeaseProgress { fraction: Some(0.5), text: None });
    let extend = BatchCommand::ExtendLease { lease: lease(1), until: at(10), progress: progress.clone() };
    let told = BatchEvent::LeaseExtended { lease: lease(1), until: at(32), progress };
    given(held()).when(extend).then_expect_events(vec![told]);
}

#[test]
fn a_lease_is_extended_and_never_shortened() {
    let extend = |second| BatchCommand::ExtendLease { lease: lease(1), until: at(second), progress: None };
    let extended = BatchEvent::LeaseExtended { lease: lease(1), until: at(50), progress: None };
    given(held()).when(extend(50)).then_expect_events(vec![extended.clone()]);
    let past = [held(), vec![extended]].concat();
    given(past.clone()).when(extend(50)).then_expect_events(vec![]);
    given(past).when(extend(40)).then_expect_events(vec![]);
    let past = [held(), vec![expired(1, 1, 1000, 40)]].concat();
    given(past).when(extend(90)).then_expect_error(BatchError::LeaseOver);
}

#[test]
fn a_returned_lease_does_not_count_as_an_attempt() {
    let give_back = BatchCommand::ReturnTasks { lease: lease(1), at: at(3) };
    given(held()).when(give_back.clone()).then_expect_events(vec![returned(1, 1, 3)]);
    let past = [held(), vec![returned(1, 1, 3)]].concat();
    given(past.clone()).when(give_back).then_expect_events(vec![]);
    given(past).when(lease_tasks(2, 4)).then_expect_events(vec![leased(2, 1, 1000, 4, 1000)]);
}

#[test]
fn a_returned_lease_is_no_lost_one() {
    let Batch::Open(batch) = folded([held(), vec![returned(1, 1, 3)]].concat()) else {
        panic!("the batch is not open");
    };
    assert_eq!(batch.waiting.iter().map(|waiting| waiting.tries).collect::<Vec<_>>(), [Tries::default()]);
}

#[test]
fn tasks_of_one_lease_were_tried_as_often() {
    let first = leased_set(1, 1, TaskSet::range(1000, 1001), 2, 2000);
    let lost = BatchEvent::LeaseExpired {
        lease: lease(1),
        worker: "w".into(),
        attempt: 1,
        tasks: TaskSet::range(1000, 1001),
        queue_wait_ms: 2000,
        reason: Some(WaitReason::Turn),
        processor: Some(ProcessorKind::Jq),
        queue: None,
        expired_at: at(40),
    };
    let past = vec![opened(), first, lost];
    let (fresh, again) = (leased(2, 1, 1001, 41, 41_000), TaskSet::range(1000, 1001));
    given(past.clone()).when(lease_tasks(2, 41)).then_expect_events(vec![fresh.clone()]);
    given([past, vec![fresh]].concat())
        .when(lease_tasks(3, 41))
        .then_expect_events(vec![leased_set(3, 2, again, 41, 1000)]);
}

#[test]
fn nothing_can_be_leased_of_a_batch_that_is_not_open() {
    let fresh = TestFramework::<Batch>::with(()).given_no_previous_events();
    fresh.when(lease_tasks(1, 2)).then_expect_error(BatchError::NotOpened);
}

#[test]
fn a_batch_is_opened_once() {
    let open = BatchCommand::Open { spec: spec(), at: at(0) };
    given(vec![]).when(open.clone()).then_expect_events(vec![opened()]);
    given(vec![opened()]).when(open).then_expect_events(vec![]);
}

#[test]
fn only_so_many_leases_are_remembered() {
    let mut events = vec![opened()];
    for n in 1..=1_500 {
        events.extend([leased(n, 1, 1000, 2, 2000), returned(n, 1, 3)]);
    }
    let batch = folded(events);
    assert!(batch.reported(lease(1)).is_none());
    assert!(batch.reported(lease(1_500)).is_some());
    let Batch::Open(batch) = batch else { panic!("the batch is not open") };
    assert_eq!(batch.reported.len(), 1_000);
}
