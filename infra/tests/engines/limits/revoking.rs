//! Who is revoked is refused by every process, and takes nothing.

use std::time::Duration;

use commands::ports::limits::Limits as _;
use infra::redis::RedisLimits;

use super::{NEVER, bucket, costing};
use crate::support::{Place, until};

#[tokio::test]
async fn who_is_revoked_is_refused_by_all_and_takes_nothing() {
    let mut place = Place::new();
    let (here, there) =
        (RedisLimits::new(&place.redis()).unwrap(), RedisLimits::new(&place.redis()).unwrap());
    let bucket = bucket("user/ada/read", 5, NEVER);
    here.revoke("session_1", NEVER).await.unwrap();

    let subjects = ["member_acme_ada".to_owned(), "session_1".to_owned()];
    let refused = there.take(std::slice::from_ref(&bucket), &subjects).await.unwrap();

    assert!(refused.revoked && !refused.allowed && refused.retry_after.is_none());
    let others = ["session_2".to_owned()];
    let verdict = there.take(&[costing(&bucket, 5)], &others).await.unwrap();
    assert!(verdict.allowed && !verdict.revoked, "the one who was refused took nothing");
}

#[tokio::test]
async fn who_is_revoked_for_a_while_is_let_in_after_it() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    let subjects = ["session_1".to_owned()];
    limits.revoke("session_1", Duration::from_millis(300)).await.unwrap();
    assert!(limits.take(&[], &subjects).await.unwrap().revoked);

    until("it ends", async || (!limits.take(&[], &subjects).await.unwrap().revoked).then_some(())).await;
}

#[tokio::test]
async fn being_revoked_again_never_ends_it_sooner() {
    let mut place = Place::new();
    let limits = RedisLimits::new(&place.redis()).unwrap();
    limits.revoke("key_1", NEVER).await.unwrap();
    limits.revoke("key_1", Duration::from_millis(1)).await.unwrap();
    limits.revoke("key_2", Duration::from_millis(1)).await.unwrap();
    limits.revoke("key_2", Duration::MAX).await.unwrap();

    // When a revocation that began later is over, so would be those that were to be as short.
    limits.revoke("key_3", Duration::from_millis(1)).await.unwrap();
    let later = ["key_3".to_owned()];
    until("it ends", async || (!limits.take(&[], &later).await.unwrap().revoked).then_some(())).await;

    for key in ["key_1", "key_2"] {
        assert!(limits.take(&[], &[key.to_owned()]).await.unwrap().revoked, "{key}");
    }
}
