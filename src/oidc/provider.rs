//! The two halves of a sign-in: where the browser is sent, and what its code is worth.

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use data_encoding::BASE64URL_NOPAD;
use openidconnect::{
    AdditionalClaims, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SubjectIdentifier, TokenResponse, UserInfoClaims,
    UserInfoError,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreIdToken,
        CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreTokenResponse,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use super::{
    Flaw, Identity, OidcError,
    discovery::{Discovery, Known},
    error::may_be_rotated,
};
use crate::clock::World;

/// Random bytes of a state, a nonce and a verifier each.
const RANDOM: usize = 32;
/// What may sign an ID token: key pairs alone. With a shared secret whoever reads our settings
/// could be anybody.
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

type Ready =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// What we are to the provider.
#[derive(Clone, Debug)]
pub struct Client {
    /// The id under which it knows us.
    pub id: String,
    /// The secret that it shares with us; none where it trusts PKCE alone.
    pub secret: Option<String>,
    /// Where it sends browsers back to.
    pub redirect: Url,
}

/// A provider of OpenID Connect, and what we are to it.
pub struct Provider {
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    redirect: RedirectUrl,
    discovery: Discovery,
}

/// A sign-in that has begun: where the browser goes, and what its return is held against.
pub struct Begun {
    /// The provider's page.
    pub url: Url,
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in the ID token.
    pub nonce: String,
    /// Shows the provider that who brings the code began the sign-in (RFC 7636).
    pub verifier: String,
}

impl Provider {
    /// A provider at that issuer. Nothing is asked yet: one that is down now may be up when somebody
    /// signs in.
    ///
    /// # Errors
    ///
    /// The issuer is no URL.
    pub fn new(issuer: &str, client: Client) -> Result<Self, url::ParseError> {
        let issuer = IssuerUrl::new(issuer.to_owned())?;
        Ok(Self {
            client_id: ClientId::new(client.id),
            client_secret: client.secret.map(ClientSecret::new),
            redirect: RedirectUrl::from_url(client.redirect),
            discovery: Discovery::new(issuer),
        })
    }

    /// Asks the provider for its document, whatever is known of it.
    ///
    /// # Errors
    ///
    /// It does not answer, or names another issuer.
    pub async fn look(&self, now: i64) -> Result<(), OidcError> {
        self.discovery.fetch(now).await.map(drop)
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    ///
    /// The provider's document is not known and cannot be fetched.
    pub async fn begin(&self, world: &dyn World) -> Result<Begun, OidcError> {
        let known = self.discovery.known(world.now()).await?;
        let (state, nonce) = (draw(world), draw(world));
        let verifier = PkceCodeVerifier::new(draw(world));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let (given_state, given_nonce) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
        let (url, ..) = self
            .client(&known)
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || given_state, move || given_nonce)
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Begun { url, state, nonce, verifier: verifier.into_secret() })
    }

    /// Finds out whose the code is.
    ///
    /// # Errors
    ///
    /// The provider does not answer, refuses the code, or answers what does not hold.
    pub async fn finish(&self, code: &str, nonce: &str, verifier: &str, now: i64) -> Result<Identity, OidcError> {
        let known = self.discovery.known(now).await?;
        let answer = self
            .client(&known)
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| OidcError::Unusable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
            .request_async(&known.http)
            .await
            .map_err(exchange_failed)?;
        let token = answer.id_token().ok_or_else(|| OidcError::Unusable("it gave no ID token".to_owned()))?;
        let claims = self.verified(token, known.clone(), &Nonce::new(nonce.to_owned()), now).await?;
        let userinfo = self.userinfo(&known, &answer, claims.subject()).await?;
        Ok(Identity::of(payload(token)?, userinfo))
    }

    /// The claims of the ID token, if they hold. Where the signature does not, the provider may have
    /// new keys: they are fetched, once.
    async fn verified<'t>(
        &self,
        token: &'t CoreIdToken,
        known: Arc<Known>,
        nonce: &Nonce,
        now: i64,
    ) -> Result<&'t CoreIdTokenClaims, OidcError> {
        let untrue = |error: ClaimsVerificationError| OidcError::Untrue(error.into());
        match self.claims(token, &known, nonce, now) {
            Err(error) if may_be_rotated(&error) => {
                let known = self.discovery.with_new_keys(&known).await?;
                self.claims(token, &known, nonce, now).map_err(untrue)
            }
            held => held.map_err(untrue),
        }
    }

    fn claims<'t>(
        &self,
        token: &'t CoreIdToken,
        known: &Known,
        nonce: &Nonce,
        now: i64,
    ) -> Result<&'t CoreIdTokenClaims, ClaimsVerificationError> {
        let moment = UNIX_EPOCH + Duration::from_secs(u64::try_from(now).unwrap_or_default());
        let client = self.client(known);
        let offered = known.metadata.id_token_signing_alg_values_supported();
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(offered.iter().filter(|offer| ALGORITHMS.contains(offer)).cloned())
            .set_time_fn(move || moment.into());
        token.claims(&verifier, nonce)
    }

    /// What the provider says beside the token: by OpenID Connect Core 5.4 the e-mail's place.
    async fn userinfo(
        &self,
        known: &Known,
        answer: &CoreTokenResponse,
        subject: &SubjectIdentifier,
    ) -> Result<Map<String, Value>, OidcError> {
        // A provider without that address has said everything in the token.
        let (client, token) = (self.client(known), answer.access_token().clone());
        let Ok(request) = client.user_info(token, Some(subject.clone())) else { return Ok(Map::new()) };
        let claims: UserInfoClaims<Others, CoreGenderClaim> =
            request.request_async(&known.http).await.map_err(userinfo_failed)?;
        match serde_json::to_value(claims) {
            Ok(Value::Object(claims)) => Ok(claims),
            _ => Err(OidcError::Untrue(Flaw::Claims)),
        }
    }

    fn client(&self, known: &Known) -> Ready {
        let metadata = known.metadata.clone();
        let methods = metadata.token_endpoint_auth_methods_supported();
        // Without a word of the provider it is `client_secret_basic` (OpenID Connect Discovery 3).
        let basic = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let way = if basic { AuthType::BasicAuth } else { AuthType::RequestBody };
        CoreClient::from_provider_metadata(metadata, self.client_id.clone(), self.client_secret.clone())
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(way)
    }
}

