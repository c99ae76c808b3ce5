//! What holds many jobs up at once: a tenant's limit, and those of its queues.

use commands::ports::dispatch::{Fact, JobFacts, Lane, Subject};
use domain::waiting::WaitReason;
use infra::redis::TenantLimits;

use super::world::{World, at, at_a_time, job, leased, of_job, queue, queue_facts, rate, reported, tenant};

fn letters(ms: i64) -> JobFacts {
    let mut job = job("acme", ms);
    job.lane = queue("acme", "letters");
    job
}

fn of_queue() -> Subject {
    Subject::Queue(tenant("acme"), "letters".parse().unwrap())
}

#[tokio::test]
async fn a_tenant_has_no_more_in_flight_than_it_may_in_all_lanes_together() {
    let limits = TenantLimits { max_in_flight: 15, ..TenantLimits::default() };
    let world = World::limited([("acme", limits)]).await;
    let (filters, letters) = (job("acme", 0), letters(0));
    let mut batch = world.given(0, &filters, &[10, 10]).await.remove(0);
    world.given(0, &letters, &[10]).await;
    world.given(0, &job("other", 0), &[10]).await;

    let granted = world.take(1, &Lane::Jq, 10, 1_000).await;
    assert_eq!(granted.iter().map(|grant| grant.tasks).sum::<u64>(), 15 + 10);
    assert!(world.take(2, &letters.lane, 10, 1_000).await.is_empty());
    for job in [&filters, &letters] {
        let why = world.stands(3, of_job(job)).await.why.unwrap();
        assert_eq!((why.reason, why.in_use, why.limit), (WaitReason::TenantLimit, Some(15), Some(15)));
    }

    let first = granted.iter().find(|grant| grant.batch == batch.batch).unwrap();
    world.learn(9_000, [leased(&mut batch, first.lease, 10, 60_000)]).await;
    world.learn(9_000, [reported(&mut batch, first.lease, 1_000)]).await;
    let granted = world.take(9_001, &letters.lane, 10, 1_000).await;
    assert_eq!(granted.iter().map(|grant| grant.tasks).collect::<Vec<_>>(), [10]);
    assert_eq!(granted[0].reason, Some(WaitReason::TenantLimit));
}

#[tokio::test]
async fn a_queue_hands_out_nothing_while_it_is_paused() {
    let world = World::new().await;
    let job = letters(0);
    world.given(0, &job, &[10]).await;
    let mut facts = queue_facts("acme", "letters", 1, Default::default());
    facts.paused = true;
    world.learn(1, [Fact::Queue(facts.clone())]).await;

    assert_eq!(world.take_one(2, &job.lane).await, None);
    assert_eq!(world.why(2, &job).await, Some(WaitReason::QueuePaused));
    let standing = world.stands(2, of_queue()).await;
    assert_eq!((standing.waiting, standing.oldest, standing.workers), (10, Some(at(0)), 1));
    assert_eq!(standing.why.unwrap().reason, WaitReason::QueuePaused);

    (facts.paused, facts.version) = (false, 2);
    world.learn(9_000, [Fact::Queue(facts)]).await;
    let grant = world.take_one(9_001, &job.lane).await.unwrap();
    assert_eq!((grant.tasks, grant.reason), (10, Some(WaitReason::QueuePaused)));
    let standing = world.stands(9_002, of_queue()).await;
    assert_eq!((standing.waiting, standing.in_flight, standing.why), (0, 10, None));
}

#[tokio::test]
async fn a_queue_has_a_limit_and_a_rate_of_its_own() {
    let world = World::new().await;
    let (first, second) = (letters(0), letters(1));
    let mut batch = world.given(1, &first, &[10]).await.remove(0);
    world.given(1, &second, &[10]).await;
    world.learn(1, [Fact::Queue(queue_facts("acme", "letters", 1, at_a_time(12)))]).await;

    let granted = world.take(2, &first.lane, 5, 1_000).await;
    assert_eq!(granted.iter().map(|grant| grant.tasks).collect::<Vec<_>>(), [10, 2]);
    let why = world.stands(3, of_queue()).await.why.unwrap();
    assert_eq!((why.reason, why.in_use, why.limit), (WaitReason::QueueLimit, Some(12), Some(12)));
    world.learn(4, [leased(&mut batch, granted[0].lease, 10, 60_000)]).await;
    world.learn(4, [reported(&mut batch, granted[0].lease, 1_000)]).await;

    world.learn(5, [Fact::Queue(queue_facts("acme", "letters", 2, rate(2.0, 3, None)))]).await;
    assert_eq!(world.take_one(6, &first.lane).await.unwrap().tasks, 3);
    assert_eq!(world.take_one(7, &first.lane).await, None);
    let why = world.stands(7, of_queue()).await.why.unwrap();
    assert_eq!((why.reason, why.at), (WaitReason::Rate, Some(at(506))));
    assert_eq!(world.take_one(1_006, &first.lane).await.unwrap().tasks, 2);
}

#[tokio::test]
async fn a_queue_of_which_nothing_is_known_stands_for_nothing() {
    let world = World::new().await;
    assert_eq!(world.dispatch_standing(of_queue()).await, None);
    assert_eq!(world.dispatch_standing(of_job(&letters(0))).await, None);
    let job = letters(0);
    world.given(0, &job, &[10]).await;
    assert_eq!(world.stands(1, of_queue()).await.why.unwrap().reason, WaitReason::NoWorker);
    let others = Subject::Job(tenant("other"), job.job);
    assert_eq!(world.dispatch_standing(others).await, None, "it is another tenant's");
}
