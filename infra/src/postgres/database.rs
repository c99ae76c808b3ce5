//! Makes and drops whole databases, for deployments that live only as long as a test or a benchmark.

use commands::ports::EngineError;
use tokio_postgres::NoTls;

use super::engine_error;

/// Creates the database `name` on the server at `address`.
///
/// # Errors
/// PostgreSQL cannot be reached, or has it.
pub async fn create_database(address: &str, name: &str) -> Result<(), EngineError> {
    execute(address, &format!("CREATE DATABASE \"{name}\"")).await
}

/// Drops the database `name`, whoever uses it.
///
/// # Errors
/// PostgreSQL cannot be reached.
pub async fn drop_database(address: &str, name: &str) -> Result<(), EngineError> {
    execute(address, &format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")).await
}

async fn execute(address: &str, statement: &str) -> Result<(), EngineError> {
    let address = format!("{address} dbname=postgres");
    let (client, connection) = tokio_postgres::connect(&address, NoTls).await.map_err(engine_error)?;
    tokio::spawn(connection);
    client.batch_execute(statement).await.map_err(engine_error)
}
