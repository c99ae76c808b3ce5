//! `/v1/sessions`: signing in, tokens, and the end of it. `/.well-known/jwks.json`: what verifies access tokens.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::accounts::{AccountError, SignIn, Tokens as Given};
use commands::ports::vault::{SessionRow, Which};
use domain::permission::Role;
use domain::session::SessionEnd;
use domain::{SessionId, TenantId, UserId};
use poem_openapi::param::Path;
use poem_openapi::types::Any;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::BODY;
use super::answers::Done;
use crate::asked::{Anybody, SignedIn};
use crate::body::JsonBody;
use crate::limited::Guarded;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

/// Who wants to sign in.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    /// Where you get mail.
    email: String,
    /// Your password.
    password: String,
    /// A one-time code, or a recovery code, if you set them up.
    #[serde(default)]
    code: Option<String>,
    /// The tenant that you want to act for. Without it, it is the only one that you belong to, or none.
    #[serde(default)]
    tenant: Option<Text<TenantId>>,
}

/// A refresh token, which is used once.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refresh {
    /// The one that was given last.
    refresh_token: String,
    /// The tenant that you want to act for. Without it, it is the one of the token before.
    #[serde(default)]
    tenant: Option<Text<TenantId>>,
}

/// What a session gives.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Tokens {
    /// Goes with each request, as `Authorization: Bearer …`.
    access_token: String,
    /// When it is over.
    expires_at: DateTime<Utc>,
    /// Is changed for the next tokens with `POST /v1/sessions/refresh`, once.
    refresh_token: String,
    /// The session.
    session: Text<SessionId>,
    /// Who you are.
    user: Text<UserId>,
    /// For which tenant the access token is. Refresh with `tenant` to choose another.
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<Text<TenantId>>,
    /// As what you act there.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Text<Role>>,
    /// The tenants that you belong to.
    tenants: Vec<Text<TenantId>>,
}

/// A session that goes on.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Session {
    /// Its id.
    id: Text<SessionId>,
    /// Whether it is the one that this request is of.
    current: bool,
    /// The address that it began from.
    address: String,
    /// What the program called itself that began it.
    agent: String,
    /// When it began.
    started_at: DateTime<Utc>,
    /// When it gave tokens last.
    used_at: DateTime<Utc>,
    /// When it is over.
    expires_at: DateTime<Utc>,
}

/// Sessions that go on.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct SessionList {
    /// The newest first.
    sessions: Vec<Session>,
}

/// A session that just began.
#[derive(ApiResponse)]
pub(crate) enum Begun {
    /// You are signed in.
    #[oai(status = 201)]
    Tokens(JsonBody<Tokens>, #[oai(header = "Cache-Control")] String),
}

/// Keys that verify tokens.
#[derive(ApiResponse)]
enum Keys {
    /// A JSON Web Key Set (RFC 7517).
    #[oai(status = 200)]
    Set(JsonBody<Any<Value>>, #[oai(header = "Cache-Control")] String),
}

const SIGN_IN: u128 = BODY
    | any_of(&[
        Kind::WrongCredentials,
        Kind::NotVerified,
        Kind::CodeNeeded,
        Kind::WrongCode,
        Kind::NoSuchTenant,
    ]);
const REFRESH: u128 = BODY | any_of(&[Kind::SessionOver, Kind::TokenRaced, Kind::NoSuchTenant]);
const LIST: u128 = any_of(&[Kind::DamagedData]);
const END: u128 = LIST | any_of(&[Kind::MalformedParameter, Kind::NoSuchSession]);

/// The routes.
pub(crate) struct SessionsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl SessionsApi {
    /// Sign in
    #[oai(path = "/v1/sessions", method = "post", operation_id = "sign_in")]
    async fn sign_in(
        &self,
        anybody: Anybody,
        body: JsonBody<Credentials>,
    ) -> Result<Begun, Refused<SIGN_IN>> {
        let Credentials { email, password, code, tenant } = body.0;
        let attempt = self.0.try_secret(anybody.0.ip, Guarded::Email(&email)).await?;
        let who = SignIn { email, password, code, tenant: tenant.map(|tenant| tenant.0) };
        let tokens = self.0.services.accounts.sign_in(who, anybody.0.client()).await?;
        self.0.succeeded(attempt).await;
        Ok(Begun::new(tokens))
    }

