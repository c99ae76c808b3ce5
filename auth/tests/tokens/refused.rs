//! Tokens that were signed with a key of ours, and yet let nobody in.

use auth::{MAX_TOKEN_BYTES, TokenError};
use serde_json::json;

use super::*;

#[test]
fn a_token_is_good_until_it_expires_and_clocks_may_differ() {
    let (_, ring, token) = good();
    let at = |seconds| ring.verify(&token, NOW + TimeDelta::seconds(seconds));
    assert_eq!(at(0), Ok(claims_at(NOW)));
    assert!(at(629).is_ok());
    assert_eq!(at(630), Err(TokenError::Expired));
    assert!(at(-30).is_ok());
    assert_eq!(at(-31), Err(TokenError::NotYetValid));
}

#[test]
fn a_token_for_or_by_somebody_else_is_refused() {
    let (key, ring, _) = good();
    let verify =
        |members| ring.verify(&signed(&key, &header_of(&key), &with(json!(claims_at(NOW)), members)), NOW);
    for aud in ["", "thousandfold2", "Thousandfold", "https://thousandfold.example"] {
        assert_eq!(verify(json!({ "aud": aud })), Err(TokenError::WrongAudience), "{aud}");
    }
    for iss in ["", "https://thousandfold.example/", "https://evil.example", AUDIENCE] {
        assert_eq!(verify(json!({ "iss": iss })), Err(TokenError::WrongIssuer), "{iss}");
    }
    assert_eq!(verify(json!({ "aud": [AUDIENCE] })), Err(TokenError::Malformed));
    assert_eq!(verify(json!({ "iss": [ISSUER] })), Err(TokenError::Malformed));
}

#[test]
fn a_token_that_lacks_a_claim_or_has_one_of_another_kind_is_refused() {
    let (key, ring, _) = good();
    let claims = json!(claims_at(NOW));
    let refused = |members: Value| {
        let token = signed(&key, &header_of(&key), &with(claims.clone(), members.clone()));
        assert_eq!(ring.verify(&token, NOW), Err(TokenError::Malformed), "{members}");
    };
    // Who chose no tenant has none of these.
    let is_needed = |name: &&String| !["tid", "role", "since"].contains(&name.as_str());
    for name in claims.as_object().unwrap().keys().filter(is_needed) {
        let mut member = json!({});
        member[name] = Value::Null;
        refused(member);
    }
    refused(json!({ "exp": "1900000000" }));
    refused(json!({ "exp": 1.9e9 }));
    refused(json!({ "exp": 1e300 }));
    refused(json!({ "tid": "../other" }));
    refused(json!({ "amr": "pwd" }));
    for claims in [json!([]), json!(null), json!("claims"), json!({})] {
        assert_eq!(ring.verify(&signed(&key, &header_of(&key), &claims), NOW), Err(TokenError::Malformed));
    }
}

#[test]
fn times_at_the_end_of_time_do_not_make_it_panic() {
    let (key, ring, _) = good();
    let verify =
        |members| ring.verify(&signed(&key, &header_of(&key), &with(json!(claims_at(NOW)), members)), NOW);
    assert!(verify(json!({ "exp": i64::MAX })).is_ok());
    assert_eq!(verify(json!({ "exp": i64::MIN })), Err(TokenError::Expired));
    assert_eq!(verify(json!({ "iat": i64::MAX })), Err(TokenError::NotYetValid));
    assert!(verify(json!({ "iat": i64::MIN })).is_ok());
}

#[test]
fn a_token_of_another_kind_is_refused() {
    let (key, ring, _) = good();
    for typ in
        [json!(null), json!("JWT"), json!("AT+JWT"), json!("application/at+jwt"), json!("id+jwt"), json!("")]
    {
        let token = signed(&key, &with(header_of(&key), json!({ "typ": typ })), &json!(claims_at(NOW)));
        assert_eq!(ring.verify(&token, NOW), Err(TokenError::Malformed), "{typ}");
    }
}

#[test]
fn a_header_that_says_a_thing_twice_is_refused() {
    let (key, ring, _) = good();
    let kid = key.kid();
    for twice in [
        format!(r#"{{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"EdDSA","typ":"at+jwt","kid":"other","kid":"{kid}"}}"#),
    ] {
        let message = format!("{}.{}", encode(twice), encode(json!(claims_at(NOW)).to_string()));
        let pair = Ed25519KeyPair::from_pkcs8(&key.to_bytes()).unwrap();
        let token = format!("{message}.{}", encode(pair.sign(message.as_bytes())));
        assert_eq!(ring.verify(&token, NOW), Err(TokenError::Malformed));
    }
}

#[test]
fn a_part_of_a_token_is_refused() {
    let (_, ring, token) = good();
    for length in 0..token.len() {
        assert!(ring.verify(&token[..length], NOW).is_err(), "{length}");
        assert!(ring.verify(&token[token.len() - length..], NOW).is_err(), "{length}");
    }
}

#[test]
fn what_is_added_to_a_token_is_found() {
    let (_, ring, token) = good();
    for before in ["", ".", " ", "Bearer ", "e30.", "\u{feff}"] {
        for after in ["", ".", "=", "==", " ", "\n", "\0", ".e30", "..", ".e30.e30"] {
            let added = !(before.is_empty() && after.is_empty());
            assert_eq!(
                ring.verify(&format!("{before}{token}{after}"), NOW).is_err(),
                added,
                "{before}…{after}"
            );
        }
    }
    let padded: Vec<_> = token.split('.').map(|part| format!("{part}=")).collect();
    assert_eq!(ring.verify(&padded.join("."), NOW), Err(TokenError::Malformed));
}

#[test]
fn a_token_as_long_as_allowed_is_taken_and_a_longer_one_is_not() {
    let (key, ring, _) = good();
    let long = |letters: usize| AccessClaims { jti: "j".repeat(letters), ..claims_at(NOW) };
    // No text in base64 has a length of one more than a multiple of four, so the limit may be missed by a letter.
    let longest = (0..MAX_TOKEN_BYTES).rev().find(|letters| ring.sign(&long(*letters), NOW).is_ok()).unwrap();
    let token = ring.sign(&long(longest), NOW).unwrap();
    assert!((MAX_TOKEN_BYTES - 1..=MAX_TOKEN_BYTES).contains(&token.len()), "{}", token.len());
    assert_eq!(ring.verify(&token, NOW), Ok(long(longest)));
    let longer = signed(&key, &header_of(&key), &json!(long(longest + 1)));
    assert!(longer.len() > MAX_TOKEN_BYTES);
    assert_eq!(ring.verify(&longer, NOW), Err(TokenError::Malformed));
}

#[test]
fn a_huge_or_deep_token_is_refused() {
    let (_, ring, token) = good();
    let huge = "a".repeat(10_000_000);
    let deep = encode(format!("{}{}", r#"{"a":"#.repeat(500), "}".repeat(500)));
    for text in [huge.clone(), format!("{huge}.{huge}.{huge}"), format!("{token}{huge}"), ".".repeat(4096)] {
        assert_eq!(ring.verify(&text, NOW), Err(TokenError::Malformed));
    }
    assert!(deep.len() < MAX_TOKEN_BYTES - 10);
    assert_eq!(ring.verify(&format!("{deep}.e30.AAAA"), NOW), Err(TokenError::Malformed));
}
