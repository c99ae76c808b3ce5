use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{TimeDelta, Utc};
use openidconnect::core::{
    CoreClient, CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreIdTokenFields,
    CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType,
    CoreSubjectIdentifierType, CoreTokenResponse, CoreTokenType,
};
use openidconnect::url::Url;
use openidconnect::{
    AccessToken, AsyncHttpClient as _, Audience, AuthUrl, ClientId, EmptyAdditionalClaims,
    EmptyAdditionalProviderMetadata, EmptyExtraTokenFields, EndUserEmail, HttpRequest, IssuerUrl,
    JsonWebKeyId, JsonWebKeySetUrl, Nonce, PrivateSigningKey as _, RedirectUrl, ResponseTypes,
    StandardClaims, SubjectIdentifier,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::http::{HttpError, is_safe};
use super::provider::IssuerClient;
use super::token::{Said, Unproven, verify};
use super::*;

const ISSUER: &str = "https://issuer.test";
const KEY: u8 = 1;

/// A key of this seed, in the form that PKCS #8 gives it.
fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = hex::decode("302e020100300506032b657004220420").unwrap();
    der.extend([seed; 32]);
    let pem =
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64_STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("a".to_owned()))).unwrap()
}

/// A client of the issuer, which signs with the key.
fn client() -> IssuerClient {
    let metadata = CoreProviderMetadata::new(
        IssuerUrl::new(ISSUER.to_owned()).unwrap(),
        AuthUrl::new(format!("{ISSUER}/authorize")).unwrap(),
        JsonWebKeySetUrl::new(format!("{ISSUER}/jwks")).unwrap(),
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::EdDsa],
        EmptyAdditionalProviderMetadata {},
    )
    .set_jwks(CoreJsonWebKeySet::new(vec![key(KEY).as_verification_key()]));
    let redirect = RedirectUrl::new("https://console.test/signed-in".to_owned()).unwrap();
    CoreClient::from_provider_metadata(metadata, ClientId::new("us".to_owned()), None)
        .set_redirect_uri(redirect)
}

/// What a token says that is as it should be.
fn claims() -> CoreIdTokenClaims {
    let standard = StandardClaims::new(SubjectIdentifier::new("7".to_owned()))
        .set_email(Some(EndUserEmail::new("ada@example.org".to_owned())))
        .set_email_verified(Some(true));
    CoreIdTokenClaims::new(
        IssuerUrl::new(ISSUER.to_owned()).unwrap(),
        vec![Audience::new("us".to_owned())],
        Utc::now() + TimeDelta::minutes(5),
        Utc::now(),
        standard,
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new("n".to_owned())))
}

/// What comes of a token that says this, is signed with this key, and goes with this access token.
fn verified(claims: CoreIdTokenClaims, seed: u8, hash_of: &str) -> Result<Said, Unproven> {
    let hashed = AccessToken::new(hash_of.to_owned());
    let token =
        CoreIdToken::new(claims, &key(seed), CoreJwsSigningAlgorithm::EdDsa, Some(&hashed), None).unwrap();
    let fields = CoreIdTokenFields::new(Some(token), EmptyExtraTokenFields {});
    let tokens = CoreTokenResponse::new(AccessToken::new("access".to_owned()), CoreTokenType::Bearer, fields);
    verify(&client(), &tokens, &Nonce::new("n".to_owned()))
}

#[test]
fn a_token_that_its_issuer_signed_for_us_says_who_somebody_is() {
    let said = verified(claims(), KEY, "access").unwrap();
    assert_eq!((said.subject.as_str(), said.email.as_deref()), ("7", Some("ada@example.org")));
    assert!(said.verified);
    let party = claims().set_authorized_party(Some(ClientId::new("us".to_owned())));
    assert_eq!(verified(party, KEY, "access").unwrap(), said);
    let unsaid = claims().set_email_verified(None);
    assert!(!verified(unsaid, KEY, "access").unwrap().verified);
}

#[test]
fn a_token_that_is_not_for_this_sign_in_proves_nothing() {
    let audience = |names: &[&str]| names.iter().map(|name| Audience::new((*name).to_owned())).collect();
    let other = IssuerUrl::new("https://other.test".to_owned()).unwrap();
    for (wrong, claims) in [
        ("nonce", claims().set_nonce(Some(Nonce::new("m".to_owned())))),
        ("nonce", claims().set_nonce(None)),
        ("issuer", claims().set_issuer(other)),
        ("audience", claims().set_audiences(audience(&["them"]))),
        ("audience", claims().set_audiences(audience(&["us", "them"]))),
        ("expired", claims().set_expiration(Utc::now() - TimeDelta::seconds(1))),
    ] {
        let refused = verified(claims, KEY, "access").unwrap_err();
        let text = refused.to_string();
        assert!(matches!(refused, Unproven::Claims(_)), "{wrong}: {text}");
    }
    let party = claims().set_authorized_party(Some(ClientId::new("them".to_owned())));
    assert!(matches!(verified(party, KEY, "access"), Err(Unproven::Party(_))));
}

