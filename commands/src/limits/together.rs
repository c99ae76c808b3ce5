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
        match self.0.run(&question, of_all).await? {
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
