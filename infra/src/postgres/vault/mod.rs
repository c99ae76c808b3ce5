//! The vault of accounts: tables beside the directory. A session sees a tenant's rows only while it acts for that tenant.

mod idempotency;
mod keys;
mod sessions;
mod sign_ins;
mod tenants;
mod users;

use std::sync::Arc;

use commands::ports::EngineError;
use deadpool::managed::Object;
use domain::TenantId;
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;

use super::session::{Connector, Role, Sessions, pool};
use super::{PostgresConfig, engine_error};

/// The vault.
#[derive(Clone)]
pub struct PostgresVault(Arc<Sessions>);

impl PostgresVault {
    /// The vault of the directory's database. It does not connect yet.
    ///
    /// # Errors
    /// The config names no database.
    pub fn new(config: &PostgresConfig) -> Result<Self, EngineError> {
        let address =
            config.directory().ok_or_else(|| engine_error("postgres.shards is empty: name at least one"))?;
        Ok(Self(Arc::new(pool(address, Role::Accounts, config.readers)?)))
    }

    /// A session that sees no tenant's rows.
    async fn session(&self) -> Result<Object<Connector>, EngineError> {
        let mut session = self.0.get().await.map_err(engine_error)?;
        session.act_for_nobody().await.map_err(engine_error)?;
        Ok(session)
    }

    /// A session that sees the rows of one tenant.
    async fn session_for(&self, tenant: &TenantId) -> Result<Object<Connector>, EngineError> {
        let mut session = self.0.get().await.map_err(engine_error)?;
        session.act_for(tenant).await.map_err(engine_error)?;
        Ok(session)
    }
}

/// A column.
fn get<'a, T: FromSql<'a>>(row: &'a Row, column: &str) -> Result<T, EngineError> {
    row.try_get(column).map_err(engine_error)
}

/// A column that is read from its text, such as an id.
fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(row: &Row, column: &str) -> Result<T, EngineError> {
    let text: &str = get(row, column)?;
    text.parse().map_err(|error| engine_error(format!("{column} of the vault: {error}")))
}

/// A column that is read from its JSON.
fn json<T: serde::de::DeserializeOwned>(row: &Row, column: &str) -> Result<T, EngineError> {
    let text: &str = get(row, column)?;
    serde_json::from_str(text).map_err(|error| engine_error(format!("{column} of the vault: {error}")))
}
