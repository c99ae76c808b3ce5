//! The keys of access tokens at one time: signs, verifies, and tells others the public halves.

use chrono::{DateTime, Utc};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Algorithm, Header, Validation};

use crate::claims::AccessClaims;
use crate::signing_key::{SKEW, SigningKey};

/// A longer token is not even read.
pub const MAX_TOKEN_BYTES: usize = 4096;
/// What RFC 9068 calls an access token. No other kind of token has it, so none is taken for one.
const TYPE: &str = "at+jwt";

/// Why a token lets nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It has another form than the tokens that are made here.
    #[error("this is no access token")]
    Malformed,
    /// Its key is not in the ring. If it is new, loading the ring again helps.
    #[error("the access token's key is unknown")]
    UnknownKey,
    /// It was forged or altered.
    #[error("the access token's signature is wrong")]
    WrongSignature,
    /// It is over.
    #[error("the access token has expired")]
    Expired,
    /// It was made later than now.
    #[error("the access token is not valid yet")]
    NotYetValid,
    /// It is for somebody else.
    #[error("the access token is for another audience")]
    WrongAudience,
    /// Somebody else made it.
    #[error("the access token is by another issuer")]
    WrongIssuer,
}

/// Why a token was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// None may sign now.
    #[error("there is no key that may sign")]
    NoKey,
    /// The token would be good for longer than a token may.
    #[error("the access token would outlive its key")]
    OutlivesKey,
    /// The ring itself would not take the token.
    #[error("the access token would be refused: {0}")]
    Refused(TokenError),
    /// The library failed.
    #[error("the access token could not be signed: {0}")]
    Library(String),
}

/// The keys that sign and verify, as the vault had them when the ring was made. Make it anew as often as
/// [`Lifetimes`](crate::Lifetimes) says.
#[derive(Debug, Clone)]
pub struct KeyRing {
    keys: Vec<SigningKey>,
    issuer: String,
    audience: String,
    signature_only: Validation,
}

impl KeyRing {
    /// A ring for the tokens of one issuer and audience.
    #[must_use]
    pub fn new(keys: Vec<SigningKey>, issuer: &str, audience: &str) -> Self {
        // The library's checks of claims ask the machine's clock, and are for claims that may be missing: ours are here.
        let mut signature_only = Validation::new(Algorithm::EdDSA);
        (signature_only.validate_exp, signature_only.validate_aud) = (false, false);
        signature_only.required_spec_claims.clear();
        Self { keys, issuer: issuer.to_owned(), audience: audience.to_owned(), signature_only }
    }

    /// The claims as a token, by the newest key that may sign. One that the ring would refuse is not made.
    ///
    /// # Errors
    /// See [`SignError`].
    pub fn sign(&self, claims: &AccessClaims, now: DateTime<Utc>) -> Result<String, SignError> {
        self.check(claims, now).map_err(SignError::Refused)?;
        let key = self.signer(now).ok_or(SignError::NoKey)?;
        if claims.exp.saturating_add(SKEW.num_seconds()) > key.times().verifies_until.timestamp() {
            return Err(SignError::OutlivesKey);
        }
        let token = jsonwebtoken::encode(&header(key.kid()), claims, &key.signing);
        let token = token.map_err(|error| SignError::Library(error.to_string()))?;
        let short = token.len() <= MAX_TOKEN_BYTES;
        short.then_some(token).ok_or(SignError::Refused(TokenError::Malformed))
    }

    /// The newest key that everybody knows. If there is none, as at the very first start, one that is too young is better
    /// than nobody being let in: the oldest of them, as most will know it.
    fn signer(&self, now: DateTime<Utc>) -> Option<&SigningKey> {
        let age = |key: &&SigningKey| (key.times().signs_from, key.kid().to_owned());
        let alive = || self.keys.iter().filter(|key| now < key.times().signs_until);
        let known = alive().filter(|key| key.times().signs_from <= now).max_by_key(age);
        known.or_else(|| alive().min_by_key(age))
    }

    /// Who asks, if the token is one of ours and good now.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::Malformed);
        }
        let found = jsonwebtoken::decode_header(token).map_err(|_| TokenError::Malformed)?;
        let kid = found.kid.as_deref().ok_or(TokenError::Malformed)?;
        // Ours has three fields. Anything else, such as a key that the token brings along, is nothing that we made.
        if found != header(kid) {
            return Err(TokenError::Malformed);
        }
        let key = self.published(now).find(|key| key.kid() == kid).ok_or(TokenError::UnknownKey)?;
        let read = jsonwebtoken::decode(token, &key.verifying, &self.signature_only);
        let claims: AccessClaims = read.map_err(|error| refusal(&error))?.claims;
        self.check(&claims, now)?;
        Ok(claims)
    }

    fn check(&self, claims: &AccessClaims, now: DateTime<Utc>) -> Result<(), TokenError> {
        let (now, skew) = (now.timestamp(), SKEW.num_seconds());
        match claims {
            _ if claims.iss != self.issuer => Err(TokenError::WrongIssuer),
            _ if claims.aud != self.audience => Err(TokenError::WrongAudience),
            _ if claims.exp.saturating_add(skew) <= now => Err(TokenError::Expired),
            _ if claims.iat > now.saturating_add(skew) => Err(TokenError::NotYetValid),
            _ => Ok(()),
        }
    }

    /// The public keys, for whoever verifies tokens elsewhere (RFC 7517). A key is among them before it signs, and until
    /// its last token is over.
    #[must_use]
    pub fn jwks(&self, now: DateTime<Utc>) -> serde_json::Value {
        serde_json::json!({ "keys": self.published(now).map(SigningKey::jwk).collect::<Vec<_>>() })
    }

    fn published(&self, now: DateTime<Utc>) -> impl Iterator<Item = &SigningKey> {
        self.keys.iter().filter(move |key| now < key.times().verifies_until)
    }

    /// Whether a next key should be made now. Ask whenever a ring was loaded, and make it under a lock of the vault.
    #[must_use]
    pub fn needs_key(&self, now: DateTime<Utc>) -> bool {
        self.keys.iter().all(|key| key.times().next_due() <= now)
    }
}

/// The header of every token that is signed here.
fn header(kid: &str) -> Header {
    Header { typ: Some(TYPE.to_owned()), kid: Some(kid.to_owned()), ..Header::new(Algorithm::EdDSA) }
}

fn refusal(error: &Error) -> TokenError {
    match error.kind() {
        ErrorKind::InvalidSignature => TokenError::WrongSignature,
        _ => TokenError::Malformed,
    }
}
