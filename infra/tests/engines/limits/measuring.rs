//! What a take costs. It prints, and asserts nothing of time.

use std::time::{Duration, Instant};

use commands::ports::limits::Limits as _;
use futures::future::join_all;
use infra::redis::RedisLimits;

use super::{bucket, costing};
use crate::support::Place;

/// How long Redis has spent in scripts, in microseconds, and how many it has run.
async fn scripts(place: &Place) -> (f64, f64) {
    let client = redis::Client::open(place.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let info: String = redis::cmd("INFO").arg("commandstats").query_async(&mut connection).await.unwrap();
    let line = info.lines().find(|line| line.starts_with("cmdstat_evalsha:")).unwrap_or_default();
    let number = |name: &str| {
        let found = line.split([':', ',']).find_map(|part| part.strip_prefix(name));
        found.and_then(|text| text.parse::<f64>().ok()).unwrap_or_default()
    };
    (number("usec="), number("calls="))
}

#[tokio::test]
#[ignore = "it measures: run it alone, with --nocapture"]
async fn takes_from_three_buckets_for_two_subjects() {
    const TAKES: u32 = 20_000;
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    // So that none is full again when it is asked next.
    let window = Duration::from_secs(1_000);
    let buckets = ["tenant/acme/read", "key/key_1/read", "address/192.0.2.1/read"]
        .map(|key| bucket(key, 1_000_000, window));
    let subjects = ["key_1".to_owned(), "member_acme_ada".to_owned()];
    limits.take(&buckets, &subjects).await.unwrap();

    for (what, buckets) in [
        ("allowed", buckets.to_vec()),
        ("refused", vec![costing(&buckets[0], 2_000_000), buckets[1].clone(), buckets[2].clone()]),
    ] {
        let (before, start) = (scripts(&place).await, Instant::now());
        for _ in 0..TAKES / 10 {
            limits.take(&buckets, &subjects).await.unwrap();
        }
        let trip = start.elapsed() / (TAKES / 10);
        let start = Instant::now();
        for _ in 0..TAKES / 100 {
            join_all((0..100).map(|_| limits.take(&buckets, &subjects))).await;
        }
        let a_second = f64::from(TAKES) / start.elapsed().as_secs_f64();
        let after = scripts(&place).await;
        let cpu = (after.0 - before.0) / (after.1 - before.1);
        println!("{what}: {cpu:.1} µs of Redis each; {trip:.0?} one by one; {a_second:.0}/s by 100 at once");
    }
}
