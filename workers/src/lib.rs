//! The workers: what runs a job's tasks.

pub mod blocks;
pub mod engine;
pub mod items;
pub mod jq;
mod lease;
pub mod processors;
pub mod report;
pub mod worker;
