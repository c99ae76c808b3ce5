//! What is signed, and that others can verify it by the JWKS.

use auth::{SignError, TokenError};
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use serde_json::json;

use super::*;

fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

#[test]
fn whoever_has_the_jwks_can_verify_a_token() {
    let (_, ring, token) = good();
    let parts: Vec<_> = token.split('.').collect();
    let header: Value = serde_json::from_slice(&decode(parts[0])).unwrap();
    let jwks = ring.jwks(NOW);
    let jwk = jwks["keys"].as_array().unwrap().iter().find(|jwk| jwk["kid"] == header["kid"]).unwrap();
    let public = UnparsedPublicKey::new(&ED25519, decode(jwk["x"].as_str().unwrap()));
    public.verify(format!("{}.{}", parts[0], parts[1]).as_bytes(), &decode(parts[2])).unwrap();
    let claims: AccessClaims = serde_json::from_slice(&decode(parts[1])).unwrap();
    assert_eq!(claims, claims_at(NOW));
}

#[test]
fn the_jwks_have_what_a_verifier_needs_and_nothing_secret() {
    let (key, ring, _) = good();
    let jwks = ring.jwks(NOW);
    let expected = json!({
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.kid(), "x": key.jwk()["x"],
    });
    assert_eq!(jwks, json!({ "keys": [expected] }));
    serde_json::from_value::<jsonwebtoken::jwk::JwkSet>(jwks).unwrap();
}

#[test]
fn a_header_says_the_algorithm_the_kind_and_the_key() {
    let (key, _, token) = good();
    let header: Value = serde_json::from_slice(&decode(token.split('.').next().unwrap())).unwrap();
    assert_eq!(header, header_of(&key));
}

#[test]
fn a_token_that_would_be_refused_is_not_made() {
    let (_, ring, _) = good();
    let claims = || claims_at(NOW);
    let refused = |claims: AccessClaims| ring.sign(&claims, NOW).unwrap_err();
    let somebody = || "somebody".to_owned();
    assert_eq!(
        refused(AccessClaims { iss: somebody(), ..claims() }),
        SignError::Refused(TokenError::WrongIssuer)
    );
    assert_eq!(
        refused(AccessClaims { aud: somebody(), ..claims() }),
        SignError::Refused(TokenError::WrongAudience)
    );
    assert_eq!(refused(AccessClaims { exp: 0, ..claims() }), SignError::Refused(TokenError::Expired));
    assert_eq!(
        refused(AccessClaims { iat: i64::MAX, ..claims() }),
        SignError::Refused(TokenError::NotYetValid)
    );
    let long = AccessClaims { jti: "j".repeat(4096), ..claims() };
    assert_eq!(refused(long), SignError::Refused(TokenError::Malformed));
}

#[test]
fn a_token_does_not_outlive_its_key() {
    let (key, ring, _) = good();
    let last = key.times().signs_until - TimeDelta::seconds(1);
    assert!(ring.sign(&claims_at(last), last).is_ok());
    let exp = (last + TimeDelta::minutes(11)).timestamp();
    assert_eq!(ring.sign(&AccessClaims { exp, ..claims_at(last) }, last), Err(SignError::OutlivesKey));
}

#[test]
fn a_key_signs_no_more_when_its_time_is_over() {
    let (key, ring, _) = good();
    let over = key.times().signs_until;
    assert_eq!(ring.sign(&claims_at(over), over), Err(SignError::NoKey));
    let empty = KeyRing::new(vec![], ISSUER, AUDIENCE);
    assert_eq!(empty.sign(&claims_at(NOW), NOW), Err(SignError::NoKey));
    assert!(empty.needs_key(NOW));
}

#[test]
fn the_first_key_signs_at_once_and_a_second_one_only_when_it_is_known() {
    let first = SigningKey::generate(NOW, &lifetimes()).unwrap();
    let token = ring_of(&first).sign(&claims_at(NOW), NOW).unwrap();
    assert!(ring_of(&first).verify(&token, NOW).is_ok());
    let later = first.times().signs_from + TimeDelta::minutes(1);
    let second = SigningKey::generate(later, &lifetimes()).unwrap();
    let ring = KeyRing::new(vec![second.clone(), first.clone()], ISSUER, AUDIENCE);
    let signer =
        |now| jsonwebtoken::decode_header(ring.sign(&claims_at(now), now).unwrap()).unwrap().kid.unwrap();
    assert_eq!(signer(later), first.kid());
    assert_eq!(signer(second.times().signs_from), second.kid());
}

#[test]
fn a_key_leaves_the_jwks_when_its_last_token_is_over() {
    let (key, ring, _) = good();
    let last = key.times().signs_until - TimeDelta::seconds(1);
    let token = ring.sign(&claims_at(last), last).unwrap();
    let over = key.times().verifies_until;
    assert!(ring.verify(&token, over - TimeDelta::seconds(2)).is_ok());
    assert_eq!(ring.jwks(over - TimeDelta::seconds(1))["keys"].as_array().unwrap().len(), 1);
    assert_eq!(ring.jwks(over), json!({ "keys": [] }));
    assert_eq!(ring.verify(&token, over), Err(TokenError::UnknownKey));
}
