//! The analyst's tables in ClickHouse.

mod access;
mod crashing;
mod keeping;
mod minutes;
mod queries;
mod tables;
mod writing;
