//! The executor on the real log.

mod cut_off;
mod snapshots;
mod stale;
