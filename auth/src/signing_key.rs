//! A key that signs access tokens, and the times of its life.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// How far the clocks of two machines may differ.
pub const SKEW: TimeDelta = TimeDelta::seconds(30);
/// As many bytes of the hash name a key.
const KID_BYTES: usize = 8;

/// Lifetimes with which keys could not follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLifetimes {
    /// One is zero or less.
    #[error("the lifetimes of tokens, keys and their copies must be longer than nothing")]
    Nothing,
    /// The next key would be due before this one signs.
    #[error(
        "a key must sign for longer than four times the age of a copy, or keys would be made all the time"
    )]
    SigningTooShort,
}

/// How long keys and what depends on them live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    token: TimeDelta,
    signing: TimeDelta,
    copy: TimeDelta,
}

impl Lifetimes {
    /// A token is good for at most `token`, and a key signs for `signing`. A copy of the keys is at most `copy` old:
    /// every process loads its ring that often, and whoever reads the JWKS may keep them for that long.
    ///
    /// # Errors
    /// If keys could not follow each other.
    pub fn new(token: TimeDelta, signing: TimeDelta, copy: TimeDelta) -> Result<Self, InvalidLifetimes> {
        let lifetimes = Self { token, signing, copy };
        if [token, signing, copy].iter().any(|length| *length <= TimeDelta::zero()) {
            return Err(InvalidLifetimes::Nothing);
        }
        if signing <= lifetimes.lead() * 2 {
            return Err(InvalidLifetimes::SigningTooShort);
        }
        Ok(lifetimes)
    }

    /// How long before it signs a key is made. The JWKS that somebody keeps were answered by a process whose ring was a
    /// copy, too: that is twice. A machine whose clock is ahead begins earlier.
    fn lead(&self) -> TimeDelta {
        self.copy * 2 + SKEW
    }

    fn key(&self, now: DateTime<Utc>) -> KeyTimes {
        let signs_from = now + self.lead();
        let signs_until = signs_from + self.signing;
        KeyTimes { created_at: now, signs_from, signs_until, verifies_until: signs_until + self.token + SKEW }
    }
}

/// The times of a key's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTimes {
    /// From now on it is published.
    pub created_at: DateTime<Utc>,
    /// When everybody knows it.
    pub signs_from: DateTime<Utc>,
    /// When it signs no more.
    pub signs_until: DateTime<Utc>,
    /// When the last token that it signed is over.
    pub verifies_until: DateTime<Utc>,
}

impl KeyTimes {
    /// When a next key is to be made. Half of the time that is left then is its lead. The other half is for noticing that
    /// it is due, for the rings to be loaded, and for a try that fails.
    pub(crate) fn next_due(&self) -> DateTime<Utc> {
        self.signs_until - (self.signs_from - self.created_at) * 2
    }
}

/// Why there is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The system has no random numbers.
    #[error("a signing key could not be made")]
    Generate,
    /// The bytes are something else.
    #[error("this is no Ed25519 key in PKCS#8")]
    Invalid,
}

/// An Ed25519 key. It is wiped when dropped, and not shown.
#[derive(Debug, Clone)]
pub struct SigningKey {
    kid: String,
    times: KeyTimes,
    x: String,
    pub(crate) signing: EncodingKey,
    pub(crate) verifying: DecodingKey,
}

