//! Why something that was asked of accounts was not done.

use auth::{MalformedSecret, TokenError, WeakPassword};
use domain::api_key::ApiKeyError;
use domain::invitation::InvitationError;
use domain::session::SessionError;
use domain::tenant::TenantError;
use domain::user::UserError;

use crate::executor::ExecuteError;
use crate::ports::EngineError;
use crate::ports::oidc::OidcError;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The address cannot be one.
    #[error("that is not an e-mail address: it has one @, and up to 254 characters")]
    Email,
    /// The name cannot be shown.
    #[error("a name has 1 to 200 characters, none of them a control character")]
    Name,
    /// The password would be guessed.
    #[error(transparent)]
    WeakPassword(#[from] WeakPassword),
    /// Nobody may sign up.
    #[error("nobody can sign up here without an invitation")]
    SignUpClosed,
    /// No such user, or not this password: it is not said which.
    #[error("the e-mail address or the password is wrong")]
    WrongCredentials,
    /// The address was never verified.
    #[error("the e-mail address is not verified yet: follow the link that was just sent to it")]
    NotVerified,
    /// A one-time code is needed too.
    #[error("a one-time code is needed: send `code`, from the app or one of the recovery codes")]
    CodeNeeded,
    /// The code is wrong, or was used.
    #[error("the one-time code is wrong, or was used already: wait for the next one")]
    WrongCode,
    /// One-time codes are not set up that far.
    #[error("one-time codes are not being set up: begin with POST /v1/me/totp")]
    NoTotp,
    /// One-time codes are asked for already.
    #[error("one-time codes are asked for already: switch them off first")]
    TotpEnabled,
    /// The token cannot be one.
    #[error(transparent)]
    Secret(#[from] MalformedSecret),
    /// The access token is refused.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The key is none, was taken back, or is over.
    #[error("the API key is not known here, was taken back, or is over")]
    WrongKey,
    /// What was given was taken back.
    #[error("the token was taken back: refresh it, or sign in again")]
    Revoked,
    /// The refresh token is none of a session that goes on.
    #[error("the session is over: sign in again")]
    SessionOver,
    /// A refresh token was used twice.
    #[error("the refresh token was used before, so the session was ended: sign in again")]
    TokenReused,
    /// Another request with the same refresh token was faster.
    #[error("another request was faster with the same refresh token: use the one that it was given")]
    TokenRaced,
    /// The link is none, was used, or is over.
    #[error("the link is over or was used: ask for a new one")]
    LinkOver,
    /// There is no such provider.
    #[error("there is no provider {0}: GET /v1/oidc lists those that there are")]
    NoProvider(String),
    /// The sign-in by an issuer is none, was used, or is over.
    #[error("the sign-in is over or was used: begin again")]
    SignInOver,
    /// The sign-in by an issuer began in another browser, or at another provider.
    #[error("the sign-in began elsewhere: `binding` and the provider must be those that it began with")]
    SignInElsewhere,
    /// The issuer did not prove who they are.
    #[error("the provider does not vouch for who signs in: begin again")]
    NotProven(String),
    /// The issuer did not verify the address, and nothing else tells who they are here.
    #[error(
        "the provider does not say that your e-mail address is verified, or is not believed: verify it there first"
    )]
    IssuerEmail,
    /// Another sign-in of the same person or address was faster.
    #[error("another sign-in was faster: begin again")]
    SignInRaced,
    /// The tenant's id is one of ours.
    #[error("this tenant's id is reserved: choose another")]
    Reserved,
    /// There is no such region.
    #[error("there is no region {0}; there are {1}")]
    NoRegion(String, String),
    /// Whoever runs the service gave the tenant a place in another region.
    #[error("a tenant of this id has its place in the region {0}: name that, or none")]
    HomeElsewhere(String),
    /// They do not belong to the tenant.
    #[error("you are no member of the tenant, or no more")]
    NotMember,
    /// What was asked for changed in the meantime.
    #[error("it is at version {actual}, not {expected}: read it again and decide anew")]
    Stale {
        /// The version that was named.
        expected: u64,
        /// The version that there is.
        actual: u64,
    },
    /// No key signs tokens yet.
    #[error("no key signs access tokens yet: ask again")]
    NoSigningKey,
    /// Something of ours is wrong.
    #[error("{0}")]
    Internal(String),
    /// A rule of tenants refused it, or the event store failed.
    #[error(transparent)]
    Tenant(#[from] ExecuteError<TenantError>),
    /// A rule of invitations refused it, or the event store failed.
    #[error(transparent)]
    Invitation(#[from] ExecuteError<InvitationError>),
    /// A rule of keys refused it, or the event store failed.
    #[error(transparent)]
    Key(#[from] ExecuteError<ApiKeyError>),
    /// A rule of users refused it, or the event store failed.
    #[error(transparent)]
    User(#[from] ExecuteError<UserError>),
    /// A rule of sessions refused it, or the event store failed.
    #[error(transparent)]
    Session(#[from] ExecuteError<SessionError>),
    /// An engine is away.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl AccountError {
    /// An error of ours.
    pub(super) fn internal(error: impl ToString) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<OidcError> for AccountError {
    fn from(error: OidcError) -> Self {
        match error {
            OidcError::NoProvider(name) => Self::NoProvider(name),
            OidcError::Refused(reason) => Self::NotProven(reason),
            OidcError::Away(error) => Self::Engine(error),
        }
    }
}
