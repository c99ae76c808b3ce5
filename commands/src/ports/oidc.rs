//! Signing in by other issuers: the authorization code flow of OpenID Connect, with PKCE.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::EngineError;

/// What only we know of a sign-in while somebody is at the issuer.
#[derive(Clone, Serialize, Deserialize)]
pub struct Challenge {
    /// What the ID token must say.
    pub nonce: String,
    /// What shows the issuer that who brings the code is who began (RFC 7636).
    pub verifier: String,
}

/// Where somebody goes to sign in.
#[derive(Clone)]
pub struct Begun {
    /// The issuer's page.
    pub url: String,
    /// What has to be known when they come back.
    pub challenge: Challenge,
}

/// Whom an issuer says that somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who says it.
    pub issuer: String,
    /// Who they are to the issuer, for ever.
    pub subject: String,
    /// Where they get mail, if the issuer says.
    pub email: Option<String>,
    /// Whether the issuer says that they read what is sent there, and is believed.
    pub verified: bool,
    /// What they are called, if the issuer says.
    pub name: Option<String>,
}

/// Why an issuer did not say who somebody is.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OidcError {
    /// No provider is called so.
    #[error("there is no provider {0}")]
    NoProvider(String),
    /// The issuer refuses, or what it says proves nothing. The reason is for the log.
    #[error("the issuer did not prove who signs in: {0}")]
    Refused(String),
    /// The issuer is away.
    #[error(transparent)]
    Away(#[from] EngineError),
}

/// The issuers that are configured, each under the name of its provider.
#[async_trait]
pub trait Oidc: Send + Sync {
    /// The names of the providers.
    fn providers(&self) -> Vec<String>;

    /// Begins a sign-in that comes back with this `state`.
    async fn begin(&self, provider: &str, state: &str) -> Result<Begun, OidcError>;

    /// Who came back with this code.
    async fn finish(&self, provider: &str, code: &str, challenge: Challenge) -> Result<Identity, OidcError>;
}
