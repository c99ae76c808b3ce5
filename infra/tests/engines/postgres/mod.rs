//! The event store.

mod appending;
mod group_commit;
mod migrating;
mod reading;
mod tenants;
mod two_writers;
