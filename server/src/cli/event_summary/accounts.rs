//! What events of tenants, users and what lets them in say, in a line for people.

use domain::access::{AccessEvent, AccessRecord};
use domain::api_key::{ApiKeyEvent, KeySpec};
use domain::invitation::InvitationEvent;
use domain::session::SessionEvent;
use domain::tenant::{Member, TenantEvent};
use domain::user::UserEvent;

use super::counted;

pub(super) fn of_tenant(event: TenantEvent) -> String {
    match event {
        TenantEvent::TenantCreated { name, region, owner, .. } => {
            format!("{name:?} in {region}, owned by {owner}")
        }
        TenantEvent::TenantRenamed { name, .. } => format!("it is called {name:?}"),
        TenantEvent::MemberAdded { user, member, .. } => format!("{user} is {}", of_member(&member)),
        TenantEvent::MemberChanged { user, member, .. } => format!("{user} is {} now", of_member(&member)),
        TenantEvent::MemberRemoved { user, .. } => format!("{user} is gone"),
        TenantEvent::SensitiveFieldsMarked { fields, .. } => {
            format!("auditors do not see {}", counted(fields.len() as u64, "field"))
        }
    }
}

pub(super) fn of_user(event: UserEvent) -> String {
    match event {
        UserEvent::UserSignedUp { issuer, .. } => match issuer {
            Some(issuer) => format!("they signed up by {issuer}"),
            None => "they signed up".to_owned(),
        },
        UserEvent::EmailVerified { .. } => "they read their mail".to_owned(),
        UserEvent::PasswordChanged { why, .. } => format!("they have another password: {}", named(&why)),
        UserEvent::TotpEnabled { .. } => "they are asked for one-time codes".to_owned(),
        UserEvent::TotpDisabled { .. } => "they are asked for no one-time codes".to_owned(),
        UserEvent::IssuerLinked { issuer, .. } => format!("{issuer} vouches for them"),
    }
}

pub(super) fn of_invitation(event: InvitationEvent) -> String {
    match event {
        InvitationEvent::InvitationSent { member, .. } => format!("to be {}", of_member(&member)),
        InvitationEvent::InvitationAccepted { user, .. } => format!("{user} accepted"),
        InvitationEvent::InvitationRevoked { .. } => "it was taken back".to_owned(),
    }
}

pub(super) fn of_api_key(event: ApiKeyEvent) -> String {
    match event {
        ApiKeyEvent::ApiKeyCreated { spec: KeySpec { name, role, scopes, .. }, .. } => {
            let scopes = match scopes.len() {
                0 => String::new(),
                number => format!(", for {}", counted(number as u64, "scope")),
            };
            format!("{name:?}, as {role}{scopes}")
        }
        ApiKeyEvent::ApiKeyRevoked { .. } => "it was taken back".to_owned(),
    }
}

pub(super) fn of_session(event: SessionEvent) -> String {
    match event {
        SessionEvent::SessionStarted { user, proof, address, .. } => {
            format!("{user} signed in from {address}: {}", named(&proof))
        }
        SessionEvent::SessionEnded { why, .. } => format!("it is over: {}", named(&why)),
    }
}

pub(super) fn of_access(event: AccessEvent) -> String {
    let AccessEvent::AccessRecorded { records } = event;
    let last = records.last().map(|AccessRecord { actor, operation, status, .. }| {
        format!(", the last one {operation} by {actor}: {status}")
    });
    format!("{}{}", counted(records.len() as u64, "request"), last.unwrap_or_default())
}

fn of_member(member: &Member) -> String {
    match member.until {
        Some(until) => format!("{} until {}", member.role, until.format("%Y-%m-%d")),
        None => member.role.to_string(),
    }
}

/// A name of an enum as events have it, with spaces.
fn named(value: &impl serde::Serialize) -> String {
    let name = serde_json::to_value(value).ok();
    name.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().replace('_', " ")
}
