//! Reactors turn events into further commands. Each may see an event twice: what is done is not done
//! twice, since a repeated command yields no events.

pub mod dispatcher;
pub mod planner;
pub mod progress;
pub mod stopper;
pub mod timekeeper;

use async_trait::async_trait;
use domain::RecordedEvent;

use crate::executor::ExecuteError;
use crate::ports::{EngineError, ObjectError};

pub use dispatcher::Dispatcher;
pub use planner::Planner;
pub use progress::ProgressReactor;
pub use stopper::Stopper;

/// Why an event was not handled.
#[derive(Debug, thiserror::Error)]
pub enum ReactError {
    /// An engine is away: the same event may succeed later.
    #[error("{0}")]
    Transient(String),
    /// The event cannot be handled, now or later.
    #[error("{0}")]
    Poison(String),
}

/// Turns events into commands.
#[async_trait]
pub trait Reactor: Send + Sync {
    /// Its name, in logs and in parked events.
    fn name(&self) -> &'static str;

    /// The types of event that it handles.
    fn handles(&self) -> &'static [&'static str];

    /// Events of one group are handled in order, those of different groups side by side.
    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str;

    /// Handles one event.
    ///
    /// # Errors
    /// See [`ReactError`].
    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError>;

    /// Handles the next events of one group, in order. If one of them is poison, they come again one by one.
    ///
    /// # Errors
    /// See [`ReactError`].
    async fn react_all(&self, events: &[&RecordedEvent]) -> Result<(), ReactError> {
        for event in events {
            self.react(event).await?;
        }
        Ok(())
    }
}

impl<E: std::error::Error> From<ExecuteError<E>> for ReactError {
    fn from(error: ExecuteError<E>) -> Self {
        match error {
            ExecuteError::Refused(_) | ExecuteError::Unreadable(_) => Self::Poison(error.to_string()),
            ExecuteError::Contended(_)
            | ExecuteError::Stale { .. }
            | ExecuteError::Overloaded
            | ExecuteError::Unavailable(_) => Self::Transient(error.to_string()),
        }
    }
}

impl From<EngineError> for ReactError {
    fn from(error: EngineError) -> Self {
        Self::Transient(error.to_string())
    }
}

impl From<ObjectError> for ReactError {
    fn from(error: ObjectError) -> Self {
        match error {
            ObjectError::NotFound(_) => Self::Poison(error.to_string()),
            ObjectError::Engine(engine) => engine.into(),
        }
    }
}

/// The event's payload; one that cannot be read is poison, but one of a later version waits for a program that knows it.
fn decode<E: domain::VersionedEvent>(event: &RecordedEvent) -> Result<E, ReactError> {
    event.decode().map_err(|error| match error.needs_upgrade() {
        true => ReactError::Transient(error.to_string()),
        false => ReactError::Poison(error.to_string()),
    })
}

/// The typed id of the event's aggregate; one that cannot be read is poison.
fn aggregate_id<I: std::str::FromStr<Err: std::fmt::Display>>(
    event: &RecordedEvent,
) -> Result<I, ReactError> {
    event.aggregate_id.parse().map_err(|error: I::Err| ReactError::Poison(error.to_string()))
}
