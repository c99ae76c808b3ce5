//! Work is shared between tenants by what it costs, and within a tenant by priority and age.

use std::collections::HashMap;

use commands::ports::dispatch::{Dispatch as _, Lane, Signal};
use domain::options::Priority;
use infra::redis::TenantLimits;

use super::signals::next;
use super::world::{World, changed, job, leased, queue, reported, tenant};

#[tokio::test]
async fn a_tenant_that_comes_later_does_not_wait_for_another_ones_thousand_batches() {
    let world = World::new().await;
    let many = job("acme", 0);
    world.given(0, &many, &[1_000; 1_000]).await;
    for ms in 0..5 {
        assert_eq!(world.take_one(ms, &Lane::Jq).await.unwrap().tenant, tenant("acme"));
    }

    world.given(10, &job("bulk", 10), &[10]).await;

    let next = world.take_one(11, &Lane::Jq).await.unwrap();
    assert_eq!((next.tenant, next.tasks), (tenant("bulk"), 10));
    assert_eq!(world.take_one(12, &Lane::Jq).await.unwrap().tenant, tenant("acme"));
}

#[tokio::test]
async fn a_worker_that_is_full_of_one_tenants_batches_gets_another_ones_beside() {
    let world = World::new().await;
    let acme = [tenant("acme")];
    world.given(0, &job("acme", 0), &[1_000; 100]).await;
    world.take(1, &Lane::Jq, 4, 10_000).await;
    let mut signals = world.dispatch.signals().await;
    assert_eq!(world.take_except(2, &Lane::Jq, 1, 1_000, &acme).await, []);

    world.given(3, &job("bulk", 3), &[10]).await;

    assert_eq!(next(&mut signals).await, Signal::Ready(Lane::Jq));
    let grants = world.take_except(4, &Lane::Jq, 2, 1_000, &acme).await;
    assert_eq!(grants.iter().map(|grant| &grant.tenant).collect::<Vec<_>>(), [&tenant("bulk")]);
    // Whose turn it is otherwise has not changed.
    assert_eq!(world.take_one(5, &Lane::Jq).await.unwrap().tenant, tenant("acme"));
}

#[tokio::test]
async fn who_is_let_past_another_has_not_had_more_than_it() {
    let world = World::new().await;
    for name in ["acme", "bulk"] {
        world.given(0, &job(name, 0), &[1_000; 100]).await;
    }
    let mut first = world.take(1, &Lane::Jq, 1, 1_000).await;
    let behind = first.remove(0).tenant;
    let ahead = if behind == tenant("acme") { tenant("bulk") } else { tenant("acme") };

    assert_eq!(world.take_except(2, &Lane::Jq, 1, 1_000, &[ahead]).await, []);
}

#[tokio::test]
async fn weights_share_the_time_that_tasks_take() {
    let heavy = TenantLimits { weight: 3, ..TenantLimits::default() };
    let world = World::limited([("heavy", heavy)]).await;
    let (light, heavy) = (job("light", 0), job("heavy", 0));
    // The heavier one's tasks take four times as long, which is found out.
    let micros = HashMap::from([(light.job, 50_000), (heavy.job, 200_000)]);
    let mut batches = HashMap::new();
    for job in [&light, &heavy] {
        for batch in world.given(0, job, &[100; 400]).await {
            batches.insert(batch.batch, batch);
        }
    }

    let mut spent = HashMap::new();
    for ms in 0..300 {
        let grant = world.take(ms, &Lane::Jq, 1, 100).await.remove(0);
        let micros = micros[&grant.batch.job];
        let batch = batches.get_mut(&grant.batch).unwrap();
        let facts =
            [leased(batch, grant.lease, grant.tasks, ms + 9_000), reported(batch, grant.lease, micros)];
        world.learn(ms, facts).await;
        *spent.entry(grant.batch.job).or_insert(0) += micros * grant.tasks;
    }

    let share = spent[&heavy.job] as f64 / spent[&light.job] as f64;
    assert!((2.7..3.3).contains(&share), "{share}");
}

