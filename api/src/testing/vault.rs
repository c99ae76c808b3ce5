//! A vault in memory, as far as the API's own behaviour needs one. The real one is tested on PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use async_trait::async_trait;
use auth::{Purpose, Secret};
use chrono::{DateTime, TimeDelta, Utc};
use commands::ports::EngineError;
use commands::ports::vault::{
    InvitationRow, KeyRow, Link, Profile, Refreshed, SecretHash, SessionRow, SessionVault, SignInRow,
    SignInVault, SigningKeyVault, TenantVault, UserVault, Which,
};
use domain::api_key::KeySpec;
use domain::tenant::Member;
use domain::{ApiKeyId, InvitationId, SessionId, TenantId, UserId};
use uuid::Uuid;

type Answer<T> = Result<T, EngineError>;

#[derive(Default)]
pub(crate) struct MemoryVault(Mutex<Rows>);

#[derive(Default)]
struct Rows {
    users: BTreeMap<UserId, (Profile, Vec<SecretHash>)>,
    links: BTreeMap<SecretHash, (&'static str, UserId, DateTime<Utc>)>,
    identities: BTreeMap<(String, String), UserId>,
    sessions: BTreeMap<SessionId, (SessionRow, SecretHash)>,
    used: BTreeMap<SecretHash, (SessionId, DateTime<Utc>)>,
    members: BTreeSet<(UserId, TenantId)>,
    keys: BTreeMap<ApiKeyId, (KeyRow, SecretHash)>,
    invitations: BTreeMap<InvitationId, (InvitationRow, SecretHash)>,
    sign_ins: BTreeMap<SecretHash, SignInRow>,
    signing: BTreeMap<i32, Vec<u8>>,
}

impl MemoryVault {
    fn rows(&self) -> std::sync::MutexGuard<'_, Rows> {
        self.0.lock().unwrap()
    }

    /// Adds a key of a tenant, which need not exist, and gives its secret.
    pub(crate) fn issue(&self, tenant: &TenantId, spec: KeySpec) -> String {
        let secret = Secret::generate(Purpose::ApiKey);
        let row = KeyRow {
            key: ApiKeyId(Uuid::now_v7()),
            tenant: tenant.clone(),
            spec,
            hint: secret.hint(),
            created_by: "test".to_owned(),
            created_at: Utc::now(),
            revoked_at: None,
            used_at: None,
        };
        self.rows().keys.insert(row.key, (row, secret.hash()));
        secret.reveal().to_owned()
    }

    /// The keys that were made, the oldest first.
    pub(crate) fn keys_made(&self) -> Vec<ApiKeyId> {
        self.rows().keys.keys().copied().collect()
    }

    /// Has all sign-ins by issuers be over.
    pub(crate) fn end_sign_ins(&self) {
        self.rows().sign_ins.values_mut().for_each(|row| row.expires_at = Utc::now());
    }

    fn with(&self, user: UserId, change: impl FnOnce(&mut Profile)) -> Answer<()> {
        if let Some((profile, _)) = self.rows().users.get_mut(&user) {
            change(profile);
        }
        Ok(())
    }
}

#[async_trait]
impl UserVault for MemoryVault {
    async fn add_user(&self, profile: &Profile) -> Answer<bool> {
        let mut rows = self.rows();
        if rows.users.values().any(|(known, _)| known.email.eq_ignore_ascii_case(&profile.email)) {
            return Ok(false);
        }
        rows.users.insert(profile.user, (profile.clone(), vec![]));
        Ok(true)
    }

    async fn user_by_email(&self, email: &str) -> Answer<Option<Profile>> {
        let rows = self.rows();
        let found = rows.users.values().find(|(known, _)| known.email.eq_ignore_ascii_case(email));
        Ok(found.map(|(profile, _)| profile.clone()))
    }

    async fn users(&self, ids: &[UserId]) -> Answer<Vec<Profile>> {
        let rows = self.rows();
        Ok(ids.iter().filter_map(|id| rows.users.get(id)).map(|(profile, _)| profile.clone()).collect())
    }

    async fn set_password(&self, user: UserId, hash: &str) -> Answer<()> {
        self.with(user, |profile| profile.password = Some(hash.to_owned()))
    }

    async fn set_verified(&self, user: UserId) -> Answer<()> {
        self.with(user, |profile| profile.verified = true)
    }

    async fn claim_user(&self, user: UserId) -> Answer<()> {
        self.with(user, |profile| {
            if !profile.verified {
                (profile.verified, profile.password) = (true, None);
                (profile.totp, profile.totp_enabled) = (None, false);
            }
        })
    }

