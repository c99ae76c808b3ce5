//! What every aggregate of ours adds to `cqrs_es::Aggregate`: a pure `decide` and a typed id.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use schemars::JsonSchema;

use crate::event::VersionedEvent;

/// An aggregate root whose decisions are pure.
///
/// `cqrs_es::Aggregate::handle` is a few lines around [`Root::decide`], so the framework and the
/// project's own executor run the same rules. The state is kept as JSON in snapshots: cqrs-es has it implement serde's
/// traits, and its schema tells whether a snapshot still fits.
pub trait Root: cqrs_es::Aggregate<Event: VersionedEvent> + Clone + JsonSchema + 'static {
    /// The typed id; its text form is the stream's `aggregate_id`.
    type Id: Clone + Debug + Display + FromStr + Eq + Hash + Send + Sync;

    /// The events that `command` leads to. Repeating a command that is done yields none.
    ///
    /// # Errors
    /// The rule that refuses the command.
    fn decide(&self, command: Self::Command) -> Result<Vec<Self::Event>, Self::Error>;

    /// A hash over the shape of the state, and over the shapes and versions of the events that it is folded from.
    ///
    /// A snapshot is kept with it, and read only where it is the same: another means that the state is another type
    /// by now, or is folded otherwise.
    fn schema_hash() -> &'static str;
}

/// Implements cqrs-es's traits for an aggregate that has `decide` and `evolve`.
macro_rules! cqrs_aggregate {
    ($aggregate:ty, $name:literal, id: $id:ty, command: $command:ty, event: $event:ty, error: $error:ty) => {
        impl $crate::aggregate::Root for $aggregate {
            type Id = $id;

            fn decide(&self, command: $command) -> Result<Vec<$event>, $error> {
                <$aggregate>::decide(self, command)
            }

            fn schema_hash() -> &'static str {
                static HASH: std::sync::LazyLock<String> =
                    std::sync::LazyLock::new($crate::schema::hash::<$aggregate, $event>);
                &HASH
            }
        }

        impl cqrs_es::Aggregate for $aggregate {
            const TYPE: &'static str = $name;
            type Command = $command;
            type Event = $event;
            type Error = $error;
            type Services = ();

            async fn handle(
                &mut self,
                command: $command,
                (): &(),
                sink: &cqrs_es::event_sink::EventSink<Self>,
            ) -> Result<(), $error> {
                for event in <$aggregate>::decide(self, command)? {
                    sink.write(event, self).await;
                }
                Ok(())
            }

            fn apply(&mut self, event: $event) {
                self.evolve(event);
            }
        }
    };
}
pub(crate) use cqrs_aggregate;
