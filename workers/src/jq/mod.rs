//! Runs tenants' jq filters in child processes that can be killed.
//!
//! A filter may run forever, overflow the stack or eat all memory, and the engine cannot be
//! interrupted from outside. So the worker never runs one itself: a [`JqPool`] hands items to
//! children, which are our own binary started as a [`runner`], and replaces a child that takes
//! too long or dies. Only the item that caused it fails.
//!
//! [`compile`] is safe to call in any process: it bounds the length and the nesting of a filter.

mod batch;
mod builtins;
mod compile;
mod error;
mod filter;
mod guard;
mod input;
mod output;
mod pool;
mod problem;
mod process;
mod program;
mod protocol;
mod queue;
pub mod runner;

pub use compile::{MAX_FILTER_BYTES, compile};
pub use error::{ErrorClass, ItemError, ItemResult, PoolError};
pub use filter::{Filter, Variables};
pub(crate) use guard::closing_parenthesis;
pub(crate) use input::is_json;
pub use pool::{JqPool, PoolConfig};
pub use problem::{CompileError, CompileErrorKind};
pub use program::Program;
pub use queue::For;
