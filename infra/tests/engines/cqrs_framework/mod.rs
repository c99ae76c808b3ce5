//! cqrs-es and postgres-es, as they are published, on the project's streams.

mod aggregates;
mod framework;
mod published;
