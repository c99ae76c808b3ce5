//! Changing a password, and setting a new one by a link in a mail.

use auth::check_password;
use chrono::Utc;
use domain::UserId;
use domain::session::SessionEnd;
use domain::user::{PasswordChange, UserCommand};

use super::{AccountError, Accounts};
use crate::ports::vault::{Link, Profile, Which};

impl Accounts {
    /// Changes the password of somebody who knows it. Their other sessions end.
    ///
    /// # Errors
    /// The old one is wrong, or the new one is weak.
    pub async fn change_password(
        &self,
        user: UserId,
        session: Option<domain::SessionId>,
        old: String,
        new: String,
    ) -> Result<(), AccountError> {
        check_password(&new)?;
        let known = self.profile(user).await?;
        self.check_password_of(Some(known), old).await?;
        self.set_password(user, new, PasswordChange::Changed, Which::AllBut(session)).await
    }

    /// Mails a link to set a new password, if somebody has the address.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn ask_password_reset(&self, email: &str) -> Result<(), AccountError> {
        match self.stores.vault.user_by_email(email).await? {
            Some(known) => self.mail_link(&known.email, known.user, Link::PasswordReset).await,
            None => Ok(()),
        }
    }

    /// Sets a new password by the link that was sent. All sessions end; who got the link reads mail to the address.
    ///
    /// # Errors
    /// The link is over, or the password is weak.
    pub async fn reset_password(&self, token: &str, new: String) -> Result<(), AccountError> {
        // Before the link is used: a weak password should not cost a new mail.
        check_password(&new)?;
        let user = self.use_link(token, Link::PasswordReset).await?;
        self.set_password(user, new, PasswordChange::Reset, Which::AllBut(None)).await?;
        self.verified(user).await
    }

    /// What is known of a user.
    ///
    /// # Errors
    /// There is none such.
    pub async fn profile(&self, user: UserId) -> Result<Profile, AccountError> {
        let found = self.stores.vault.users(&[user]).await?;
        found.into_iter().next().ok_or(AccountError::SessionOver)
    }

    async fn set_password(
        &self,
        user: UserId,
        new: String,
        why: PasswordChange,
        ended: Which,
    ) -> Result<(), AccountError> {
        let hash = self.hash(new).await?;
        self.stores.vault.set_password(user, &hash).await?;
        self.begin_user(user, None).await?;
        let command = UserCommand::ChangePassword { why, at: Utc::now() };
        self.tell_user(user, command).await?;
        self.end_sessions(user, ended, SessionEnd::PasswordChanged).await?;
        Ok(())
    }
}
