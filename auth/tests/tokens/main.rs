//! Access tokens, seen from outside: what is let in, what is not, and that keys follow each other unnoticed.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod forged;
mod refused;
mod rotation;
mod signing;

use auth::{AccessClaims, KeyRing, Lifetimes, SigningKey};
use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

const ISSUER: &str = "https://thousandfold.example";
const AUDIENCE: &str = "thousandfold";

/// Soon after the key begins to sign.
const NOW: DateTime<Utc> = DateTime::from_timestamp(1_800_000_000, 0).unwrap();

fn lifetimes() -> Lifetimes {
    Lifetimes::new(TimeDelta::minutes(10), TimeDelta::days(1), TimeDelta::minutes(5)).unwrap()
}

fn new_key() -> SigningKey {
    SigningKey::generate(NOW - TimeDelta::minutes(12), &lifetimes()).unwrap()
}

fn ring_of(key: &SigningKey) -> KeyRing {
    KeyRing::new(vec![key.clone()], ISSUER, AUDIENCE)
}

fn claims_at(now: DateTime<Utc>) -> AccessClaims {
    AccessClaims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: "user_1".to_owned(),
        tid: Some("acme".parse().unwrap()),
        role: Some("member".to_owned()),
        since: Some(1),
        sid: "session_1".to_owned(),
        iat: now.timestamp(),
        exp: now.timestamp() + 600,
        jti: "1".to_owned(),
        amr: vec!["pwd".to_owned(), "otp".to_owned()],
    }
}

/// A key, its ring, and a good token.
fn good() -> (SigningKey, KeyRing, String) {
    let key = new_key();
    let ring = ring_of(&key);
    let token = ring.sign(&claims_at(NOW), NOW).unwrap();
    (key, ring, token)
}

fn header_of(key: &SigningKey) -> Value {
    json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": key.kid() })
}

/// `value` with some members put in, or taken out where they are null.
fn with(mut value: Value, members: Value) -> Value {
    for (name, member) in members.as_object().unwrap() {
        let object = value.as_object_mut().unwrap();
        object.remove(name);
        if !member.is_null() {
            object.insert(name.clone(), member.clone());
        }
    }
    value
}

fn encode(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// What is signed, without a signature.
fn message(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encode(header.to_string()), encode(claims.to_string()))
}

/// A token with any header and claims, and the right signature of `key`.
fn signed(key: &SigningKey, header: &Value, claims: &Value) -> String {
    let message = message(header, claims);
    let pair = Ed25519KeyPair::from_pkcs8(&key.to_bytes()).unwrap();
    format!("{message}.{}", encode(pair.sign(message.as_bytes())))
}
