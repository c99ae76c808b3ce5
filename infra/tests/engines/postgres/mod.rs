//! The event store.

mod appending;
mod dropped;
mod expected;
mod group_commit;
mod migrating;
mod partitions;
mod reading;
mod roles;
mod two_writers;
