//! Which requests are sent again, and after which pauses.

use std::time::Duration;

use backon::ExponentialBuilder;
use reqwest::{Method, Response};

use crate::Problem;
use crate::generated::KEYED;

/// The operations whose `POST` changes nothing when it comes again, or only what ends by itself.
const REPEATABLE: &[&str] = &[
    "cancel_job",
    "pause_job",
    "resume_job",
    "pause_queue",
    "resume_queue",
    "drain_queue",
    "lease_tasks",
    "extend_lease",
    "report_tasks",
];

/// How requests are sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// How often a request is sent in all; 1 never sends it again.
    pub attempts: usize,
    /// The first pause. The next ones are twice as long each, and each is up to twice as long by chance, so that those
    /// who failed together do not return together.
    pub first_pause: Duration,
    /// The longest pause. A service that asks for a longer one is not asked again.
    pub longest_pause: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        let (first_pause, longest_pause) = (Duration::from_millis(100), Duration::from_secs(30));
        Self { attempts: 6, first_pause, longest_pause }
    }
}

impl Retry {
    /// Each request is sent once.
    #[must_use]
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// The pauses.
    pub(crate) fn pauses(self) -> ExponentialBuilder {
        ExponentialBuilder::new()
            .with_min_delay(self.first_pause)
            .with_max_delay(self.longest_pause)
            .with_max_times(self.attempts.saturating_sub(1))
            .with_jitter()
    }

    /// The pause before a request is sent again that failed, if it is: `pause`, and what the service asks for.
    pub(crate) fn pause_after(
        self,
        failure: &Failure,
        repeatable: bool,
        pause: Duration,
    ) -> Option<Duration> {
        let asked = failure.retry_after();
        let patient = asked <= self.longest_pause;
        (patient && failure.may_pass(repeatable)).then_some(asked + pause)
    }
}

/// Whether a request may be sent again although it may have been done.
pub(crate) fn is_repeatable(method: &Method, operation: &str) -> bool {
    *method != Method::POST || KEYED.contains(&operation) || REPEATABLE.contains(&operation)
}

/// How sending a request once can fail.
#[derive(Debug)]
pub(crate) enum Failure {
    /// By an answer, whose problem is among its extensions too.
    Refused(Response, Box<Problem>),
    /// Without a whole answer.
    Broken(reqwest::Error),
}

impl Failure {
    /// Whether it may pass by itself. Where the request may have been done, it must be repeatable, too.
    fn may_pass(&self, repeatable: bool) -> bool {
        match self {
            Self::Broken(error) => repeatable || error.is_connect(),
            Self::Refused(_, problem) => match problem.status {
                Some(429) => true,
                Some(502..=504) => repeatable || problem.is("overloaded"),
                _ => false,
            },
        }
    }

    /// What the caller gets of it.
    pub(crate) fn into_answer(self) -> reqwest::Result<Response> {
        match self {
            Self::Refused(response, _) => Ok(response),
            Self::Broken(error) => Err(error),
        }
    }

    fn retry_after(&self) -> Duration {
        match self {
            Self::Refused(_, problem) => problem.retry_after.unwrap_or_default(),
            Self::Broken(_) => Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_millis(1);

    fn refused(status: u16, name: &str, retry_after: u64) -> Failure {
        let problem = Problem {
            kind: format!("https://thousandfold.dev/problems/{name}"),
            status: Some(status),
            retry_after: Some(Duration::from_secs(retry_after)),
            ..Problem::default()
        };
        Failure::Refused(http::Response::new("").into(), Box::new(problem))
    }

    fn again(failure: &Failure, repeatable: bool) -> bool {
        Retry::default().pause_after(failure, repeatable, PAUSE).is_some()
    }

    #[test]
    fn what_was_not_done_is_sent_again() {
        assert!(again(&refused(429, "rate-limited", 0), false));
        assert!(again(&refused(503, "overloaded", 0), false));
    }

    #[test]
    fn what_may_have_been_done_is_sent_again_if_it_may_be_done_twice() {
        for status in [502, 503, 504] {
            assert!(again(&refused(status, "engine-away", 0), true));
            assert!(!again(&refused(status, "engine-away", 0), false));
        }
        assert!(!again(&refused(500, "internal-error", 0), true));
        assert!(!again(&refused(409, "idempotency-key-in-flight", 0), true));
    }

    #[test]
    fn a_pause_is_at_least_what_the_service_asks_for() {
        let pause = Retry::default().pause_after(&refused(429, "rate-limited", 3), false, PAUSE);
        assert_eq!(pause, Some(Duration::from_secs(3) + PAUSE));
        assert!(!again(&refused(429, "rate-limited", 31), false));
    }

    #[test]
    fn a_post_is_repeatable_if_it_makes_nothing_new_or_has_a_key() {
        for operation in ["submit_job", "upload_dataset", "cancel_job", "report_tasks"] {
            assert!(is_repeatable(&Method::POST, operation), "{operation}");
        }
        assert!(!is_repeatable(&Method::POST, "sign_up"));
        assert!(is_repeatable(&Method::DELETE, "return_lease"));
    }
}
