//! API keys: shown once, known by their hash, and by this process for moments.

use std::time::{Duration, Instant};

use auth::{Purpose, Secret};
use chrono::{DateTime, TimeDelta, Utc};
use domain::api_key::{ApiKey, ApiKeyCommand, ApiKeyError, KeySpec};
use domain::permission::Role;
use domain::{ApiKeyId, TenantId};
use quick_cache::sync::Cache;
use uuid::Uuid;

use super::{AccountError, Accounts, Caller, Subject};
use crate::executor::{CommandContext, ExecuteError};
use crate::ports::vault::{KeyRow, SecretHash};

/// How many keys a process keeps in mind, and for how long. One that was taken back is refused before that: each request
/// asks what was revoked.
const KNOWN: usize = 10_000;
const KNOWN_FOR: Duration = Duration::from_secs(60);

/// What a key is to be for.
pub type NewKey = KeySpec;

/// A key that was just made, the only time that it is seen.
#[derive(Clone)]
pub struct RevealedKey {
    /// What is kept of it.
    pub row: KeyRow,
    /// The key itself.
    pub secret: String,
}

/// The keys that this process looked up moments ago.
pub(super) struct Known(Cache<SecretHash, (Instant, KeyRow)>);

impl Default for Known {
    fn default() -> Self {
        Self(Cache::new(KNOWN))
    }
}

impl Accounts {
    /// Makes a key.
    ///
    /// # Errors
    /// Who asks may not give so much.
    pub async fn create_key(
        &self,
        context: &CommandContext,
        by: Role,
        id: Option<Uuid>,
        spec: NewKey,
    ) -> Result<RevealedKey, AccountError> {
        let (at, secret) = (Utc::now(), Secret::generate(Purpose::ApiKey));
        let key = ApiKeyId(id.unwrap_or_else(Uuid::now_v7));
        let command = ApiKeyCommand::Create { spec: spec.clone(), by, at };
        self.stores.executor.execute::<ApiKey>(context, &key, command).await?;
        let row = KeyRow {
            key,
            tenant: context.tenant.clone(),
            spec,
            hint: secret.hint(),
            created_by: context.actor.clone(),
            created_at: at,
            revoked_at: None,
            used_at: None,
        };
        self.stores.vault.add_key(&row, &secret.hash()).await?;
        Ok(RevealedKey { row, secret: secret.reveal().to_owned() })
    }

    /// A page of a tenant's keys.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn keys(
        &self,
        tenant: &TenantId,
        before: Option<ApiKeyId>,
        limit: usize,
    ) -> Result<Vec<KeyRow>, AccountError> {
        Ok(self.stores.vault.keys(tenant, before, limit).await?)
    }

    /// One key.
    ///
    /// # Errors
    /// There is none such.
    pub async fn key(&self, tenant: &TenantId, key: ApiKeyId) -> Result<KeyRow, AccountError> {
        let row = self.stores.vault.key(tenant, key).await?;
        row.ok_or_else(|| ExecuteError::Refused(ApiKeyError::NotFound).into())
    }

    /// Takes a key back: at once in every process, and for ever.
    ///
    /// # Errors
    /// There is none such.
    pub async fn revoke_key(&self, context: &CommandContext, key: ApiKeyId) -> Result<(), AccountError> {
        self.stores.vault.revoke_key(&context.tenant, key, Utc::now()).await?;
        let command = ApiKeyCommand::Revoke { at: Utc::now() };
        self.stores.executor.execute::<ApiKey>(context, &key, command).await?;
        self.revoke(&key.to_string()).await
    }

    /// Who brings a key of this hash.
    pub(super) async fn key_caller(
        &self,
        hash: &SecretHash,
        at: DateTime<Utc>,
    ) -> Result<Caller, AccountError> {
        let row = self.known_key(hash, at).await?;
        if row.revoked_at.is_some() || row.spec.expires_at.is_some_and(|until| until <= at) {
            return Err(AccountError::WrongKey);
        }
        Ok(Caller {
            subject: Subject::Key(row.key),
            session: None,
            acting: Some((row.tenant, row.spec.role)),
            since: None,
            scopes: row.spec.scopes,
            until: row.spec.expires_at,
        })
    }

    async fn known_key(&self, hash: &SecretHash, at: DateTime<Utc>) -> Result<KeyRow, AccountError> {
        if let Some((since, row)) = self.keys.0.get(hash)
            && since.elapsed() < KNOWN_FOR
        {
            return Ok(row);
        }
        let row = self.stores.vault.key_by_hash(hash).await?.ok_or(AccountError::WrongKey)?;
        self.keys.0.insert(*hash, (Instant::now(), row.clone()));
        if row.used_at.is_none_or(|used| at - used >= TimeDelta::minutes(1)) {
            self.stores.vault.use_key(&row.tenant, row.key, at).await?;
        }
        Ok(row)
    }
}
