//! The gateway as its clients see it, over real sockets.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod broken_requests;
mod connections;
mod http2;
mod shedding;
mod slow_clients;
mod support;
