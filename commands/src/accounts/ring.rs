//! The keys that sign access tokens, as this process knows them: read again and again, so that a new key is known everywhere
//! before it signs.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use auth::{AccessClaims, KeyRing, Lifetimes, Sealer, SigningKey, TokenError};
use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use super::{AccountError, now};
use crate::ports::vault::Vault;

/// How often keys are read again. A key is published for longer than this before it signs.
const EVERY: Duration = Duration::from_secs(60);
/// How often at most a token of an unknown key has them read again.
const AT_MOST_EVERY: Duration = Duration::from_secs(2);
/// Under what keys are sealed.
const CONTEXT: &str = "signing key";

/// Keys, kept up to date.
pub struct Ring {
    vault: Arc<dyn Vault>,
    sealer: Arc<Sealer>,
    issuer: String,
    audience: String,
    known: Mutex<Arc<KeyRing>>,
    /// When keys were read last. One reads at a time.
    read: tokio::sync::Mutex<Option<Instant>>,
}

impl Ring {
    /// Keys of the vault, for tokens of this issuer and audience.
    #[must_use]
    pub fn new(vault: Arc<dyn Vault>, sealer: Arc<Sealer>, issuer: String, audience: String) -> Self {
        let known = Mutex::new(Arc::new(KeyRing::new(vec![], issuer.clone(), audience.clone())));
        Self { vault, sealer, issuer, audience, known, read: tokio::sync::Mutex::new(None) }
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
        self.ensure().await?;
        Ok(self.current().jwks(now()))
    }

    /// Signs claims.
    pub(super) async fn sign(
        &self,
        claims: &AccessClaims,
        at: DateTime<Utc>,
    ) -> Result<String, AccountError> {
        self.ensure().await?;
        self.current().sign(claims, at).map_err(|_| AccountError::NoSigningKey)
    }

    /// The claims of a token of ours.
    pub(super) async fn verify(&self, token: &str, at: DateTime<Utc>) -> Result<AccessClaims, AccountError> {
        match self.current().verify(token, at) {
            Err(TokenError::UnknownKey) => {
                self.update_unless(AT_MOST_EVERY).await?;
                Ok(self.current().verify(token, at)?)
            }
            verified => Ok(verified?),
        }
    }

    /// Whom tokens are from and for.
    pub(super) fn parties(&self) -> (String, String) {
        (self.issuer.clone(), self.audience.clone())
    }

    fn current(&self) -> Arc<KeyRing> {
        Arc::clone(&self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn ensure(&self) -> Result<(), AccountError> {
        if self.current().is_empty() { self.update_unless(AT_MOST_EVERY).await } else { Ok(()) }
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
        if self.ring(keys.clone()).needs_key(now()) {
            self.add(newest).await?;
            (keys, _) = self.load().await?;
        }
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(self.ring(keys));
        *read = Some(Instant::now());
        Ok(())
    }

    fn ring(&self, keys: Vec<SigningKey>) -> KeyRing {
        KeyRing::new(keys, self.issuer.clone(), self.audience.clone())
    }

    /// The keys that are kept, and the newest number. Those that verify nothing any more are dropped, but for the newest; those
    /// that cannot be opened are left alone.
    async fn load(&self) -> Result<(Vec<SigningKey>, Option<i32>), AccountError> {
        let sealed = self.vault.signing_keys().await?;
        let newest = sealed.last().map(|(number, _)| *number);
        let mut keys = vec![];
        for (number, sealed) in sealed {
            match self.open(&sealed) {
                Ok(key) if key.verifies_until() < now() && Some(number) != newest => {
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
        SigningKey::from_bytes(&bytes).map_err(AccountError::internal)
    }

    async fn add(&self, newest: Option<i32>) -> Result<(), AccountError> {
        let is_first = newest.is_none();
        let key =
            SigningKey::generate(now(), Lifetimes::default(), is_first).map_err(AccountError::internal)?;
        let sealed = self.sealer.seal(CONTEXT, &key.to_bytes()).map_err(AccountError::internal)?;
        if self.vault.add_signing_key(newest.map_or(1, |newest| newest + 1), &sealed).await? {
            tracing::info!(kid = key.kid(), "a signing key was made");
        }
        Ok(())
    }
}
