#![doc = include_str!("../README.md")]

#[rustfmt::skip]
#[expect(clippy::all, clippy::allow_attributes, clippy::unwrap_used, missing_docs, unreachable_pub, reason = "generated")]
mod generated;

mod answer;
mod connect;
mod error;
mod hooks;
mod jobs;
mod json;
mod pages;
mod problem;
mod results;
mod retry;
mod throttle;
mod time_limit;

pub use answer::{answer, with};
pub use connect::Builder;
pub use error::Error;
pub use generated::{Client, builder, types};
pub use jobs::is_over;
pub use json::Json;
pub use pages::{items, pages};
pub use problem::Problem;
pub use progenitor_client::{ByteStream, ResponseValue};
pub use results::TaskResult;
pub use retry::Retry;
pub use throttle::ThrottlePatch;
