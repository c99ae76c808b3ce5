//! The `Tenant` aggregate: an organisation, its members and its settings. Its members are a part of it since one rule spans
//! them: an owner must remain.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::{TenantId, UserId};
use crate::permission::Role;

/// The longest name, in characters.
const MAX_NAME: usize = 200;
/// How many fields may be marked sensitive, and how long such a name may be.
const MAX_SENSITIVE: (usize, usize) = (200, 200);
/// For how long at most a role is given that is only given for a time.
pub const MAX_GRANT: TimeDelta = TimeDelta::days(90);

/// How somebody belongs to a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// As what.
    pub role: Role,
    /// Until when, where it is for a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

/// A member, and since when they are one in this way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Belonging {
    /// How they belong to the tenant.
    pub member: Member,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What can be asked of a tenant.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum TenantCommand {
    /// Begins it.
    Create {
        /// Its name for people.
        name: String,
        /// Where its data lives.
        region: String,
        /// Its first member.
        owner: UserId,
        /// When.
        at: DateTime<Utc>,
    },
    /// Gives it another name.
    Rename {
        /// The new one.
        name: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Takes somebody in. Who is a member in this way already stays one.
    AddMember {
        /// Whom.
        user: UserId,
        /// As what.
        member: Member,
        /// When.
        at: DateTime<Utc>,
    },
    /// Makes somebody something else.
    ChangeMember {
        /// Whom.
        user: UserId,
        /// What.
        member: Member,
        /// The role of who asks.
        by: Role,
        /// When.
        at: DateTime<Utc>,
    },
    /// Lets somebody go.
    RemoveMember {
        /// Whom.
        user: UserId,
        /// The role of who asks; who leaves by themselves has their own.
        by: Role,
        /// When.
        at: DateTime<Utc>,
    },
    /// Says which fields of payloads are not for auditors.
    MarkSensitive {
        /// Names of members of objects, wherever they stand.
        fields: BTreeSet<String>,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum TenantEvent {
    /// It exists.
    TenantCreated {
        /// Its name for people.
        name: String,
        /// Where its data lives.
        region: String,
        /// Its first member, an owner.
        owner: UserId,
        /// When.
        created_at: DateTime<Utc>,
    },
    /// It has another name.
    TenantRenamed {
        /// The new one.
        name: String,
        /// When.
        renamed_at: DateTime<Utc>,
    },
    /// Somebody belongs to it.
    MemberAdded {
        /// Who.
        user: UserId,
        /// How.
        member: Member,
        /// When.
        added_at: DateTime<Utc>,
    },
    /// Somebody belongs to it in another way.
    MemberChanged {
        /// Who.
        user: UserId,
        /// How.
        member: Member,
        /// When.
        changed_at: DateTime<Utc>,
    },
    /// Somebody belongs to it no more.
    MemberRemoved {
        /// Who.
        user: UserId,
        /// When.
        removed_at: DateTime<Utc>,
    },
    /// Other fields of payloads are not for auditors.
    SensitiveFieldsMarked {
        /// All of them: names of members of objects, wherever they stand.
        fields: BTreeSet<String>,
        /// When.
        marked_at: DateTime<Utc>,
    },
}

versions!(TenantEvent {
    TenantCreated: "1.0",
    TenantRenamed: "1.0",
    MemberAdded: "1.0",
    MemberChanged: "1.0",
    MemberRemoved: "1.0",
    SensitiveFieldsMarked: "1.0",
});

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TenantError {
    /// Nobody created it.
    #[error("there is no such tenant")]
    NotFound,
    /// Somebody else has it.
    #[error("the tenant's id is taken: choose another")]
    Exists,
    /// The name cannot be shown.
    #[error("a tenant's name has 1 to {MAX_NAME} characters, none of them a control character")]
    Name,
    /// They are no member.
    #[error("{0} is no member of the tenant")]
    NoMember(UserId),
    /// They are a member.
    #[error("{0} is a member of the tenant already: change their role instead")]
    MemberAlready(UserId),
    /// Nobody would be left who may do everything.
    #[error("a tenant keeps at least one owner: make somebody else an owner first")]
    LastOwner,
    /// Who asks may not give or take this role.
    #[error("the role {by} may not give or take the role {role}")]
    NotGranted {
        /// Of who asks.
        by: Role,
        /// Which is asked for.
        role: Role,
    },
    /// The time of the role is missing or too long.
    #[error("the role {0} is given for a time: say until when, at most 90 days from now")]
    Until(Role),
    /// The time is over already.
    #[error("the time until which the role is given is over")]
    Over,
    /// An owner for a time would leave nobody.
    #[error("an owner is not made for a time: leave the end out")]
    OwnerUntil,
    /// There are too many, or they are too long.
    #[error("up to 200 fields are marked, with names of 1 to 200 characters")]
    Fields,
}

/// A tenant's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Tenant {
    /// Nobody created it.
    #[default]
    Unknown,
    /// It exists.
    Created(Organisation),
}

/// A tenant that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Organisation {
    /// Its name for people.
    pub name: String,
    /// Where its data lives.
    pub region: String,
    /// Who belongs to it.
    pub members: BTreeMap<UserId, Belonging>,
    /// Names of members of objects that auditors do not see.
    pub sensitive: BTreeSet<String>,
    /// Since when it is.
    pub created_at: DateTime<Utc>,
}

impl Tenant {
    /// The rules.
    ///
    /// # Errors
    /// See [`TenantError`].
    pub fn decide(&self, command: TenantCommand) -> Result<Vec<TenantEvent>, TenantError> {
        match (self, command) {
            (Self::Unknown, TenantCommand::Create { name, region, owner, at }) => {
                let name = check_name(name)?;
                Ok(vec![TenantEvent::TenantCreated { name, region, owner, created_at: at }])
            }
            (Self::Unknown, _) => Err(TenantError::NotFound),
            (Self::Created(tenant), TenantCommand::Create { name, owner, .. }) => {
                let is_same = tenant.name == name && tenant.members.get(&owner).is_some_and(is_owner);
                if is_same { Ok(vec![]) } else { Err(TenantError::Exists) }
            }
            (Self::Created(tenant), command) => tenant.decide(command),
        }
    }

    fn evolve(&mut self, event: TenantEvent) {
        match (self, event) {
            (this, TenantEvent::TenantCreated { name, region, owner, created_at }) => {
                let member = Member { role: Role::Owner, until: None };
                let members = BTreeMap::from([(owner, Belonging { member, since: created_at })]);
                let sensitive = BTreeSet::new();
                *this = Self::Created(Organisation { name, region, members, sensitive, created_at });
            }
            (Self::Created(tenant), event) => tenant.evolve(event),
            (Self::Unknown, _) => {}
        }
    }

    /// The tenant, if it exists.
    #[must_use]
    pub fn created(&self) -> Option<&Organisation> {
        match self {
            Self::Created(tenant) => Some(tenant),
            Self::Unknown => None,
        }
    }
}

impl Organisation {
    /// As what somebody belongs to it at this time.
    #[must_use]
    pub fn role_of(&self, user: UserId, at: DateTime<Utc>) -> Option<&Belonging> {
        self.members.get(&user).filter(|known| known.member.until.is_none_or(|until| at < until))
    }

    fn decide(&self, command: TenantCommand) -> Result<Vec<TenantEvent>, TenantError> {
        let once = |news: bool, event| Ok(if news { vec![event] } else { vec![] });
        match command {
            TenantCommand::Create { .. } => Err(TenantError::Exists),
            TenantCommand::Rename { name, at } => {
                let name = check_name(name)?;
                once(name != self.name, TenantEvent::TenantRenamed { name, renamed_at: at })
            }
            TenantCommand::AddMember { user, member, at } => {
                check_time(&member, at)?;
                let known = self.role_of(user, at);
                if known.is_some_and(|known| known.member != member) {
                    return Err(TenantError::MemberAlready(user));
                }
                once(known.is_none(), TenantEvent::MemberAdded { user, member, added_at: at })
            }
            TenantCommand::ChangeMember { user, member, by, at } => {
                check_time(&member, at)?;
                let known = self.member(user)?;
                let news = known.member != member;
                may_grant(by, known.member.role).and(may_grant(by, member.role))?;
                self.keep_an_owner(user, member.role)?;
                once(news, TenantEvent::MemberChanged { user, member, changed_at: at })
            }
            TenantCommand::RemoveMember { user, by, at } => {
                let Some(known) = self.members.get(&user) else { return Ok(vec![]) };
                if by != known.member.role {
                    may_grant(by, known.member.role)?;
                }
                self.keep_an_owner(user, Role::Worker)?;
                Ok(vec![TenantEvent::MemberRemoved { user, removed_at: at }])
            }
            TenantCommand::MarkSensitive { fields, at } => {
                let fits = |field: &String| (1..=MAX_SENSITIVE.1).contains(&field.chars().count());
                if fields.len() > MAX_SENSITIVE.0 || !fields.iter().all(fits) {
                    return Err(TenantError::Fields);
                }
                let news = fields != self.sensitive;
                once(news, TenantEvent::SensitiveFieldsMarked { fields, marked_at: at })
            }
        }
    }

    fn evolve(&mut self, event: TenantEvent) {
        match event {
            TenantEvent::TenantCreated { .. } => {}
            TenantEvent::TenantRenamed { name, .. } => self.name = name,
            TenantEvent::MemberAdded { user, member, added_at: since }
            | TenantEvent::MemberChanged { user, member, changed_at: since } => {
                self.members.insert(user, Belonging { member, since });
            }
            TenantEvent::MemberRemoved { user, .. } => {
                self.members.remove(&user);
            }
            TenantEvent::SensitiveFieldsMarked { fields, .. } => self.sensitive = fields,
        }
    }

    fn member(&self, user: UserId) -> Result<&Belonging, TenantError> {
        self.members.get(&user).ok_or(TenantError::NoMember(user))
    }

    /// Refuses what would leave the tenant without an owner.
    fn keep_an_owner(&self, user: UserId, becomes: Role) -> Result<(), TenantError> {
        let others = self.members.iter().any(|(other, member)| *other != user && is_owner(member));
        let was_owner = self.members.get(&user).is_some_and(is_owner);
        if was_owner && becomes != Role::Owner && !others { Err(TenantError::LastOwner) } else { Ok(()) }
    }
}

fn is_owner(known: &Belonging) -> bool {
    known.member.role == Role::Owner
}

fn may_grant(by: Role, role: Role) -> Result<(), TenantError> {
    if by.may_grant(role) { Ok(()) } else { Err(TenantError::NotGranted { by, role }) }
}

/// Checks until when a role is given.
///
/// # Errors
/// A role that is for a time has no end or a late one, or the end is over.
pub(crate) fn check_time(member: &Member, at: DateTime<Utc>) -> Result<(), TenantError> {
    match member.until {
        None if member.role.is_for_a_time() => Err(TenantError::Until(member.role)),
        Some(_) if member.role == Role::Owner => Err(TenantError::OwnerUntil),
        Some(until) if until <= at => Err(TenantError::Over),
        Some(until) if member.role.is_for_a_time() && until > at + MAX_GRANT => {
            Err(TenantError::Until(member.role))
        }
        _ => Ok(()),
    }
}

fn check_name(name: String) -> Result<String, TenantError> {
    let fits = (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(TenantError::Name) }
}

cqrs_aggregate!(Tenant, "tenant", id: TenantId, command: TenantCommand, event: TenantEvent, error: TenantError);

#[cfg(test)]
mod tests;
