//! The `User` aggregate: somebody who signs in. What names them, and what proves them, is not in its events: it stands where
//! it can be changed and erased.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::UserId;

/// Why a password is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PasswordChange {
    /// They changed it, knowing the old one.
    Changed,
    /// They set a new one with a link that was sent to their address.
    Reset,
}

/// What can be asked of a user.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum UserCommand {
    /// Begins them.
    SignUp {
        /// The issuer who vouches for them, where it is not a password.
        issuer: Option<String>,
        /// When.
        at: DateTime<Utc>,
    },
    /// Knows that they read what is sent to their address.
    VerifyEmail {
        /// When.
        at: DateTime<Utc>,
    },
    /// Gives them another password.
    ChangePassword {
        /// Why.
        why: PasswordChange,
        /// When.
        at: DateTime<Utc>,
    },
    /// Asks them for a one-time code too from now on.
    EnableTotp {
        /// When.
        at: DateTime<Utc>,
    },
    /// Asks for none any more.
    DisableTotp {
        /// When.
        at: DateTime<Utc>,
    },
    /// Lets another issuer vouch for them.
    LinkIssuer {
        /// Which.
        issuer: String,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum UserEvent {
    /// They exist.
    UserSignedUp {
        /// The issuer who vouches for them, where it is not a password.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issuer: Option<String>,
        /// When.
        signed_up_at: DateTime<Utc>,
    },
    /// They read what is sent to their address.
    EmailVerified {
        /// When.
        verified_at: DateTime<Utc>,
    },
    /// They have another password.
    PasswordChanged {
        /// Why.
        why: PasswordChange,
        /// When.
        changed_at: DateTime<Utc>,
    },
    /// They are asked for a one-time code too.
    TotpEnabled {
        /// When.
        enabled_at: DateTime<Utc>,
    },
    /// They are asked for none any more.
    TotpDisabled {
        /// When.
        disabled_at: DateTime<Utc>,
    },
    /// Another issuer vouches for them too.
    IssuerLinked {
        /// Which.
        issuer: String,
        /// When.
        linked_at: DateTime<Utc>,
    },
}

versions!(UserEvent {
    UserSignedUp: "1.0",
    EmailVerified: "1.0",
    PasswordChanged: "1.0",
    TotpEnabled: "1.0",
    TotpDisabled: "1.0",
    IssuerLinked: "1.0",
});

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UserError {
    /// Nobody signed up so.
    #[error("there is no such user")]
    NotFound,
}

/// A user's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct User {
    /// Whether they exist.
    pub signed_up: bool,
    /// Whether they read what is sent to their address.
    pub verified: bool,
    /// Whether they are asked for one-time codes.
    pub totp: bool,
    /// Who vouches for them.
    pub issuers: Vec<String>,
}

impl User {
    /// The rules.
    ///
    /// # Errors
    /// See [`UserError`].
    pub fn decide(&self, command: UserCommand) -> Result<Vec<UserEvent>, UserError> {
        let once = |news: bool, event| Ok(if news { vec![event] } else { vec![] });
        match command {
            UserCommand::SignUp { issuer, at } => {
                once(!self.signed_up, UserEvent::UserSignedUp { issuer, signed_up_at: at })
            }
            _ if !self.signed_up => Err(UserError::NotFound),
            UserCommand::VerifyEmail { at } => {
                once(!self.verified, UserEvent::EmailVerified { verified_at: at })
            }
            UserCommand::ChangePassword { why, at } => {
                once(true, UserEvent::PasswordChanged { why, changed_at: at })
            }
            UserCommand::EnableTotp { at } => once(!self.totp, UserEvent::TotpEnabled { enabled_at: at }),
            UserCommand::DisableTotp { at } => once(self.totp, UserEvent::TotpDisabled { disabled_at: at }),
            UserCommand::LinkIssuer { issuer, at } => {
                let news = !self.issuers.contains(&issuer);
                once(news, UserEvent::IssuerLinked { issuer, linked_at: at })
            }
        }
    }

    fn evolve(&mut self, event: UserEvent) {
        match event {
            UserEvent::UserSignedUp { issuer, .. } => {
                self.signed_up = true;
                self.issuers.extend(issuer);
            }
            UserEvent::EmailVerified { .. } => self.verified = true,
            UserEvent::PasswordChanged { .. } => {}
            UserEvent::TotpEnabled { .. } => self.totp = true,
            UserEvent::TotpDisabled { .. } => self.totp = false,
            UserEvent::IssuerLinked { issuer, .. } => self.issuers.push(issuer),
        }
    }
}

cqrs_aggregate!(User, "user", id: UserId, command: UserCommand, event: UserEvent, error: UserError);

#[cfg(test)]
mod tests {
    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    #[test]
    fn nobody_is_changed_who_did_not_sign_up() {
        let refused = User::default().decide(UserCommand::EnableTotp { at: AT });
        assert_eq!(refused, Err(UserError::NotFound));
    }

    #[test]
    fn an_address_is_verified_once() {
        let mut user = User::default();
        user.evolve(UserEvent::UserSignedUp { issuer: None, signed_up_at: AT });
        let verify = UserCommand::VerifyEmail { at: AT };
        let events = user.decide(verify.clone()).unwrap();
        assert_eq!(events, [UserEvent::EmailVerified { verified_at: AT }]);
        events.into_iter().for_each(|event| user.evolve(event));
        assert_eq!(user.decide(verify), Ok(vec![]));
    }
}
