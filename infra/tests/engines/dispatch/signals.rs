//! What workers are told at once.

use std::sync::Arc;
use std::time::Duration;

use commands::ports::dispatch::{Dispatch as _, Lane, Signal};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use infra::redis::{DispatchConfig, Redis, RedisConfig, RedisDispatch};
use tokio::sync::{Notify, oneshot};

use super::world::{World, changed, job, leased, new_lease};
use crate::support::{Running, cuttable};

const LIMIT: Duration = Duration::from_secs(60);

pub(super) async fn next(signals: &mut BoxStream<'static, Signal>) -> Signal {
    tokio::time::timeout(LIMIT, signals.next()).await.expect("a signal comes").unwrap()
}

#[tokio::test]
async fn a_worker_that_came_away_with_nothing_hears_of_work() {
    let world = World::new().await;
    let mut signals = world.dispatch.signals().await;
    world.take(0, &Lane::Http, 1, 1).await;
    let mut calls = job("acme", 0);
    calls.lane = Lane::Http;
    world.given(1, &job("acme", 0), &[1]).await;
    world.given(2, &calls, &[1, 1]).await;
    assert_eq!(next(&mut signals).await, Signal::Ready(Lane::Http), "nobody had asked for filters");

    // Who gets all that it asks for is told nothing.
    world.take(3, &Lane::Http, 1, 1).await;
    let mut paused = job("acme", 3);
    world.given(3, &paused, &[1]).await;
    world.learn(4, [changed(&mut paused, |job| job.paused = true)]).await;
    assert_eq!(next(&mut signals).await, Signal::Pause(paused.job));
}

#[tokio::test]
async fn whoever_runs_a_job_that_is_stopped_hears_of_it() {
    let world = World::new().await;
    let mut signals = world.dispatch.signals().await;
    let (mut stopped, mut over) = (job("acme", 0), job("acme", 1));
    for job in [&stopped, &over] {
        let mut batch = world.given(1, job, &[5]).await.remove(0);
        world.learn(2, [leased(&mut batch, new_lease(), 5, 60_000)]).await;
    }

    world.learn(3, [changed(&mut stopped, |job| job.stopping = true)]).await;
    world.learn(4, [changed(&mut over, |job| job.over = true)]).await;

    assert_eq!(next(&mut signals).await, Signal::Stop(stopped.job));
    assert_eq!(next(&mut signals).await, Signal::Stop(over.job));
}

#[tokio::test]
async fn whoever_waits_for_a_job_hears_of_its_end_once() {
    let world = World::new().await;
    let mut signals = world.dispatch.signals().await;
    let (mut first, mut second) = (job("acme", 0), job("acme", 1));
    for job in [&first, &second] {
        world.given(1, job, &[5]).await;
    }

    for over in [&mut first, &mut second] {
        let end = changed(over, |job| job.over = true);
        world.learn(2, [end.clone(), end]).await;
    }

    assert_eq!(next(&mut signals).await, Signal::Ended(first.job));
    assert_eq!(next(&mut signals).await, Signal::Ended(second.job));
}

#[tokio::test]
async fn whoever_was_cut_off_looks_for_work_again() {
    let world = World::new().await;
    let address = world.place.redis_url().trim_start_matches("redis://").to_owned();
    let (cut, (send_port, port)) = (Arc::new(Notify::new()), oneshot::channel());
    let _way = Running::start(cuttable(address, Arc::clone(&cut), send_port));
    let config = RedisConfig::at(format!("redis://127.0.0.1:{}", port.await.unwrap()));
    let redis = Redis::new(&config, &world.place.namespace).unwrap();
    let mut signals = RedisDispatch::new(redis, DispatchConfig::default()).signals().await;

    cut.notify_waiters();

    assert_eq!(next(&mut signals).await, Signal::Ready(Lane::Jq));
    assert_eq!(next(&mut signals).await, Signal::Ready(Lane::Http));
    world.take(0, &Lane::Jq, 1, 1).await;
    world.given(1, &job("acme", 0), &[1]).await;
    assert_eq!(next(&mut signals).await, Signal::Ready(Lane::Jq));
}
