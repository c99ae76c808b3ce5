//! A bucket gives as many tokens as it has, to all processes together, and fills by Redis' clock.

use std::time::Duration;

use commands::ports::limits::{Limits, Verdict};
use futures::future::join_all;
use infra::redis::RedisLimits;

use super::{NEVER, bucket, costing};
use crate::support::{Place, until};

fn remaining(verdict: &Verdict) -> Vec<u32> {
    verdict.levels.iter().map(|level| level.remaining).collect()
}

async fn keys(place: &Place) -> Vec<String> {
    let client = redis::Client::open(place.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    redis::cmd("KEYS").arg(format!("{}:*", place.namespace)).query_async(&mut connection).await.unwrap()
}

#[tokio::test]
async fn a_bucket_gives_its_quota_and_then_says_when_to_come_again() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    let bucket = bucket("tenant/acme/read", 3, Duration::from_secs(3_000));
    for left in [2, 1, 0] {
        let verdict = limits.take(std::slice::from_ref(&bucket), &[]).await.unwrap();
        assert!(verdict.allowed && verdict.retry_after.is_none() && !verdict.degraded);
        assert_eq!(remaining(&verdict), [left]);
    }

    let refused = limits.take(std::slice::from_ref(&bucket), &[]).await.unwrap();

    assert!(!refused.allowed && !refused.revoked);
    let (retry_after, reset) = (refused.retry_after.unwrap().as_secs(), refused.levels[0].reset.as_secs());
    assert!((900..=1_000).contains(&retry_after), "a token comes in {retry_after} s");
    assert!((2_900..=3_000).contains(&reset), "it is full in {reset} s");
}

#[tokio::test]
async fn what_one_bucket_refuses_is_taken_from_none() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    let (wide, narrow) = (bucket("tenant/acme/write", 10, NEVER), bucket("user/ada/write", 1, NEVER));
    let both = [wide.clone(), narrow];
    assert_eq!(remaining(&limits.take(&both, &[]).await.unwrap()), [9, 0]);

    let refused = limits.take(&both, &[]).await.unwrap();

    assert!(!refused.allowed);
    assert_eq!(remaining(&refused), [9, 0]);
    assert_eq!(remaining(&limits.take(&[wide], &[]).await.unwrap()), [8]);
}

#[tokio::test]
async fn tokens_come_back_by_the_clock_of_redis() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    let bucket = bucket("address/192.0.2.1/read", 2, Duration::from_millis(400));
    assert!(limits.take(&[costing(&bucket, 2)], &[]).await.unwrap().allowed);

    until("a token came back", async || {
        let verdict = limits.take(std::slice::from_ref(&bucket), &[]).await.unwrap();
        (verdict.allowed).then_some(())
    })
    .await;
    until("it is full again", async || {
        (remaining(&limits.take(&[costing(&bucket, 0)], &[]).await.unwrap()) == [2]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_bucket_that_is_full_again_leaves_no_key() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    let brief = bucket("tenant/acme/read", 1, Duration::from_millis(300));
    assert!(limits.take(&[brief], &[]).await.unwrap().allowed);
    limits.revoke("session_1", Duration::from_millis(300)).await.unwrap();

    until("nothing is left", async || keys(&place).await.is_empty().then_some(())).await;

    let lasting = bucket("tenant/acme/write", 5, NEVER);
    assert!(limits.take(std::slice::from_ref(&lasting), &[]).await.unwrap().allowed);
    assert_eq!(keys(&place).await.len(), 1);
    limits.give_back(&[lasting]).await.unwrap();
    assert!(keys(&place).await.is_empty(), "it is full");
}

#[tokio::test]
async fn what_is_given_back_can_be_taken_again_and_never_makes_more_than_the_quota() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    let bucket = bucket("user/ada/sign-in", 4, NEVER);
    assert_eq!(remaining(&limits.take(&[costing(&bucket, 3)], &[]).await.unwrap()), [1]);

    limits.give_back(&[costing(&bucket, 2)]).await.unwrap();
    assert_eq!(remaining(&limits.take(&[costing(&bucket, 0)], &[]).await.unwrap()), [3]);
    limits.give_back(&[costing(&bucket, 100)]).await.unwrap();

    assert!(limits.take(&[costing(&bucket, 4)], &[]).await.unwrap().allowed);
    assert!(!limits.take(&[bucket], &[]).await.unwrap().allowed);
}

#[tokio::test]
async fn what_costs_more_than_the_quota_is_never_let_in() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    for quota in [0, 2] {
        let bucket = costing(&bucket("tenant/acme/read", quota, NEVER), 3);
        let verdict = limits.take(&[bucket], &[]).await.unwrap();
        assert!(!verdict.allowed);
        assert_eq!(verdict.retry_after, Some(NEVER));
    }
}

#[tokio::test]
async fn a_quota_that_was_lowered_holds_at_once() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    let wide = bucket("tenant/acme/read", 10, NEVER);
    assert!(limits.take(&[costing(&wide, 6)], &[]).await.unwrap().allowed);

    let refused = limits.take(&[bucket("tenant/acme/read", 5, NEVER)], &[]).await.unwrap();

    assert!(!refused.allowed);
    assert_eq!(remaining(&refused), [0]);
    assert_eq!(remaining(&limits.take(&[wide], &[]).await.unwrap()), [3]);
}

/// Prime numbers, of which no part is whole.
#[tokio::test(flavor = "multi_thread")]
async fn many_processes_at_once_take_exactly_the_quota() {
    const QUOTA: u32 = 997;
    let mut place = Place::new();
    let bucket = bucket("tenant/acme/read", QUOTA, NEVER);
    let processes = (0..8).map(|_| {
        let (limits, bucket) = (RedisLimits::new(&place.redis()).unwrap(), bucket.clone());
        tokio::spawn(async move {
            let mut allowed = 0;
            for _ in 0..50 {
                let takes = (0..4).map(|_| limits.take(std::slice::from_ref(&bucket), &[]));
                allowed += join_all(takes).await.into_iter().filter(|v| v.as_ref().unwrap().allowed).count();
            }
            allowed
        })
    });

    let allowed: usize = join_all(processes.collect::<Vec<_>>()).await.into_iter().map(Result::unwrap).sum();

    assert_eq!(allowed, QUOTA as usize);
}
