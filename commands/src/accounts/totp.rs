//! One-time codes: set up, confirmed by a first code, switched off by another.

use auth::{TotpSecret, recovery_codes, recovery_hash};
use chrono::Utc;
use domain::UserId;
use domain::user::UserCommand;

use super::{AccountError, Accounts};

/// How many recovery codes somebody gets.
const RECOVERY_CODES: usize = 10;

/// What an app needs to make codes.
#[derive(Clone)]
pub struct TotpOffer {
    /// As text to type.
    pub secret: String,
    /// As a URI, such as a QR code shows.
    pub uri: String,
}

/// Under what a user's secret is sealed.
pub(super) fn context(user: UserId) -> String {
    format!("totp {user}")
}

impl Accounts {
    /// Makes a secret for codes. They are asked for once a first code confirms it.
    ///
    /// # Errors
    /// Codes are asked for already: they have to be switched off first.
    pub async fn begin_totp(&self, user: UserId) -> Result<TotpOffer, AccountError> {
        let profile = self.profile(user).await?;
        if profile.totp_enabled {
            return Err(AccountError::TotpEnabled);
        }
        let secret = TotpSecret::generate();
        let sealed = self.sealer.seal(&context(user), secret.bytes()).map_err(AccountError::internal)?;
        self.stores.vault.set_totp(user, Some(&sealed), false, &[]).await?;
        let uri = secret.uri(&self.config.name, &profile.email).to_string();
        Ok(TotpOffer { secret: secret.base32().to_string(), uri })
    }

    /// Asks for codes from now on, and gives the codes for when the app is lost.
    ///
    /// # Errors
    /// The code is wrong, or nothing was set up.
    pub async fn confirm_totp(&self, user: UserId, code: &str) -> Result<Vec<String>, AccountError> {
        let profile = self.profile(user).await?;
        let Some(sealed) = profile.totp.clone().filter(|_| !profile.totp_enabled) else {
            return Err(AccountError::NoTotp);
        };
        if !self.use_totp(&profile, code).await? {
            return Err(AccountError::WrongCode);
        }
        let codes = recovery_codes(RECOVERY_CODES);
        let hashes: Vec<_> = codes.iter().map(|code| recovery_hash(code)).collect();
        self.stores.vault.set_totp(user, Some(&sealed), true, &hashes).await?;
        self.begin_user(user, None).await?;
        let command = UserCommand::EnableTotp { at: Utc::now() };
        self.tell_user(user, command).await?;
        Ok(codes)
    }

    /// Asks for codes no more.
    ///
    /// # Errors
    /// The code is wrong.
    pub async fn disable_totp(&self, user: UserId, code: &str) -> Result<(), AccountError> {
        let profile = self.profile(user).await?;
        if !profile.totp_enabled {
            return Ok(());
        }
        let fits = self.use_totp(&profile, code).await?
            || self.stores.vault.use_recovery_code(user, &recovery_hash(code)).await?;
        if !fits {
            return Err(AccountError::WrongCode);
        }
        self.stores.vault.set_totp(user, None, false, &[]).await?;
        let command = UserCommand::DisableTotp { at: Utc::now() };
        self.tell_user(user, command).await
    }
}
