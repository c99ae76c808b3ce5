//! Whose account it is that another issuer vouches for: one that it vouched for before, or that has the address that it verified,
//! or a new one.

use chrono::Utc;
use domain::UserId;
use domain::user::UserCommand;

use super::sign_up::{check_email, check_name, new_profile};
use super::{AccountError, Accounts};
use crate::ports::oidc::Identity;
use crate::ports::vault::Profile;

impl Accounts {
    /// Who somebody is here.
    pub(super) async fn user_of(&self, identity: &Identity) -> Result<UserId, AccountError> {
        let Identity { issuer, subject, .. } = identity;
        if let Some(known) = self.stores.vault.user_of_identity(issuer, subject).await? {
            return Ok(known);
        }
        let email = verified_email(identity)?;
        let user = match self.stores.vault.user_by_email(email).await? {
            Some(known) => self.link(known, issuer).await?,
            None => self.sign_up_by(identity, email).await?,
        };
        // Last, so that a process that dies before has it all done again.
        match self.stores.vault.add_identity(issuer, subject, user).await? {
            true => Ok(user),
            false => Err(AccountError::SignInRaced),
        }
    }

    /// Lets an issuer vouch for somebody who is known by their address.
    async fn link(&self, known: Profile, issuer: &str) -> Result<UserId, AccountError> {
        let user = known.user;
        if !known.verified {
            // Whoever signed up never showed that the address is theirs. They may have done so to be let in later, by their
            // password, to what its owner does.
            self.stores.vault.claim_user(user).await?;
        }
        self.verified(user).await?;
        let command = UserCommand::LinkIssuer { issuer: issuer.to_owned(), at: Utc::now() };
        self.tell_user(user, command).await?;
        Ok(user)
    }

    /// Takes somebody in whom an issuer vouches for.
    async fn sign_up_by(&self, identity: &Identity, email: &str) -> Result<UserId, AccountError> {
        if !self.config.open {
            return Err(AccountError::SignUpClosed);
        }
        let mut profile = new_profile(email.to_owned(), name_of(identity, email), None);
        profile.verified = true;
        if !self.stores.vault.add_user(&profile).await? {
            return Err(AccountError::SignInRaced);
        }
        self.begin_user(profile.user, Some(identity.issuer.clone())).await?;
        self.verified(profile.user).await?;
        Ok(profile.user)
    }
}

/// The address, if the issuer verified it: who could name any address could take over any account.
fn verified_email(identity: &Identity) -> Result<&str, AccountError> {
    let email = identity.email.as_deref().filter(|_| identity.verified);
    let email = email.ok_or(AccountError::IssuerEmail)?;
    check_email(email).map_err(|_| AccountError::IssuerEmail)?;
    Ok(email)
}

/// What somebody is called: as the issuer says, if that can be shown.
fn name_of(identity: &Identity, email: &str) -> String {
    let said = identity.name.as_deref().filter(|name| check_name(name).is_ok());
    said.unwrap_or_else(|| email.split('@').next().unwrap_or(email)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(email: Option<&str>, verified: bool) -> Identity {
        Identity {
            issuer: "https://issuer.test".to_owned(),
            subject: "7".to_owned(),
            email: email.map(str::to_owned),
            verified,
            name: None,
        }
    }

    #[test]
    fn an_address_counts_only_if_the_issuer_verified_it() {
        assert_eq!(verified_email(&identity(Some("ada@example.org"), true)).unwrap(), "ada@example.org");
        for (email, verified) in [(Some("ada@example.org"), false), (None, true), (Some("no address"), true)]
        {
            let identity = identity(email, verified);
            let refused = verified_email(&identity);
            assert!(matches!(refused, Err(AccountError::IssuerEmail)), "{email:?}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_shown_is_not_taken() {
        let named = |name: &str| Identity { name: Some(name.to_owned()), ..identity(None, false) };
        assert_eq!(name_of(&named("Ada"), "a@example.org"), "Ada");
        for bad in ["", "a\u{7}b", &"x".repeat(201)] {
            assert_eq!(name_of(&named(bad), "a@example.org"), "a");
        }
    }
}
