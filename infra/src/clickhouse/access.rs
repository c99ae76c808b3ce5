//! The analysts' role and its row policies, on a server where SQL may make them.

use ::clickhouse::error::Error;
use commands::ports::EngineError;

use super::{ClickHouseConfig, client, engine_error};

/// Every statement, in order; `{database}` stands for the database's name. Each may run again.
pub const ACCESS: &[&str] = &[
    include_str!("../../../migrations/clickhouse/access/0001_analyst.sql"),
    include_str!("../../../migrations/clickhouse/access/0002_program.sql"),
    include_str!("../../../migrations/clickhouse/access/0003_tenants.sql"),
    include_str!("../../../migrations/clickhouse/access/0004_grants.sql"),
];

/// How ClickHouse says that this user may make no roles or policies, or that there is nowhere to keep them.
const ABSENT: &[&str] =
    &["(ACCESS_DENIED)", "(ACCESS_STORAGE_FOR_INSERTION_NOT_FOUND)", "(ACCESS_STORAGE_READONLY)"];

/// Makes the role and its policies; answers whether the server has SQL access control for the configured user. Where it
/// has none, nothing is granted.
///
/// # Errors
/// ClickHouse cannot be reached, or refuses for another reason.
pub async fn give_access(config: &ClickHouseConfig) -> Result<bool, EngineError> {
    for statement in ACCESS {
        let statement = statement.replace("{database}", &config.database);
        match client(config).query(&statement).execute().await {
            Ok(()) => {}
            Err(Error::BadResponse(said)) if ABSENT.iter().any(|code| said.contains(code)) => {
                return Ok(false);
            }
            Err(error) => return Err(engine_error(error)),
        }
    }
    Ok(true)
}
