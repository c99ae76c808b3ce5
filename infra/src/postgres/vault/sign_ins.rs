//! Sign-ins that go on at other issuers. Each is taken out once.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use commands::ports::vault::{SecretHash, SignInRow, SignInVault};
use tokio_postgres::Row;

use super::{PostgresVault, engine_error, get};

fn sign_in_row(row: &Row) -> Result<SignInRow, EngineError> {
    let binding: &[u8] = get(row, "binding_hash")?;
    Ok(SignInRow {
        provider: get(row, "provider")?,
        binding: binding.try_into().map_err(|_| engine_error("a hash of the vault is none"))?,
        sealed: get(row, "sealed")?,
        expires_at: get(row, "expires_at")?,
    })
}

#[async_trait]
impl SignInVault for PostgresVault {
    async fn add_sign_in(&self, state: &SecretHash, row: &SignInRow) -> Result<(), EngineError> {
        let mut session = self.session().await?;
        session.execute("DELETE FROM account_sign_ins WHERE expires_at < now()", &[]).await?;
        let statement = "INSERT INTO account_sign_ins (state_hash, binding_hash, provider, sealed, expires_at) \
             VALUES ($1, $2, $3, $4, $5)";
        let (state, binding) = (state.as_slice(), row.binding.as_slice());
        session.execute(statement, &[&state, &binding, &row.provider, &row.sealed, &row.expires_at]).await?;
        Ok(())
    }

    async fn take_sign_in(
        &self,
        state: &SecretHash,
        at: DateTime<Utc>,
    ) -> Result<Option<SignInRow>, EngineError> {
        let statement = "DELETE FROM account_sign_ins WHERE state_hash = $1 AND expires_at > $2 RETURNING *";
        let rows = self.session().await?.rows(statement, &[&state.as_slice(), &at]).await?;
        rows.first().map(sign_in_row).transpose()
    }
}
