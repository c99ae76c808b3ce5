//! Remembers that an engine is away, so that not every request finds it out for itself.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Lets one question through each pause while the engine is away, and all of them while it is not.
pub(super) struct Circuit {
    pause: Duration,
    /// When the engine may be asked next; nothing while it answers.
    ask_at: Mutex<Option<Instant>>,
}

impl Circuit {
    pub(super) fn new(pause: Duration) -> Self {
        Self { pause, ask_at: Mutex::new(None) }
    }

    /// Whether this question may be asked.
    pub(super) fn may_ask(&self, now: Instant) -> bool {
        let mut ask_at = self.ask_at();
        match *ask_at {
            None => true,
            Some(at) if now < at => false,
            Some(_) => {
                *ask_at = Some(now + self.pause);
                true
            }
        }
    }

    /// The engine did not answer. Whether this is new.
    pub(super) fn failed(&self, now: Instant) -> bool {
        self.ask_at().replace(now + self.pause).is_none()
    }

    /// The engine answered. Whether it was away before.
    pub(super) fn answered(&self) -> bool {
        self.ask_at().take().is_some()
    }

    /// How long it is until the engine is asked again.
    pub(super) fn wait(&self, now: Instant) -> Duration {
        self.ask_at().map_or(Duration::ZERO, |at| at.saturating_duration_since(now))
    }

    fn ask_at(&self) -> MutexGuard<'_, Option<Instant>> {
        self.ask_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_question_a_pause_is_asked_while_it_is_away_and_all_after_it_answered() {
        let (pause, start) = (Duration::from_secs(1), Instant::now());
        let circuit = Circuit::new(pause);
        assert!(circuit.may_ask(start) && circuit.may_ask(start));

        assert!(circuit.failed(start) && !circuit.failed(start), "it is new once");
        assert!(!circuit.may_ask(start + pause / 2));
        assert_eq!(circuit.wait(start + pause / 2), pause / 2);
        assert!(circuit.may_ask(start + pause));
        assert!(!circuit.may_ask(start + pause), "somebody asks already");

        assert!(circuit.answered() && !circuit.answered());
        assert!(circuit.may_ask(start + pause) && circuit.may_ask(start + pause));
    }
}
