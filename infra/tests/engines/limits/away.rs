//! Redis that is away, or does not answer, holds no request up.

use std::sync::Arc;
use std::time::{Duration, Instant};

use commands::limits::{Asker, Class, Limiter, LimitsConfig};
use commands::ports::limits::Limits as _;
use infra::redis::{Redis, RedisConfig, RedisLimits};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::{NEVER, bucket};
use crate::support::{Place, Running, until};

/// Well above the time-out, and far below the seconds that others wait for Redis.
const SOON: Duration = Duration::from_millis(1_000);

fn limits_at(port: u16, namespace: &str) -> RedisLimits {
    let config = RedisConfig::at(format!("redis://127.0.0.1:{port}"));
    RedisLimits::new(&Redis::new(&config, namespace).unwrap()).unwrap()
}

async fn fails_soon(limits: &RedisLimits) {
    let bucket = [bucket("tenant/acme/read", 1, NEVER)];
    let start = Instant::now();
    let error = limits.take(&bucket, &[]).await.unwrap_err();
    assert!(start.elapsed() < SOON, "{error} took {:?}", start.elapsed());
}

#[tokio::test]
async fn a_redis_that_is_away_is_an_error_soon() {
    let limits = limits_at(1, "none");
    for _ in 0..3 {
        fails_soon(&limits).await;
    }
}

#[tokio::test]
async fn a_redis_that_hangs_is_an_error_soon() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let limits = limits_at(listener.local_addr().unwrap().port(), "none");
    // It is connected to, and never says a word.
    for _ in 0..3 {
        fails_soon(&limits).await;
    }
}

#[tokio::test]
async fn requests_go_on_without_a_redis_that_hangs_and_sign_ins_do_not() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let limits = limits_at(listener.local_addr().unwrap().port(), "none");
    let limiter = Limiter::new(Arc::new(limits), LimitsConfig::default());
    let asker = Asker { address: [192, 0, 2, 1].into(), tenant: None, subject: Some("user_1".to_owned()) };

    let start = Instant::now();
    let read = limiter.take(Class::Read, &asker, &[]).await;
    let sign_in = limiter.sign_in(&asker).await.verdict;

    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    assert!(read.allowed && read.degraded);
    assert!(!sign_in.allowed && sign_in.degraded && sign_in.retry_after.is_some());
}

/// A way to Redis, which ends with every connection when it is stopped.
async fn way(port: u16, place: &Place) -> Running {
    let address = place.redis_url().trim_start_matches("redis://").to_owned();
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    Running::start(async move {
        let mut connections = JoinSet::new();
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            let mut far = TcpStream::connect(&address).await.unwrap();
            connections.spawn(async move { tokio::io::copy_bidirectional(&mut near, &mut far).await });
        }
    })
}

#[tokio::test]
async fn a_redis_that_goes_and_comes_back_is_asked_again() {
    let place = Place::new();
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let limits = limits_at(port, &place.namespace);
    for _ in 0..2 {
        fails_soon(&limits).await;
        let way = way(port, &place).await;
        until("it answers", async || limits.take(&[], &[]).await.ok()).await;
        way.stop().await;
    }
    fails_soon(&limits).await;
}
