//! An issuer in memory: who comes back with which code is as a test says.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use commands::ports::oidc::{Begun, Challenge, Identity, Oidc, OidcError};

use super::engines::away;

/// The name of its provider.
pub(crate) const PROVIDER: &str = "known";

/// Vouches for those who were given a code.
#[derive(Default)]
pub(crate) struct Issuer(Mutex<BTreeMap<String, Identity>>);

impl Issuer {
    /// Gives a code to somebody, as after they signed in there.
    pub(crate) fn vouch(&self, code: &str, subject: &str, email: Option<&str>, verified: bool) {
        let identity = Identity {
            issuer: "https://issuer.test".to_owned(),
            subject: subject.to_owned(),
            email: email.map(str::to_owned),
            verified,
            name: Some("Ada".to_owned()),
        };
        self.0.lock().unwrap().insert(code.to_owned(), identity);
    }
}

#[async_trait]
impl Oidc for Issuer {
    fn providers(&self) -> Vec<String> {
        vec![PROVIDER.to_owned(), "other".to_owned()]
    }

    async fn begin(&self, provider: &str, state: &str) -> Result<Begun, OidcError> {
        if !self.providers().iter().any(|known| known == provider) {
            return Err(OidcError::NoProvider(provider.to_owned()));
        }
        let challenge = Challenge { nonce: "n".to_owned(), verifier: "v".to_owned() };
        Ok(Begun { url: format!("https://issuer.test/authorize?state={state}"), challenge })
    }

    async fn finish(&self, _: &str, code: &str, challenge: Challenge) -> Result<Identity, OidcError> {
        assert_eq!((&*challenge.nonce, &*challenge.verifier), ("n", "v"));
        if code == "away" {
            return Err(away("issuer").into());
        }
        let known = self.0.lock().unwrap().remove(code);
        known.ok_or_else(|| OidcError::Refused("invalid_grant".to_owned()))
    }
}
