//! The one way out to the provider: three seconds to connect, ten for all, no redirects.

use std::{error::Error, future::Future, pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use url::{Host, Url};

use super::OidcError;

const CONNECT: Duration = Duration::from_secs(3);
const WHOLE: Duration = Duration::from_secs(10);
/// The most that is read of an answer, in bytes. A discovery document has a few thousand.
const MOST_READ: usize = 512 * 1024;

/// Asks the provider.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    /// Secrets go over `https` alone, and to this machine itself.
    #[error("its address `{0}` is not https")]
    Plain(String),
    /// The answer does not end.
    #[error("its answer is larger than {} KB", MOST_READ / 1024)]
    TooLarge,
    /// The request cannot be made.
    #[error("the request cannot be made: {0}")]
    Request(#[from] openidconnect::http::Error),
    /// The network, the certificate, or the time.
    #[error("{}", deepest(.0))]
    Network(reqwest::Error),
}

impl Http {
    /// A client for a provider at that address.
    pub(super) fn new(issuer: &Url) -> Result<Self, OidcError> {
        let builder = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .user_agent(concat!("greenroom/", env!("CARGO_PKG_VERSION")))
            // A provider that redirects could send our secret anywhere.
            .redirect(Policy::none());
        // A proxy knows nothing of this machine's own addresses.
        let builder = if is_loopback(issuer) { builder.no_proxy() } else { builder };
        builder.build().map(Self).map_err(|error| OidcError::Unreachable(deepest(&error)))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let address = request.uri().to_string();
        if !Url::parse(&address).is_ok_and(|url| is_safe(&url)) {
            return Err(Unanswered::Plain(address));
        }
        let request = request.try_into().map_err(Unanswered::Network)?;
        let mut response = self.0.execute(request).await.map_err(Unanswered::Network)?;
        let mut answer = openidconnect::http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(Unanswered::Network)? {
            if body.len() + chunk.len() > MOST_READ {
                return Err(Unanswered::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(answer.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// Whether secrets may go there: over `https`, or to this machine itself.
pub(super) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || url.scheme() == "http" && is_loopback(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The first cause: what stands above it only repeats that something was asked.
fn deepest(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} seconds", WHOLE.as_secs());
    }
    let mut deepest: &dyn Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}
