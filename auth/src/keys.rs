//! Access tokens, and the keys that sign them. A key is published before it signs and stays after its last token is over, so
//! that keys change without a token that cannot be verified.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::TenantId;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// Whom it is from.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// Who brings it: `user_…`.
    pub sub: String,
    /// For which tenant they act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tid: Option<TenantId>,
    /// As what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The session.
    pub sid: String,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// When it is over.
    pub exp: i64,
    /// Its own id.
    pub jti: String,
    /// How they proved who they are (RFC 8176).
    pub amr: Vec<String>,
}

/// The type of a token's header (RFC 9068).
const TYPE: &str = "at+jwt";
/// The longest token, in bytes.
const MAX_LENGTH: usize = 4 << 10;
/// By how much clocks may differ.
const SKEW: TimeDelta = TimeDelta::seconds(30);

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It is not a token of ours at all.
    #[error("that is not an access token")]
    Malformed,
    /// Its key is not known.
    #[error("the access token was signed by a key that is not known here")]
    UnknownKey,
    /// It was not signed by its key.
    #[error("the access token's signature is wrong")]
    WrongSignature,
    /// It is over.
    #[error("the access token is over: refresh it")]
    Expired,
    /// It is of the future.
    #[error("the access token is of the future: a clock is wrong")]
    NotYetValid,
    /// It is for somebody else.
    #[error("the access token is for another audience")]
    WrongAudience,
    /// It is from somebody else.
    #[error("the access token is from another issuer")]
    WrongIssuer,
}

/// A key that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the signing key is damaged")]
pub struct DamagedKey;

/// How long keys live.
#[derive(Debug, Clone, Copy)]
pub struct Lifetimes {
    /// For how long a key is published before it signs: longer than it takes until everybody has read it.
    pub published: TimeDelta,
    /// For how long it signs.
    pub signs: TimeDelta,
    /// For how long it verifies after that: longer than a token lives.
    pub verifies: TimeDelta,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { published: TimeDelta::hours(1), signs: TimeDelta::days(7), verifies: TimeDelta::hours(1) }
    }
}

/// A key that signs for a time.
#[derive(Clone, Serialize, Deserialize)]
pub struct SigningKey {
    signs_from: DateTime<Utc>,
    signs_until: DateTime<Utc>,
    verifies_until: DateTime<Utc>,
    published_before: i64,
    pkcs8: Zeroizing<Vec<u8>>,
    #[serde(skip)]
    parts: Option<Parts>,
}

/// What follows from a key's bytes.
#[derive(Clone)]
struct Parts {
    kid: String,
    public: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl SigningKey {
    /// A new key. The first of all signs at once: nobody could know another.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn generate(now: DateTime<Utc>, lifetimes: Lifetimes, first: bool) -> Result<Self, DamagedKey> {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).map_err(|_| DamagedKey)?;
        let signs_from = if first { now } else { now + lifetimes.published };
        let signs_until = signs_from + lifetimes.signs;
        Self {
            signs_from,
            signs_until,
            verifies_until: signs_until + lifetimes.verifies,
            published_before: lifetimes.published.num_seconds(),
            pkcs8: Zeroizing::new(pkcs8.as_ref().to_vec()),
            parts: None,
        }
        .prepared()
    }

    /// Reads a key.
    ///
    /// # Errors
    /// It is none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DamagedKey> {
        serde_json::from_slice::<Self>(bytes).map_err(|_| DamagedKey)?.prepared()
    }

    /// The key with its times, to be sealed.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(serde_json::to_vec(self).unwrap_or_default())
    }

    /// What tokens call it.
    #[must_use]
    pub fn kid(&self) -> &str {
        self.parts.as_ref().map_or("", |parts| &parts.kid)
    }

    /// Until when it verifies.
    #[must_use]
    pub fn verifies_until(&self) -> DateTime<Utc> {
        self.verifies_until
    }

    fn prepared(mut self) -> Result<Self, DamagedKey> {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&self.pkcs8).map_err(|_| DamagedKey)?;
        let public = pair.public_key().as_ref();
        let x = BASE64_URL_SAFE_NO_PAD.encode(public);
        self.parts = Some(Parts {
            kid: hex::encode(&Sha256::digest(public)[..8]),
            encoding: EncodingKey::from_ed_der(&self.pkcs8),
            decoding: DecodingKey::from_ed_components(&x).map_err(|_| DamagedKey)?,
            public: x,
        });
        Ok(self)
    }

    fn signs(&self, now: DateTime<Utc>) -> bool {
        self.signs_from <= now && now < self.signs_until
    }
}

