//! The one HTTP client of the commands: asks once, does not wait long, follows no redirect.
//!
//! It goes through the proxy that `HTTPS_PROXY` names, as other programs on the machine do.

use std::{error::Error, fmt, sync::OnceLock, time::Duration};

use reqwest::{header::CONTENT_TYPE, redirect::Policy, retry};
use url::Url;

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Until the connection stands.
    pub(super) connect: Duration,
    /// From the beginning to the end of the answer.
    pub(super) whole: Duration,
}

impl Default for Patience {
    /// A person waits for it, with a button pressed.
    fn default() -> Self {
        Self { connect: Duration::from_secs(2), whole: Duration::from_secs(5) }
    }
}

/// Nothing was answered. Says the deepest cause, which names the reason rather than the address.
#[derive(Debug)]
pub(super) struct Unanswered(reqwest::Error);

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut deepest: &dyn Error = &self.0;
        while let Some(source) = deepest.source() {
            deepest = source;
        }
        write!(f, "{deepest}")
    }
}

/// Made at the first call: it reads the system's certificates, which a server that never commands
/// anything need not have.
pub(super) struct Client {
    made: OnceLock<reqwest::Client>,
    patience: Patience,
    own_machine: bool,
}

impl Client {
    pub(super) const fn new(patience: Patience, own_machine: bool) -> Self {
        Self { made: OnceLock::new(), patience, own_machine }
    }

    /// Sends JSON with a token, and returns the answer's status.
    pub(super) async fn post(&self, url: &Url, token: &str, json: String) -> Result<u16, Unanswered> {
        let client = self.get().map_err(Unanswered)?;
        // reqwest marks this header as sensitive: no log shows it.
        let request = client.post(url.clone()).bearer_auth(token).header(CONTENT_TYPE, "application/json");
        let response = request.body(json).send().await.map_err(Unanswered)?;
        Ok(response.status().as_u16())
    }

    fn get(&self) -> reqwest::Result<&reqwest::Client> {
        if let Some(client) = self.made.get() {
            return Ok(client);
        }
        let client = self.build()?;
        Ok(self.made.get_or_init(|| client))
    }

    fn build(&self) -> reqwest::Result<reqwest::Client> {
        let builder = reqwest::Client::builder()
            .connect_timeout(self.patience.connect)
            .timeout(self.patience.whole)
            .user_agent(concat!("greenroom/", env!("CARGO_PKG_VERSION")))
            // Elsewhere the token must not go.
            .redirect(Policy::none())
            .retry(retry::never());
        // A proxy knows nothing of this machine's own addresses, and they need no certificate.
        if self.own_machine { builder.no_proxy().tls_certs_only([]) } else { builder }.build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_can_be_made_for_jaas_and_for_this_machine_and_is_made_once() {
        for own_machine in [true, false] {
            let client = Client::new(Patience::default(), own_machine);
            assert!(client.made.get().is_none());
            let made: *const _ = client.get().unwrap();
            assert!(std::ptr::eq(made, client.get().unwrap()), "{own_machine}");
        }
    }
}
