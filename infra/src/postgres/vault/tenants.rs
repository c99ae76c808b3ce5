//! What belongs to tenants: keys, invitations, and who is a member of which.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use commands::ports::vault::{InvitationRow, KeyRow, SecretHash, TenantVault};
use domain::tenant::Member;
use domain::{ApiKeyId, InvitationId, TenantId, UserId};
use tokio_postgres::Row;

use super::{PostgresVault, engine_error, get, json, parsed};

/// What makes a key; its specification as text, since it is read by serde.
const KEY: &str = "key_id, tenant_id, spec::text AS spec, hint, created_by, created_at, revoked_at, used_at";
/// What makes an invitation.
const INVITATION: &str =
    "invitation_id, tenant_id, email, member::text AS member, sent_by, sent_at, expires_at";

fn key_row(row: &Row) -> Result<KeyRow, EngineError> {
    Ok(KeyRow {
        key: parsed(row, "key_id")?,
        tenant: parsed(row, "tenant_id")?,
        spec: json(row, "spec")?,
        hint: get(row, "hint")?,
        created_by: get(row, "created_by")?,
        created_at: get(row, "created_at")?,
        revoked_at: get(row, "revoked_at")?,
        used_at: get(row, "used_at")?,
    })
}

fn invitation_row(row: &Row) -> Result<InvitationRow, EngineError> {
    Ok(InvitationRow {
        invitation: parsed(row, "invitation_id")?,
        tenant: parsed(row, "tenant_id")?,
        email: get(row, "email")?,
        member: json(row, "member")?,
        sent_by: get(row, "sent_by")?,
        sent_at: get(row, "sent_at")?,
        expires_at: get(row, "expires_at")?,
    })
}

