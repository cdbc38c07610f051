//! What Greenroom asks of a running meeting: to refuse a token, to remove a person, to end.
//!
//! Owns the calls to `JaaS`'s REST addresses and the admin token that each of them bears. Who may
//! ask for what is `service`'s to know; what a person is told when it fails, too.

mod client;
mod error;

use std::{
    fmt,
    sync::{Arc, LazyLock},
};

use serde_json::{Value, json};
use tracing::warn;
use url::Url;

pub use error::{BaseUrlError, CommandError};

use self::client::{Client, Patience};
use crate::jaas::{AdminClaims, AppId, Keychain, RoomName};

static JAAS: LazyLock<Url> = LazyLock::new(|| constant("https://8x8.vc/"));
static STAGING: LazyLock<Url> = LazyLock::new(|| constant("https://stage.8x8.vc/"));

/// Commands to the running meetings of one `JaaS` app.
///
/// Each is asked once: a call that is repeated may reach another meeting of the same name. Whoever
/// asked says to the person that it did not work, and they decide.
pub struct Commands {
    base: Url,
    ban: Url,
    meeting: Url,
    app_id: AppId,
    keys: Arc<Keychain>,
    client: Client,
}

impl Commands {
    /// Commands to the meetings of this app. `base` is `https://8x8.vc/` or, in the sandbox,
    /// `http://{address}/sandbox/`.
    ///
    /// # Errors
    ///
    /// A base that no path can follow.
    pub fn new(base: Url, app_id: &AppId, keys: Arc<Keychain>) -> Result<Self, BaseUrlError> {
        Self::with_patience(base, app_id, keys, Patience::default())
    }

    fn with_patience(base: Url, app_id: &AppId, keys: Arc<Keychain>, patience: Patience) -> Result<Self, BaseUrlError> {
        let tenant = app_id.tenant();
        let at = |path: &str| base.join(path).map_err(|_| BaseUrlError);
        Ok(Self {
            ban: at(&format!("v1/_jaas/jaccess/v1/access-management/{tenant}/ban/jwt"))?,
            meeting: at("v1/_jaas/conference-commands/v1/meeting")?,
            // Without TLS there is only the sandbox, and that is this very program.
            client: Client::new(patience, base.scheme() == "http"),
            app_id: app_id.clone(),
            keys,
            base,
        })
    }

    /// Where `JaaS` takes commands for a meeting domain: at one address for all regions, and at
    /// another one for its staging system.
    pub fn base_for(domain: &str) -> Url {
        if domain == "stage.8x8.vc" { STAGING.clone() } else { JAAS.clone() }
    }

    /// Refuses a token from now on at the meeting service. `now` is in seconds since 1970.
    ///
    /// Who is in a meeting with it stays there.
    ///
    /// # Errors
    ///
    /// The meeting service was not reached, or did not do it.
    pub async fn ban_token(&self, jwt: &str, now: i64) -> Result<(), CommandError> {
        self.ask(&self.ban, &json!({ "jwt": jwt }), now).await
    }

    /// Removes one participant, by Jitsi's id of eight hex digits.
    ///
    /// They can come back as long as their token is not banned.
    ///
    /// # Errors
    ///
    /// The meeting service was not reached, or did not do it.
    pub async fn kick(&self, room: &RoomName, participant_id: &str, now: i64) -> Result<(), CommandError> {
        let payload = json!({ "conferenceFullName": self.full_name(room), "participantId": participant_id });
        self.ask(&self.meeting, &json!({ "action": "KICK_PARTICIPANT", "payload": payload }), now).await
    }

    /// Ends the meeting for everyone.
    ///
    /// # Errors
    ///
    /// The meeting service was not reached, or did not do it.
    pub async fn destroy(&self, room: &RoomName, now: i64) -> Result<(), CommandError> {
        let payload = json!({ "conferenceFullName": self.full_name(room) });
        self.ask(&self.meeting, &json!({ "action": "DESTROY", "payload": payload }), now).await
    }

    fn full_name(&self, room: &RoomName) -> String {
        format!("{room}@conference.{}.8x8.vc", self.app_id.tenant())
    }

    async fn ask(&self, url: &Url, body: &Value, now: i64) -> Result<(), CommandError> {
        let token = self.admin_token(now).await?;
        let status = self.client.post(url, &token, body.to_string()).await.map_err(|error| {
            // Who asked learns only that it was so; the operator wants the reason.
            warn!(cause = %error, "the meeting service was not reached");
            CommandError::Unreachable
        })?;
        CommandError::from_status(status)
    }

    /// Fresh for each call. A few milliseconds of one core, which other requests do not wait for.
    async fn admin_token(&self, now: i64) -> Result<String, CommandError> {
        let claims = AdminClaims::new(&self.app_id, now);
        let signer = self.keys.active();
        let token = tokio::task::spawn_blocking(move || signer.sign_admin(&claims)).await;
        token.map_err(|_| CommandError::Sign)?.map_err(|_| CommandError::Sign)
    }
}

impl fmt::Debug for Commands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Commands").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

fn constant(url: &str) -> Url {
    Url::parse(url).expect("a constant address can be read")
}

#[cfg(test)]
mod tests;
