//! Accounts: who somebody is, to which tenants they belong, and what proves it. Each file is one thing that can be asked.

mod api_keys;
mod caller;
mod error;
mod invitations;
mod linking;
mod links;
mod members;
mod oidc;
mod passwords;
mod ring;
mod sessions;
mod sign_in;
mod sign_up;
mod tenants;
mod totp;

use std::sync::Arc;
use std::time::Duration;

use auth::Sealer;
use chrono::TimeDelta;
use domain::tenant::Belonging;
use domain::user::{User, UserCommand};
use domain::{TenantId, UserId};
use tokio::sync::Semaphore;

pub use api_keys::{NewKey, RevealedKey};
pub use caller::{Caller, Subject};
pub use error::AccountError;
pub use invitations::NewInvitation;
pub use members::MemberProfile;
pub use oidc::{Authorization, Callback};
pub use ring::Ring;
pub use sessions::{Client, Tokens};
pub use sign_in::SignIn;
pub use sign_up::SignUp;
pub use totp::TotpOffer;

use crate::executor::{CommandContext, Executor};
use crate::limits::Limiter;
use crate::ports::homes::Homes;
use crate::ports::mail::{Mail, Mailer};
use crate::ports::oidc::Oidc;
use crate::ports::vault::Vault;

/// How long an access token is good for.
pub const ACCESS_LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// How long a revocation is kept where each request looks: as long as what it revokes could be used, and a little longer.
const REVOKED_FOR: Duration = Duration::from_secs(11 * 60);

/// How accounts behave.
#[derive(Debug, Clone)]
pub struct AccountsConfig {
    /// Whether anybody may sign up.
    pub open: bool,
    /// For how long a session gives tokens.
    pub session: TimeDelta,
    /// Where links in mails lead: to the console, which knows what to do with them.
    pub links: String,
    /// The regions in which a tenant may live, the usual one first.
    pub regions: Vec<String>,
    /// What one-time codes are called in the app that makes them.
    pub name: String,
}

/// What accounts are kept in.
#[derive(Clone)]
pub struct Stores {
    /// Runs commands.
    pub executor: Arc<Executor>,
    /// What cannot be in events.
    pub vault: Arc<dyn Vault>,
    /// Where each request looks for what was revoked.
    pub limits: Arc<Limiter>,
    /// Knows where tenants live.
    pub homes: Arc<dyn Homes>,
    /// Sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// Asks other issuers who somebody is.
    pub oidc: Arc<dyn Oidc>,
}

/// Who somebody is, and what they belong to.
pub struct Accounts {
    stores: Stores,
    sealer: Arc<Sealer>,
    ring: Arc<Ring>,
    config: AccountsConfig,
    /// Hashing a password takes a core and 19 MiB, so no more are hashed at a time than there are cores.
    hashing: Semaphore,
    keys: api_keys::Known,
}

impl Accounts {
    /// Accounts in these stores.
    #[must_use]
    pub fn new(stores: Stores, sealer: Arc<Sealer>, ring: Arc<Ring>, config: AccountsConfig) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            stores,
            sealer,
            ring,
            config,
            hashing: Semaphore::new(cores),
            keys: api_keys::Known::default(),
        }
    }

    /// The keys that sign and verify access tokens.
    #[must_use]
    pub fn ring(&self) -> &Ring {
        &self.ring
    }

    /// The context of a command on a stream of users or sessions.
    fn context(actor: impl ToString, correlation: impl ToString) -> CommandContext {
        CommandContext::new(TenantId::accounts(), actor, correlation)
    }

    /// Runs a command on a user, who asked for it themselves.
    async fn tell_user(&self, user: UserId, command: UserCommand) -> Result<(), AccountError> {
        self.stores.executor.execute::<User>(&Self::context(user, user), &user, command).await?;
        Ok(())
    }

    /// Sends a mail in the background: how long that takes tells nobody whether there was one to send. One that cannot be
    /// sent after a few tries is lost, and its link can be asked for again.
    fn mail(&self, mail: Mail) {
        let mailer = Arc::clone(&self.stores.mailer);
        tokio::spawn(async move {
            for pause in [1, 5, 30] {
                match mailer.send(&mail).await {
                    Ok(()) => return,
                    Err(error) => tracing::warn!(%error, about = mail.subject, "a mail is not sent yet"),
                }
                tokio::time::sleep(Duration::from_secs(pause)).await;
            }
            if let Err(error) = mailer.send(&mail).await {
                tracing::error!(%error, about = mail.subject, "a mail is given up");
            }
        });
    }

    /// Has every process refuse what was given to this subject before.
    async fn revoke(&self, subject: &str) -> Result<(), AccountError> {
        Ok(self.stores.limits.revoke(subject, REVOKED_FOR).await?)
    }

    /// Has every process refuse tokens that say how somebody belonged to a tenant until now.
    async fn revoke_member(
        &self,
        tenant: &TenantId,
        user: UserId,
        before: Option<&Belonging>,
    ) -> Result<(), AccountError> {
        match before {
            Some(before) => {
                let since = before.since.timestamp_micros();
                self.revoke(&caller::member_subject(tenant, user, since)).await
            }
            None => Ok(()),
        }
    }
}
