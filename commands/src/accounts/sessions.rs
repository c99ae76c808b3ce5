//! Sessions: their tokens, their list and their end.

use auth::{AccessClaims, Purpose, Secret};
use chrono::{DateTime, Utc};
use domain::permission::Role;
use domain::session::{Proof, Session, SessionCommand, SessionEnd};
use domain::tenant::{Belonging, Tenant};
use domain::{SessionId, TenantId, UserId};
use uuid::Uuid;

use super::{ACCESS_LIFETIME, AccountError, Accounts};
use crate::ports::vault::{Refreshed, SessionRow, Which};

/// Where somebody comes from.
#[derive(Debug, Clone)]
pub struct Client {
    /// Their address.
    pub address: String,
    /// What their program calls itself.
    pub agent: String,
}

/// What a session gives.
#[derive(Clone)]
pub struct Tokens {
    /// Goes with each request.
    pub access: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// Is changed for the next tokens, once.
    pub refresh: String,
    /// The session.
    pub session: SessionId,
    /// Who signed in.
    pub user: UserId,
    /// For which tenant the access token is, and as what.
    pub acting: Option<(TenantId, Role)>,
    /// To which tenants they belong.
    pub tenants: Vec<TenantId>,
}

impl Accounts {
    /// Begins a session of somebody who proved who they are.
    pub(super) async fn begin_session(
        &self,
        user: UserId,
        proof: Proof,
        tenant: Option<TenantId>,
        client: Client,
    ) -> Result<Tokens, AccountError> {
        let at = Utc::now();
        let tenants = self.stores.vault.tenants_of(user).await?;
        let tenant = self.choose(user, tenant, &tenants).await?;
        let (session, refresh) = (SessionId(Uuid::now_v7()), Secret::generate(Purpose::Refresh));
        let row = SessionRow {
            session,
            user,
            tenant: tenant.as_ref().map(|(tenant, _)| tenant.clone()),
            proof: methods(proof),
            address: client.address.clone(),
            agent: client.agent.chars().take(200).collect(),
            started_at: at,
            used_at: at,
            expires_at: at + self.config.session,
        };
        self.stores.vault.add_session(&row, &refresh.hash()).await?;
        let command = SessionCommand::Start { user, proof, address: client.address, at };
        let context = Self::context(user, session);
        self.stores.executor.execute::<Session>(&context, &session, command).await?;
        self.tokens(&row, tenant, tenants, &refresh).await
    }

    /// Changes a refresh token for the next tokens. Of many who bring the same one, one gets them. Who brings one that was
    /// used a while ago has a copy, or somebody else has: then the session ends.
    ///
    /// # Errors
    /// The token is none that can be used.
    pub async fn refresh(&self, token: &str, tenant: Option<TenantId>) -> Result<Tokens, AccountError> {
        let used = Secret::parse(token, Purpose::Refresh)?;
        let next = Secret::generate(Purpose::Refresh);
        let row = match self.stores.vault.refresh(&used.hash(), &next.hash(), Utc::now()).await? {
            Refreshed::Rotated(row) => row,
            Refreshed::Raced(_) => return Err(AccountError::TokenRaced),
            Refreshed::Reused(row) => {
                self.end_sessions(row.user, Which::One(row.session), SessionEnd::TokenReused).await?;
                return Err(AccountError::TokenReused);
            }
            Refreshed::Unknown => return Err(AccountError::SessionOver),
        };
        let tenants = self.stores.vault.tenants_of(row.user).await?;
        let wanted = tenant.clone().or_else(|| row.tenant.clone());
        let acting = match self.choose(row.user, wanted, &tenants).await {
            // The session goes on for those who were let go from the tenant that it was for; who names one is told.
            Err(AccountError::NotMember) if tenant.is_none() => None,
            acting => acting?,
        };
        if let Some((tenant, _)) = &acting
            && row.tenant.as_ref() != Some(tenant)
        {
            self.stores.vault.set_session_tenant(row.session, tenant).await?;
        }
        self.tokens(&row, acting, tenants, &next).await
    }

