//! Grants, leases and facts: what is handed out is not handed out twice, and comes back when nobody begins it.

use std::slice;

use commands::ports::dispatch::{Dispatch as _, Due, Fact, Lane};

use super::world::{World, at, batch, changed, job, leased, new_lease, of_batch, of_job, reported};

#[tokio::test]
async fn what_was_granted_and_not_begun_is_anothers_after_a_while() {
    let world = World::new().await;
    let job = job("acme", 0);
    world.given(0, &job, &[10]).await;
    world.take_one(1, &Lane::Jq).await.unwrap();
    assert_eq!(world.stands(2, of_job(&job)).await.in_flight, 10);

    assert_eq!(world.take_one(15_000, &Lane::Jq).await, None);
    assert_eq!(world.take_one(15_001, &Lane::Jq).await.unwrap().tasks, 10);
}

#[tokio::test]
async fn a_grant_is_over_as_soon_as_its_lease_is_seen_in_whichever_fact() {
    let world = World::new().await;
    let job = job("acme", 0);
    let mut batch = world.given(0, &job, &[30]).await.remove(0);
    let grant = world.take(1, &Lane::Jq, 1, 10).await.remove(0);
    let begun = leased(&mut batch, grant.lease, 10, 60_000);
    let ended = reported(&mut batch, grant.lease, 1_000);

    // It is not known yet whether the tasks that have ended are those of the grant.
    world.learn(2, [ended]).await;
    let standing = world.stands(3, of_job(&job)).await;
    assert_eq!((standing.waiting, standing.in_flight), (10, 10));
    world.learn(4, [begun]).await;
    let standing = world.stands(5, of_job(&job)).await;
    assert_eq!((standing.waiting, standing.in_flight), (20, 0));

    let grant = world.take(6, &Lane::Jq, 1, 10).await.remove(0);
    leased(&mut batch, grant.lease, 10, 60_000);
    reported(&mut batch, grant.lease, 1_000);
    batch.began = vec![grant.lease];
    world.learn(7, [Fact::Batch(batch)]).await;
    let standing = world.stands(8, of_job(&job)).await;
    assert_eq!((standing.waiting, standing.in_flight), (10, 0));
}

#[tokio::test]
async fn an_older_fact_changes_nothing() {
    let world = World::new().await;
    let mut job = job("acme", 0);
    let mut batch = world.given(0, &job, &[10]).await.remove(0);
    let (old_job, old_batch) = (Fact::Job(Box::new(job.clone())), Fact::Batch(batch.clone()));
    let lease = new_lease();
    let facts = [changed(&mut job, |job| job.paused = true), leased(&mut batch, lease, 10, 60_000)];
    world.learn(1, facts).await;
    let before = (world.stands(2, of_job(&job)).await, world.stands(2, of_batch(&batch)).await);

    world.learn(2, [old_batch.clone(), old_job.clone(), Fact::Batch(batch.clone())]).await;
    assert_eq!((world.stands(2, of_job(&job)).await, world.stands(2, of_batch(&batch)).await), before);

    let over = [reported(&mut batch, lease, 1_000), changed(&mut job, |job| job.over = true)];
    world.learn(3, over).await;
    world.learn(4, [old_batch, old_job]).await;
    assert_eq!(world.dispatch_standing(of_job(&job)).await, None);
    assert_eq!(world.dispatch_standing(of_batch(&batch)).await, None);
    assert_eq!(world.take_one(5, &Lane::Jq).await, None);
}

#[tokio::test]
async fn batches_may_be_known_before_their_job() {
    let world = World::new().await;
    let mut job = job("acme", 0);
    let (mut first, second) = (batch(&job, 0, 10), batch(&job, 1, 5));
    let lease = new_lease();
    world.learn(1, [leased(&mut first, lease, 4, 60_000), Fact::Batch(second)]).await;
    assert_eq!(world.take_one(2, &Lane::Jq).await, None);

    world.learn(3, [changed(&mut job, |_| {})]).await;

    let standing = world.stands(4, of_job(&job)).await;
    assert_eq!((standing.waiting, standing.in_flight), (11, 4));
    let granted = world.take(5, &Lane::Jq, 5, 100).await;
    assert_eq!(granted.iter().map(|grant| grant.tasks).collect::<Vec<_>>(), [6, 5]);
}

#[tokio::test]
async fn leases_and_deadlines_are_due_until_they_are_over() {
    let world = World::new().await;
    let mut job = job("acme", 0);
    job.deadline = Some(at(6_000));
    let mut batch = world.given(0, &job, &[10]).await.remove(0);
    let lease = new_lease();
    world.learn(1, [leased(&mut batch, lease, 10, 5_000)]).await;
    let due = async |ms| world.dispatch.due(at(ms), 10).await.unwrap();
    let of_lease = Due::Lease { tenant: job.tenant.clone(), batch: batch.batch, lease };
    let of_deadline = Due::Deadline { tenant: job.tenant.clone(), job: job.job };

    assert_eq!(due(4_999).await, []);
    assert_eq!(due(5_000).await, slice::from_ref(&of_lease));
    assert_eq!(due(6_999).await, slice::from_ref(&of_deadline));
    assert_eq!(due(7_000).await, [of_lease]);

    // The lease is held for longer, then it is over.
    batch.leases[0].until = at(20_000);
    batch.version += 1;
    world.learn(8_000, [Fact::Batch(batch.clone())]).await;
    assert_eq!(due(10_000).await, slice::from_ref(&of_deadline));
    world.learn(10_001, [reported(&mut batch, lease, 1_000)]).await;
    assert_eq!(due(20_000).await, [of_deadline]);
    world.learn(20_001, [changed(&mut job, |job| job.over = true)]).await;
    assert_eq!(due(90_000).await, []);
    assert_eq!(world.lasting_keys().await, [""; 0]);
}

#[tokio::test]
async fn a_job_that_is_over_takes_everything_of_it_along() {
    let world = World::new().await;
    let mut job = job("acme", 0);
    let mut batches = world.given(0, &job, &[10; 500]).await;
    for ms in 1..=10 {
        world.take(ms, &Lane::Jq, 20, 1_000).await;
    }
    world.learn(20, batches[300..].iter_mut().map(|batch| leased(batch, new_lease(), 3, 60_000))).await;

    world.learn(21, [changed(&mut job, |job| job.over = true)]).await;

    for ms in 22..30 {
        assert_eq!(world.take_one(ms, &Lane::Jq).await, None);
    }
    assert_eq!(world.lasting_keys().await, [""; 0]);
}