#[test]
fn a_token_of_another_key_or_access_token_proves_nothing() {
    assert!(matches!(verified(claims(), 2, "access"), Err(Unproven::Signature(_))));
    assert!(matches!(verified(claims(), KEY, "another"), Err(Unproven::AccessToken)));
    let fields = CoreIdTokenFields::new(None, EmptyExtraTokenFields {});
    let tokens = CoreTokenResponse::new(AccessToken::new("access".to_owned()), CoreTokenType::Bearer, fields);
    let none = verify(&client(), &tokens, &Nonce::new("n".to_owned()));
    assert!(matches!(none, Err(Unproven::Missing)));
}

fn config(name: &str, issuer: &str) -> BTreeMap<String, OidcConfig> {
    let text = format!("issuer = {issuer:?}\nclient_id = \"us\"\nredirect_uri = \"https://console.test/x\"");
    BTreeMap::from([(name.to_owned(), toml::from_str(&text).unwrap())])
}

#[test]
fn a_provider_that_cannot_be_is_refused_when_the_program_starts() {
    for issuer in
        [ISSUER, "https://10.0.0.7/realms/x", "http://127.0.0.1:9000", "http://localhost", "http://[::1]"]
    {
        assert!(OidcProviders::new(&config("known-1", issuer)).is_ok(), "{issuer}");
    }
    for issuer in ["http://issuer.test", "http://10.0.0.7", "http://localhost.test", "ftp://127.0.0.1"] {
        let refused = OidcProviders::new(&config("known", issuer)).err();
        assert!(matches!(refused, Some(OidcConfigError::Insecure(_))), "{issuer}");
    }
    for issuer in ["https://issuer.test/?a=b", "https://issuer.test/#a", "https://u:p@issuer.test"] {
        let refused = OidcProviders::new(&config("known", issuer)).err();
        assert!(matches!(refused, Some(OidcConfigError::Issuer(_))), "{issuer}");
    }
    for name in ["", "Known", "a/b", &"x".repeat(65)] {
        let refused = OidcProviders::new(&config(name, ISSUER)).err();
        assert!(matches!(refused, Some(OidcConfigError::Name(_))), "{name}");
    }
}

#[test]
fn what_is_left_out_of_a_provider_is_the_usual() {
    let known = &config("known", ISSUER)["known"];
    assert_eq!(known.scopes, ["openid", "email", "profile"]);
    assert!(known.trust_email && known.client_secret.is_none());
}

#[test]
fn an_issuer_elsewhere_cannot_send_us_to_this_machine() {
    let url = |text: &str| text.parse::<Url>().unwrap();
    assert!(is_safe(&url("http://127.0.0.1/token"), true));
    assert!(!is_safe(&url("http://127.0.0.1/token"), false));
    assert!(is_safe(&url("https://issuer.test/token"), false));
}

/// Answers one request with this, and gives what to ask.
async fn answering(answer: String) -> HttpRequest {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 1024]).await;
        // Who has read enough may have gone.
        let _ = stream.write_all(answer.as_bytes()).await;
    });
    let mut request = HttpRequest::new(vec![]);
    *request.uri_mut() = url.parse().unwrap();
    request
}

#[tokio::test]
async fn an_answer_counts_as_it_is_up_to_a_size() {
    let http = Http::new().unwrap().of(&"http://127.0.0.1".parse().unwrap());
    let redirect = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let answer = http.call(answering(redirect.to_owned()).await).await.unwrap();
    assert_eq!(answer.status().as_u16(), 302);
    let broken = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n";
    let answer = http.call(answering(broken.to_owned()).await).await;
    assert!(matches!(answer, Err(HttpError::Broken(_, 502))));
    let large = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat((1 << 20) + 1));
    let answer = http.call(answering(large).await).await;
    assert!(matches!(answer, Err(HttpError::Failed(..))));
}

#[tokio::test]
async fn an_issuer_that_is_away_is_an_engine_that_is_away() {
    let providers = OidcProviders::new(&config("known", "http://127.0.0.1:1")).unwrap();
    let away = providers.begin("known", "s").await.err();
    assert!(matches!(away, Some(OidcError::Away(EngineError { engine: "issuer", .. }))));
    assert!(matches!(providers.begin("other", "s").await.err(), Some(OidcError::NoProvider(_))));
}