    /// The sessions of a user that go on.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn sessions(&self, user: UserId) -> Result<Vec<SessionRow>, AccountError> {
        Ok(self.stores.vault.sessions(user, Utc::now()).await?)
    }

    /// Ends sessions of a user, at once: in the vault, for the tokens that they gave, and in the log.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn end_sessions(
        &self,
        user: UserId,
        which: Which,
        why: SessionEnd,
    ) -> Result<usize, AccountError> {
        let ended = self.stores.vault.end_sessions(user, which).await?;
        for session in &ended {
            self.revoke(&session.to_string()).await?;
            let command = SessionCommand::End { why, at: Utc::now() };
            let context = Self::context(user, session);
            self.stores.executor.execute::<Session>(&context, session, command).await?;
        }
        Ok(ended.len())
    }

    /// As what somebody belongs to a tenant now, by its events.
    pub(super) async fn member(&self, user: UserId, tenant: &TenantId) -> Result<Belonging, AccountError> {
        let loaded = self.stores.executor.load_current::<Tenant>(tenant, tenant).await?;
        let member = loaded.state.created().and_then(|tenant| tenant.role_of(user, Utc::now()).cloned());
        member.ok_or(AccountError::NotMember)
    }

    /// The tenant that is asked for, or else the only one.
    async fn choose(
        &self,
        user: UserId,
        wanted: Option<TenantId>,
        tenants: &[TenantId],
    ) -> Result<Option<(TenantId, Belonging)>, AccountError> {
        let only = match tenants {
            [only] => Some(only.clone()),
            _ => None,
        };
        let Some(tenant) = wanted.clone().or(only) else { return Ok(None) };
        match self.member(user, &tenant).await {
            Err(AccountError::NotMember) if wanted.is_none() => Ok(None),
            member => Ok(Some((tenant, member?))),
        }
    }

    async fn tokens(
        &self,
        row: &SessionRow,
        acting: Option<(TenantId, Belonging)>,
        tenants: Vec<TenantId>,
        refresh: &Secret,
    ) -> Result<Tokens, AccountError> {
        let at = Utc::now();
        let until = acting.as_ref().and_then(|(_, known)| known.member.until);
        let since = acting.as_ref().map(|(_, known)| known.since.timestamp_micros());
        let expires_at = until.map_or(at + ACCESS_LIFETIME, |until| until.min(at + ACCESS_LIFETIME));
        let acting = acting.map(|(tenant, known)| (tenant, known.member.role));
        let (iss, aud) = self.ring.parties();
        let claims = AccessClaims {
            iss,
            aud,
            sub: row.user.to_string(),
            tid: acting.as_ref().map(|(tenant, _)| tenant.clone()),
            role: acting.as_ref().map(|(_, role)| role.to_string()),
            since,
            sid: row.session.to_string(),
            iat: at.timestamp(),
            exp: expires_at.timestamp(),
            jti: Uuid::now_v7().simple().to_string(),
            amr: row.proof.clone(),
        };
        Ok(Tokens {
            access: self.ring.sign(&claims, at).await?,
            expires_at,
            refresh: refresh.reveal().to_owned(),
            session: row.session,
            user: row.user,
            acting,
            tenants,
        })
    }
}

/// How RFC 8176 names what proved who somebody is.
fn methods(proof: Proof) -> Vec<String> {
    let methods: &[&str] = match proof {
        Proof::Password => &["pwd"],
        Proof::PasswordAndTotp => &["pwd", "otp", "mfa"],
        Proof::PasswordAndRecoveryCode => &["pwd", "kba", "mfa"],
        Proof::Issuer => &["fed"],
    };
    methods.iter().map(|method| (*method).to_owned()).collect()
}
