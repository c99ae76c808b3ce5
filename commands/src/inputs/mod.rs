//! What jobs read beside plain lines and rows: packed bytes, Parquet files, and objects that tenants name by their keys.

pub mod objects;
pub mod parquet;
pub(crate) mod pieces;
pub mod unpack;
