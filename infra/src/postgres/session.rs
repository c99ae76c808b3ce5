//! Sessions with a shard's database, each in the role that its work needs.

use std::collections::HashMap;
use std::str::FromStr;
use std::time::Duration;

use commands::ports::EngineError;
use deadpool::Runtime;
use deadpool::managed::{self, Metrics, RecycleError, RecycleResult, Timeouts};
use domain::TenantId;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Error, NoTls, Row, Statement};

use super::engine_error;

/// How long a read waits for a session.
const TIMEOUT: Duration = Duration::from_secs(5);

/// What a session may do; the migrations create the roles and grant them their rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Appends, saves snapshots, places tenants.
    Writer,
    /// Reads what belongs to the tenant that the session names.
    Reader,
    /// Reads the whole log, and keeps checkpoints.
    Relay,
    /// Keeps the vault.
    Accounts,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Writer => "thousandfold_writer",
            Self::Reader => "thousandfold_reader",
            Self::Relay => "thousandfold_relay",
            Self::Accounts => "thousandfold_accounts",
        }
    }
}

/// Reads an address, and has sessions take `role` when they begin.
pub(super) fn config(address: &str, role: Role) -> Result<Config, Error> {
    let mut config = Config::from_str(address)?;
    let options = config.get_options().map(|given| format!("{given} ")).unwrap_or_default();
    // Our statements look things up by keys: planning them anew for each value costs more than it can gain.
    let settings = format!("{options}-c role={} -c plan_cache_mode=force_generic_plan", role.name());
    config.options(settings).application_name(role.name());
    // A server that is gone without a word is noticed after these.
    config
        .connect_timeout(TIMEOUT)
        .keepalives_idle(Duration::from_secs(10))
        .tcp_user_timeout(Duration::from_secs(20));
    Ok(config)
}

/// Sessions that readers share.
pub(super) type Sessions = managed::Pool<Connector>;

/// Opens the sessions of a pool.
pub(super) struct Connector(Config);

/// A session with what it remembers.
pub(super) struct Session {
    pub(super) client: Client,
    statements: HashMap<String, Statement>,
    tenant: Option<TenantId>,
}

/// A pool of up to `size` sessions, which are opened when they are first needed.
pub(super) fn pool(address: &str, role: Role, size: usize) -> Result<Sessions, EngineError> {
    let connector = Connector(config(address, role).map_err(engine_error)?);
    let timeouts = Timeouts { create: Some(TIMEOUT), wait: Some(TIMEOUT), recycle: None };
    let pool = managed::Pool::builder(connector).max_size(size).timeouts(timeouts).runtime(Runtime::Tokio1);
    pool.build().map_err(engine_error)
}

impl managed::Manager for Connector {
    type Type = Session;
    type Error = Error;

    async fn create(&self) -> Result<Session, Error> {
        let (client, connection) = self.0.connect(NoTls).await?;
        tokio::spawn(connection);
        Ok(Session { client, statements: HashMap::new(), tenant: None })
    }

    async fn recycle(&self, session: &mut Session, _: &Metrics) -> RecycleResult<Error> {
        if session.client.is_closed() { Err(RecycleError::message("the session has ended")) } else { Ok(()) }
    }
}

impl Session {
    /// The statement, which the session prepares once.
    pub(super) async fn prepare(&mut self, query: &str) -> Result<Statement, Error> {
        if let Some(known) = self.statements.get(query) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(query).await?;
        self.statements.insert(query.to_owned(), statement.clone());
        Ok(statement)
    }

    /// All rows of a query's answer.
    pub(super) async fn rows(
        &mut self,
        query: &str,
        arguments: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, EngineError> {
        let statement = self.prepare(query).await.map_err(engine_error)?;
        self.client.query(&statement, arguments).await.map_err(engine_error)
    }

    /// Runs a statement; answers how many rows it changed.
    pub(super) async fn execute(
        &mut self,
        statement: &str,
        arguments: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, EngineError> {
        let statement = self.prepare(statement).await.map_err(engine_error)?;
        self.client.execute(&statement, arguments).await.map_err(engine_error)
    }

    /// Has the session see the rows of `tenant`, and of no other.
    pub(super) async fn act_for(&mut self, tenant: &TenantId) -> Result<(), Error> {
        if self.tenant.as_ref() == Some(tenant) {
            return Ok(());
        }
        self.tenant = None;
        let statement = self.prepare("SELECT set_config('thousandfold.tenant', $1, false)").await?;
        self.client.query_one(&statement, &[&tenant.as_str()]).await?;
        self.tenant = Some(tenant.clone());
        Ok(())
    }

    /// Has the session see no tenant's rows.
    pub(super) async fn act_for_nobody(&mut self) -> Result<(), Error> {
        if self.tenant.is_some() {
            let statement = self.prepare("SELECT set_config('thousandfold.tenant', '', false)").await?;
            self.client.query_one(&statement, &[]).await?;
            self.tenant = None;
        }
        Ok(())
    }
}