impl SigningKey {
    /// A new one, which signs when everybody knows it.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub fn generate(now: DateTime<Utc>, lifetimes: &Lifetimes) -> Result<Self, KeyError> {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| KeyError::Generate)?;
        Self::from_bytes(pkcs8.as_ref(), lifetimes.key(now))
    }

    /// One that was kept.
    ///
    /// # Errors
    /// If it is no Ed25519 key in PKCS#8.
    pub fn from_bytes(pkcs8: &[u8], times: KeyTimes) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| KeyError::Invalid)?;
        let public = pair.public_key().as_ref();
        Ok(Self {
            kid: hex::encode(&Sha256::digest(public)[..KID_BYTES]),
            times,
            x: URL_SAFE_NO_PAD.encode(public),
            signing: EncodingKey::from_ed_der(pkcs8),
            verifying: DecodingKey::from_ed_der(public),
        })
    }

    /// What is to be kept, sealed: PKCS#8. Its times are no secret.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.signing.as_bytes().to_vec())
    }

    /// Its name: the beginning of the public key's hash.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The times of its life.
    #[must_use]
    pub fn times(&self) -> &KeyTimes {
        &self.times
    }

    /// Its public half, as a JWK (RFC 8037).
    #[must_use]
    pub fn jwk(&self) -> serde_json::Value {
        serde_json::json!({
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": self.kid, "x": self.x,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn lifetimes() -> Lifetimes {
        Lifetimes::new(TimeDelta::minutes(10), TimeDelta::days(30), TimeDelta::minutes(5)).unwrap()
    }

    #[test]
    fn a_key_is_the_same_when_it_is_read_back() {
        let key = SigningKey::generate(AT, &lifetimes()).unwrap();
        let read = SigningKey::from_bytes(&key.to_bytes(), *key.times()).unwrap();
        assert_eq!((read.kid(), read.times(), read.jwk()), (key.kid(), key.times(), key.jwk()));
        assert_eq!(key.kid().len(), 16);
        assert_ne!(key.kid(), SigningKey::generate(AT, &lifetimes()).unwrap().kid());
    }

    #[test]
    fn a_public_key_is_that_of_the_rfc() {
        // Appendix A of RFC 8037, whose private key stands behind the beginning that all of them have in PKCS#8.
        let beginning = hex::decode("302e020100300506032b657004220420").unwrap();
        let secret = URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        let key = SigningKey::from_bytes(&[beginning, secret].concat(), lifetimes().key(AT)).unwrap();
        assert_eq!(key.jwk()["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let key = SigningKey::generate(AT, &lifetimes()).unwrap();
        let bytes = key.to_bytes();
        for wrong in [&[][..], &[7; 32], &bytes[..bytes.len() - 1]] {
            assert_eq!(SigningKey::from_bytes(wrong, *key.times()).unwrap_err(), KeyError::Invalid);
        }
    }

    #[test]
    fn a_key_is_not_shown() {
        let key = SigningKey::generate(AT, &lifetimes()).unwrap();
        let shown = format!("{key:?}");
        assert!(shown.contains("[redacted]"));
        // The private key's 32 bytes come after 16 of the format.
        let secret = &key.to_bytes()[16..48];
        assert!(!shown.contains(&format!("{secret:?}")) && !shown.contains(&hex::encode(secret)));
    }

    #[test]
    fn a_key_signs_when_every_copy_knows_it_and_verifies_until_its_last_token_is_over() {
        let times = *SigningKey::generate(AT, &lifetimes()).unwrap().times();
        assert_eq!(times.signs_from - times.created_at, TimeDelta::minutes(10) + SKEW);
        assert_eq!(times.signs_until - times.signs_from, TimeDelta::days(30));
        assert_eq!(times.verifies_until - times.signs_until, TimeDelta::minutes(10) + SKEW);
    }

    #[test]
    fn lifetimes_that_would_make_keys_all_the_time_are_refused() {
        let minutes = TimeDelta::minutes;
        let new = |token, signing, copy| Lifetimes::new(minutes(token), minutes(signing), minutes(copy));
        assert_eq!(new(10, 20, 5), Err(InvalidLifetimes::SigningTooShort));
        assert_eq!(new(10, 21, 5), Err(InvalidLifetimes::SigningTooShort));
        assert!(new(10, 22, 5).is_ok());
        assert_eq!(new(0, 20, 5), Err(InvalidLifetimes::Nothing));
        assert_eq!(new(10, 20, 0), Err(InvalidLifetimes::Nothing));
    }
}
