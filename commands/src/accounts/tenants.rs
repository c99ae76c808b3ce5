//! Tenants: made by who becomes their owner, named, and told which fields are sensitive.

use std::collections::BTreeSet;

use chrono::Utc;
use domain::tenant::{Tenant, TenantCommand, TenantError};
use domain::{TenantId, UserId};

use super::{AccountError, Accounts};
use crate::executor::{CommandContext, ExecuteError, Loaded};

impl Accounts {
    /// Makes a tenant whose owner is `user`.
    ///
    /// # Errors
    /// The id is taken or reserved, or there is no such region.
    pub async fn create_tenant(
        &self,
        user: UserId,
        id: &TenantId,
        name: String,
        region: Option<String>,
    ) -> Result<Loaded<Tenant>, AccountError> {
        if id.is_reserved() {
            return Err(AccountError::Reserved);
        }
        let region = self.settle(id, region).await?;
        let command = TenantCommand::Create { name, region, owner: user, at: Utc::now() };
        let context = CommandContext::new(id.clone(), user, id);
        let done = self.stores.executor.execute::<Tenant>(&context, id, command).await?;
        self.keep_member(id, user, &done.aggregate).await?;
        Ok(done.aggregate)
    }

    /// A tenant as it is now.
    ///
    /// # Errors
    /// There is none such, or an engine is away.
    pub async fn tenant(&self, id: &TenantId) -> Result<Loaded<Tenant>, AccountError> {
        let loaded = self.stores.executor.load_current::<Tenant>(id, id).await?;
        match loaded.version {
            0 => Err(ExecuteError::Refused(TenantError::NotFound).into()),
            _ => Ok(loaded),
        }
    }

    /// The tenants to which somebody belongs.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn tenants_of(&self, user: UserId) -> Result<Vec<TenantId>, AccountError> {
        Ok(self.stores.vault.tenants_of(user).await?)
    }

    /// Changes a tenant that is at `expected`, if that is given.
    ///
    /// # Errors
    /// It is at another version, or a rule refuses it.
    pub async fn change_tenant(
        &self,
        context: &CommandContext,
        expected: Option<u64>,
        name: Option<String>,
        sensitive: Option<BTreeSet<String>>,
    ) -> Result<Loaded<Tenant>, AccountError> {
        let id = &context.tenant;
        let known = self.tenant(id).await?;
        check_version(expected, known.version)?;
        let renamed = name.map(|name| TenantCommand::Rename { name, at: Utc::now() });
        let marked = sensitive.map(|fields| TenantCommand::MarkSensitive { fields, at: Utc::now() });
        let commands: Vec<_> = renamed.into_iter().chain(marked).collect();
        let before = known.version;
        let (unit, after) = self.stores.executor.begin(context).add(id, known, commands)?;
        if after.version > before {
            // If somebody else was faster, nothing is done: what was decided on is not what there is.
            unit.commit::<TenantError>().await?;
        }
        Ok(after)
    }

    /// Gives a tenant its place, before its first event is appended there.
    async fn settle(&self, id: &TenantId, wanted: Option<String>) -> Result<String, AccountError> {
        let regions = &self.config.regions;
        if let Some(wanted) = wanted.as_ref().filter(|wanted| !regions.contains(wanted)) {
            return Err(AccountError::NoRegion(wanted.clone(), regions.join(", ")));
        }
        let region = wanted.clone().or_else(|| regions.first().cloned()).unwrap_or_default();
        let home = self.stores.homes.settle(id, &region).await?;
        match wanted {
            // If it is taken, that is what should be said.
            Some(wanted) if wanted != home && self.tenant(id).await.is_err() => {
                Err(AccountError::HomeElsewhere(home))
            }
            _ => Ok(home),
        }
    }
}

/// Refuses a change of what is at another version than was read.
///
/// # Errors
/// It is.
pub(super) fn check_version(expected: Option<u64>, actual: u64) -> Result<(), AccountError> {
    match expected {
        Some(expected) if expected != actual => Err(AccountError::Stale { expected, actual }),
        _ => Ok(()),
    }
}