    async fn set_totp(
        &self,
        user: UserId,
        sealed: Option<&[u8]>,
        enabled: bool,
        recovery: &[SecretHash],
    ) -> Answer<()> {
        if let Some((profile, codes)) = self.rows().users.get_mut(&user) {
            (profile.totp, profile.totp_enabled) = (sealed.map(<[u8]>::to_vec), enabled);
            *codes = recovery.to_vec();
        }
        Ok(())
    }

    async fn use_totp_step(&self, user: UserId, step: u64) -> Answer<bool> {
        let mut rows = self.rows();
        let Some((profile, _)) = rows.users.get_mut(&user) else { return Ok(false) };
        let is_new = profile.totp_step.is_none_or(|last| last < step);
        profile.totp_step = profile.totp_step.max(Some(step));
        Ok(is_new)
    }

    async fn use_recovery_code(&self, user: UserId, hash: &SecretHash) -> Answer<bool> {
        let mut rows = self.rows();
        let Some((_, codes)) = rows.users.get_mut(&user) else { return Ok(false) };
        let before = codes.len();
        codes.retain(|code| code != hash);
        Ok(codes.len() < before)
    }

    async fn add_link(
        &self,
        hash: &SecretHash,
        link: Link,
        user: UserId,
        expires_at: DateTime<Utc>,
    ) -> Answer<()> {
        self.rows().links.insert(*hash, (link.into(), user, expires_at));
        Ok(())
    }

    async fn take_link(&self, hash: &SecretHash, link: Link, at: DateTime<Utc>) -> Answer<Option<UserId>> {
        let kind: &'static str = link.into();
        let mut rows = self.rows();
        let fits = rows.links.get(hash).is_some_and(|(known, _, until)| *known == kind && at < *until);
        Ok(if fits { rows.links.remove(hash).map(|(_, user, _)| user) } else { None })
    }

    async fn user_of_identity(&self, issuer: &str, subject: &str) -> Answer<Option<UserId>> {
        Ok(self.rows().identities.get(&(issuer.to_owned(), subject.to_owned())).copied())
    }

    async fn add_identity(&self, issuer: &str, subject: &str, user: UserId) -> Answer<bool> {
        let mut rows = self.rows();
        let known = rows.identities.entry((issuer.to_owned(), subject.to_owned())).or_insert(user);
        Ok(*known == user)
    }
}

#[async_trait]
impl SessionVault for MemoryVault {
    async fn add_session(&self, row: &SessionRow, refresh: &SecretHash) -> Answer<()> {
        self.rows().sessions.insert(row.session, (row.clone(), *refresh));
        Ok(())
    }

    async fn refresh(&self, used: &SecretHash, next: &SecretHash, at: DateTime<Utc>) -> Answer<Refreshed> {
        let mut rows = self.rows();
        let open = rows.sessions.values_mut().find(|(_, hash)| hash == used);
        if let Some((row, hash)) = open {
            *hash = *next;
            let row = row.clone();
            rows.used.insert(*used, (row.session, at));
            return Ok(Refreshed::Rotated(row));
        }
        let Some((session, used_at)) = rows.used.get(used).copied() else { return Ok(Refreshed::Unknown) };
        let Some((row, _)) = rows.sessions.get(&session) else { return Ok(Refreshed::Unknown) };
        let raced = at - used_at < TimeDelta::seconds(10);
        Ok(if raced { Refreshed::Raced(row.clone()) } else { Refreshed::Reused(row.clone()) })
    }

    async fn set_session_tenant(&self, session: SessionId, tenant: &TenantId) -> Answer<()> {
        if let Some((row, _)) = self.rows().sessions.get_mut(&session) {
            row.tenant = Some(tenant.clone());
        }
        Ok(())
    }

    async fn sessions(&self, user: UserId, _: DateTime<Utc>) -> Answer<Vec<SessionRow>> {
        let rows = self.rows();
        Ok(rows
            .sessions
            .values()
            .rev()
            .filter(|(row, _)| row.user == user)
            .map(|(row, _)| row.clone())
            .collect())
    }

    async fn end_sessions(&self, user: UserId, which: Which) -> Answer<Vec<SessionId>> {
        let mut rows = self.rows();
        let is_meant = |row: &SessionRow| match which {
            Which::One(session) => row.session == session,
            Which::AllBut(session) => Some(row.session) != session,
        };
        let ended: Vec<_> = rows
            .sessions
            .values()
            .filter(|(row, _)| row.user == user && is_meant(row))
            .map(|(row, _)| row.session)
            .collect();
        rows.sessions.retain(|session, _| !ended.contains(session));
        Ok(ended)
    }
}

