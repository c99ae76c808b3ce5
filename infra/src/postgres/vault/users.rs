//! Users: their addresses, and what proves who they are.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use commands::ports::vault::{Link, Profile, SecretHash, UserVault};
use domain::UserId;
use tokio_postgres::Row;

use super::{PostgresVault, engine_error, get, parsed};

/// What makes a profile.
const COLUMNS: &str = "user_id, email, name, verified, password_hash, totp_sealed, totp_enabled, totp_step";

fn profile(row: &Row) -> Result<Profile, EngineError> {
    Ok(Profile {
        user: parsed(row, "user_id")?,
        email: get(row, "email")?,
        name: get(row, "name")?,
        verified: get(row, "verified")?,
        password: get(row, "password_hash")?,
        totp: get(row, "totp_sealed")?,
        totp_enabled: get(row, "totp_enabled")?,
        totp_step: get::<Option<i64>>(row, "totp_step")?.map(i64::cast_unsigned),
    })
}

#[async_trait]
impl UserVault for PostgresVault {
    async fn add_user(&self, profile: &Profile) -> Result<bool, EngineError> {
        let statement = "INSERT INTO account_users (user_id, email, name, verified, password_hash) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        let Profile { user, email, name, verified, password, .. } = profile;
        let mut session = self.session().await?;
        Ok(session.execute(statement, &[&user.to_string(), email, name, verified, password]).await? > 0)
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<Profile>, EngineError> {
        let query = format!("SELECT {COLUMNS} FROM account_users WHERE lower(email) = lower($1)");
        let rows = self.session().await?.rows(&query, &[&email]).await?;
        rows.first().map(profile).transpose()
    }

    async fn users(&self, ids: &[UserId]) -> Result<Vec<Profile>, EngineError> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let query = format!("SELECT {COLUMNS} FROM account_users WHERE user_id = ANY($1)");
        self.session().await?.rows(&query, &[&ids]).await?.iter().map(profile).collect()
    }

    async fn set_password(&self, user: UserId, hash: &str) -> Result<(), EngineError> {
        let statement = "UPDATE account_users SET password_hash = $2 WHERE user_id = $1";
        self.session().await?.execute(statement, &[&user.to_string(), &hash]).await.map(drop)
    }

    async fn set_verified(&self, user: UserId) -> Result<(), EngineError> {
        let statement = "UPDATE account_users SET verified = true WHERE user_id = $1";
        self.session().await?.execute(statement, &[&user.to_string()]).await.map(drop)
    }

    async fn claim_user(&self, user: UserId) -> Result<(), EngineError> {
        // In one statement: at no moment does a stranger's password open an address that is verified.
        let statement = "UPDATE account_users SET verified = true, password_hash = NULL, totp_sealed = NULL, \
             totp_enabled = false, recovery = '{}' WHERE user_id = $1 AND NOT verified";
        self.session().await?.execute(statement, &[&user.to_string()]).await.map(drop)
    }

    async fn set_totp(
        &self,
        user: UserId,
        sealed: Option<&[u8]>,
        enabled: bool,
        recovery: &[SecretHash],
    ) -> Result<(), EngineError> {
        // The last step stays: a code that confirmed the secret does not sign in too.
        let statement = "UPDATE account_users SET totp_sealed = $2, totp_enabled = $3, recovery = $4 \
             WHERE user_id = $1";
        let recovery: Vec<&[u8]> = recovery.iter().map(|hash| hash.as_slice()).collect();
        self.session().await?.execute(statement, &[&user.to_string(), &sealed, &enabled, &recovery]).await?;
        Ok(())
    }

    async fn use_totp_step(&self, user: UserId, step: u64) -> Result<bool, EngineError> {
        let statement = "UPDATE account_users SET totp_step = $2 \
             WHERE user_id = $1 AND (totp_step IS NULL OR totp_step < $2)";
        let used =
            self.session().await?.execute(statement, &[&user.to_string(), &step.cast_signed()]).await?;
        Ok(used > 0)
    }

    async fn use_recovery_code(&self, user: UserId, hash: &SecretHash) -> Result<bool, EngineError> {
        let statement = "UPDATE account_users SET recovery = array_remove(recovery, $2) \
             WHERE user_id = $1 AND $2 = ANY(recovery)";
        let used = self.session().await?.execute(statement, &[&user.to_string(), &hash.as_slice()]).await?;
        Ok(used > 0)
    }

    async fn add_link(
        &self,
        hash: &SecretHash,
        link: Link,
        user: UserId,
        expires_at: DateTime<Utc>,
    ) -> Result<(), EngineError> {
        let mut session = self.session().await?;
        session.execute("DELETE FROM account_links WHERE expires_at < now()", &[]).await?;
        let statement = "INSERT INTO account_links (hash, kind, user_id, expires_at) VALUES ($1, $2, $3, $4)";
        let kind: &'static str = link.into();
        session.execute(statement, &[&hash.as_slice(), &kind, &user.to_string(), &expires_at]).await?;
        Ok(())
    }

    async fn take_link(
        &self,
        hash: &SecretHash,
        link: Link,
        at: DateTime<Utc>,
    ) -> Result<Option<UserId>, EngineError> {
        let statement = "DELETE FROM account_links WHERE hash = $1 AND kind = $2 AND expires_at > $3 \
             RETURNING user_id";
        let kind: &'static str = link.into();
        let rows = self.session().await?.rows(statement, &[&hash.as_slice(), &kind, &at]).await?;
        rows.first().map(|row| parsed(row, "user_id")).transpose()
    }

    async fn user_of_identity(&self, issuer: &str, subject: &str) -> Result<Option<UserId>, EngineError> {
        let query = "SELECT user_id FROM account_identities WHERE issuer = $1 AND subject = $2";
        let rows = self.session().await?.rows(query, &[&issuer, &subject]).await?;
        rows.first().map(|row| parsed(row, "user_id")).transpose()
    }

    async fn add_identity(&self, issuer: &str, subject: &str, user: UserId) -> Result<bool, EngineError> {
        let statement = "INSERT INTO account_identities (issuer, subject, user_id) VALUES ($1, $2, $3) \
             ON CONFLICT DO NOTHING";
        self.session().await?.execute(statement, &[&issuer, &subject, &user.to_string()]).await?;
        let known = self.user_of_identity(issuer, subject).await?;
        known.map(|known| known == user).ok_or_else(|| engine_error("an identity is not kept"))
    }
}