    /// Change a refresh token for the next tokens
    ///
    /// A refresh token works once. If one is used again later, somebody has a copy of it: the session ends, and all of its tokens
    /// with it. Of several requests with the same token at the same moment one gets the next tokens, and the others a 409.
    #[oai(path = "/v1/sessions/refresh", method = "post", operation_id = "refresh_session")]
    async fn refresh(&self, body: JsonBody<Refresh>) -> Result<Begun, Refused<REFRESH>> {
        let Refresh { refresh_token, tenant } = body.0;
        let tenant = tenant.map(|tenant| tenant.0);
        let tokens = self.0.services.accounts.refresh(&refresh_token, tenant).await;
        let tokens = tokens.map_err(|error| match error {
            // What is no refresh token is answered as one that is over: there is no session that it is of.
            AccountError::Secret(_) => AccountError::SessionOver,
            error => error,
        })?;
        Ok(Begun::new(tokens))
    }

    /// List your sessions
    #[oai(path = "/v1/sessions", method = "get", operation_id = "list_sessions")]
    async fn list(&self, by: SignedIn) -> Result<JsonBody<SessionList>, Refused<LIST>> {
        let sessions = self.0.services.accounts.sessions(by.user).await?;
        let current = by.session;
        let sessions = sessions.into_iter().map(|row| Session::new(row, current)).collect();
        Ok(JsonBody(SessionList { sessions }))
    }

    /// Sign out
    ///
    /// The session of this request ends: its tokens are refused from now on.
    #[oai(path = "/v1/sessions/current", method = "delete", operation_id = "sign_out")]
    async fn sign_out(&self, by: SignedIn) -> Result<Done, Refused<LIST>> {
        if let Some(session) = by.session {
            let accounts = &self.0.services.accounts;
            accounts.end_sessions(by.user, Which::One(session), SessionEnd::SignedOut).await?;
        }
        Ok(Done::Done)
    }

    /// End one of your sessions
    ///
    /// Its tokens are refused from now on.
    #[oai(path = "/v1/sessions/:id", method = "delete", operation_id = "end_session")]
    async fn end(
        &self,
        /// The session's id.
        id: Path<Text<SessionId>>,
        by: SignedIn,
    ) -> Result<Done, Refused<END>> {
        let Text(session) = id.0;
        let accounts = &self.0.services.accounts;
        match accounts.end_sessions(by.user, Which::One(session), SessionEnd::Revoked).await? {
            0 => {
                let detail = format!("you have no open session {session}");
                Err(Problem::new(Kind::NoSuchSession, detail).into())
            }
            _ => Ok(Done::Done),
        }
    }

    /// Get the keys that verify access tokens
    ///
    /// A JSON Web Key Set (RFC 7517), for programs that verify tokens themselves. A key is here before it signs.
    #[oai(path = "/.well-known/jwks.json", method = "get", operation_id = "get_jwks")]
    async fn jwks(&self) -> Result<Keys, Refused<LIST>> {
        let set = self.0.services.accounts.ring().jwks().await?;
        Ok(Keys::Set(JsonBody(Any(set)), "public, max-age=60".to_owned()))
    }
}

impl Begun {
    /// Tokens, which nobody on the way may keep.
    pub(super) fn new(tokens: Given) -> Self {
        Self::Tokens(JsonBody(tokens.into()), "no-store".to_owned())
    }
}

impl From<Given> for Tokens {
    fn from(given: Given) -> Self {
        let Given { access, expires_at, refresh, session, user, acting, tenants } = given;
        let (tenant, role) = acting.map(|(tenant, role)| (Text(tenant), Text(role))).unzip();
        Self {
            access_token: access,
            expires_at,
            refresh_token: refresh,
            session: Text(session),
            user: Text(user),
            tenant,
            role,
            tenants: tenants.into_iter().map(Text).collect(),
        }
    }
}

impl Session {
    fn new(row: SessionRow, current: Option<SessionId>) -> Self {
        Self {
            id: Text(row.session),
            current: current == Some(row.session),
            address: row.address,
            agent: row.agent,
            started_at: row.started_at,
            used_at: row.used_at,
            expires_at: row.expires_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Testing, problem};

    #[tokio::test]
    async fn what_is_no_refresh_token_is_of_no_session() {
        let client = Testing::default().anonymous();
        for token in ["", "x", "tfr_x", "tfk_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789aBcDeFg2azL40"] {
            let request = client.post("/v1/sessions/refresh").content_type("application/json");
            let response = request.body(format!(r#"{{"refresh_token":"{token}"}}"#)).send().await;
            problem(response, 401, "session-over").await;
        }
    }
}