#[async_trait]
impl TenantVault for MemoryVault {
    async fn set_member(
        &self,
        tenant: &TenantId,
        user: UserId,
        member: Option<&Member>,
        _: u64,
    ) -> Answer<()> {
        let (mut rows, key) = (self.rows(), (user, tenant.clone()));
        match member {
            Some(_) => rows.members.insert(key),
            None => rows.members.remove(&key),
        };
        Ok(())
    }

    async fn tenants_of(&self, user: UserId) -> Answer<Vec<TenantId>> {
        let rows = self.rows();
        let tenants = rows.members.iter().filter(|(member, _)| *member == user);
        Ok(tenants.map(|(_, tenant)| tenant.clone()).collect())
    }

    async fn add_key(&self, row: &KeyRow, hash: &SecretHash) -> Answer<()> {
        self.rows().keys.insert(row.key, (row.clone(), *hash));
        Ok(())
    }

    async fn key_by_hash(&self, hash: &SecretHash) -> Answer<Option<KeyRow>> {
        let rows = self.rows();
        Ok(rows.keys.values().find(|(_, known)| known == hash).map(|(row, _)| row.clone()))
    }

    async fn keys(&self, tenant: &TenantId, before: Option<ApiKeyId>, limit: usize) -> Answer<Vec<KeyRow>> {
        let rows = self.rows();
        let keys = rows.keys.values().rev().map(|(row, _)| row);
        let fits = |row: &&KeyRow| row.tenant == *tenant && before.is_none_or(|before| row.key < before);
        Ok(keys.filter(fits).take(limit).cloned().collect())
    }

    async fn key(&self, tenant: &TenantId, key: ApiKeyId) -> Answer<Option<KeyRow>> {
        Ok(self.rows().keys.get(&key).map(|(row, _)| row.clone()).filter(|row| row.tenant == *tenant))
    }

    async fn revoke_key(&self, tenant: &TenantId, key: ApiKeyId, at: DateTime<Utc>) -> Answer<()> {
        if let Some((row, _)) = self.rows().keys.get_mut(&key)
            && row.tenant == *tenant
        {
            row.revoked_at = Some(at);
        }
        Ok(())
    }

    async fn use_key(&self, _: &TenantId, key: ApiKeyId, at: DateTime<Utc>) -> Answer<()> {
        if let Some((row, _)) = self.rows().keys.get_mut(&key) {
            row.used_at = Some(at);
        }
        Ok(())
    }

    async fn add_invitation(&self, row: &InvitationRow, hash: &SecretHash) -> Answer<()> {
        self.rows().invitations.insert(row.invitation, (row.clone(), *hash));
        Ok(())
    }

    async fn invitation_by_hash(&self, hash: &SecretHash) -> Answer<Option<InvitationRow>> {
        let rows = self.rows();
        Ok(rows.invitations.values().find(|(_, known)| known == hash).map(|(row, _)| row.clone()))
    }

    async fn invitations(
        &self,
        tenant: &TenantId,
        before: Option<InvitationId>,
        limit: usize,
    ) -> Answer<Vec<InvitationRow>> {
        let rows = self.rows();
        let invitations = rows.invitations.values().rev().map(|(row, _)| row);
        let fits = |row: &&InvitationRow| {
            row.tenant == *tenant && before.is_none_or(|before| row.invitation < before)
        };
        Ok(invitations.filter(fits).take(limit).cloned().collect())
    }

    async fn drop_invitation(&self, tenant: &TenantId, id: InvitationId) -> Answer<()> {
        self.rows().invitations.retain(|known, (row, _)| *known != id || row.tenant != *tenant);
        Ok(())
    }
}

#[async_trait]
impl SignInVault for MemoryVault {
    async fn add_sign_in(&self, state: &SecretHash, row: &SignInRow) -> Answer<()> {
        self.rows().sign_ins.insert(*state, row.clone());
        Ok(())
    }

    async fn take_sign_in(&self, state: &SecretHash, at: DateTime<Utc>) -> Answer<Option<SignInRow>> {
        Ok(self.rows().sign_ins.remove(state).filter(|row| at < row.expires_at))
    }
}

#[async_trait]
impl SigningKeyVault for MemoryVault {
    async fn signing_keys(&self) -> Answer<Vec<(i32, Vec<u8>)>> {
        Ok(self.rows().signing.clone().into_iter().collect())
    }

    async fn add_signing_key(&self, number: i32, sealed: &[u8]) -> Answer<bool> {
        let mut rows = self.rows();
        let is_new = !rows.signing.contains_key(&number);
        rows.signing.entry(number).or_insert_with(|| sealed.to_vec());
        Ok(is_new)
    }

    async fn drop_signing_key(&self, number: i32) -> Answer<()> {
        self.rows().signing.remove(&number);
        Ok(())
    }
}
