//! The `Queue` aggregate: a tenant's named lane for its own workers, with limits of its own. A queue need not be
//! set up: one that nobody has said anything of is open, and has no limits.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::QueueId;
use crate::job::JobError;
use crate::options::Throttle;

/// What can be asked of a queue.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum QueueCommand {
    /// Changes how fast it may go.
    ChangeThrottle {
        /// From now on.
        throttle: Throttle,
        /// When.
        at: DateTime<Utc>,
    },
    /// Hands out no more tasks.
    Pause {
        /// When.
        at: DateTime<Utc>,
    },
    /// Goes on, and takes jobs again.
    Resume {
        /// When.
        at: DateTime<Utc>,
    },
    /// Takes no more jobs, and works off what it has.
    Drain {
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to a queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum QueueEvent {
    /// It may go at another speed.
    QueueThrottleChanged {
        /// From now on.
        throttle: Throttle,
        /// When.
        changed_at: DateTime<Utc>,
    },
    /// It hands out no more tasks.
    QueuePaused {
        /// When.
        paused_at: DateTime<Utc>,
    },
    /// It goes on, and takes jobs.
    QueueResumed {
        /// When.
        resumed_at: DateTime<Utc>,
    },
    /// It takes no more jobs, and works off what it has.
    QueueDrained {
        /// When.
        drained_at: DateTime<Utc>,
    },
}

versions!(QueueEvent {
    QueueThrottleChanged: "1.0",
    QueuePaused: "1.0",
    QueueResumed: "1.0",
    QueueDrained: "1.0",
});

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueueError {
    /// The throttle has a value that it cannot have.
    #[error(transparent)]
    Throttle(#[from] JobError),
}

/// A queue's state.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Queue {
    /// How fast it may go.
    pub throttle: Throttle,
    /// Whether it hands out no tasks.
    pub paused: bool,
    /// Whether it takes no jobs.
    pub draining: bool,
}

impl Queue {
    /// The rules.
    ///
    /// # Errors
    /// See [`QueueError`].
    pub fn decide(&self, command: QueueCommand) -> Result<Vec<QueueEvent>, QueueError> {
        let once = |news: bool, event| Ok(if news { vec![event] } else { vec![] });
        match command {
            QueueCommand::ChangeThrottle { throttle, at } => {
                throttle.check()?;
                let news = throttle != self.throttle;
                once(news, QueueEvent::QueueThrottleChanged { throttle, changed_at: at })
            }
            QueueCommand::Pause { at } => once(!self.paused, QueueEvent::QueuePaused { paused_at: at }),
            QueueCommand::Resume { at } => {
                once(self.paused || self.draining, QueueEvent::QueueResumed { resumed_at: at })
            }
            QueueCommand::Drain { at } => once(!self.draining, QueueEvent::QueueDrained { drained_at: at }),
        }
    }

    fn evolve(&mut self, event: QueueEvent) {
        match event {
            QueueEvent::QueueThrottleChanged { throttle, .. } => self.throttle = throttle,
            QueueEvent::QueuePaused { .. } => self.paused = true,
            QueueEvent::QueueResumed { .. } => (self.paused, self.draining) = (false, false),
            QueueEvent::QueueDrained { .. } => self.draining = true,
        }
    }
}

cqrs_aggregate!(Queue, "queue", id: QueueId, command: QueueCommand, event: QueueEvent, error: QueueError);

#[cfg(test)]
mod tests {
    use cqrs_es::test::TestFramework;

    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    #[test]
    fn a_queue_is_paused_once_and_goes_on() {
        let queue = TestFramework::<Queue>::with(());
        let paused = QueueEvent::QueuePaused { paused_at: AT };
        let pausing = queue.given_no_previous_events().when(QueueCommand::Pause { at: AT });
        pausing.then_expect_events(vec![paused.clone()]);
        let queue = TestFramework::<Queue>::with(());
        queue.given(vec![paused.clone()]).when(QueueCommand::Pause { at: AT }).then_expect_events(vec![]);
        let queue = TestFramework::<Queue>::with(());
        let resumed = vec![QueueEvent::QueueResumed { resumed_at: AT }];
        queue.given(vec![paused]).when(QueueCommand::Resume { at: AT }).then_expect_events(resumed);
    }

    #[test]
    fn a_queue_that_is_drained_takes_jobs_again_when_it_is_resumed() {
        let mut queue = Queue::default();
        queue.evolve(QueueEvent::QueueDrained { drained_at: AT });
        assert!(queue.draining);
        queue.evolve(QueueEvent::QueueResumed { resumed_at: AT });
        assert_eq!(queue, Queue::default());
    }

    #[test]
    fn a_limit_of_none_at_all_is_refused() {
        let throttle = Throttle { max_concurrency: Some(0), rate: None };
        let refused = Queue::default().decide(QueueCommand::ChangeThrottle { throttle, at: AT });
        assert!(matches!(
            refused,
            Err(QueueError::Throttle(JobError::Option { field: "max_concurrency", .. }))
        ));
    }
}
