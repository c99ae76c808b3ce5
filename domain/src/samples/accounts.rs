//! Samples of what happens to tenants and who belongs to them.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{Sample, at, samples, tenant};
use crate::access::{Access, AccessEvent, AccessRecord};
use crate::api_key::{ApiKey, ApiKeyEvent, KeySpec};
use crate::ids::{AccessId, ApiKeyId, InvitationId, SessionId, UserId};
use crate::invitation::{Invitation, InvitationEvent};
use crate::permission::{Action, Role};
use crate::session::{Proof, Session, SessionEnd, SessionEvent};
use crate::tenant::{Member, Tenant, TenantEvent};
use crate::user::{PasswordChange, User, UserEvent};

/// Samples of all of them.
pub(super) fn all() -> Vec<Sample> {
    [
        samples::<User>(user(), user_events()),
        samples::<Tenant>(tenant(), tenant_events()),
        samples::<Invitation>(InvitationId(id(3)), invitation_events()),
        samples::<ApiKey>(ApiKeyId(id(4)), api_key_events()),
        samples::<Session>(SessionId(id(5)), session_events()),
        samples::<Access>(AccessId(id(6)), access_events()),
    ]
    .concat()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_f5c0_0000_7000_8000_0000_0000_1000 + number)
}

fn user() -> UserId {
    UserId(id(1))
}

fn colleague() -> UserId {
    UserId(id(2))
}

fn in_a_week() -> DateTime<Utc> {
    at(0) + TimeDelta::days(7)
}

fn auditor() -> Member {
    Member { role: Role::Auditor, until: Some(in_a_week()) }
}

fn fields() -> BTreeSet<String> {
    BTreeSet::from(["card".to_owned(), "iban".to_owned()])
}

fn user_events() -> Vec<(Option<&'static str>, UserEvent)> {
    let issuer = "https://login.example.org".to_owned();
    vec![
        (None, UserEvent::UserSignedUp { issuer: Some(issuer.clone()), signed_up_at: at(0) }),
        (None, UserEvent::EmailVerified { verified_at: at(1) }),
        (None, UserEvent::PasswordChanged { why: PasswordChange::Reset, changed_at: at(2) }),
        (None, UserEvent::TotpEnabled { enabled_at: at(3) }),
        (None, UserEvent::TotpDisabled { disabled_at: at(4) }),
        (None, UserEvent::IssuerLinked { issuer, linked_at: at(5) }),
    ]
}

fn tenant_events() -> Vec<(Option<&'static str>, TenantEvent)> {
    let (name, region) = ("Acme".to_owned(), "default".to_owned());
    let developer = Member { role: Role::Developer, until: None };
    vec![
        (None, TenantEvent::TenantCreated { name, region, owner: user(), created_at: at(0) }),
        (None, TenantEvent::TenantRenamed { name: "Acme Ltd".to_owned(), renamed_at: at(1) }),
        (None, TenantEvent::MemberAdded { user: colleague(), member: auditor(), added_at: at(2) }),
        (None, TenantEvent::MemberChanged { user: colleague(), member: developer, changed_at: at(3) }),
        (None, TenantEvent::MemberRemoved { user: colleague(), removed_at: at(4) }),
        (None, TenantEvent::SensitiveFieldsMarked { fields: fields(), marked_at: at(5) }),
    ]
}

fn invitation_events() -> Vec<(Option<&'static str>, InvitationEvent)> {
    let (member, expires_at) = (auditor(), in_a_week());
    vec![
        (None, InvitationEvent::InvitationSent { member, expires_at, sent_at: at(0) }),
        (None, InvitationEvent::InvitationAccepted { user: colleague(), accepted_at: at(1) }),
        (None, InvitationEvent::InvitationRevoked { revoked_at: at(2) }),
    ]
}

fn api_key_events() -> Vec<(Option<&'static str>, ApiKeyEvent)> {
    let spec = KeySpec {
        name: "nightly import".to_owned(),
        role: Role::Developer,
        scopes: BTreeSet::from([Action::DatasetsWrite, Action::JobsSubmit]),
        expires_at: Some(in_a_week()),
    };
    vec![
        (None, ApiKeyEvent::ApiKeyCreated { spec, created_at: at(0) }),
        (None, ApiKeyEvent::ApiKeyRevoked { revoked_at: at(1) }),
    ]
}

fn session_events() -> Vec<(Option<&'static str>, SessionEvent)> {
    let (user, proof, address) = (user(), Proof::PasswordAndTotp, "192.0.2.7".to_owned());
    vec![
        (None, SessionEvent::SessionStarted { user, proof, address, started_at: at(0) }),
        (None, SessionEvent::SessionEnded { why: SessionEnd::TokenReused, ended_at: at(1) }),
    ]
}

fn access_events() -> Vec<(Option<&'static str>, AccessEvent)> {
    let record = AccessRecord {
        at: at(0),
        actor: user().to_string(),
        role: Some(Role::Analyst.to_string()),
        address: "192.0.2.7".to_owned(),
        operation: "submit_job".to_owned(),
        target: "/v1/jobs".to_owned(),
        status: 403,
        problem: Some("forbidden".to_owned()),
        request: id(7).simple().to_string(),
        session: Some(SessionId(id(5)).to_string()),
    };
    vec![(None, AccessEvent::AccessRecorded { records: vec![record] })]
}
