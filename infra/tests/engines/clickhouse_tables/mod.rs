//! The analyst's tables in ClickHouse.

mod crashing;
mod minutes;
mod queries;
mod tables;
mod writing;