/// The keys of an issuer.
pub struct KeyRing {
    keys: Vec<SigningKey>,
    issuer: String,
    audience: String,
}

impl KeyRing {
    /// These keys, the oldest first.
    #[must_use]
    pub fn new(keys: Vec<SigningKey>, issuer: String, audience: String) -> Self {
        Self { keys, issuer, audience }
    }

    /// Whether there is no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a next key should be made: early enough for everybody to know it when the last one stops signing.
    #[must_use]
    pub fn needs_key(&self, now: DateTime<Utc>) -> bool {
        self.keys.iter().all(|key| key.signs_until - TimeDelta::seconds(2 * key.published_before) <= now)
    }

    /// Signs claims with the newest key that may sign.
    ///
    /// # Errors
    /// None may.
    pub fn sign(&self, claims: &AccessClaims, now: DateTime<Utc>) -> Result<String, TokenError> {
        let key = self.keys.iter().rev().find(|key| key.signs(now)).ok_or(TokenError::UnknownKey)?;
        let parts = key.parts.as_ref().ok_or(TokenError::UnknownKey)?;
        let mut header = Header::new(Algorithm::EdDSA);
        (header.kid, header.typ) = (Some(parts.kid.clone()), Some(TYPE.to_owned()));
        jsonwebtoken::encode(&header, claims, &parts.encoding).map_err(|_| TokenError::Malformed)
    }

    /// What a token says, if it is one of ours and good now. Its own header chooses among our keys, and nothing else: it can
    /// bring neither a key nor another algorithm.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, TokenError> {
        if token.len() > MAX_LENGTH {
            return Err(TokenError::Malformed);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| TokenError::Malformed)?;
        let brings_a_key =
            header.jwk.is_some() || header.jku.is_some() || header.x5u.is_some() || header.x5c.is_some();
        if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(TYPE) || brings_a_key {
            return Err(TokenError::Malformed);
        }
        let is_named =
            |key: &&SigningKey| header.kid.as_deref() == Some(key.kid()) && now < key.verifies_until;
        let key = self.keys.iter().find(is_named).ok_or(TokenError::UnknownKey)?;
        let parts = key.parts.as_ref().ok_or(TokenError::UnknownKey)?;
        let claims = jsonwebtoken::decode::<AccessClaims>(token, &parts.decoding, &signature_only());
        let claims = claims.map_err(|error| wrong(&error))?.claims;
        self.check(&claims, now)?;
        Ok(claims)
    }

    /// The public halves, as a JSON Web Key Set: also of keys that do not sign yet, and of those that sign no more.
    #[must_use]
    pub fn jwks(&self, now: DateTime<Utc>) -> serde_json::Value {
        let known = self.keys.iter().filter(|key| now < key.verifies_until);
        let keys: Vec<_> = known
            .filter_map(|key| key.parts.as_ref())
            .map(|parts| {
                serde_json::json!({
                    "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
                    "kid": parts.kid, "x": parts.public,
                })
            })
            .collect();
        serde_json::json!({ "keys": keys })
    }

    fn check(&self, claims: &AccessClaims, now: DateTime<Utc>) -> Result<(), TokenError> {
        let now = now.timestamp();
        match claims {
            claims if claims.iss != self.issuer => Err(TokenError::WrongIssuer),
            claims if claims.aud != self.audience => Err(TokenError::WrongAudience),
            claims if claims.exp <= now => Err(TokenError::Expired),
            claims if claims.iat > now + SKEW.num_seconds() => Err(TokenError::NotYetValid),
            _ => Ok(()),
        }
    }
}

/// Only the signature is checked by the library: its other checks use the machine's clock, and ours is what we are told.
fn signature_only() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation
}

fn wrong(error: &jsonwebtoken::errors::Error) -> TokenError {
    match error.kind() {
        jsonwebtoken::errors::ErrorKind::InvalidSignature => TokenError::WrongSignature,
        _ => TokenError::Malformed,
    }
}
