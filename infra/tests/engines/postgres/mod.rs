//! The event store.

mod appending;
mod directory;
mod dropped;
mod expected;
mod group_commit;
mod history;
mod migrating;
mod moments;
mod owner;
mod partitions;
mod reading;
mod refusing;
mod replicas;
mod requests;
mod roles;
mod scans;
mod subscribing;
mod tenants;
mod two_writers;
mod usage;
