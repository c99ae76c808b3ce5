//! The event store.

mod appending;
mod group_commit;
mod migrating;
mod reading;
mod two_writers;
