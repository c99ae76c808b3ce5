//! One question to the engine for all requests of an asker that come at once. What each may is decided as if each had asked alone.

use crate::coalesce::Coalescer;
use crate::ports::EngineError;
use crate::ports::limits::{Bucket, Limits, Verdict};

/// Asks for many together.
#[derive(Default)]
pub(super) struct Together(Coalescer<Question, Result<Option<Verdict>, EngineError>>);

/// What the same questions have in common.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Question {
    buckets: Vec<Bucket>,
    subjects: Vec<String>,
}

impl Together {
    /// As [`Limits::take`].
    pub(super) async fn take(
        &self,
        limits: &dyn Limits,
        buckets: &[Bucket],
        subjects: &[String],
    ) -> Result<Verdict, EngineError> {
        let question = Question { buckets: buckets.to_vec(), subjects: subjects.to_vec() };
        let of_all = |people| async move {
            let verdict = limits.take(&times(buckets, people), subjects).await?;
            let is_for_each = people == 1 || verdict.allowed || verdict.revoked;
            Ok(is_for_each.then_some(verdict))
        };
        match self.0.run(question, of_all).await? {
            Some(verdict) => Ok(verdict),
            // There is not enough for all, but there may be for some.
            None => limits.take(buckets, subjects).await,
        }
    }
}

fn times(buckets: &[Bucket], people: usize) -> Vec<Bucket> {
    let people = u32::try_from(people).unwrap_or(u32::MAX);
    let together = |bucket: &Bucket| Bucket { cost: bucket.cost.saturating_mul(people), ..bucket.clone() };
    buckets.iter().map(together).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use std::time::Duration;

    use async_trait::async_trait;
    use futures::future::join_all;
    use tokio::task::yield_now;

    use super::super::LocalLimits;
    use super::*;
    use crate::ports::limits::BucketName;

    /// Counts what it is asked, and takes a moment to answer.
    #[derive(Default)]
    struct Slow(LocalLimits, AtomicUsize);

    #[async_trait]
    impl Limits for Slow {
        async fn take(&self, buckets: &[Bucket], subjects: &[String]) -> Result<Verdict, EngineError> {
            self.1.fetch_add(1, Relaxed);
            yield_now().await;
            self.0.take(buckets, subjects).await
        }

        async fn give_back(&self, _: &[Bucket]) -> Result<(), EngineError> {
            unreachable!()
        }

        async fn revoke(&self, subject: &str, lasting: Duration) -> Result<(), EngineError> {
            self.0.revoke(subject, lasting).await
        }

        async fn revoked(&self, _: &[String]) -> Result<Vec<bool>, EngineError> {
            unreachable!()
        }
    }

    fn bucket() -> Vec<Bucket> {
        let (key, window) = ("key/1".to_owned(), Duration::from_secs(1 << 20));
        vec![Bucket { name: BucketName::Key, key, quota: 40, window, cost: 1 }]
    }

    #[tokio::test]
    async fn many_are_counted_by_few_questions_and_none_gets_in_beyond_the_limit() {
        let (limits, together, buckets) = (Slow::default(), Together::default(), bucket());
        let ask = || together.take(&limits, &buckets, &[]);
        let allowed = |verdicts: Vec<Result<Verdict, EngineError>>| {
            verdicts.into_iter().filter(|verdict| verdict.as_ref().unwrap().allowed).count()
        };
        assert_eq!(allowed(join_all((0..30).map(|_| ask())).await), 30);
        assert_eq!(limits.1.load(Relaxed), 2);
        // Of more than there is, as many get in as there is.
        assert_eq!(allowed(join_all((0..30).map(|_| ask())).await), 10);
        assert!(!ask().await.unwrap().allowed);
    }

    #[tokio::test]
    async fn who_is_revoked_is_so_for_all() {
        let (limits, together, buckets) = (Slow::default(), Together::default(), bucket());
        let subjects = ["session".to_owned()];
        limits.revoke("session", Duration::from_secs(60)).await.unwrap();
        let verdicts = join_all((0..3).map(|_| together.take(&limits, &buckets, &subjects))).await;
        assert!(verdicts.into_iter().all(|verdict| verdict.unwrap().revoked));
        assert_eq!(limits.1.load(Relaxed), 2);
    }
}
