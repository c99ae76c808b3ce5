//! Tokens of somebody who has no key of ours.

use auth::TokenError;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn a_token_without_an_algorithm_is_refused() {
    let (key, ring, token) = good();
    let signature = token.rsplit('.').next().unwrap();
    let algorithms =
        json!(["none", "None", "NONE", "nOnE", "none ", "", "eddsa", "Ed25519", 0, ["EdDSA"], null]);
    for algorithm in algorithms.as_array().unwrap() {
        let header = with(header_of(&key), json!({ "alg": algorithm }));
        let unsigned = message(&header, &json!(claims_at(NOW)));
        for end in ["", ".", &format!(".{signature}")] {
            assert_eq!(
                ring.verify(&format!("{unsigned}{end}"), NOW),
                Err(TokenError::Malformed),
                "{algorithm}"
            );
        }
    }
}

#[test]
fn a_public_key_is_no_shared_secret() {
    let (key, ring, _) = good();
    let x = key.jwk()["x"].as_str().unwrap().to_owned();
    let raw = URL_SAFE_NO_PAD.decode(&x).unwrap();
    let der = [&hex::decode("302a300506032b6570032100").unwrap(), &raw[..]].concat();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", STANDARD.encode(&der))
        .into_bytes();
    let line = [&pem[..], b"\n"].concat();
    let set = ring.jwks(NOW).to_string().into_bytes();
    for secret in [raw, der, pem, line, x.into_bytes(), key.jwk().to_string().into_bytes(), set, vec![]] {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let header = Header {
                typ: Some("at+jwt".to_owned()),
                kid: Some(key.kid().to_owned()),
                ..Header::new(algorithm)
            };
            let secret = EncodingKey::from_secret(&secret);
            let token = jsonwebtoken::encode(&header, &claims_at(NOW), &secret).unwrap();
            assert_eq!(ring.verify(&token, NOW), Err(TokenError::Malformed));
        }
    }
}

#[test]
fn a_key_is_found_by_its_name_in_the_ring_only() {
    let (key, ring, _) = good();
    let other = new_key();
    let (upper, padded) = (key.kid().to_uppercase(), format!("{} ", key.kid()));
    let names = [
        "",
        "../../../../dev/null",
        "/etc/passwd",
        "' OR '1'='1",
        "x' UNION SELECT 'AAAA'; --",
        "https://evil.example/key.pem",
        "\0",
        "*",
        &key.kid()[..15],
        &padded,
        other.kid(),
    ];
    for kid in names.into_iter().chain((upper != key.kid()).then_some(upper.as_str())) {
        let header = with(header_of(&key), json!({ "kid": kid }));
        for signer in [&key, &other] {
            let token = signed(signer, &header, &json!(claims_at(NOW)));
            assert_eq!(ring.verify(&token, NOW), Err(TokenError::UnknownKey), "{kid}");
        }
    }
    let names = json!([null, 7, [key.kid()], { "kid": key.kid() }, true]);
    for kid in names.as_array().unwrap() {
        let header = with(header_of(&key), json!({ "kid": kid }));
        let token = signed(&key, &header, &json!(claims_at(NOW)));
        assert_eq!(ring.verify(&token, NOW), Err(TokenError::Malformed), "{kid}");
    }
}

#[test]
fn a_token_signed_by_another_key_under_our_name_is_refused() {
    let (key, ring, _) = good();
    let token = signed(&new_key(), &header_of(&key), &json!(claims_at(NOW)));
    assert_eq!(ring.verify(&token, NOW), Err(TokenError::WrongSignature));
}

#[test]
fn a_key_that_a_token_brings_along_is_not_used() {
    let (key, ring, _) = good();
    let other = new_key();
    let brought = [
        json!({ "jwk": other.jwk() }),
        json!({ "jwk": other.jwk(), "kid": other.kid() }),
        json!({ "jwk": with(other.jwk(), json!({ "kid": key.kid() })) }),
        json!({ "jku": "https://evil.example/jwks.json" }),
        json!({ "x5u": "https://evil.example/cert.pem" }),
        json!({ "x5c": ["MIIB"] }),
        json!({ "x5t": "AAAA" }),
        json!({ "x5t#S256": "AAAA" }),
        json!({ "crit": ["exp"] }),
        json!({ "b64": false, "crit": ["b64"] }),
        json!({ "zip": "DEF" }),
        json!({ "cty": "JWT" }),
        json!({ "anything": "else" }),
    ];
    for members in brought {
        let header = with(header_of(&key), members);
        // Not even with a signature of ours: we never make such a header.
        for signer in [&key, &other] {
            let token = signed(signer, &header, &json!(claims_at(NOW)));
            assert_eq!(ring.verify(&token, NOW), Err(TokenError::Malformed), "{header}");
        }
    }
}

#[test]
fn a_signature_is_for_its_own_token_only() {
    let (_, ring, token) = good();
    let other = ring.sign(&AccessClaims { role: Some("owner".to_owned()), ..claims_at(NOW) }, NOW).unwrap();
    let (message, _) = other.rsplit_once('.').unwrap();
    let (_, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(ring.verify(&format!("{message}.{signature}"), NOW), Err(TokenError::WrongSignature));
    for signature in [vec![], vec![0; 64], vec![0; 63], vec![0; 65], vec![0xff; 64]] {
        let forged = format!("{message}.{}", encode(signature));
        assert_eq!(ring.verify(&forged, NOW), Err(TokenError::WrongSignature));
    }
}

#[test]
fn a_token_has_one_signature_and_not_a_second_form_of_it() {
    // S plus the order of the group solves the same equation, and must not count.
    let order = hex::decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
    let (_, ring, token) = good();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let mut signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let mut carry = 0;
    for (byte, add) in signature[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        [*byte, _] = sum.to_le_bytes();
        carry = sum >> 8;
    }
    assert_eq!(
        ring.verify(&format!("{message}.{}", encode(signature)), NOW),
        Err(TokenError::WrongSignature)
    );
}

proptest! {
    #[test]
    fn a_flipped_bit_is_found(place in any::<prop::sample::Index>(), bit in 0..7_u8) {
        let (_, ring, token) = good();
        let mut bytes = token.into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let token = String::from_utf8(bytes).unwrap();
        prop_assert!(ring.verify(&token, NOW).is_err());
    }

    #[test]
    fn no_text_is_let_in(text in "\\PC{0,40}(\\.\\PC{0,40}){0,4}") {
        prop_assert_eq!(ring_of(&new_key()).verify(&text, NOW), Err(TokenError::Malformed));
    }

    #[test]
    fn no_json_is_let_in(header in "\\{[\\{\\}\\[\\]\":,a-z0-9]{0,40}\\}", claims in "\\PC{0,40}") {
        let text = format!("{}.{}.{}", encode(header), encode(claims), encode([0; 64]));
        prop_assert!(ring_of(&new_key()).verify(&text, NOW).is_err());
    }
}
