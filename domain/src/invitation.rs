//! The `Invitation` aggregate: a tenant's offer to somebody to belong to it. Their address is not in its events.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::{InvitationId, UserId};
use crate::permission::Role;
use crate::tenant::{Member, TenantError, check_time};

/// What can be asked of an invitation.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum InvitationCommand {
    /// Begins it.
    Send {
        /// As what they would belong to the tenant.
        member: Member,
        /// The role of who asks.
        by: Role,
        /// Until when it can be accepted.
        expires_at: DateTime<Utc>,
        /// When.
        at: DateTime<Utc>,
    },
    /// Accepts it.
    Accept {
        /// Who.
        user: UserId,
        /// When.
        at: DateTime<Utc>,
    },
    /// Takes it back.
    Revoke {
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum InvitationEvent {
    /// It was sent.
    InvitationSent {
        /// As what they would belong to the tenant.
        member: Member,
        /// Until when it can be accepted.
        expires_at: DateTime<Utc>,
        /// When.
        sent_at: DateTime<Utc>,
    },
    /// Somebody accepted it.
    InvitationAccepted {
        /// Who.
        user: UserId,
        /// When.
        accepted_at: DateTime<Utc>,
    },
    /// It was taken back.
    InvitationRevoked {
        /// When.
        revoked_at: DateTime<Utc>,
    },
}

versions!(InvitationEvent { InvitationSent: "1.0", InvitationAccepted: "1.0", InvitationRevoked: "1.0" });

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvitationError {
    /// There is none.
    #[error("there is no such invitation")]
    NotFound,
    /// It was accepted, taken back, or came too late.
    #[error("the invitation is not open any more: ask for a new one")]
    Over,
    /// Who asks may not give this role, or not so long.
    #[error(transparent)]
    Member(#[from] TenantError),
}

/// An invitation's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Invitation {
    /// There is none.
    #[default]
    Unknown,
    /// It can be accepted.
    Open {
        /// As what they would belong to the tenant.
        member: Member,
        /// Until when.
        expires_at: DateTime<Utc>,
    },
    /// It was accepted.
    Accepted {
        /// As what they belong to the tenant.
        member: Member,
        /// Who.
        user: UserId,
    },
    /// It was taken back.
    Revoked,
}

impl Invitation {
    /// The rules.
    ///
    /// # Errors
    /// See [`InvitationError`].
    pub fn decide(&self, command: InvitationCommand) -> Result<Vec<InvitationEvent>, InvitationError> {
        match (self, command) {
            (Self::Unknown, InvitationCommand::Send { member, by, expires_at, at }) => {
                check_time(&member, at)?;
                let role = member.role;
                if !by.may_grant(role) {
                    return Err(TenantError::NotGranted { by, role }.into());
                }
                Ok(vec![InvitationEvent::InvitationSent { member, expires_at, sent_at: at }])
            }
            (Self::Unknown, _) => Err(InvitationError::NotFound),
            (_, InvitationCommand::Send { .. }) => Ok(vec![]),
            (Self::Open { expires_at, .. }, InvitationCommand::Accept { user, at }) if at < *expires_at => {
                Ok(vec![InvitationEvent::InvitationAccepted { user, accepted_at: at }])
            }
            (Self::Accepted { user: known, .. }, InvitationCommand::Accept { user, .. })
                if *known == user =>
            {
                Ok(vec![])
            }
            (_, InvitationCommand::Accept { .. }) => Err(InvitationError::Over),
            (Self::Open { .. }, InvitationCommand::Revoke { at }) => {
                Ok(vec![InvitationEvent::InvitationRevoked { revoked_at: at }])
            }
            (Self::Revoked, InvitationCommand::Revoke { .. }) => Ok(vec![]),
            (Self::Accepted { .. }, InvitationCommand::Revoke { .. }) => Err(InvitationError::Over),
        }
    }

    fn evolve(&mut self, event: InvitationEvent) {
        let member = match self {
            Self::Open { member, .. } | Self::Accepted { member, .. } => Some(member.clone()),
            Self::Unknown | Self::Revoked => None,
        };
        match (event, member) {
            (InvitationEvent::InvitationSent { member, expires_at, .. }, _) => {
                *self = Self::Open { member, expires_at };
            }
            (InvitationEvent::InvitationAccepted { user, .. }, Some(member)) => {
                *self = Self::Accepted { member, user };
            }
            (InvitationEvent::InvitationAccepted { .. }, None) => {}
            (InvitationEvent::InvitationRevoked { .. }, _) => *self = Self::Revoked,
        }
    }
}

cqrs_aggregate!(
    Invitation, "invitation",
    id: InvitationId, command: InvitationCommand, event: InvitationEvent, error: InvitationError
);

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn open() -> Invitation {
        let mut invitation = Invitation::default();
        let member = Member { role: Role::Developer, until: None };
        let expires_at = AT + TimeDelta::days(7);
        invitation.evolve(InvitationEvent::InvitationSent { member, expires_at, sent_at: AT });
        invitation
    }

    fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    #[test]
    fn one_accepts_it_and_nobody_else_after() {
        let mut invitation = open();
        let accept = |number| InvitationCommand::Accept { user: user(number), at: AT };
        let events = invitation.decide(accept(1)).unwrap();
        events.into_iter().for_each(|event| invitation.evolve(event));
        assert_eq!(invitation.decide(accept(1)), Ok(vec![]));
        assert_eq!(invitation.decide(accept(2)), Err(InvitationError::Over));
        let revoke = InvitationCommand::Revoke { at: AT };
        assert_eq!(invitation.decide(revoke), Err(InvitationError::Over));
    }

    #[test]
    fn what_expired_or_was_taken_back_is_not_accepted() {
        let late = InvitationCommand::Accept { user: user(1), at: AT + TimeDelta::days(7) };
        assert_eq!(open().decide(late), Err(InvitationError::Over));
        let mut revoked = open();
        revoked.evolve(InvitationEvent::InvitationRevoked { revoked_at: AT });
        let accept = InvitationCommand::Accept { user: user(1), at: AT };
        assert_eq!(revoked.decide(accept), Err(InvitationError::Over));
    }

    #[test]
    fn an_admin_invites_no_owner() {
        let member = Member { role: Role::Owner, until: None };
        let send = InvitationCommand::Send { member, by: Role::Admin, expires_at: AT, at: AT };
        assert!(matches!(Invitation::default().decide(send), Err(InvitationError::Member(_))));
    }
}
