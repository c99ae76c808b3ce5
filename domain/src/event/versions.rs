//! Which version the shape of each event type has, and how older shapes become it.
//!
//! # To change an event
//!
//! What is stored never changes, so a changed shape is a new version. Say that `JobPlanned` is to count items too:
//!
//! 1. Change the event's type, and give it the next version where its enum's versions stand:
//!    - What was stored still reads as it is, because the new member has a default, or an enum got one more
//!      variant: put the new version before the old one, `JobPlanned: "1.1" | "1.0"`.
//!    - It does not: leave the new version alone, `JobPlanned: "2.0"`, and add the step that leads to it,
//!      ```text
//!      } upcasters: [
//!          Upcaster::new("JobPlanned", "1.0", "2.0", |event| {
//!              let tasks = event["plan"]["tasks"].clone();
//!              event.insert("items".to_owned(), tasks);
//!          }),
//!      ]);
//!      ```
//!      Each step leads from one version to the next, and they are taken one after the other.
//! 2. Change the event in [`crate::samples`], and run `UPDATE_GOLDEN=1 cargo test -p domain --test events`. It writes
//!    the golden files of the new version. Those of the old one stay, and must still be read.
//! 3. Run `make asyncapi`, which writes the documents that name the events' shapes.
//!
//! A program that is older than an event refuses it ([`super::DecodeError::needs_upgrade`]): all that read events
//! are upgraded before the first that writes them in their new shape.
//!
//! A change to what `evolve` makes of an event, with no change to any shape, needs a version too, such as `"1.1" |
//! "1.0"`: snapshots that were folded by the old rule are told by it.

use cqrs_es::persist::EventUpcaster;
use schemars::JsonSchema;

/// The versions of one event type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// The event's type, such as `JobSubmitted`.
    pub event_type: &'static str,
    /// The version that is written.
    pub current: &'static str,
    /// Earlier versions whose payloads are read as they are.
    pub as_they_are: &'static [&'static str],
}

impl Versions {
    /// Whether a payload of this version is read as it is.
    #[must_use]
    pub fn read(&self, version: &str) -> bool {
        version == self.current || self.as_they_are.contains(&version)
    }
}

/// The events of one kind of aggregate, each type of which has a version.
pub trait VersionedEvent: cqrs_es::DomainEvent + JsonSchema {
    /// Every type, with its versions.
    const VERSIONS: &'static [Versions];

    /// Where payloads hold JSON of a tenant, as JSON pointers into any version of them. An upcaster finds a text in
    /// its place, which it may move but not read: a number such as 1.10 would not keep its digits on its way.
    const OPAQUE: &'static [&'static str] = &[];

    /// The steps from earlier shapes to later ones; of one type, in ascending order.
    fn upcasters() -> &'static [Box<dyn EventUpcaster>];

    /// The versions of an event type; none if there is no such type.
    #[must_use]
    fn versions(event_type: &str) -> Option<&'static Versions> {
        Self::VERSIONS.iter().find(|versions| versions.event_type == event_type)
    }
}

/// Gives each type of an event enum its version: the one that is written, then those that are read as they are.
macro_rules! versions {
    (
        $event:ident { $($name:ident: $current:literal $(| $as_is:literal)*),+ $(,)? }
        $(opaque: [$($opaque:literal),+ $(,)?])?
        $(upcasters: [$($upcaster:expr),+ $(,)?])?
    ) => {
        impl $crate::event::VersionedEvent for $event {
            const VERSIONS: &'static [$crate::event::Versions] = &[$($crate::event::Versions {
                event_type: stringify!($name),
                current: $current,
                as_they_are: &[$($as_is),*],
            }),+];

            $(const OPAQUE: &'static [&'static str] = &[$($opaque),+];)?

            fn upcasters() -> &'static [Box<dyn cqrs_es::persist::EventUpcaster>] {
                static UPCASTERS: std::sync::LazyLock<Vec<Box<dyn cqrs_es::persist::EventUpcaster>>> =
                    std::sync::LazyLock::new(|| vec![$($(Box::new($upcaster)),+)?]);
                &UPCASTERS
            }
        }

        impl cqrs_es::DomainEvent for $event {
            fn event_type(&self) -> String {
                <&'static str>::from(self).to_owned()
            }

            fn event_version(&self) -> String {
                match self {
                    $(Self::$name { .. } => $current.to_owned(),)+
                }
            }
        }
    };
}
pub(crate) use versions;
