//! The command line's one HTTP client: asks once, waits ten seconds, and follows no redirect to another host.
//!
//! It goes through the proxy that `HTTPS_PROXY` names, as other programs on the machine do.

use std::{error::Error, io, time::Duration};

use reqwest::{Method, header::HeaderMap, redirect::Policy};
use url::Url;

use crate::config::is_loopback;

const TIMEOUT: Duration = Duration::from_secs(10);
/// The most that is read of a body, in bytes. Jitsi's script is a tenth of that.
const MOST_READ: usize = 2 * 1024 * 1024;
const MOST_REDIRECTS: usize = 3;

/// What was answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

/// Nothing was answered.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    /// Nothing listens there.
    #[error("nothing listens there")]
    Refused,
    /// It took too long.
    #[error("no answer within {} seconds", TIMEOUT.as_secs())]
    Late,
    /// Anything else: the name, the network, the certificate.
    #[error("{0}")]
    Other(String),
}

/// Asks, and reads the answer.
pub(super) async fn ask(method: Method, url: &Url) -> Result<Answer, Unanswered> {
    let answer = async {
        let mut response = client(url)?.request(method, url.clone()).header("accept", "*/*").send().await?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > MOST_READ {
                break;
            }
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
    };
    answer.await.map_err(|error: reqwest::Error| meaning(&error))
}

fn client(url: &Url) -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .timeout(TIMEOUT)
        .user_agent(concat!("greenroom-doctor/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::custom(|attempt| {
            let first = attempt.previous().first();
            let same = first.is_some_and(|first| first.origin() == attempt.url().origin());
            if same && attempt.previous().len() <= MOST_REDIRECTS { attempt.follow() } else { attempt.stop() }
        }));
    // A proxy knows nothing of this machine's own addresses.
    if is_loopback(url) { builder.no_proxy() } else { builder }.build()
}

fn meaning(error: &reqwest::Error) -> Unanswered {
    if error.is_timeout() {
        return Unanswered::Late;
    }
    let mut deepest: &dyn Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    let kind = deepest.downcast_ref::<io::Error>().map(io::Error::kind);
    if kind == Some(io::ErrorKind::ConnectionRefused) {
        Unanswered::Refused
    } else {
        Unanswered::Other(deepest.to_string())
    }
}
