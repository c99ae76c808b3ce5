//! Accounts as the config has them, and the first tenant of a deployment.

use std::sync::Arc;

use anyhow::Context as _;
use auth::{MasterKey, Sealer};
use chrono::{TimeDelta, Utc};
use commands::accounts::{Accounts, AccountsConfig, NewKey, Ring, Stores};
use commands::limits::Limiter;
use commands::ports::homes::Homes;
use commands::ports::vault::Vault;
use commands::{CommandContext, Executor};
use domain::permission::Role;
use domain::tenant::Organisation;
use domain::{TenantId, UserId};
use infra::mail::ConfiguredMailer;
use infra::oidc::OidcProviders;
use infra::postgres::PostgresVault;

use crate::config::{AuthSettings, Config};
use crate::services::Services;

/// What issuers of one-time codes are called in apps.
const NAME: &str = "Thousandfold";

/// Accounts on the engines of a config.
pub(crate) fn accounts(
    config: &Config,
    executor: &Arc<Executor>,
    homes: Arc<dyn Homes>,
    limits: &Arc<Limiter>,
    vault: PostgresVault,
    sealer: Arc<Sealer>,
) -> anyhow::Result<Accounts> {
    let AuthSettings { issuer, audience, sign_up, session_days, links, mail, providers, .. } = &config.auth;
    let vault: Arc<dyn Vault> = Arc::new(vault);
    let stores = Stores {
        executor: Arc::clone(executor),
        vault: Arc::clone(&vault),
        limits: Arc::clone(limits),
        homes,
        mailer: Arc::new(ConfiguredMailer::new(mail)?),
        oidc: Arc::new(OidcProviders::new(providers)?),
    };
    let ring = Ring::new(vault, Arc::clone(&sealer), issuer.clone(), audience.clone());
    let accounts = AccountsConfig {
        open: *sign_up,
        session: TimeDelta::days(i64::from(*session_days)),
        links: links.trim_end_matches('/').to_owned(),
        regions: crate::regions::names(config),
        name: NAME.to_owned(),
    };
    Ok(Accounts::new(stores, sealer, Arc::new(ring), accounts))
}

/// What seals secrets that have to be read back.
pub(crate) fn sealer(config: &Config) -> anyhow::Result<Arc<Sealer>> {
    let keys: Result<Vec<_>, _> = config.auth.secrets.iter().map(|secret| MasterKey::parse(secret)).collect();
    Ok(Arc::new(Sealer::new(&keys.context("auth.secrets")?).context("auth.secrets")?))
}

/// A tenant that was just made.
pub(crate) struct Made {
    /// Its owner.
    pub(crate) owner: UserId,
    /// An API key of it.
    pub(crate) secret: String,
}

/// Makes a tenant and a key. Whoever runs the service need not sign up for that.
pub(crate) async fn create_tenant(
    config: &Config,
    tenant: &TenantId,
    region: Option<String>,
    owner: &str,
    password: Option<String>,
    role: Role,
) -> anyhow::Result<Made> {
    let services = Services::new(config)?;
    let accounts = &services.accounts;
    let owner = accounts.install_user(owner, password).await?;
    // One that is theirs already may have another name by now.
    let known = accounts.tenant(tenant).await.ok();
    let is_theirs = |known: &Organisation| known.role_of(owner, Utc::now()).is_some();
    if !known.is_some_and(|known| known.state.created().is_some_and(is_theirs)) {
        accounts.create_tenant(owner, tenant, tenant.to_string(), region).await?;
    }
    let context = CommandContext::new(tenant.clone(), "operator", tenant);
    let spec = NewKey { name: "operator".to_owned(), role, scopes: [].into(), expires_at: None };
    let key = accounts.create_key(&context, Role::Owner, None, spec).await?;
    Ok(Made { owner, secret: key.secret })
}
