//! What can be set of the gateway.

use std::time::Duration;

use ipnet::IpNet;
use serde::Deserialize;

use crate::address::ForwardedHeader;
use crate::shed::ShedConfig;

/// How connections are held, and what of them is too much.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GatewayConfig {
    /// How long the header of a request may take, in milliseconds.
    pub header_read_timeout_ms: u64,
    /// The longest pause between two pieces of a request's body, in milliseconds.
    pub body_stall_timeout_ms: u64,
    /// How fast a body has to come on average, in bytes a second. 0 is no minimum.
    pub min_body_bytes_per_second: u64,
    /// How long a body is waited for before that average counts, in milliseconds.
    pub body_grace_ms: u64,
    /// How long a client may take nothing of the answers that are ready for it, in milliseconds.
    pub response_stall_timeout_ms: u64,
    /// How long a connection may do nothing, in milliseconds.
    pub keep_alive_timeout_ms: u64,
    /// How many connections there may be.
    pub max_connections: usize,
    /// How many of them one address may have; of IPv6, one network of 64 bits. Trusted proxies may have them all.
    pub max_connections_per_address: usize,
    /// The longest header of a request, in bytes, with its first line.
    pub max_header_bytes: usize,
    /// How many header fields a request may have.
    pub max_headers: usize,
    /// The longest target of a request, in bytes.
    pub max_request_target_bytes: usize,
    /// What is special about HTTP/2.
    pub http2: Http2Config,
    /// Networks whose word about the client's address is believed, such as `10.0.0.0/8`.
    pub trusted_proxies: Vec<IpNet>,
    /// The header field that they say it in. The other one is the client's own, and not believed.
    pub forwarded_header: ForwardedHeader,
    /// What is refused when there is too much.
    pub shed: ShedConfig,
}

impl Default for GatewayConfig {
    fn default() -> Self {
        Self {
            header_read_timeout_ms: 10_000,
            body_stall_timeout_ms: 10_000,
            min_body_bytes_per_second: 500,
            body_grace_ms: 20_000,
            response_stall_timeout_ms: 30_000,
            keep_alive_timeout_ms: 60_000,
            // Ten thousand may be live, and others ask meanwhile.
            max_connections: 12_000,
            max_connections_per_address: 256,
            max_header_bytes: 32 << 10,
            max_headers: 100,
            max_request_target_bytes: 8 << 10,
            http2: Http2Config::default(),
            trusted_proxies: Vec::new(),
            forwarded_header: ForwardedHeader::default(),
            shed: ShedConfig::default(),
        }
    }
}

impl GatewayConfig {
    pub(crate) fn header_read_timeout(&self) -> Duration {
        Duration::from_millis(self.header_read_timeout_ms)
    }

    pub(crate) fn response_stall_timeout(&self) -> Duration {
        Duration::from_millis(self.response_stall_timeout_ms)
    }

    pub(crate) fn keep_alive_timeout(&self) -> Duration {
        Duration::from_millis(self.keep_alive_timeout_ms)
    }
}

/// What is special about HTTP/2.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http2Config {
    /// How many requests of a connection may be under way.
    pub max_concurrent_streams: u32,
    /// How many requests a client may take back before they are looked at; with more, the connection ends.
    pub max_pending_accept_reset_streams: usize,
    /// How many requests may end because the client broke the protocol; with more, the connection ends.
    pub max_local_error_reset_streams: usize,
    /// After how long a client is asked whether it is still there, in milliseconds.
    pub keep_alive_interval_ms: u64,
    /// How long it may take to answer that, in milliseconds.
    pub keep_alive_timeout_ms: u64,
    /// The longest header of a request, in bytes, as HTTP/2 counts: 32 more for each field.
    pub max_header_list_size: u32,
}

impl Default for Http2Config {
    fn default() -> Self {
        Self {
            max_concurrent_streams: 128,
            max_pending_accept_reset_streams: 20,
            max_local_error_reset_streams: 1024,
            keep_alive_interval_ms: 20_000,
            keep_alive_timeout_ms: 10_000,
            max_header_list_size: 32 << 10,
        }
    }
}
