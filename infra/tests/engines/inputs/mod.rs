//! Jobs over what is uploaded or named: packed, Parquet, or both; planned from the log and read from the object store.

mod keys;
mod packed;
mod tables;
mod world;
