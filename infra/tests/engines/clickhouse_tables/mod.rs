//! The analyst's tables in ClickHouse.

mod access;
mod charts;
mod crashing;
mod document;
mod keeping;
mod minutes;
mod queries;
mod questions;
mod tables;
mod usage;
mod writing;
