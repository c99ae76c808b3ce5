//! The `Session` aggregate: that somebody signed in, and that they may no longer go on. Its tokens are not in its events.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::{SessionId, UserId};

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// By their password.
    Password,
    /// By their password and a one-time code.
    PasswordAndTotp,
    /// By their password and a recovery code.
    PasswordAndRecoveryCode,
    /// Another issuer vouches for them.
    Issuer,
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionEnd {
    /// They signed out.
    SignedOut,
    /// They ended it from another session.
    Revoked,
    /// A refresh token was used a second time: somebody has a copy of it.
    TokenReused,
    /// Their password is another one.
    PasswordChanged,
}

/// What can be asked of a session.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum SessionCommand {
    /// Begins it.
    Start {
        /// Who.
        user: UserId,
        /// How they proved it.
        proof: Proof,
        /// The address that they came from.
        address: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Ends it.
    End {
        /// Why.
        why: SessionEnd,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum SessionEvent {
    /// Somebody signed in.
    SessionStarted {
        /// Who.
        user: UserId,
        /// How they proved it.
        proof: Proof,
        /// The address that they came from.
        address: String,
        /// When.
        started_at: DateTime<Utc>,
    },
    /// It gives no more tokens.
    SessionEnded {
        /// Why.
        why: SessionEnd,
        /// When.
        ended_at: DateTime<Utc>,
    },
}

versions!(SessionEvent { SessionStarted: "1.0", SessionEnded: "1.0" });

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// There is none.
    #[error("there is no such session")]
    NotFound,
}

/// A session's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Session {
    /// There is none.
    #[default]
    Unknown,
    /// It gives tokens.
    Open(UserId),
    /// It gives none.
    Ended(UserId, SessionEnd),
}

impl Session {
    /// The rules.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub fn decide(&self, command: SessionCommand) -> Result<Vec<SessionEvent>, SessionError> {
        match (self, command) {
            (Self::Unknown, SessionCommand::Start { user, proof, address, at }) => {
                Ok(vec![SessionEvent::SessionStarted { user, proof, address, started_at: at }])
            }
            (Self::Unknown, SessionCommand::End { .. }) => Err(SessionError::NotFound),
            (Self::Open(_), SessionCommand::End { why, at }) => {
                Ok(vec![SessionEvent::SessionEnded { why, ended_at: at }])
            }
            (_, SessionCommand::Start { .. } | SessionCommand::End { .. }) => Ok(vec![]),
        }
    }

    fn evolve(&mut self, event: SessionEvent) {
        match (&*self, event) {
            (_, SessionEvent::SessionStarted { user, .. }) => *self = Self::Open(user),
            (Self::Open(user), SessionEvent::SessionEnded { why, .. }) => *self = Self::Ended(*user, why),
            (_, SessionEvent::SessionEnded { .. }) => {}
        }
    }
}

cqrs_aggregate!(
    Session, "session", id: SessionId, command: SessionCommand, event: SessionEvent, error: SessionError
);

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    #[test]
    fn a_session_ends_once_and_for_its_first_reason() {
        let mut session = Session::default();
        let user = UserId(Uuid::from_u128(1));
        let end = |why| SessionCommand::End { why, at: AT };
        assert_eq!(session.decide(end(SessionEnd::SignedOut)), Err(SessionError::NotFound));
        let (proof, address) = (Proof::Password, "192.0.2.1".to_owned());
        session.evolve(SessionEvent::SessionStarted { user, proof, address, started_at: AT });
        assert_eq!(session.decide(end(SessionEnd::TokenReused)).map(|events| events.len()), Ok(1));
        session.evolve(SessionEvent::SessionEnded { why: SessionEnd::TokenReused, ended_at: AT });
        assert_eq!(session.decide(end(SessionEnd::SignedOut)), Ok(vec![]));
        assert_eq!(session, Session::Ended(user, SessionEnd::TokenReused));
    }
}
