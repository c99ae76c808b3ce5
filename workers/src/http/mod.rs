//! Calls URLs for tenants' items, and never reaches inside.
//!
//! A [`Plan`] is what a job asks for: its templates are one jq program, which runs in the pool's runners like any
//! other filter. A [`HttpClient`] makes the calls, thousands at once in this process. It resolves a name once,
//! refuses every address that is not public (unless the operator allows it), and connects to the very addresses that
//! it has checked.

mod address;
mod allowed;
mod answer;
mod check;
mod client;
mod config;
mod connection;
mod dial;
mod failure;
mod origin;
mod origins;
mod outcome;
mod plan;
mod prepared;
mod redirect;
mod resolve;
mod retry_after;
mod target;
mod template;

pub use answer::Answer;
pub use check::{CallError, check};
pub use client::{Attempt, Called, HttpClient};
pub use config::{HttpConfig, HttpConfigError};
pub use failure::CallFailure;
pub use plan::Plan;
pub use prepared::{Prepared, Raw};
pub use resolve::{Resolver, system_resolver};
