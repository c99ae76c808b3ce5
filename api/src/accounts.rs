//! Accounts: signing up and in, here or by other issuers, sessions, tenants, members, invitations and API keys.

mod answers;
mod api_keys;
mod invitations;
mod me;
mod members;
mod oidc;
mod sessions;
mod sign_up;
mod tenants;

use std::sync::Arc;

use api_keys::ApiKeysApi;
use invitations::InvitationsApi;
use me::MeApi;
use members::MembersApi;
use oidc::OidcApi;
use sessions::SessionsApi;
use sign_up::SignUpApi;
use tenants::TenantsApi;

use crate::Shared;
use crate::problem::{Kind, any_of};

/// All of its routes.
pub(crate) type AccountsApi =
    (SignUpApi, SessionsApi, OidcApi, MeApi, TenantsApi, MembersApi, InvitationsApi, ApiKeysApi);

/// All of its routes, on what they share.
pub(crate) fn api(shared: &Arc<Shared>) -> AccountsApi {
    (
        SignUpApi(Arc::clone(shared)),
        SessionsApi(Arc::clone(shared)),
        OidcApi(Arc::clone(shared)),
        MeApi(Arc::clone(shared)),
        TenantsApi(Arc::clone(shared)),
        MembersApi(Arc::clone(shared)),
        InvitationsApi(Arc::clone(shared)),
        ApiKeysApi(Arc::clone(shared)),
    )
}

/// What a route with a body may answer.
const BODY: u128 = any_of(&[
    Kind::MalformedBody,
    Kind::IncompleteBody,
    Kind::BodyTooLarge,
    Kind::UnsupportedMediaType,
    Kind::InvalidField,
    Kind::DamagedData,
]);
