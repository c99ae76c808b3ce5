//! The workers: what runs a job's tasks.

pub mod blocks;
pub mod config;
pub mod engine;
pub mod http;
pub mod items;
pub mod jq;
pub mod pace;
pub mod parquet;
pub mod processors;
pub mod report;
mod retry;
mod work;
pub mod worker;
