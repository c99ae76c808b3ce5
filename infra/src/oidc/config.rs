//! What is configured of a provider, and what cannot be.

use openidconnect::url::Url;
use openidconnect::{ClientSecret, IssuerUrl, RedirectUrl};
use serde::Deserialize;

use super::http::is_safe;

/// A provider: an issuer, and how it knows us.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcConfig {
    /// The issuer's URL, as its ID tokens have it.
    pub issuer: IssuerUrl,
    /// How the issuer calls us.
    pub client_id: String,
    /// What proves to the issuer that it is us; a public client has none.
    #[serde(default)]
    pub client_secret: Option<ClientSecret>,
    /// What is asked for, beside `openid`.
    #[serde(default = "default_scopes")]
    pub scopes: Vec<String>,
    /// Where the issuer sends people back to: a page of the console.
    pub redirect_uri: RedirectUrl,
    /// Whether an address that the issuer verified is verified here.
    #[serde(default = "default_trust_email")]
    pub trust_email: bool,
}

fn default_scopes() -> Vec<String> {
    ["openid", "email", "profile"].map(str::to_owned).to_vec()
}

fn default_trust_email() -> bool {
    true
}

/// A provider that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum OidcConfigError {
    /// The name cannot stand in a path.
    #[error("auth.providers.{0}: a provider's name has 1 to 64 of a to z, 0 to 9, - and _")]
    Name(String),
    /// What the issuer says could be changed on its way.
    #[error(
        "auth.providers.{0}.issuer: use https; without it, only 127.0.0.1, [::1] and localhost are taken"
    )]
    Insecure(String),
    /// No issuer has such a URL.
    #[error("auth.providers.{0}.issuer: an issuer's URL has no query, no fragment and no password")]
    Issuer(String),
    /// TLS does not work.
    #[error("auth.providers: TLS cannot be set up: {0}")]
    Tls(std::io::Error),
}

/// Refuses what cannot be.
pub(super) fn check(name: &str, config: &OidcConfig) -> Result<(), OidcConfigError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if !(1..=64).contains(&name.len()) || !name.chars().all(fits) {
        return Err(OidcConfigError::Name(name.to_owned()));
    }
    let issuer = config.issuer.url();
    if !is_safe(issuer, true) {
        return Err(OidcConfigError::Insecure(name.to_owned()));
    }
    if is_odd(issuer) {
        return Err(OidcConfigError::Issuer(name.to_owned()));
    }
    Ok(())
}

fn is_odd(issuer: &Url) -> bool {
    let has_more = issuer.query().is_some() || issuer.fragment().is_some();
    has_more || !issuer.username().is_empty() || issuer.password().is_some()
}
