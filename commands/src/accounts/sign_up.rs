//! Signing up: the answer is the same whether or not somebody has the address; the mail tells them.

use auth::{check_password, hash_password};
use chrono::Utc;
use domain::UserId;
use domain::user::UserCommand;
use uuid::Uuid;

use super::{AccountError, Accounts};
use crate::ports::mail::Mail;
use crate::ports::vault::{Link, Profile};

/// Who wants to sign up.
#[derive(Clone)]
pub struct SignUp {
    /// Where they get mail.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What will prove that it is them.
    pub password: String,
}

impl Accounts {
    /// Takes somebody in, and mails them a link to verify their address.
    ///
    /// # Errors
    /// The address cannot be one, the password is weak, or nobody may sign up.
    pub async fn sign_up(&self, who: SignUp) -> Result<(), AccountError> {
        if !self.config.open {
            return Err(AccountError::SignUpClosed);
        }
        let SignUp { email, name, password } = who;
        check_email(&email)?;
        check_name(&name)?;
        check_password(&password)?;
        let password = Some(self.hash(password).await?);
        let profile = new_profile(email, name, password);
        if self.stores.vault.add_user(&profile).await? {
            self.begin_user(profile.user, None).await?;
            return self.mail_link(&profile.email, profile.user, Link::Verification).await;
        }
        // To the address as it is known: that it is written in another case makes no other mailbox.
        match self.stores.vault.user_by_email(&profile.email).await? {
            Some(known) if !known.verified => {
                self.mail_link(&known.email, known.user, Link::Verification).await
            }
            Some(known) => {
                self.mail(have_one_already(&known.email));
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Takes somebody in whom whoever runs the service vouches for. Who has the address already is left as they are.
    ///
    /// # Errors
    /// The address cannot be one, the password is weak, or an engine is away.
    pub async fn install_user(&self, email: &str, password: Option<String>) -> Result<UserId, AccountError> {
        check_email(email)?;
        if let Some(known) = self.stores.vault.user_by_email(email).await? {
            return Ok(known.user);
        }
        let password = match password {
            Some(password) => {
                check_password(&password)?;
                Some(self.hash(password).await?)
            }
            None => None,
        };
        let name = email.split('@').next().unwrap_or(email).to_owned();
        let profile = new_profile(email.to_owned(), name, password);
        self.stores.vault.add_user(&profile).await?;
        self.verified(profile.user).await?;
        Ok(profile.user)
    }

    /// Verifies an address by the link that was sent there.
    ///
    /// # Errors
    /// The link is over.
    pub async fn verify_email(&self, token: &str) -> Result<UserId, AccountError> {
        let user = self.use_link(token, Link::Verification).await?;
        self.verified(user).await?;
        Ok(user)
    }

    /// Mails another link to verify an address, if somebody has it and it is not verified.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn ask_verification(&self, email: &str) -> Result<(), AccountError> {
        match self.stores.vault.user_by_email(email).await? {
            Some(known) if !known.verified => {
                self.mail_link(&known.email, known.user, Link::Verification).await
            }
            _ => Ok(()),
        }
    }

    /// Keeps that somebody reads their mail.
    pub(super) async fn verified(&self, user: UserId) -> Result<(), AccountError> {
        // Who is in the vault may be in no event yet: the process may have died between.
        self.begin_user(user, None).await?;
        self.stores.vault.set_verified(user).await?;
        let command = UserCommand::VerifyEmail { at: Utc::now() };
        self.tell_user(user, command).await
    }

    pub(super) async fn begin_user(&self, user: UserId, issuer: Option<String>) -> Result<(), AccountError> {
        let command = UserCommand::SignUp { issuer, at: Utc::now() };
        self.tell_user(user, command).await
    }

    /// Hashes a password where that holds up nothing else.
    pub(super) async fn hash(&self, password: String) -> Result<String, AccountError> {
        let _turn = self.hashing.acquire().await.map_err(AccountError::internal)?;
        let hashed = tokio::task::spawn_blocking(move || hash_password(&password)).await;
        hashed.map_err(AccountError::internal)?.map_err(AccountError::internal)
    }
}

/// A profile of somebody new.
pub(super) fn new_profile(email: String, name: String, password: Option<String>) -> Profile {
    Profile {
        user: UserId(Uuid::now_v7()),
        email,
        name,
        verified: false,
        password,
        totp: None,
        totp_enabled: false,
        totp_step: None,
    }
}

fn have_one_already(email: &str) -> Mail {
    Mail {
        to: email.to_owned(),
        subject: "You have an account already".to_owned(),
        text: "Somebody, you we hope, signed up to Thousandfold with this address, which has an account. Sign in, or \
               ask for a new password.\n"
            .to_owned(),
    }
}

/// Checks that a text may be an address: whether it is one shows when mail is read there.
pub(super) fn check_email(email: &str) -> Result<(), AccountError> {
    let (user, host) = email.split_once('@').ok_or(AccountError::Email)?;
    let fits = email.len() <= 254
        && !user.is_empty()
        && !host.is_empty()
        && !host.contains('@')
        && !email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"\\()".contains(c));
    if fits { Ok(()) } else { Err(AccountError::Email) }
}

/// Checks that a name can be shown.
pub(super) fn check_name(name: &str) -> Result<(), AccountError> {
    let fits = (1..=200).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(AccountError::Name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_break_out_of_a_header_is_no_address() {
        assert!(check_email("ada@example.org").is_ok());
        for bad in ["", "ada", "@x", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "<a@b>", "a@b,c@d"] {
            assert!(check_email(bad).is_err(), "{bad:?}");
        }
    }
}
