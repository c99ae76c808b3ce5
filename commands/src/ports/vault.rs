//! The vault: what names people and what proves who they are. It can be changed and erased, as events cannot.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::api_key::KeySpec;
use domain::tenant::Member;
use domain::{ApiKeyId, InvitationId, SessionId, TenantId, UserId};

use super::EngineError;

/// A SHA-256 of a secret. Secrets are random, so it need not be slow.
pub type SecretHash = [u8; 32];

/// What is known of a user beside their events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Who.
    pub user: UserId,
    /// Where they get mail, as they wrote it. No two have the same, in whichever case.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// Whether they read what is sent there.
    pub verified: bool,
    /// The hash of their password, if they have one.
    pub password: Option<String>,
    /// The sealed secret of their one-time codes, if they have one.
    pub totp: Option<Vec<u8>>,
    /// Whether they are asked for such codes.
    pub totp_enabled: bool,
    /// The step of the last code that they used.
    pub totp_step: Option<u64>,
}

/// What a link in a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Link {
    /// To show that one reads mail to an address.
    Verification,
    /// To set a new password.
    PasswordReset,
}

/// Users.
#[async_trait]
pub trait UserVault: Send + Sync {
    /// Adds a user; false if somebody has the address.
    async fn add_user(&self, profile: &Profile) -> Result<bool, EngineError>;
    /// Who has an address, in whichever case.
    async fn user_by_email(&self, email: &str) -> Result<Option<Profile>, EngineError>;
    /// These users, as far as they exist.
    async fn users(&self, ids: &[UserId]) -> Result<Vec<Profile>, EngineError>;
    /// Keeps the hash of a new password.
    async fn set_password(&self, user: UserId, hash: &str) -> Result<(), EngineError>;
    /// Keeps that somebody reads their mail.
    async fn set_verified(&self, user: UserId) -> Result<(), EngineError>;
    /// Takes an address that nobody verified for verified, and forgets what proved who had it until then: their password and
    /// their one-time codes. Changes nothing if it is verified already.
    async fn claim_user(&self, user: UserId) -> Result<(), EngineError>;
    /// Keeps the sealed secret of one-time codes and the hashes of recovery codes, or that there are none.
    async fn set_totp(
        &self,
        user: UserId,
        sealed: Option<&[u8]>,
        enabled: bool,
        recovery: &[SecretHash],
    ) -> Result<(), EngineError>;
    /// Uses a step of one-time codes; false if it or a later one was used.
    async fn use_totp_step(&self, user: UserId, step: u64) -> Result<bool, EngineError>;
    /// Uses a recovery code; false if there is none such, or no more.
    async fn use_recovery_code(&self, user: UserId, hash: &SecretHash) -> Result<bool, EngineError>;
    /// Keeps the hash of a link.
    async fn add_link(
        &self,
        hash: &SecretHash,
        link: Link,
        user: UserId,
        expires_at: DateTime<Utc>,
    ) -> Result<(), EngineError>;
    /// Uses a link: whose it is, if it is open.
    async fn take_link(
        &self,
        hash: &SecretHash,
        link: Link,
        at: DateTime<Utc>,
    ) -> Result<Option<UserId>, EngineError>;
    /// Who somebody is to an issuer.
    async fn user_of_identity(&self, issuer: &str, subject: &str) -> Result<Option<UserId>, EngineError>;
    /// Keeps who somebody is to an issuer; false if that is somebody else already.
    async fn add_identity(&self, issuer: &str, subject: &str, user: UserId) -> Result<bool, EngineError>;
}

/// A session, beside its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Which.
    pub session: SessionId,
    /// Whose.
    pub user: UserId,
    /// The tenant that its last access token was for.
    pub tenant: Option<TenantId>,
    /// How they proved who they are, as `amr` of RFC 8176 names it.
    pub proof: Vec<String>,
    /// The address that they came from.
    pub address: String,
    /// What their program calls itself.
    pub agent: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it gave a token last.
    pub used_at: DateTime<Utc>,
    /// Until when it gives tokens.
    pub expires_at: DateTime<Utc>,
}

/// What the use of a refresh token came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// The token was the session's; now another one is.
    Rotated(SessionRow),
    /// The token was the session's until moments ago: two asked at once, and one of them has the next one.
    Raced(SessionRow),
    /// The token was the session's once: somebody has a copy of it.
    Reused(SessionRow),
    /// The token is no session's, or the session is over.
    Unknown,
}

/// Sessions.
#[async_trait]
pub trait SessionVault: Send + Sync {
    /// Adds a session with its first refresh token.
    async fn add_session(&self, row: &SessionRow, refresh: &SecretHash) -> Result<(), EngineError>;
    /// Puts the token `next` in the place of `used`: of many that ask at once, for one of them.
    async fn refresh(
        &self,
        used: &SecretHash,
        next: &SecretHash,
        at: DateTime<Utc>,
    ) -> Result<Refreshed, EngineError>;
    /// Keeps for which tenant a session gave its last token.
    async fn set_session_tenant(&self, session: SessionId, tenant: &TenantId) -> Result<(), EngineError>;
    /// The sessions of a user that give tokens, the newest first.
    async fn sessions(&self, user: UserId, at: DateTime<Utc>) -> Result<Vec<SessionRow>, EngineError>;
    /// Ends sessions of a user: that one, or all but that one. Which were open, it says.
    async fn end_sessions(&self, user: UserId, which: Which) -> Result<Vec<SessionId>, EngineError>;
}

