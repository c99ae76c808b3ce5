//! Signing in by another issuer: somebody goes there, and comes back with a code.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::TenantId;
use domain::session::Proof;
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{AccountError, Accounts, Client, Tokens};
use crate::ports::oidc::Challenge;
use crate::ports::vault::{SecretHash, SignInRow};

/// How long somebody may take at the issuer.
const LASTING: TimeDelta = TimeDelta::minutes(10);

/// Where somebody goes to sign in, and what they have to bring when they come back.
#[derive(Clone)]
pub struct Authorization {
    /// The issuer's page.
    pub url: String,
    /// What the issuer gives back with the code.
    pub state: String,
    /// What only the browser knows in which the sign-in began: the issuer never sees it.
    pub binding: String,
    /// Until when the sign-in can be finished.
    pub expires_at: DateTime<Utc>,
}

/// What somebody came back with.
#[derive(Clone)]
pub struct Callback {
    /// What the issuer gave them.
    pub code: String,
    /// What they went there with.
    pub state: String,
    /// What their browser kept.
    pub binding: String,
}

/// What is sealed meanwhile.
#[derive(Serialize, Deserialize)]
struct Kept {
    challenge: Challenge,
    tenant: Option<TenantId>,
}

impl Accounts {
    /// The names of the providers by which one can sign in.
    #[must_use]
    pub fn providers(&self) -> Vec<String> {
        self.stores.oidc.providers()
    }

    /// Sends somebody to an issuer.
    ///
    /// # Errors
    /// There is no such provider, or its issuer is away.
    pub async fn begin_oidc(
        &self,
        provider: &str,
        tenant: Option<TenantId>,
    ) -> Result<Authorization, AccountError> {
        let (state, binding) = (random()?, random()?);
        let begun = self.stores.oidc.begin(provider, &state).await?;
        let kept = Kept { challenge: begun.challenge, tenant };
        let expires_at = Utc::now() + LASTING;
        let row = SignInRow {
            provider: provider.to_owned(),
            binding: hash(&binding),
            sealed: self.seal_sign_in(&hash(&state), &kept)?,
            expires_at,
        };
        self.stores.vault.add_sign_in(&hash(&state), &row).await?;
        Ok(Authorization { url: begun.url, state, binding, expires_at })
    }

    /// Begins a session of somebody who came back from an issuer. It vouches for them: no one-time code is asked for.
    ///
    /// # Errors
    /// The sign-in is over or began elsewhere, or the issuer does not prove who they are.
    pub async fn finish_oidc(
        &self,
        provider: &str,
        back: Callback,
        client: Client,
    ) -> Result<Tokens, AccountError> {
        let Kept { challenge, tenant } = self.take_sign_in(provider, &back).await?;
        let identity = self.stores.oidc.finish(provider, &back.code, challenge).await?;
        let user = self.user_of(&identity).await?;
        self.begin_session(user, Proof::Issuer, tenant, client).await
    }

    /// The sign-in that somebody comes back from. It is used then, whatever comes of it.
    async fn take_sign_in(&self, provider: &str, back: &Callback) -> Result<Kept, AccountError> {
        if !self.providers().iter().any(|known| known == provider) {
            return Err(AccountError::NoProvider(provider.to_owned()));
        }
        let state = hash(&back.state);
        let row =
            self.stores.vault.take_sign_in(&state, Utc::now()).await?.ok_or(AccountError::SignInOver)?;
        // Without this, somebody could be made to come back with a stranger's code, and work in the stranger's account.
        if row.provider != provider || row.binding != hash(&back.binding) {
            return Err(AccountError::SignInElsewhere);
        }
        let kept = self.sealer.open(&context(&state), &row.sealed).map_err(AccountError::internal)?;
        serde_json::from_slice(&kept).map_err(AccountError::internal)
    }

    fn seal_sign_in(&self, state: &SecretHash, kept: &Kept) -> Result<Vec<u8>, AccountError> {
        let text = serde_json::to_vec(kept).map_err(AccountError::internal)?;
        self.sealer.seal(&context(state), &text).map_err(AccountError::internal)
    }
}

/// Under what a sign-in is sealed.
fn context(state: &SecretHash) -> String {
    format!("sign-in {}", hex::encode(state))
}

/// What is kept of a text that is random, so that it need not be slow.
fn hash(text: &str) -> SecretHash {
    Sha256::digest(text).into()
}

/// 256 bits that nobody guesses.
fn random() -> Result<String, AccountError> {
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(AccountError::internal)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
