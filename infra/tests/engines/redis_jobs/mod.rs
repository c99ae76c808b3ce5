//! The read model of jobs in Redis.

mod applying;
mod generations;
mod keys;
mod live;
mod losing;
mod usage;
mod views;
