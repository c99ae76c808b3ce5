//! While the engine is away, reads go on within local limits, and what guesses at secrets waits.

use super::*;

#[tokio::test]
async fn reads_and_writes_go_on_within_local_limits() {
    let (engine, limiter) = limiter(config());
    engine.set_away(true);

    let verdict = limiter.take(Class::Read, &from("192.0.2.1"), &[]).await;
    assert!(verdict.allowed && verdict.degraded);
    assert_eq!(verdict.levels[0].remaining, 1);
    assert!(limiter.take(Class::Write, &from("192.0.2.1"), &[]).await.allowed);
    assert!(reads(&limiter, &from("192.0.2.1")).await);
    let refused = limiter.take(Class::Read, &from("192.0.2.1"), &[]).await;
    assert!(!refused.allowed && refused.degraded && refused.retry_after.is_some());
    assert!(reads(&limiter, &from("192.0.2.2")).await);
}

#[tokio::test]
async fn nobody_signs_in_or_up() {
    let (engine, limiter) = limiter(config());
    engine.set_away(true);

    let sign_up = limiter.take(Class::SignUp, &from("192.0.2.1"), &[]).await;
    let sign_in = limiter.sign_in(&asker("192.0.2.1", "acme", "user_1")).await.verdict;

    for verdict in [sign_up, sign_in] {
        assert!(!verdict.allowed && verdict.degraded && !verdict.revoked);
        assert!(verdict.retry_after.unwrap() >= Duration::from_secs(1));
    }
}

#[tokio::test]
async fn the_engine_is_asked_once_a_pause_and_by_all_when_it_is_back() {
    let (engine, limiter) = limiter(LimitsConfig { pause_ms: 50, ..LimitsConfig::default() });
    engine.set_away(true);
    let start = Instant::now();
    for _ in 0..100 {
        assert!(limiter.take(Class::Read, &from("192.0.2.1"), &[]).await.degraded);
    }
    let pauses = start.elapsed().as_millis() / 50 + 1;
    assert!(engine.asked() as u128 <= pauses, "{} times in {pauses} pauses", engine.asked());

    engine.set_away(false);
    let start = Instant::now();
    while limiter.take(Class::Read, &from("192.0.2.1"), &[]).await.degraded {
        assert!(start.elapsed() < Duration::from_secs(10), "it is never asked again");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let asked = engine.asked();
    for _ in 0..3 {
        assert!(!limiter.take(Class::Read, &from("192.0.2.1"), &[]).await.degraded);
    }
    assert_eq!(engine.asked(), asked + 3);
}

#[tokio::test]
async fn who_is_revoked_meanwhile_is_refused_here_at_once_and_by_others_later() {
    let (engine, limiter) = limiter(LimitsConfig { pause_ms: 0, ..LimitsConfig::default() });
    let subjects = ["session_1".to_owned()];
    engine.set_away(true);
    assert!(limiter.take(Class::Read, &from("192.0.2.1"), &subjects).await.allowed);

    assert!(limiter.revoke("session_1", Duration::from_secs(900)).await.is_err());
    let refused = limiter.take(Class::Read, &from("192.0.2.1"), &subjects).await;
    assert!(refused.revoked && !refused.allowed);

    engine.set_away(false);
    assert!(!engine.limits.take(&[], &subjects).await.unwrap().revoked);
    assert!(reads(&limiter, &from("192.0.2.1")).await);
    assert!(engine.limits.take(&[], &subjects).await.unwrap().revoked, "it was told");
}

#[tokio::test]
async fn who_was_seen_to_be_revoked_stays_so_while_the_engine_is_away() {
    let (engine, limiter) = limiter(config());
    let subjects = ["session_1".to_owned(), "member_1".to_owned()];
    engine.limits.revoke("member_1", Duration::from_secs(900)).await.unwrap();
    assert!(limiter.take(Class::Read, &from("192.0.2.1"), &subjects).await.revoked);

    engine.set_away(true);

    assert!(limiter.take(Class::Read, &from("192.0.2.1"), &subjects).await.revoked);
    assert!(!limiter.take(Class::Read, &from("192.0.2.1"), &["session_2".to_owned()]).await.revoked);
}
