//! Signing in by password, and a one-time code where one is asked for.

use auth::{TotpSecret, recovery_hash, verify_password};
use chrono::Utc;
use domain::TenantId;
use domain::session::Proof;

use super::{AccountError, Accounts, Client, Tokens};
use crate::ports::vault::{Link, Profile};

/// Who wants to sign in.
#[derive(Clone)]
pub struct SignIn {
    /// Where they get mail.
    pub email: String,
    /// What proves that it is them.
    pub password: String,
    /// A one-time code or recovery code.
    pub code: Option<String>,
    /// For which tenant the first token is.
    pub tenant: Option<TenantId>,
}

impl Accounts {
    /// Begins a session. An unknown address takes as long as a wrong password, and has the same answer.
    ///
    /// # Errors
    /// They are not who they say, or did not prove it.
    pub async fn sign_in(&self, who: SignIn, client: Client) -> Result<Tokens, AccountError> {
        let known = self.stores.vault.user_by_email(&who.email).await?;
        let profile = self.check_password_of(known, who.password).await?;
        if !profile.verified {
            self.mail_link(&profile.email, profile.user, Link::Verification).await?;
            return Err(AccountError::NotVerified);
        }
        let proof = self.check_code(&profile, who.code.as_deref()).await?;
        self.begin_session(profile.user, proof, who.tenant, client).await
    }

    /// The profile, if the password is its.
    pub(super) async fn check_password_of(
        &self,
        known: Option<Profile>,
        password: String,
    ) -> Result<Profile, AccountError> {
        let hash = known.as_ref().and_then(|profile| profile.password.clone());
        let _turn = self.hashing.acquire().await.map_err(AccountError::internal)?;
        let verify = move || verify_password(&password, hash.as_deref());
        let verified = tokio::task::spawn_blocking(verify).await.map_err(AccountError::internal)?;
        let result = if verified { "right" } else { "wrong" };
        metrics::counter!("thousandfold_passwords_checked_total", "result" => result).increment(1);
        known.filter(|_| verified).ok_or(AccountError::WrongCredentials)
    }

    /// How somebody proved who they are, with a code if one is asked for.
    async fn check_code(&self, profile: &Profile, code: Option<&str>) -> Result<Proof, AccountError> {
        if !profile.totp_enabled {
            return Ok(Proof::Password);
        }
        let code = code.ok_or(AccountError::CodeNeeded)?;
        if self.use_totp(profile, code).await? {
            return Ok(Proof::PasswordAndTotp);
        }
        if self.stores.vault.use_recovery_code(profile.user, &recovery_hash(code)).await? {
            return Ok(Proof::PasswordAndRecoveryCode);
        }
        Err(AccountError::WrongCode)
    }

    /// Uses a one-time code; false if it is wrong or was used.
    pub(super) async fn use_totp(&self, profile: &Profile, code: &str) -> Result<bool, AccountError> {
        let Some(sealed) = &profile.totp else { return Ok(false) };
        let context = super::totp::context(profile.user);
        let secret = self.sealer.open(&context, sealed).map_err(AccountError::internal)?;
        let secret = TotpSecret::from_bytes(&secret).map_err(AccountError::internal)?;
        match secret.verify(code, Utc::now(), profile.totp_step) {
            Some(step) => Ok(self.stores.vault.use_totp_step(profile.user, step).await?),
            None => Ok(false),
        }
    }
}
