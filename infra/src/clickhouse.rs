//! ClickHouse: the analyst's tables.

mod access;
mod attempts;
mod audit;
mod beside;
mod charts;
mod document;
mod jobs;
mod keep;
mod migrate;
mod rows;
mod sink;

use commands::ports::EngineError;
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use projections::queries::QueryError;
use serde::Deserialize;

use crate::query_error;

pub use ::clickhouse::Client;
pub use access::{ACCESS, give_access};
pub use attempts::ClickHouseAttempts;
pub use audit::ClickHouseAudit;
pub use beside::{
    Beside, Minute, TableDigest, first_minute_after, minutes, moved_on, row_only_in, rows_of, table_digests,
};
pub use charts::ClickHouseCharts;
pub use document::{QUESTIONS, document};
pub use jobs::ClickHouseJobs;
pub use keep::Keep;
pub use migrate::{TABLES, VIEWS, database_exists, drop_database, migrate};
pub use sink::AnalyticsSink;

/// Where ClickHouse is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClickHouseConfig {
    /// The URL of its HTTP interface.
    pub url: String,
    /// The user.
    #[serde(default = "default_user")]
    pub user: String,
    /// The user's password.
    #[serde(default)]
    pub password: String,
    /// For how long rows are kept.
    #[serde(default)]
    pub keep: Keep,
    /// The database; it is not a setting, but named after the deployment.
    #[serde(skip)]
    pub database: String,
}

fn default_user() -> String {
    "default".to_owned()
}

/// A client of the database of `config`.
#[must_use]
pub fn client(config: &ClickHouseConfig) -> Client {
    bare_client(config).with_database(&config.database)
}

fn bare_client(config: &ClickHouseConfig) -> Client {
    // Small inserts would wait for the acknowledgement of the segment before.
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(std::time::Duration::from_secs(2)));
    let http = HttpClient::builder(TokioExecutor::new()).build(connector);
    Client::with_http_client(http)
        .with_url(&config.url)
        .with_user(&config.user)
        .with_password(&config.password)
}

/// Whether ClickHouse answers.
///
/// # Errors
/// It does not.
pub async fn ping(client: &Client) -> Result<(), EngineError> {
    client.query("SELECT 1").fetch_one::<u8>().await.map(|_| ()).map_err(engine_error)
}

/// An error as queries give it.
fn away(error: ::clickhouse::error::Error) -> QueryError {
    query_error(engine_error(error))
}

/// Text that is not known is empty in the tables.
fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn engine_error(error: ::clickhouse::error::Error) -> EngineError {
    EngineError { engine: "clickhouse", message: error.to_string() }
}
