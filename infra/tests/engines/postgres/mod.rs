//! The event store.

mod appending;
mod directory;
mod dropped;
mod expected;
mod faults;
mod group_commit;
mod migrating;
mod moments;
mod owner;
mod partitions;
mod reading;
mod replicas;
mod roles;
mod scans;
mod subscribing;
mod tenants;
mod two_writers;
