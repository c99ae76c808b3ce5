//! The limiter, beside an engine in memory that can be away.

mod away;
mod sign_in;
mod together;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::task::yield_now;

use super::*;

/// Counts as Redis does, while it is not away.
#[derive(Default)]
struct Engine {
    limits: LocalLimits,
    away: AtomicBool,
    asked: AtomicUsize,
}

impl Engine {
    fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn check(&self) -> Result<(), EngineError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let away = self.away.load(Ordering::SeqCst);
        if away { Err(EngineError { engine: "test", message: "away".to_owned() }) } else { Ok(()) }
    }
}

#[async_trait]
impl Limits for Engine {
    async fn take(&self, buckets: &[Bucket], subjects: &[String]) -> Result<Verdict, EngineError> {
        self.check()?;
        // As an engine elsewhere does, it answers later.
        yield_now().await;
        self.limits.take(buckets, subjects).await
    }

    async fn give_back(&self, buckets: &[Bucket]) -> Result<(), EngineError> {
        self.check()?;
        self.limits.give_back(buckets).await
    }

    async fn revoke(&self, subject: &str, lasting: Duration) -> Result<(), EngineError> {
        self.check()?;
        self.limits.revoke(subject, lasting).await
    }

    async fn revoked(&self, subjects: &[String]) -> Result<Vec<bool>, EngineError> {
        self.check()?;
        self.limits.revoked(subjects).await
    }
}

/// Quotas that do not fill again during a test.
fn config() -> LimitsConfig {
    let slow = |requests| Some(Quota { requests, seconds: 100_000 });
    let read = Quotas { tenant: slow(4), subject: slow(3), address: slow(2) };
    LimitsConfig { read, pause_ms: 100_000, ..LimitsConfig::default() }
}

fn limiter(config: LimitsConfig) -> (Arc<Engine>, Limiter) {
    let engine = Arc::new(Engine::default());
    let limiter = Limiter::new(Arc::clone(&engine) as Arc<dyn Limits>, config);
    (engine, limiter)
}

fn from(address: &str) -> Asker {
    Asker { address: address.parse().unwrap(), tenant: None, subject: None }
}

fn asker(address: &str, tenant: &str, subject: &str) -> Asker {
    Asker { tenant: Some(tenant.parse().unwrap()), subject: Some(subject.to_owned()), ..from(address) }
}

async fn reads(limiter: &Limiter, asker: &Asker) -> bool {
    limiter.take(Class::Read, asker, &[]).await.allowed
}

#[tokio::test]
async fn a_request_counts_for_its_tenant_its_user_and_its_address() {
    let (_, limiter) = limiter(config());
    let verdict = limiter.take(Class::Read, &asker("192.0.2.1", "acme", "user_1"), &[]).await;
    let levels: Vec<_> =
        verdict.levels.iter().map(|level| (level.name.as_str(), level.quota, level.remaining)).collect();
    assert_eq!(levels, [("tenant", 4, 3), ("user", 3, 2), ("address", 2, 1)]);

    assert!(reads(&limiter, &asker("192.0.2.1", "acme", "user_1")).await);
    assert!(!reads(&limiter, &asker("192.0.2.1", "acme", "user_1")).await, "the address has no more");
    assert!(reads(&limiter, &asker("192.0.2.2", "acme", "user_1")).await);
    assert!(!reads(&limiter, &asker("192.0.2.2", "acme", "user_1")).await, "the user has no more");
    let verdict = limiter.take(Class::Read, &asker("192.0.2.2", "acme", "key_1"), &[]).await;
    assert_eq!(verdict.levels[1].name.as_str(), "key");
    assert!(!reads(&limiter, &asker("192.0.2.3", "acme", "user_2")).await, "the tenant has no more");
    assert!(reads(&limiter, &asker("192.0.2.3", "other", "user_2")).await);
}

#[tokio::test]
async fn a_network_of_ipv6_counts_as_one_address_and_ipv4_written_as_ipv6_as_ipv4() {
    let (_, limiter) = limiter(config());
    assert!(reads(&limiter, &from("2001:db8::1")).await && reads(&limiter, &from("2001:db8::ffff:2")).await);
    assert!(!reads(&limiter, &from("2001:db8:0:0:1::")).await);
    assert!(reads(&limiter, &from("2001:db8:0:1::")).await);
    assert!(reads(&limiter, &from("192.0.2.1")).await && reads(&limiter, &from("::ffff:192.0.2.1")).await);
    assert!(!reads(&limiter, &from("192.0.2.1")).await);
}

#[tokio::test]
async fn classes_have_buckets_of_their_own() {
    let (_, limiter) = limiter(config());
    assert!(reads(&limiter, &from("192.0.2.1")).await && reads(&limiter, &from("192.0.2.1")).await);
    assert!(!reads(&limiter, &from("192.0.2.1")).await);
    assert!(limiter.take(Class::Write, &from("192.0.2.1"), &[]).await.allowed);
}