/// Which sessions are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// This one.
    One(SessionId),
    /// All but this one.
    AllBut(Option<SessionId>),
}

/// An API key, beside its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Which.
    pub key: ApiKeyId,
    /// Whose.
    pub tenant: TenantId,
    /// What it is for.
    pub spec: KeySpec,
    /// How it begins and ends, to be told from others.
    pub hint: String,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was taken back, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was used last, to the minute.
    pub used_at: Option<DateTime<Utc>>,
}

/// An invitation, beside its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Which.
    pub invitation: InvitationId,
    /// Whose.
    pub tenant: TenantId,
    /// To whom it was sent.
    pub email: String,
    /// As what they would belong to the tenant.
    pub member: Member,
    /// Who sent it.
    pub sent_by: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// What belongs to tenants. A session of the vault sees the rows of one tenant, and of no other; by a secret's hash, one row.
#[async_trait]
pub trait TenantVault: Send + Sync {
    /// Keeps how somebody belongs to a tenant at a version of its stream, unless a later one is kept.
    async fn set_member(
        &self,
        tenant: &TenantId,
        user: UserId,
        member: Option<&Member>,
        version: u64,
    ) -> Result<(), EngineError>;
    /// The tenants to which somebody belongs, by name.
    async fn tenants_of(&self, user: UserId) -> Result<Vec<TenantId>, EngineError>;

    /// Adds a key.
    async fn add_key(&self, row: &KeyRow, hash: &SecretHash) -> Result<(), EngineError>;
    /// The key with this hash.
    async fn key_by_hash(&self, hash: &SecretHash) -> Result<Option<KeyRow>, EngineError>;
    /// A page of a tenant's keys, the newest first, those before `before`.
    async fn keys(
        &self,
        tenant: &TenantId,
        before: Option<ApiKeyId>,
        limit: usize,
    ) -> Result<Vec<KeyRow>, EngineError>;
    /// One key.
    async fn key(&self, tenant: &TenantId, key: ApiKeyId) -> Result<Option<KeyRow>, EngineError>;
    /// Keeps that a key was taken back.
    async fn revoke_key(
        &self,
        tenant: &TenantId,
        key: ApiKeyId,
        at: DateTime<Utc>,
    ) -> Result<(), EngineError>;
    /// Keeps when a key was used.
    async fn use_key(&self, tenant: &TenantId, key: ApiKeyId, at: DateTime<Utc>) -> Result<(), EngineError>;

    /// Adds an invitation.
    async fn add_invitation(&self, row: &InvitationRow, hash: &SecretHash) -> Result<(), EngineError>;
    /// The invitation with this hash.
    async fn invitation_by_hash(&self, hash: &SecretHash) -> Result<Option<InvitationRow>, EngineError>;
    /// A page of a tenant's open invitations, the newest first, those before `before`.
    async fn invitations(
        &self,
        tenant: &TenantId,
        before: Option<InvitationId>,
        limit: usize,
    ) -> Result<Vec<InvitationRow>, EngineError>;
    /// Forgets an invitation that was accepted or taken back.
    async fn drop_invitation(&self, tenant: &TenantId, id: InvitationId) -> Result<(), EngineError>;
}

/// A sign-in that goes on at another issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRow {
    /// Of which provider.
    pub provider: String,
    /// The hash of what the browser keeps in which it began.
    pub binding: SecretHash,
    /// What has to be known again, sealed.
    pub sealed: Vec<u8>,
    /// Until when it can be finished.
    pub expires_at: DateTime<Utc>,
}

/// Sign-ins that go on at other issuers.
#[async_trait]
pub trait SignInVault: Send + Sync {
    /// Keeps a sign-in by the hash of its `state`.
    async fn add_sign_in(&self, state: &SecretHash, row: &SignInRow) -> Result<(), EngineError>;
    /// Takes a sign-in out, if it is not over: of many who bring the same `state`, one gets it.
    async fn take_sign_in(
        &self,
        state: &SecretHash,
        at: DateTime<Utc>,
    ) -> Result<Option<SignInRow>, EngineError>;
}

/// The keys that sign access tokens, sealed.
#[async_trait]
pub trait SigningKeyVault: Send + Sync {
    /// All that are kept with their numbers, the oldest first.
    async fn signing_keys(&self) -> Result<Vec<(i32, Vec<u8>)>, EngineError>;
    /// Adds a key with a number; false if there is one with it: of several processes that want a next key, one adds it.
    async fn add_signing_key(&self, number: i32, sealed: &[u8]) -> Result<bool, EngineError>;
    /// Forgets a key.
    async fn drop_signing_key(&self, number: i32) -> Result<(), EngineError>;
}

/// All of it.
pub trait Vault: UserVault + SessionVault + TenantVault + SignInVault + SigningKeyVault {}

impl<T: UserVault + SessionVault + TenantVault + SignInVault + SigningKeyVault> Vault for T {}