#[tokio::test]
async fn a_tenant_that_was_idle_has_nothing_saved_up() {
    let world = World::new().await;
    world.given(0, &job("busy", 0), &[100; 100]).await;
    for ms in 0..50 {
        world.take_one(ms, &Lane::Jq).await.unwrap();
    }

    world.given(60, &job("idle", 60), &[100; 100]).await;

    let mut of_idle = 0;
    for ms in 100..120 {
        of_idle += usize::from(world.take_one(ms, &Lane::Jq).await.unwrap().tenant == tenant("idle"));
    }
    assert!((10..=11).contains(&of_idle), "{of_idle} of 20 grants");
}

#[tokio::test]
async fn a_tenants_jobs_go_by_priority_then_by_age_and_their_batches_in_order() {
    let world = World::new().await;
    let of = |priority, ms| {
        let mut job = job("acme", ms);
        job.priority = priority;
        job
    };
    let jobs =
        [of(Priority::Low, 0), of(Priority::Normal, 2), of(Priority::Normal, 1), of(Priority::High, 3)];
    for job in &jobs {
        world.given(5, job, &[1, 1]).await;
    }

    let order: Vec<_> =
        world.take(6, &Lane::Jq, 100, 100).await.into_iter().map(|grant| grant.batch).collect();

    let expected = [3, 2, 1, 0].map(|index: usize| jobs[index].job);
    let expected: Vec<_> = expected.iter().flat_map(|job| [(*job, 0), (*job, 1)]).collect();
    assert_eq!(order.iter().map(|batch| (batch.job, batch.number)).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_worker_gets_no_more_than_it_asked_for_and_nothing_of_another_lane() {
    let world = World::new().await;
    let mut calls = job("acme", 0);
    calls.lane = Lane::Http;
    world.given(0, &calls, &[10, 10, 10]).await;

    assert!(world.take(1, &Lane::Jq, 5, 100).await.is_empty());
    assert!(world.take(1, &queue("acme", "letters"), 5, 100).await.is_empty());
    let tasks: Vec<u64> = world.take(1, &Lane::Http, 5, 15).await.iter().map(|grant| grant.tasks).collect();
    assert_eq!(tasks, [10, 5]);
    let tasks: Vec<u64> = world.take(1, &Lane::Http, 1, 100).await.iter().map(|grant| grant.tasks).collect();
    assert_eq!(tasks, [5]);
}

#[tokio::test]
async fn ten_thousand_jobs_that_wait_do_not_slow_down_another_one() {
    let world = World::new().await;
    let mut facts = vec![];
    for number in 0..10_000 {
        let mut job = job("acme", number);
        let batch = super::world::batch(&job, 0, 1);
        facts.push(commands::ports::dispatch::Fact::Batch(batch));
        facts.push(match number % 4 {
            0 => changed(&mut job, |job| job.paused = true),
            1 => changed(&mut job, |job| job.start_at = Some(super::world::at(1_000_000))),
            2 => changed(&mut job, |job| {
                job.key = Some(domain::options::ConcurrencyKey { name: "k".to_owned(), limit: 1 });
            }),
            _ => changed(&mut job, |job| job.throttle = super::world::rate(0.001, 1, Some("r"))),
        });
    }
    world.learn(20_000, facts).await;
    assert_eq!(world.take(20_001, &Lane::Jq, 100, 100).await.len(), 2, "one of the key, one of the bucket");

    world.given(20_002, &job("acme", 20_000), &[5]).await;

    assert_eq!(world.take(20_003, &Lane::Jq, 100, 100).await.len(), 1);
}

#[tokio::test]
async fn a_tenant_does_not_owe_what_its_tasks_did_not_take() {
    let world = World::new().await;
    let in_lane = |name, ms| {
        let mut job = job(name, ms);
        job.lane = Lane::Http;
        job
    };
    let first = in_lane("quick", 0);
    let mut batch = world.given(0, &first, &[1_000]).await.remove(0);
    world.given(0, &in_lane("busy", 0), &[1; 100]).await;
    // Its thousand calls are thought to take a second each, and take a millisecond.
    let granted = world.take(1, &Lane::Http, 2, 2_000).await;
    let grant = granted.into_iter().find(|grant| grant.batch == batch.batch).unwrap();
    world.learn(2, [leased(&mut batch, grant.lease, 1_000, 60_000)]).await;
    world.learn(3, [reported(&mut batch, grant.lease, 1_000)]).await;

    world.given(4, &in_lane("quick", 4), &[1]).await;

    let granted = world.take(5, &Lane::Http, 3, 3).await;
    assert!(granted.iter().any(|grant| grant.tenant == tenant("quick")));
}
