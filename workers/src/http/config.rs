//! How calls are made.

use std::path::PathBuf;

use serde::Deserialize;
use thiserror::Error;

/// How calls are made: the section `[worker.http]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HttpConfig {
    /// How many calls are under way at once to one host, which is a scheme, a name and a port.
    pub per_host: usize,
    /// How long connecting may take, TLS included, in milliseconds.
    pub connect_timeout_ms: u64,
    /// What may be called although it is not public: networks such as `10.1.0.0/16`, addresses and names of hosts.
    pub allow: Vec<String>,
    /// Certificates (PEM) of authorities that are trusted beside the system's.
    pub ca_file: Option<PathBuf>,
}

impl HttpConfig {
    /// The most calls that may be under way at once to one host.
    pub const MAX_PER_HOST: usize = 20_000;
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { per_host: 1_000, connect_timeout_ms: 5_000, allow: vec![], ca_file: None }
    }
}

/// A configuration that cannot work.
#[derive(Debug, Error)]
pub enum HttpConfigError {
    /// The limit is none.
    #[error("worker.http.per_host is {0}; make it 1 to {max}", max = HttpConfig::MAX_PER_HOST)]
    PerHost(usize),
    /// An entry of the list of what is allowed.
    #[error(
        "worker.http.allow has `{0}`; write a network such as 10.1.0.0/16, an address, or the name of a host"
    )]
    Allow(String),
    /// The file of certificates.
    #[error("worker.http.ca_file {path}: {message}")]
    CaFile {
        /// Where it should be.
        path: String,
        /// What is wrong with it.
        message: String,
    },
    /// The TLS library.
    #[error("TLS cannot be set up")]
    Tls(#[from] tokio_rustls::rustls::Error),
}
