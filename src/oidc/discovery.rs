//! What the provider says of itself: its addresses and its keys, fetched when first wanted and
//! again when they are older than an hour.

use std::{
    error::Error,
    fmt::Display,
    sync::{Arc, Mutex, PoisonError},
};

use openidconnect::{
    DiscoveryError, IssuerUrl, ProviderMetadata,
    core::{CoreJsonWebKeySet, CoreProviderMetadata},
};
use url::Url;

use super::{
    OidcError,
    http::{Http, is_safe},
};

/// How long the document holds, in seconds.
const HOLDS: i64 = 3600;

/// A provider's document and keys, and the client that fetched them.
pub(super) struct Known {
    pub(super) metadata: CoreProviderMetadata,
    pub(super) http: Http,
    fetched_at: i64,
}

/// The document, once it is known.
pub(super) struct Discovery {
    issuer: IssuerUrl,
    known: Mutex<Option<Arc<Known>>>,
}

impl Discovery {
    pub(super) fn new(issuer: IssuerUrl) -> Self {
        Self { issuer, known: Mutex::default() }
    }

    /// The document in force. Nothing is locked while the provider is asked: it may take ten seconds,
    /// and asking twice does no harm.
    pub(super) async fn known(&self, now: i64) -> Result<Arc<Known>, OidcError> {
        let kept = self.kept().clone();
        match kept.filter(|known| (0..HOLDS).contains(&(now - known.fetched_at))) {
            Some(known) => Ok(known),
            None => self.fetch(now).await,
        }
    }

    /// Asks the provider, whatever is known.
    pub(super) async fn fetch(&self, now: i64) -> Result<Arc<Known>, OidcError> {
        let http = Http::new(self.issuer.url())?;
        let metadata = ProviderMetadata::discover_async(self.issuer.clone(), &http).await.map_err(meaning)?;
        usable(&metadata)?;
        Ok(self.keep(Known { metadata, http, fetched_at: now }))
    }

    /// The same document with the keys that the provider has now.
    pub(super) async fn with_new_keys(&self, known: &Known) -> Result<Arc<Known>, OidcError> {
        let address = known.metadata.jwks_uri();
        let keys = CoreJsonWebKeySet::fetch_async(address, &known.http).await.map_err(meaning)?;
        let metadata = known.metadata.clone().set_jwks(keys);
        Ok(self.keep(Known { metadata, http: known.http.clone(), fetched_at: known.fetched_at }))
    }

    fn keep(&self, known: Known) -> Arc<Known> {
        let known = Arc::new(known);
        *self.kept() = Some(Arc::clone(&known));
        known
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Arc<Known>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A browser is sent to one address, our secret to the other.
fn usable(metadata: &CoreProviderMetadata) -> Result<(), OidcError> {
    let Some(token) = metadata.token_endpoint() else {
        return Err(OidcError::Unusable("its document names no token_endpoint".to_owned()));
    };
    let plain = |url: &&Url| !is_safe(url);
    match [metadata.authorization_endpoint().url(), token.url()].iter().find(|url| plain(url)) {
        Some(url) => Err(OidcError::Unusable(format!("its address `{url}` is not https"))),
        None => Ok(()),
    }
}

fn meaning<E: Error + Display + 'static>(error: DiscoveryError<E>) -> OidcError {
    match error {
        DiscoveryError::Request(cause) => OidcError::Unreachable(cause.to_string()),
        DiscoveryError::Response(status, ..) if status.is_server_error() => {
            OidcError::Unreachable(format!("it answers {status}"))
        }
        DiscoveryError::Response(status, ..) => OidcError::Unusable(format!("its document is not there ({status})")),
        DiscoveryError::Validation(_) => OidcError::Unusable("its document names another issuer".to_owned()),
        _ => OidcError::Unusable("its document cannot be read".to_owned()),
    }
}
