//! Links in mails: each works once, and for a time.

use auth::{Purpose, Secret};
use chrono::{TimeDelta, Utc};
use domain::UserId;

use super::{AccountError, Accounts};
use crate::ports::mail::Mail;
use crate::ports::vault::Link;

impl Accounts {
    /// Mails somebody a link.
    pub(super) async fn mail_link(&self, to: &str, user: UserId, link: Link) -> Result<(), AccountError> {
        let (purpose, path, lasting, subject, why) = words(link);
        let secret = Secret::generate(purpose);
        self.stores.vault.add_link(&secret.hash(), link, user, Utc::now() + lasting).await?;
        let text = format!(
            "{why}\n\n{}/{path}#{}\n\nThe link works once, until {} UTC. If you did not ask for this, do nothing.\n",
            self.config.links,
            secret.reveal(),
            (Utc::now() + lasting).format("%Y-%m-%d %H:%M"),
        );
        self.mail(Mail { to: to.to_owned(), subject: subject.to_owned(), text });
        Ok(())
    }

    /// Whose link this is. It is used then.
    pub(super) async fn use_link(&self, token: &str, link: Link) -> Result<UserId, AccountError> {
        let secret = Secret::parse(token, words(link).0)?;
        let user = self.stores.vault.take_link(&secret.hash(), link, Utc::now()).await?;
        user.ok_or(AccountError::LinkOver)
    }
}

fn words(link: Link) -> (Purpose, &'static str, TimeDelta, &'static str, &'static str) {
    match link {
        Link::Verification => (
            Purpose::EmailVerification,
            "verify",
            TimeDelta::days(1),
            "Verify your e-mail address",
            "Somebody, you we hope, signed up to Thousandfold with this address. To verify it:",
        ),
        Link::PasswordReset => (
            Purpose::PasswordReset,
            "reset-password",
            TimeDelta::hours(1),
            "Set a new password",
            "Somebody, you we hope, wants a new password for Thousandfold. To set one:",
        ),
    }
}
