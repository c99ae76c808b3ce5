//! The read model of jobs in Redis.

mod applying;
mod keys;
mod losing;
mod views;