/// The claims that have no name of their own in the standard.
#[derive(Debug, Serialize, Deserialize)]
struct Others {
    #[serde(flatten)]
    claims: Map<String, Value>,
}

impl AdditionalClaims for Others {}

fn draw(world: &dyn World) -> String {
    let mut bytes = [0; RANDOM];
    world.fill(&mut bytes);
    BASE64URL_NOPAD.encode(&bytes)
}

/// Everything that a token says, which was verified before.
fn payload(token: &CoreIdToken) -> Result<Map<String, Value>, OidcError> {
    let text = token.to_string();
    let bytes = text.split('.').nth(1).and_then(|part| BASE64URL_NOPAD.decode(part.as_bytes()).ok());
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or(OidcError::Untrue(Flaw::Claims))
}

type ExchangeError<E> = RequestTokenError<E, openidconnect::StandardErrorResponse<CoreErrorResponseType>>;

fn exchange_failed<E: Error + 'static>(error: ExchangeError<E>) -> OidcError {
    match error {
        RequestTokenError::Request(cause) => OidcError::Unreachable(cause.to_string()),
        RequestTokenError::ServerResponse(refusal) => match refusal.error() {
            CoreErrorResponseType::InvalidGrant => OidcError::CodeRefused("invalid_grant".to_owned()),
            other => OidcError::Unusable(format!("it does not take our request for a token: {}", other.as_ref())),
        },
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            OidcError::Unusable("its answer to the code cannot be read".to_owned())
        }
    }
}

fn userinfo_failed<E: Error + 'static>(error: UserInfoError<E>) -> OidcError {
    match error {
        UserInfoError::Request(cause) => OidcError::Unreachable(cause.to_string()),
        UserInfoError::ClaimsVerification(_) => OidcError::Untrue(Flaw::Claims),
        UserInfoError::Response(status, ..) => OidcError::Unusable(format!("its userinfo answers {status}")),
        _ => OidcError::Unusable("its userinfo cannot be read".to_owned()),
    }
}
