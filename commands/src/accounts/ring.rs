//! The keys that sign access tokens, as this process knows them: read again and again, so that a new key is known everywhere
//! before it signs.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use auth::{AccessClaims, KeyRing, KeyTimes, Lifetimes, Sealer, SignError, SigningKey, TokenError};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{ACCESS_LIFETIME, AccountError};
use crate::ports::vault::Vault;

/// How often keys are read again.
const EVERY: Duration = Duration::from_secs(60);
/// How old a copy of the keys may be: theirs who read them as often as we do, and were late once.
const COPY: TimeDelta = TimeDelta::minutes(2);
/// For how long a key signs.
const SIGNING: TimeDelta = TimeDelta::days(7);
/// How often at most a token of an unknown key has them read again.
const AT_MOST_EVERY: Duration = Duration::from_secs(2);
/// Under what keys are sealed.
const CONTEXT: &str = "signing key";

/// A key as it is sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    times: KeyTimes,
    pkcs8: String,
}

/// Keys, kept up to date.
pub struct Ring {
    vault: Arc<dyn Vault>,
    sealer: Arc<Sealer>,
    issuer: String,
    audience: String,
    known: Mutex<Option<Arc<KeyRing>>>,
    /// When keys were read last. One reads at a time.
    read: tokio::sync::Mutex<Option<Instant>>,
}

impl Ring {
    /// Keys of the vault, for tokens of this issuer and audience.
    #[must_use]
    pub fn new(vault: Arc<dyn Vault>, sealer: Arc<Sealer>, issuer: String, audience: String) -> Self {
        Self { vault, sealer, issuer, audience, known: Mutex::default(), read: tokio::sync::Mutex::new(None) }
    }

    /// Keeps the keys up to date until it is told to stop.
    pub async fn keep(&self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.update().await {
                tracing::warn!(%error, "the signing keys are not read");
            }
            stop.run_until_cancelled(tokio::time::sleep(EVERY)).await;
        }
    }

    /// What verifies tokens of ours, for programs that do so themselves.
    ///
    /// # Errors
    /// No key was read yet.
    pub async fn jwks(&self) -> Result<serde_json::Value, AccountError> {
        Ok(self.current().await?.jwks(Utc::now()))
    }

    /// Signs claims.
    pub(super) async fn sign(
        &self,
        claims: &AccessClaims,
        at: DateTime<Utc>,
    ) -> Result<String, AccountError> {
        match self.current().await?.sign(claims, at) {
            Err(SignError::NoKey | SignError::OutlivesKey) => Err(AccountError::NoSigningKey),
            signed => signed.map_err(AccountError::internal),
        }
    }

    /// The claims of a token of ours.
    pub(super) async fn verify(&self, token: &str, at: DateTime<Utc>) -> Result<AccessClaims, AccountError> {
        match self.current().await?.verify(token, at) {
            Err(TokenError::UnknownKey) => {
                self.update_unless(AT_MOST_EVERY).await?;
                Ok(self.current().await?.verify(token, at)?)
            }
            verified => Ok(verified?),
        }
    }

    /// Whom tokens are from and for.
    pub(super) fn parties(&self) -> (String, String) {
        (self.issuer.clone(), self.audience.clone())
    }

    /// The keys, which are read now if they were not yet.
    async fn current(&self) -> Result<Arc<KeyRing>, AccountError> {
        if let Some(known) = self.known() {
            return Ok(known);
        }
        self.update_unless(AT_MOST_EVERY).await?;
        self.known().ok_or(AccountError::NoSigningKey)
    }

    fn known(&self) -> Option<Arc<KeyRing>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the keys, and makes a next one when it is time.
    async fn update(&self) -> Result<(), AccountError> {
        self.update_unless(Duration::ZERO).await
    }

    async fn update_unless(&self, fresh: Duration) -> Result<(), AccountError> {
        let mut read = self.read.lock().await;
        if read.is_some_and(|read| read.elapsed() < fresh) {
            return Ok(());
        }
        let (mut keys, newest) = self.load().await?;
        if self.ring(keys.clone()).needs_key(Utc::now()) {
            self.add(newest).await?;
            (keys, _) = self.load().await?;
        }
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(self.ring(keys)));
        *read = Some(Instant::now());
        Ok(())
    }

    fn ring(&self, keys: Vec<SigningKey>) -> KeyRing {
        KeyRing::new(keys, &self.issuer, &self.audience)
    }

    /// The keys that are kept, and the newest number. Those that verify nothing any more are dropped, but for the newest; those
    /// that cannot be opened are left alone.
    async fn load(&self) -> Result<(Vec<SigningKey>, Option<i32>), AccountError> {
        let sealed = self.vault.signing_keys().await?;
        let newest = sealed.last().map(|(number, _)| *number);
        let mut keys = vec![];
        for (number, sealed) in sealed {
            match self.open(&sealed) {
                Ok(key) if key.times().verifies_until < Utc::now() && Some(number) != newest => {
                    self.vault.drop_signing_key(number).await?;
                }
                Ok(key) => keys.push(key),
                Err(error) => {
                    tracing::error!(%error, "a signing key cannot be opened: is auth.secrets complete?");
                }
            }
        }
        Ok((keys, newest))
    }

    fn open(&self, sealed: &[u8]) -> Result<SigningKey, AccountError> {
        let bytes = self.sealer.open(CONTEXT, sealed).map_err(AccountError::internal)?;
        let Kept { times, pkcs8 } = serde_json::from_slice(&bytes).map_err(AccountError::internal)?;
        let pkcs8 = BASE64_STANDARD.decode(pkcs8).map_err(AccountError::internal)?;
        SigningKey::from_bytes(&pkcs8, times).map_err(AccountError::internal)
    }

    async fn add(&self, newest: Option<i32>) -> Result<(), AccountError> {
        let lifetimes = Lifetimes::new(ACCESS_LIFETIME, SIGNING, COPY).map_err(AccountError::internal)?;
        let key = SigningKey::generate(Utc::now(), &lifetimes).map_err(AccountError::internal)?;
        let kept = Kept { times: *key.times(), pkcs8: BASE64_STANDARD.encode(key.to_bytes()) };
        let text = serde_json::to_vec(&kept).map_err(AccountError::internal)?;
        let sealed = self.sealer.seal(CONTEXT, &text).map_err(AccountError::internal)?;
        if self.vault.add_signing_key(newest.map_or(1, |newest| newest + 1), &sealed).await? {
            tracing::info!(kid = key.kid(), "a signing key was made");
        }
        Ok(())
    }
}
