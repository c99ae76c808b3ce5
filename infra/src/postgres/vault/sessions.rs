//! Sessions and their refresh tokens. A token is changed in one statement that only one of many can win.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use commands::ports::EngineError;
use commands::ports::vault::{Refreshed, SecretHash, SessionRow, SessionVault, Which};
use domain::{SessionId, TenantId, UserId};
use tokio_postgres::Row;

use super::{PostgresVault, engine_error, get, parsed};

/// For how long a token that was just changed is taken for one of several that were sent at once, and not for a copy.
const RACE: TimeDelta = TimeDelta::seconds(10);

fn session_row(row: &Row) -> Result<SessionRow, EngineError> {
    let tenant: Option<String> = get(row, "tenant_id")?;
    Ok(SessionRow {
        session: parsed(row, "session_id")?,
        user: parsed(row, "user_id")?,
        tenant: tenant.map(|tenant| tenant.parse().map_err(engine_error)).transpose()?,
        proof: get(row, "proof")?,
        address: get(row, "address")?,
        agent: get(row, "agent")?,
        started_at: get(row, "started_at")?,
        used_at: get(row, "used_at")?,
        expires_at: get(row, "expires_at")?,
    })
}

#[async_trait]
impl SessionVault for PostgresVault {
    async fn add_session(&self, row: &SessionRow, refresh: &SecretHash) -> Result<(), EngineError> {
        let statement = "INSERT INTO account_sessions (session_id, user_id, tenant_id, proof, address, agent, \
             started_at, used_at, expires_at, refresh_hash, rotated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $7)";
        let tenant = row.tenant.as_ref().map(TenantId::as_str);
        let (session, user) = (row.session.to_string(), row.user.to_string());
        let mut connection = self.session().await?;
        // Those that are over a while tell nothing any more.
        let clean =
            "DELETE FROM account_sessions WHERE user_id = $1 AND expires_at < now() - interval '1 day'";
        connection.execute(clean, &[&user]).await?;
        connection
            .execute(
                statement,
                &[
                    &session,
                    &user,
                    &tenant,
                    &row.proof,
                    &row.address,
                    &row.agent,
                    &row.started_at,
                    &row.expires_at,
                    &refresh.as_slice(),
                ],
            )
            .await?;
        Ok(())
    }

    async fn refresh(
        &self,
        used: &SecretHash,
        next: &SecretHash,
        at: DateTime<Utc>,
    ) -> Result<Refreshed, EngineError> {
        let rotate = "WITH rotated AS (UPDATE account_sessions \
             SET refresh_hash = $2, rotated_at = $3, used_at = $3 \
             WHERE refresh_hash = $1 AND NOT ended AND expires_at > $3 RETURNING *), \
             used AS (INSERT INTO account_used_tokens (hash, session_id, used_at) \
             SELECT $1, session_id, $3 FROM rotated) SELECT * FROM rotated";
        let mut session = self.session().await?;
        let rows = session.rows(rotate, &[&used.as_slice(), &next.as_slice(), &at]).await?;
        if let Some(row) = rows.first() {
            return Ok(Refreshed::Rotated(session_row(row)?));
        }
        let known = "SELECT s.*, t.used_at AS token_used_at FROM account_used_tokens t \
             JOIN account_sessions s USING (session_id) WHERE t.hash = $1 AND NOT s.ended";
        let rows = session.rows(known, &[&used.as_slice()]).await?;
        let Some(row) = rows.first() else { return Ok(Refreshed::Unknown) };
        let token_used_at: DateTime<Utc> = get(row, "token_used_at")?;
        let row = session_row(row)?;
        Ok(if at - token_used_at < RACE { Refreshed::Raced(row) } else { Refreshed::Reused(row) })
    }

    async fn set_session_tenant(&self, session: SessionId, tenant: &TenantId) -> Result<(), EngineError> {
        let statement = "UPDATE account_sessions SET tenant_id = $2 WHERE session_id = $1";
        self.session().await?.execute(statement, &[&session.to_string(), &tenant.as_str()]).await.map(drop)
    }

    async fn sessions(&self, user: UserId, at: DateTime<Utc>) -> Result<Vec<SessionRow>, EngineError> {
        let query = "SELECT * FROM account_sessions WHERE user_id = $1 AND NOT ended AND expires_at > $2 \
             ORDER BY session_id DESC LIMIT 1000";
        let rows = self.session().await?.rows(query, &[&user.to_string(), &at]).await?;
        rows.iter().map(session_row).collect()
    }

    async fn end_sessions(&self, user: UserId, which: Which) -> Result<Vec<SessionId>, EngineError> {
        let (statement, session) = match which {
            Which::One(session) => (
                "UPDATE account_sessions SET ended = true WHERE user_id = $1 AND session_id = $2 AND NOT ended \
                 RETURNING session_id",
                Some(session),
            ),
            Which::AllBut(session) => (
                "UPDATE account_sessions SET ended = true WHERE user_id = $1 AND session_id IS DISTINCT FROM $2 \
                 AND NOT ended RETURNING session_id",
                session,
            ),
        };
        let session = session.map(|session| session.to_string());
        let rows = self.session().await?.rows(statement, &[&user.to_string(), &session]).await?;
        rows.iter().map(|row| parsed(row, "session_id")).collect()
    }
}
