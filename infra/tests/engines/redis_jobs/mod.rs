//! The read model of jobs in Redis.

mod applying;
mod keys;
mod live;
mod losing;
mod views;
