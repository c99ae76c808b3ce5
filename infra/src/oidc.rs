//! Other issuers: OpenID Connect's authorization code flow with PKCE.

mod config;
mod http;
mod provider;
mod token;

use std::collections::BTreeMap;

use async_trait::async_trait;
use commands::ports::EngineError;
use commands::ports::oidc::{Begun, Challenge, Identity, Oidc, OidcError};

pub use config::{OidcConfig, OidcConfigError};
use http::Http;
use provider::Provider;

/// The issuers of a config.
pub struct OidcProviders(BTreeMap<String, Provider>);

impl OidcProviders {
    /// The providers by their names. It connects to none yet.
    ///
    /// # Errors
    /// A name, or what is said of a provider, cannot be.
    pub fn new(config: &BTreeMap<String, OidcConfig>) -> Result<Self, OidcConfigError> {
        if config.is_empty() {
            // Without providers no certificates are needed.
            return Ok(Self(BTreeMap::new()));
        }
        let http = Http::new().map_err(OidcConfigError::Tls)?;
        let made =
            config.iter().map(|(name, config)| Ok((name.clone(), Provider::new(name, config, &http)?)));
        made.collect::<Result<_, _>>().map(Self)
    }

    fn provider(&self, name: &str) -> Result<&Provider, OidcError> {
        self.0.get(name).ok_or_else(|| OidcError::NoProvider(name.to_owned()))
    }
}

#[async_trait]
impl Oidc for OidcProviders {
    fn providers(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    async fn begin(&self, provider: &str, state: &str) -> Result<Begun, OidcError> {
        self.provider(provider)?.begin(state).await
    }

    async fn finish(&self, provider: &str, code: &str, challenge: Challenge) -> Result<Identity, OidcError> {
        let finished = self.provider(provider)?.finish(code, challenge).await;
        if let Err(error) = &finished {
            tracing::warn!(provider, %error, "nobody signs in by this provider");
        }
        finished
    }
}

fn issuer_error(error: impl ToString) -> EngineError {
    EngineError { engine: "issuer", message: error.to_string() }
}

#[cfg(test)]
mod tests;
