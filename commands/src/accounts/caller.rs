//! Who makes a request, and what they may do.

use std::collections::BTreeSet;
use std::fmt;

use auth::{AccessClaims, Purpose, Secret};
use chrono::{DateTime, Utc};
use domain::permission::{Action, Role};
use domain::{ApiKeyId, SessionId, TenantId, UserId};

use super::{AccountError, Accounts};

/// Who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Somebody who signed in.
    User(UserId),
    /// A program with a key.
    Key(ApiKeyId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(user) => user.fmt(f),
            Self::Key(key) => key.fmt(f),
        }
    }
}

/// Who makes a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who it is.
    pub subject: Subject,
    /// The session, if they signed in.
    pub session: Option<SessionId>,
    /// For which tenant they act, and as what.
    pub acting: Option<(TenantId, Role)>,
    /// Since when they belong to the tenant in this way, in microseconds since 1970; none for keys.
    pub since: Option<i64>,
    /// What they may do of that which their role may; empty: all of it.
    pub scopes: BTreeSet<Action>,
    /// Until when what they brought is good; none for a key that has no end.
    pub until: Option<DateTime<Utc>>,
}

impl Caller {
    /// Whether they may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        let in_scope = self.scopes.is_empty() || self.scopes.contains(&action);
        in_scope && self.role().is_some_and(|role| role.may(action))
    }

    /// As what they act.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.acting.as_ref().map(|(_, role)| *role)
    }

    /// For which tenant they act.
    #[must_use]
    pub fn tenant(&self) -> Option<&TenantId> {
        self.acting.as_ref().map(|(tenant, _)| tenant)
    }

    /// The user, unless it is a program.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self.subject {
            Subject::User(user) => Some(user),
            Subject::Key(_) => None,
        }
    }

    /// What may have been revoked of that which they brought.
    #[must_use]
    pub fn revocable(&self) -> Vec<String> {
        let session = self.session.map(|session| session.to_string());
        let member = match (self.subject, self.tenant(), self.since) {
            (Subject::User(user), Some(tenant), Some(since)) => Some(member_subject(tenant, user, since)),
            _ => None,
        };
        let key = match self.subject {
            Subject::Key(key) => Some(key.to_string()),
            Subject::User(_) => None,
        };
        session.into_iter().chain(member).chain(key).collect()
    }
}

/// How revocations name somebody as the member of a tenant that they are since a time: what they become is not revoked by it.
pub(super) fn member_subject(tenant: &TenantId, user: UserId, since: i64) -> String {
    format!("{tenant}/{user}/{since}")
}

impl Accounts {
    /// Who brings this token or key. Whether it was revoked is asked for elsewhere.
    ///
    /// # Errors
    /// It is none, or it is over.
    pub async fn authenticate(&self, credential: &str) -> Result<Caller, AccountError> {
        if credential.starts_with(Purpose::ApiKey.prefix()) {
            let secret = Secret::parse(credential, Purpose::ApiKey).map_err(|_| AccountError::WrongKey)?;
            return self.key_caller(&secret.hash(), Utc::now()).await;
        }
        let claims = self.ring.verify(credential, Utc::now()).await?;
        of_claims(&claims).ok_or_else(|| AccountError::internal("an access token of ours is odd"))
    }
}

fn of_claims(claims: &AccessClaims) -> Option<Caller> {
    let acting = match (&claims.tid, &claims.role) {
        (Some(tenant), Some(role)) => Some((tenant.clone(), role.parse().ok()?)),
        _ => None,
    };
    Some(Caller {
        subject: Subject::User(claims.sub.parse().ok()?),
        session: Some(claims.sid.parse().ok()?),
        acting,
        since: claims.since,
        scopes: BTreeSet::new(),
        until: DateTime::from_timestamp(claims.exp, 0),
    })
}
