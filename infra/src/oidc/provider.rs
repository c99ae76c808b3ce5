//! A provider: what its issuer says of itself, where to send somebody, and who came back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use commands::ports::EngineError;
use commands::ports::oidc::{Begun, Challenge, Identity, OidcError};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreProviderMetadata,
    CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RequestTokenError, Scope,
    StandardErrorResponse, UserInfoError,
};
use tokio::sync::Mutex;

use super::config::{self, OidcConfig, OidcConfigError};
use super::http::{Http, HttpError, reason};
use super::issuer_error;
use super::token::{Said, Unproven, said, verify};

/// How old may be what we know of an issuer: its keys, and where it is called.
const FRESH: Duration = Duration::from_secs(10 * 60);
/// How often at most a token of an unknown key has it read again.
const AT_MOST_EVERY: Duration = Duration::from_secs(10);
/// How long an issuer that is away is not asked again: all would wait for it, one after the other.
const AWAY: Duration = Duration::from_secs(2);

/// A client of the issuer.
pub(super) type IssuerClient = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

type Metadata = Arc<CoreProviderMetadata>;
type TokenError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

/// A provider.
pub(super) struct Provider {
    config: OidcConfig,
    http: Http,
    /// What the issuer said of itself, and when. One asks at a time.
    known: Mutex<Option<(Instant, Result<Metadata, EngineError>)>>,
}

impl Provider {
    pub(super) fn new(name: &str, config: &OidcConfig, http: &Http) -> Result<Self, OidcConfigError> {
        config::check(name, config)?;
        Ok(Self { config: config.clone(), http: http.of(config.issuer.url()), known: Mutex::new(None) })
    }

    /// Where to send somebody.
    pub(super) async fn begin(&self, state: &str) -> Result<Begun, OidcError> {
        let client = self.client(&*self.metadata(FRESH).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = CsrfToken::new(state.to_owned());
        let (flow, scopes) = (CoreAuthenticationFlow::AuthorizationCode, &self.config.scopes);
        // The client asks for `openid` by itself.
        let scopes = scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new);
        let (url, _, nonce) = client
            .authorize_url(flow, || state, Nonce::new_random)
            .add_scopes(scopes)
            .set_pkce_challenge(challenge)
            .url();
        let (nonce, verifier) = (nonce.secret().clone(), verifier.into_secret());
        Ok(Begun { url: url.into(), challenge: Challenge { nonce, verifier } })
    }

    /// Who came back.
    pub(super) async fn finish(&self, code: &str, challenge: Challenge) -> Result<Identity, OidcError> {
        let Challenge { nonce, verifier } = challenge;
        let (nonce, verifier) = (Nonce::new(nonce), PkceCodeVerifier::new(verifier));
        let client = self.client(&*self.metadata(FRESH).await?);
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(issuer_error)?;
        let exchanged = request.set_pkce_verifier(verifier).request_async(&self.http).await;
        let tokens = exchanged.map_err(refusal)?;
        let mut said = self.said(&client, &tokens, &nonce).await?;
        if !said.verified {
            self.ask_more(&client, &tokens, &mut said).await?;
        }
        Ok(self.identity(said))
    }

    /// What the ID token says. If its key is unknown, the issuer may have a new one.
    async fn said(
        &self,
        client: &IssuerClient,
        tokens: &CoreTokenResponse,
        nonce: &Nonce,
    ) -> Result<Said, OidcError> {
        match verify(client, tokens, nonce) {
            Err(Unproven::Signature(_)) => {
                let client = self.client(&*self.metadata(AT_MOST_EVERY).await?);
                Ok(verify(&client, tokens, nonce)?)
            }
            verified => Ok(verified?),
        }
    }

    /// Asks for what the ID token does not say: not every issuer has verified addresses in it.
    async fn ask_more(
        &self,
        client: &IssuerClient,
        tokens: &CoreTokenResponse,
        known: &mut Said,
    ) -> Result<(), OidcError> {
        let subject = Some(known.subject.clone());
        // An issuer that cannot be asked, or does not answer us, has said all.
        let Ok(request) = client.user_info(tokens.access_token().clone(), subject) else { return Ok(()) };
        let more: Result<CoreUserInfoClaims, _> = request.request_async(&self.http).await;
        match more {
            Ok(more) => *known = said(&more),
            Err(UserInfoError::Response(..)) => {}
            Err(error) => return Err(info_refusal(error)),
        }
        Ok(())
    }

    fn identity(&self, said: Said) -> Identity {
        Identity {
            issuer: self.config.issuer.as_str().to_owned(),
            subject: said.subject.to_string(),
            email: said.email,
            verified: said.verified && self.config.trust_email,
            name: said.name,
        }
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> IssuerClient {
        let OidcConfig { client_id, client_secret, redirect_uri, .. } = &self.config;
        let id = ClientId::new(client_id.clone());
        CoreClient::from_provider_metadata(metadata.clone(), id, client_secret.clone())
            .set_redirect_uri(redirect_uri.clone())
            .set_auth_type(auth_type(metadata))
    }

    /// What the issuer says of itself, at most this old.
    async fn metadata(&self, fresh: Duration) -> Result<Metadata, EngineError> {
        let mut known = self.known.lock().await;
        if let Some((read, found)) = &*known
            && read.elapsed() < if found.is_ok() { fresh } else { AWAY }
        {
            return found.clone();
        }
        let found = self.discover().await;
        *known = Some((Instant::now(), found.clone()));
        found
    }

    async fn discover(&self) -> Result<Metadata, EngineError> {
        let found = CoreProviderMetadata::discover_async(self.config.issuer.clone(), &self.http).await;
        let found = found.map_err(|error| issuer_error(reason(&error)))?;
        // The others are looked at before they are called.
        if !self.http.allows(found.authorization_endpoint().url()) {
            return Err(issuer_error("the authorization endpoint is not https"));
        }
        Ok(Arc::new(found))
    }
}

/// How the issuer wants us to say who we are, if not in the usual way.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    let known = metadata.token_endpoint_auth_methods_supported();
    let has = |method| known.is_some_and(|known| known.contains(&method));
    match has(CoreClientAuthMethod::ClientSecretPost) && !has(CoreClientAuthMethod::ClientSecretBasic) {
        true => AuthType::RequestBody,
        false => AuthType::BasicAuth,
    }
}

fn refusal(error: TokenError) -> OidcError {
    match error {
        RequestTokenError::ServerResponse(response) => OidcError::Refused(response.error().to_string()),
        error => OidcError::Away(issuer_error(reason(&error))),
    }
}

fn info_refusal(error: UserInfoError<HttpError>) -> OidcError {
    match error {
        UserInfoError::ClaimsVerification(error) => OidcError::Refused(error.to_string()),
        error => OidcError::Away(issuer_error(reason(&error))),
    }
}
