//! The read side: pure functions from events to read models, and what can be asked of these.

pub mod analytics;
pub mod charts;
pub mod job_list;
pub mod job_view;
pub mod live;
pub mod progress;
pub mod queries;
pub mod runner;
pub mod usage;
