//! How much each may ask for. The counts are kept where all processes see them; while that place is away, each process
//! counts by itself: reads and writes go on within that, and what guesses at secrets does not.

mod asker;
mod circuit;
mod config;
pub mod headers;
mod local;
mod revoked;
mod sign_in;
#[cfg(test)]
mod tests;
mod together;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::ports::EngineError;
use crate::ports::limits::{Bucket, Limits, Verdict};
use circuit::Circuit;
use together::Together;

pub use asker::{Asker, Class};
pub use config::{LimitsConfig, Quota, Quotas, SignInQuotas};
pub use local::LocalLimits;
pub use sign_in::SignIn;

/// Lets requests in, or does not.
pub struct Limiter {
    limits: Arc<dyn Limits>,
    config: LimitsConfig,
    local: LocalLimits,
    circuit: Circuit,
    together: Together,
}

impl Limiter {
    /// Counts in `limits`, as far as that answers.
    #[must_use]
    pub fn new(limits: Arc<dyn Limits>, config: LimitsConfig) -> Self {
        let circuit = Circuit::new(Duration::from_millis(config.pause_ms));
        Self { limits, config, local: LocalLimits::default(), circuit, together: Together::default() }
    }

    /// Counts a request. `subjects` are whoever could have been revoked: its session, its key, its member.
    pub async fn take(&self, class: Class, asker: &Asker, subjects: &[String]) -> Verdict {
        if self.local.revoked.contains(subjects, Instant::now()) {
            return refused(true, None, false);
        }
        let buckets = asker.buckets(class, self.config.quotas(class));
        let verdict = match self.ask(&buckets, subjects).await {
            Some(verdict) => verdict,
            None if class.fails_closed() => self.closed(),
            None => Verdict { degraded: true, ..self.local.take_at(&buckets, subjects, Instant::now()) },
        };
        count(class.as_str(), &verdict);
        verdict
    }

    /// Has every process refuse this subject, for as long as what it was given may live.
    ///
    /// # Errors
    /// Other processes could not be told yet. This one refuses it already, and tells as soon as it can.
    pub async fn revoke(&self, subject: &str, lasting: Duration) -> Result<(), EngineError> {
        self.local.revoked.insert(subject, lasting, false, Instant::now());
        self.limits.revoke(subject, lasting).await?;
        self.local.revoked.told(subject);
        Ok(())
    }

    /// Which of these subjects are revoked, in their order, as far as that can be known now. Nothing is counted: this is for who was
    /// let in once and stays for long.
    pub async fn revoked(&self, subjects: &[String]) -> Vec<bool> {
        let here = self.local.revoked_at(subjects, Instant::now());
        if subjects.is_empty() {
            return here;
        }
        match self.limits.revoked(subjects).await {
            Ok(there) => here.into_iter().zip(there).map(|(here, there)| here || there).collect(),
            Err(error) => {
                // Requests find out by themselves whether the engine is away.
                tracing::debug!(%error, "it is not known who was revoked elsewhere");
                here
            }
        }
    }

    /// The word of all processes; none while it cannot be had.
    async fn ask(&self, buckets: &[Bucket], subjects: &[String]) -> Option<Verdict> {
        if !self.circuit.may_ask(Instant::now()) {
            return None;
        }
        match self.together.take(&*self.limits, buckets, subjects).await {
            Ok(verdict) => {
                if self.circuit.answered() {
                    tracing::info!("limits are counted for all processes again");
                    self.tell_again().await;
                }
                if verdict.revoked {
                    let lasting = Duration::from_secs(self.config.revoked_seconds);
                    self.local.revoked.learn(subjects, lasting, Instant::now());
                }
                Some(verdict)
            }
            Err(error) => {
                if self.circuit.failed(Instant::now()) {
                    tracing::warn!(%error, "limits are counted by this process alone");
                }
                None
            }
        }
    }

    /// Tells who was revoked meanwhile.
    async fn tell_again(&self) {
        for (subject, lasting) in self.local.revoked.untold(Instant::now()) {
            if self.limits.revoke(&subject, lasting).await.is_err() {
                return;
            }
            self.local.revoked.told(&subject);
        }
    }

    /// What is answered where nothing is let in uncounted.
    fn closed(&self) -> Verdict {
        let wait = self.circuit.wait(Instant::now()).max(Duration::from_secs(1));
        refused(false, Some(wait), true)
    }
}

fn refused(revoked: bool, retry_after: Option<Duration>, degraded: bool) -> Verdict {
    Verdict { allowed: false, retry_after, levels: vec![], revoked, degraded }
}

fn count(class: &'static str, verdict: &Verdict) {
    if !verdict.allowed && !verdict.revoked {
        metrics::counter!("thousandfold_requests_limited_total", "class" => class).increment(1);
    }
    if verdict.degraded {
        metrics::counter!("thousandfold_limits_degraded_total", "class" => class).increment(1);
    }
}
