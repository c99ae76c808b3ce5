//! The event store.

mod appending;
mod group_commit;
mod migrating;
mod reading;
mod roles;
mod two_writers;
