//! The workers: what runs a job's tasks.

pub mod jq;
