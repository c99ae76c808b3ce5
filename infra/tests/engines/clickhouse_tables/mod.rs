//! The analyst's tables in ClickHouse.

mod crashing;
mod queries;
mod tables;
mod writing;
