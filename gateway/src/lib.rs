//! The front of the HTTP server: connections, time-outs, limits, and what is shed when there is too much.

mod activity;
mod address;
mod body;
mod caps;
mod config;
mod connection;
mod farewell;
mod forward;
mod refusal;
mod serve;
mod service;
mod shed;
mod tap;

pub use address::{ClientAddress, ForwardedHeader};
pub use body::BodyTimedOut;
pub use config::{GatewayConfig, Http2Config};
pub use forward::{ForwardError, Forwarder, came_via};
pub use refusal::Refusal;
pub use serve::{Gateway, serve};
pub use shed::{Class, Patience, ShedConfig, Waiting};
