//! `/v1/oidc`: signing in by other issuers (OpenID Connect). The console sends somebody there, and brings back what they come
//! back with.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::accounts::{Authorization as Given, Callback as Back};
use domain::TenantId;
use poem_openapi::param::Path;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use super::BODY;
use super::sessions::Begun;
use crate::asked::Anybody;
use crate::body::JsonBody;
use crate::problem::{Kind, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

/// Providers by which one can sign in.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct ProviderList {
    /// Their names.
    providers: Vec<String>,
}

/// A sign-in by a provider.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAuthorization {
    /// The tenant that you want to act for. Without it, it is the only one that you belong to, or none.
    #[serde(default)]
    tenant: Option<Text<TenantId>>,
}

/// Where to go to sign in.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Authorization {
    /// The provider's page: send the browser there. It comes back to the provider's `redirect_uri` with `code` and `state`.
    authorization_url: String,
    /// What the browser comes back with. It works once.
    state: String,
    /// To be kept in the browser in which the sign-in began, and brought to the callback. It goes nowhere else: it shows that
    /// who comes back is who went.
    binding: String,
    /// Until when the sign-in can be finished.
    expires_at: DateTime<Utc>,
}

/// What a browser came back with.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Callback {
    /// What the provider gave.
    code: String,
    /// What the sign-in began with, as the provider gave it back.
    state: String,
    /// What the browser kept.
    binding: String,
}

/// A sign-in that just began.
#[derive(ApiResponse)]
enum Sent {
    /// Go there.
    #[oai(status = 201)]
    Authorization(JsonBody<Authorization>, #[oai(header = "Cache-Control")] String),
}

const LIST: u128 = any_of(&[Kind::DamagedData]);
const BEGIN: u128 = BODY | any_of(&[Kind::MalformedParameter, Kind::NoSuchProvider]);
const FINISH: u128 =
    BEGIN | any_of(&[Kind::SignInRefused, Kind::SignInExpired, Kind::SignUpClosed, Kind::NoSuchTenant]);

/// The routes.
pub(crate) struct OidcApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl OidcApi {
    /// List the providers by which one can sign in
    #[oai(path = "/v1/oidc", method = "get", operation_id = "list_providers")]
    async fn list(&self) -> Result<JsonBody<ProviderList>, Refused<LIST>> {
        Ok(JsonBody(ProviderList { providers: self.0.services.accounts.providers() }))
    }

    /// Begin to sign in by a provider
    #[oai(path = "/v1/oidc/:provider/authorizations", method = "post", operation_id = "begin_oidc")]
    async fn begin(
        &self,
        /// The provider's name.
        provider: Path<String>,
        body: JsonBody<NewAuthorization>,
    ) -> Result<Sent, Refused<BEGIN>> {
        let tenant = body.0.tenant.map(|tenant| tenant.0);
        let given = self.0.services.accounts.begin_oidc(&provider.0, tenant).await?;
        Ok(Sent::Authorization(JsonBody(given.into()), "no-store".to_owned()))
    }

    /// Finish to sign in by a provider
    ///
    /// Who the provider vouched for before is who they were. Else, who has an account with the address that the provider says is
    /// verified signs in to it; if nobody has, they are signed up. No one-time code is asked for: the provider vouches.
    #[oai(path = "/v1/oidc/:provider/callback", method = "post", operation_id = "finish_oidc")]
    async fn finish(
        &self,
        /// The provider's name.
        provider: Path<String>,
        anybody: Anybody,
        body: JsonBody<Callback>,
    ) -> Result<Begun, Refused<FINISH>> {
        let Callback { code, state, binding } = body.0;
        let (back, client) = (Back { code, state, binding }, anybody.0.client());
        let tokens = self.0.services.accounts.finish_oidc(&provider.0, back, client).await?;
        Ok(Begun::new(tokens))
    }
}

impl From<Given> for Authorization {
    fn from(given: Given) -> Self {
        let Given { url, state, binding, expires_at } = given;
        Self { authorization_url: url, state, binding, expires_at }
    }
}

#[cfg(test)]
mod tests;
