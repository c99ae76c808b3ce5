//! ID tokens: what one says counts once it is proven.

use commands::ports::oidc::OidcError;
use openidconnect::core::{CoreIdToken, CoreJwsSigningAlgorithm, CoreTokenResponse, CoreUserInfoClaims};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, Nonce, OAuth2TokenResponse as _, SubjectIdentifier,
    TokenResponse as _,
};

use super::provider::IssuerClient;

/// How ID tokens may be signed: never with the client's secret, which more than the issuer know.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What an issuer says of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) subject: SubjectIdentifier,
    pub(super) email: Option<String>,
    pub(super) verified: bool,
    pub(super) name: Option<String>,
}

/// Why a token proves nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unproven {
    #[error("there is no ID token")]
    Missing,
    #[error("the ID token's signature: {0}")]
    Signature(String),
    #[error("the ID token is for {0} to use, and not for us")]
    Party(String),
    #[error("the access token is not that of the ID token")]
    AccessToken,
    #[error("the ID token: {0}")]
    Claims(String),
}

impl From<Unproven> for OidcError {
    fn from(error: Unproven) -> Self {
        Self::Refused(error.to_string())
    }
}

/// What the ID token of an answer says, if its issuer signed it for us, now, and for this sign-in.
pub(super) fn verify(
    client: &IssuerClient,
    tokens: &CoreTokenResponse,
    nonce: &Nonce,
) -> Result<Said, Unproven> {
    let token = tokens.id_token().ok_or(Unproven::Missing)?;
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
    let claims = token.claims(&verifier, nonce).map_err(unproven)?;
    if let Some(party) = claims.authorized_party()
        && **party != **client.client_id()
    {
        return Err(Unproven::Party(party.to_string()));
    }
    if let Some(hash) = claims.access_token_hash() {
        check_hash(client, tokens, token, hash)?;
    }
    let name = claims.name().and_then(|name| name.get(None));
    Ok(Said {
        subject: claims.subject().clone(),
        email: claims.email().map(|email| email.to_string()),
        verified: claims.email_verified() == Some(true),
        name: name.map(|name| name.to_string()),
    })
}

/// What the issuer says when it is asked.
pub(super) fn said(claims: &CoreUserInfoClaims) -> Said {
    let name = claims.name().and_then(|name| name.get(None));
    Said {
        subject: claims.subject().clone(),
        email: claims.email().map(|email| email.to_string()),
        verified: claims.email_verified() == Some(true),
        name: name.map(|name| name.to_string()),
    }
}

fn check_hash(
    client: &IssuerClient,
    tokens: &CoreTokenResponse,
    token: &CoreIdToken,
    said: &AccessTokenHash,
) -> Result<(), Unproven> {
    let verifier = client.id_token_verifier();
    let signature = |error: &dyn std::error::Error| Unproven::Signature(error.to_string());
    let algorithm = token.signing_alg().map_err(|error| signature(&error))?;
    let key = token.signing_key(&verifier).map_err(|error| signature(&error))?;
    let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
    match hash.map_err(|error| signature(&error))? == *said {
        true => Ok(()),
        false => Err(Unproven::AccessToken),
    }
}

fn unproven(error: ClaimsVerificationError) -> Unproven {
    match error {
        ClaimsVerificationError::SignatureVerification(error) => Unproven::Signature(error.to_string()),
        error => Unproven::Claims(error.to_string()),
    }
}
