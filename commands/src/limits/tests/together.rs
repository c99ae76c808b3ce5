//! Requests that come at once are one question, and are let in as if each had asked alone.

use futures::future::join_all;

use super::*;
use crate::ports::limits::BucketName;

fn bucket() -> Vec<Bucket> {
    let (key, window) = ("key/1".to_owned(), Duration::from_secs(1 << 20));
    vec![Bucket { name: BucketName::Key, key, quota: 40, window, cost: 1 }]
}

#[tokio::test]
async fn many_are_counted_by_few_questions_and_none_gets_in_beyond_the_limit() {
    let (engine, together, buckets) = (Engine::default(), Together::default(), bucket());
    let ask = || together.take(&engine, &buckets, &[]);
    let allowed = |verdicts: Vec<Result<Verdict, EngineError>>| {
        verdicts.into_iter().filter(|verdict| verdict.as_ref().unwrap().allowed).count()
    };
    assert_eq!(allowed(join_all((0..30).map(|_| ask())).await), 30);
    assert_eq!(engine.asked(), 2);
    // Of more than there is, as many get in as there is.
    assert_eq!(allowed(join_all((0..30).map(|_| ask())).await), 10);
    assert!(!ask().await.unwrap().allowed);
}

#[tokio::test]
async fn who_is_revoked_is_so_for_all() {
    let (engine, together, buckets) = (Engine::default(), Together::default(), bucket());
    let subjects = ["session".to_owned()];
    engine.revoke("session", Duration::from_secs(60)).await.unwrap();
    let asked = engine.asked();
    let verdicts = join_all((0..3).map(|_| together.take(&engine, &buckets, &subjects))).await;
    assert!(verdicts.into_iter().all(|verdict| verdict.unwrap().revoked));
    assert_eq!(engine.asked(), asked + 2);
}