fn limit_of(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

#[async_trait]
impl TenantVault for PostgresVault {
    async fn set_member(
        &self,
        tenant: &TenantId,
        user: UserId,
        member: Option<&Member>,
        version: u64,
    ) -> Result<(), EngineError> {
        let statement = "INSERT INTO account_members (tenant_id, user_id, member, version) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (user_id, tenant_id) DO UPDATE \
             SET member = EXCLUDED.member, version = EXCLUDED.version \
             WHERE account_members.version <= EXCLUDED.version";
        let (user, version) = (user.to_string(), version.cast_signed());
        self.session()
            .await?
            .execute(statement, &[&tenant.as_str(), &user, &member.is_some(), &version])
            .await?;
        Ok(())
    }

    async fn tenants_of(&self, user: UserId) -> Result<Vec<TenantId>, EngineError> {
        let query = "SELECT tenant_id FROM account_members WHERE user_id = $1 AND member \
             ORDER BY tenant_id LIMIT 1000";
        let rows = self.session().await?.rows(query, &[&user.to_string()]).await?;
        rows.iter().map(|row| parsed(row, "tenant_id")).collect()
    }

    async fn add_key(&self, row: &KeyRow, hash: &SecretHash) -> Result<(), EngineError> {
        let statement = "INSERT INTO account_keys (key_id, tenant_id, hash, spec, hint, created_by, created_at) \
             VALUES ($1, $2, $3, $4::text::json, $5, $6, $7) \
             ON CONFLICT (key_id) DO UPDATE SET hash = EXCLUDED.hash, hint = EXCLUDED.hint";
        let spec = serde_json::to_string(&row.spec).map_err(engine_error)?;
        let (key, tenant) = (row.key.to_string(), row.tenant.as_str());
        let mut session = self.session_for(&row.tenant).await?;
        let arguments: [&(dyn tokio_postgres::types::ToSql + Sync); 7] =
            [&key, &tenant, &hash.as_slice(), &spec, &row.hint, &row.created_by, &row.created_at];
        session.execute(statement, &arguments).await.map(drop)
    }

    async fn key_by_hash(&self, hash: &SecretHash) -> Result<Option<KeyRow>, EngineError> {
        let query = format!("SELECT {KEY} FROM account_key_by_hash($1)");
        let rows = self.session().await?.rows(&query, &[&hash.as_slice()]).await?;
        rows.first().map(key_row).transpose()
    }

    async fn keys(
        &self,
        tenant: &TenantId,
        before: Option<ApiKeyId>,
        limit: usize,
    ) -> Result<Vec<KeyRow>, EngineError> {
        let query = format!(
            "SELECT {KEY} FROM account_keys WHERE tenant_id = $1 AND ($2::text IS NULL OR key_id < $2) \
             ORDER BY key_id DESC LIMIT $3"
        );
        let before = before.map(|key| key.to_string());
        let mut session = self.session_for(tenant).await?;
        let rows = session.rows(&query, &[&tenant.as_str(), &before, &limit_of(limit)]).await?;
        rows.iter().map(key_row).collect()
    }

    async fn key(&self, tenant: &TenantId, key: ApiKeyId) -> Result<Option<KeyRow>, EngineError> {
        let query = format!("SELECT {KEY} FROM account_keys WHERE tenant_id = $1 AND key_id = $2");
        let mut session = self.session_for(tenant).await?;
        let rows = session.rows(&query, &[&tenant.as_str(), &key.to_string()]).await?;
        rows.first().map(key_row).transpose()
    }

    async fn revoke_key(
        &self,
        tenant: &TenantId,
        key: ApiKeyId,
        at: DateTime<Utc>,
    ) -> Result<(), EngineError> {
        let statement = "UPDATE account_keys SET revoked_at = coalesce(revoked_at, $3) \
             WHERE tenant_id = $1 AND key_id = $2";
        let mut session = self.session_for(tenant).await?;
        session.execute(statement, &[&tenant.as_str(), &key.to_string(), &at]).await.map(drop)
    }

    async fn use_key(&self, tenant: &TenantId, key: ApiKeyId, at: DateTime<Utc>) -> Result<(), EngineError> {
        let statement = "UPDATE account_keys SET used_at = greatest(used_at, $3) \
             WHERE tenant_id = $1 AND key_id = $2";
        let mut session = self.session_for(tenant).await?;
        session.execute(statement, &[&tenant.as_str(), &key.to_string(), &at]).await.map(drop)
    }

    async fn add_invitation(&self, row: &InvitationRow, hash: &SecretHash) -> Result<(), EngineError> {
        let statement = "INSERT INTO account_invitations (invitation_id, tenant_id, hash, email, member, sent_by, \
             sent_at, expires_at) VALUES ($1, $2, $3, $4, $5::text::json, $6, $7, $8) \
             ON CONFLICT (invitation_id) DO UPDATE SET hash = EXCLUDED.hash";
        let member = serde_json::to_string(&row.member).map_err(engine_error)?;
        let (id, tenant) = (row.invitation.to_string(), row.tenant.as_str());
        let mut session = self.session_for(&row.tenant).await?;
        let clean = "DELETE FROM account_invitations WHERE tenant_id = $1 AND expires_at < now()";
        session.execute(clean, &[&tenant]).await?;
        let arguments: [&(dyn tokio_postgres::types::ToSql + Sync); 8] = [
            &id,
            &tenant,
            &hash.as_slice(),
            &row.email,
            &member,
            &row.sent_by,
            &row.sent_at,
            &row.expires_at,
        ];
        session.execute(statement, &arguments).await.map(drop)
    }

    async fn invitation_by_hash(&self, hash: &SecretHash) -> Result<Option<InvitationRow>, EngineError> {
        let query = format!("SELECT {INVITATION} FROM account_invitation_by_hash($1)");
        let rows = self.session().await?.rows(&query, &[&hash.as_slice()]).await?;
        rows.first().map(invitation_row).transpose()
    }

    async fn invitations(
        &self,
        tenant: &TenantId,
        before: Option<InvitationId>,
        limit: usize,
    ) -> Result<Vec<InvitationRow>, EngineError> {
        let query = format!(
            "SELECT {INVITATION} FROM account_invitations WHERE tenant_id = $1 AND expires_at > now() \
             AND ($2::text IS NULL OR invitation_id < $2) ORDER BY invitation_id DESC LIMIT $3"
        );
        let before = before.map(|id| id.to_string());
        let mut session = self.session_for(tenant).await?;
        let rows = session.rows(&query, &[&tenant.as_str(), &before, &limit_of(limit)]).await?;
        rows.iter().map(invitation_row).collect()
    }

    async fn drop_invitation(&self, tenant: &TenantId, id: InvitationId) -> Result<(), EngineError> {
        let statement = "DELETE FROM account_invitations WHERE tenant_id = $1 AND invitation_id = $2";
        let mut session = self.session_for(tenant).await?;
        session.execute(statement, &[&tenant.as_str(), &id.to_string()]).await.map(drop)
    }
}
