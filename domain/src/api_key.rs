//! The `ApiKey` aggregate: a program's right to act for a tenant. The key itself is nowhere; its hash is not in events.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::ApiKeyId;
use crate::permission::{Action, Role};
use crate::tenant::{Member, TenantError, check_time};

/// The longest name, in characters.
const MAX_NAME: usize = 200;

/// What a key is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeySpec {
    /// A name for people.
    pub name: String,
    /// As what it acts.
    pub role: Role,
    /// What it may do of that which its role may; empty: all of it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub scopes: BTreeSet<Action>,
    /// Until when it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

impl KeySpec {
    /// Whether it may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.role.may(action) && (self.scopes.is_empty() || self.scopes.contains(&action))
    }
}

/// What can be asked of a key.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum ApiKeyCommand {
    /// Begins it.
    Create {
        /// What it is for.
        spec: KeySpec,
        /// The role of who asks.
        by: Role,
        /// When.
        at: DateTime<Utc>,
    },
    /// Ends it.
    Revoke {
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum ApiKeyEvent {
    /// It can be used.
    ApiKeyCreated {
        /// What it is for.
        spec: KeySpec,
        /// When.
        created_at: DateTime<Utc>,
    },
    /// It cannot be used any more.
    ApiKeyRevoked {
        /// When.
        revoked_at: DateTime<Utc>,
    },
}

versions!(ApiKeyEvent { ApiKeyCreated: "1.0", ApiKeyRevoked: "1.0" });

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiKeyError {
    /// There is none.
    #[error("there is no such API key")]
    NotFound,
    /// The name cannot be shown.
    #[error("a key's name has 1 to {MAX_NAME} characters, none of them a control character")]
    Name,
    /// The role may not do what the key is to do.
    #[error("the role {role} may not do {action}: leave the scope out, or choose another role")]
    Scope {
        /// Of the key.
        role: Role,
        /// What it is to do.
        action: Action,
    },
    /// Who asks may not give this role, or not so long.
    #[error(transparent)]
    Member(#[from] TenantError),
}

/// A key's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ApiKey {
    /// There is none.
    #[default]
    Unknown,
    /// It can be used.
    Created {
        /// What it is for.
        spec: KeySpec,
        /// Since when it is.
        created_at: DateTime<Utc>,
    },
    /// It cannot be used any more.
    Revoked {
        /// What it was for.
        spec: KeySpec,
        /// Since when it was.
        created_at: DateTime<Utc>,
        /// Until when.
        revoked_at: DateTime<Utc>,
    },
}

impl ApiKey {
    /// The rules.
    ///
    /// # Errors
    /// See [`ApiKeyError`].
    pub fn decide(&self, command: ApiKeyCommand) -> Result<Vec<ApiKeyEvent>, ApiKeyError> {
        match (self, command) {
            (Self::Unknown, ApiKeyCommand::Create { spec, by, at }) => {
                check(&spec, by, at)?;
                Ok(vec![ApiKeyEvent::ApiKeyCreated { spec, created_at: at }])
            }
            (Self::Unknown, ApiKeyCommand::Revoke { .. }) => Err(ApiKeyError::NotFound),
            (Self::Created { .. }, ApiKeyCommand::Revoke { at }) => {
                Ok(vec![ApiKeyEvent::ApiKeyRevoked { revoked_at: at }])
            }
            (_, ApiKeyCommand::Create { .. } | ApiKeyCommand::Revoke { .. }) => Ok(vec![]),
        }
    }

    fn evolve(&mut self, event: ApiKeyEvent) {
        match (std::mem::take(self), event) {
            (_, ApiKeyEvent::ApiKeyCreated { spec, created_at }) => {
                *self = Self::Created { spec, created_at };
            }
            (Self::Created { spec, created_at }, ApiKeyEvent::ApiKeyRevoked { revoked_at }) => {
                *self = Self::Revoked { spec, created_at, revoked_at };
            }
            (other, ApiKeyEvent::ApiKeyRevoked { .. }) => *self = other,
        }
    }
}

fn check(spec: &KeySpec, by: Role, at: DateTime<Utc>) -> Result<(), ApiKeyError> {
    let KeySpec { name, role, scopes, expires_at } = spec;
    if !(1..=MAX_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(ApiKeyError::Name);
    }
    if !by.may_grant(*role) {
        return Err(TenantError::NotGranted { by, role: *role }.into());
    }
    // A key may end where a person of its role would not have to: an owner's, for one.
    let for_a_time = if role.is_for_a_time() { *role } else { Role::Worker };
    check_time(&Member { role: for_a_time, until: *expires_at }, at)?;
    match scopes.iter().find(|action| !role.may(**action)) {
        Some(action) => Err(ApiKeyError::Scope { role: *role, action: *action }),
        None => Ok(()),
    }
}

cqrs_aggregate!(
    ApiKey, "api_key", id: ApiKeyId, command: ApiKeyCommand, event: ApiKeyEvent, error: ApiKeyError
);

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn spec(role: Role, scopes: &[Action]) -> KeySpec {
        KeySpec {
            name: "ci".to_owned(),
            role,
            scopes: scopes.iter().copied().collect(),
            expires_at: Some(AT + TimeDelta::days(1)),
        }
    }

    fn create(spec: KeySpec, by: Role) -> Result<Vec<ApiKeyEvent>, ApiKeyError> {
        ApiKey::default().decide(ApiKeyCommand::Create { spec, by, at: AT })
    }

    #[test]
    fn a_key_may_do_no_more_than_who_makes_it_can_give() {
        assert!(matches!(create(spec(Role::Owner, &[]), Role::Admin), Err(ApiKeyError::Member(_))));
        let refused = create(spec(Role::Worker, &[Action::JobsSubmit]), Role::Owner);
        assert!(matches!(refused, Err(ApiKeyError::Scope { action: Action::JobsSubmit, .. })));
        assert!(create(spec(Role::Owner, &[Action::JobsSubmit]), Role::Owner).is_ok());
    }

    #[test]
    fn scopes_narrow_a_role() {
        let narrow = spec(Role::Developer, &[Action::JobsRead]);
        assert!(narrow.may(Action::JobsRead) && !narrow.may(Action::JobsSubmit));
        assert!(spec(Role::Developer, &[]).may(Action::JobsSubmit));
    }

    #[test]
    fn a_key_is_revoked_once() {
        let mut key = ApiKey::default();
        let revoke = ApiKeyCommand::Revoke { at: AT };
        assert_eq!(key.decide(revoke.clone()), Err(ApiKeyError::NotFound));
        key.evolve(ApiKeyEvent::ApiKeyCreated { spec: spec(Role::Worker, &[]), created_at: AT });
        assert_eq!(key.decide(revoke.clone()), Ok(vec![ApiKeyEvent::ApiKeyRevoked { revoked_at: AT }]));
        key.evolve(ApiKeyEvent::ApiKeyRevoked { revoked_at: AT });
        assert_eq!(key.decide(revoke), Ok(vec![]));
    }
}
