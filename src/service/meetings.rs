//! Where meetings happen, and what their tokens look like there.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use url::Url;

use crate::{
    commands::Commands,
    jaas::{AppId, Claims, Context, Features, Keychain, RoomClaim, RoomName, User, Validity, Verifier},
    wire::MeetingPlace,
};

/// The deployment, as far as the use cases need it.
pub struct Meetings {
    domain: String,
    script_url: String,
    tenant: Option<String>,
    sandbox: bool,
    issuer: Option<Issuer>,
    fixed_claim: Option<RoomClaim>,
    commands: Option<Arc<Commands>>,
}

/// Who signs, and what the signed tokens say of whom they are for.
pub struct Issuer {
    aud: String,
    iss: String,
    sub: String,
    keys: Arc<Keychain>,
}

impl Issuer {
    /// As `JaaS` wants it: `aud` jitsi, `iss` chat, `sub` the tenant.
    fn jaas(tenant: &str, keys: Arc<Keychain>) -> Self {
        Self { aud: "jitsi".to_owned(), iss: "chat".to_owned(), sub: tenant.to_owned(), keys }
    }

    /// As a self-hosted Jitsi wants it: `aud` and `iss` the app id, `sub` the domain.
    pub fn self_hosted(app_id: &str, domain: &str, keys: impl Into<Keychain>) -> Self {
        Self { aud: app_id.to_owned(), iss: app_id.to_owned(), sub: domain.to_owned(), keys: Arc::new(keys.into()) }
    }
}

impl Meetings {
    /// Jitsi as a Service. `fixed_claim` is `None` where the form of the room claim is learnt;
    /// `commands` is where it takes commands: [`Commands::base_for`] the domain.
    pub fn jaas(
        domain: String,
        app_id: &AppId,
        keys: impl Into<Keychain>,
        fixed_claim: Option<RoomClaim>,
        commands: Url,
    ) -> Self {
        Self { fixed_claim, ..Self::of_tenant(domain, app_id, keys.into(), commands) }
    }

    /// The sandbox: as `JaaS`, with the script from our own address. `domain` is our own host, and
    /// `address` the one on which we listen, for the commands that we send to ourselves.
    pub fn sandbox(domain: String, app_id: &AppId, keys: impl Into<Keychain>, address: SocketAddr) -> Self {
        Self {
            script_url: format!("/sandbox/{}/external_api.js", app_id.tenant()),
            sandbox: true,
            ..Self::of_tenant(domain, app_id, keys.into(), sandbox_base(address))
        }
    }

    /// The meetings of a tenant, which takes commands below `base`.
    fn of_tenant(domain: String, app_id: &AppId, keys: Keychain, base: Url) -> Self {
        let tenant = app_id.tenant();
        let keys = Arc::new(keys);
        Self {
            script_url: format!("https://{domain}/{tenant}/external_api.js"),
            domain,
            // A path can follow each of these addresses, so this is always there.
            commands: Commands::new(base, app_id, Arc::clone(&keys)).ok().map(Arc::new),
            issuer: Some(Issuer::jaas(&tenant, keys)),
            tenant: Some(tenant),
            sandbox: false,
            fixed_claim: None,
        }
    }

    /// A Jitsi without tenants: one's own, or `meet.jit.si`. Without an issuer it wants no tokens.
    pub fn plain(domain: String, issuer: Option<Issuer>) -> Self {
        Self {
            script_url: format!("https://{domain}/external_api.js"),
            domain,
            tenant: None,
            sandbox: false,
            issuer,
            fixed_claim: Some(RoomClaim::Name),
            commands: None,
        }
    }

    /// The tenant, where rooms have one.
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// The form of the room claim, where it is not learnt.
    pub const fn fixed_claim(&self) -> Option<RoomClaim> {
        self.fixed_claim
    }

    /// What can be asked of a meeting that runs; `None` where no meeting service takes commands.
    pub(super) fn commands(&self) -> Option<&Commands> {
        self.commands.as_deref()
    }

    pub(super) const fn is_sandbox(&self) -> bool {
        self.sandbox
    }

    /// What checks the tokens that are signed for it now; `None` where it takes none.
    pub fn verifier(&self) -> Option<Verifier> {
        self.keys()?.active().verifier()
    }

    /// The address of the meeting's script; a path where it is our own.
    pub fn script_url(&self) -> &str {
        &self.script_url
    }

    /// The keys that tokens are signed with, which may be exchanged at any time; `None` where there
    /// are no tokens.
    pub fn keys(&self) -> Option<&Arc<Keychain>> {
        self.issuer.as_ref().map(|issuer| &issuer.keys)
    }

    /// What the browser needs before it has a token.
    pub fn place(&self, room: &RoomName) -> MeetingPlace {
        MeetingPlace {
            domain: self.domain.clone(),
            script_url: self.script_url.clone(),
            room_name: self.qualified(room),
        }
    }

    /// Where the meeting's page and script come from, for the page's security headers: `None` for
    /// our own address.
    pub fn origin(&self) -> Option<String> {
        (!self.sandbox).then(|| format!("https://{}", self.domain))
    }

    fn qualified(&self, room: &RoomName) -> String {
        self.tenant.as_ref().map_or_else(|| room.to_string(), |tenant| format!("{tenant}/{room}"))
    }

    /// The claims of a token for one room; `None` where there is no signer.
    pub(super) fn claims(
        &self,
        room: &RoomName,
        form: RoomClaim,
        user: User,
        features: Features,
        validity: Validity,
        jti: String,
    ) -> Option<Claims> {
        let issuer = self.issuer.as_ref()?;
        let room = match form {
            RoomClaim::Qualified => self.qualified(room),
            RoomClaim::Name => room.to_string(),
        };
        Some(Claims {
            aud: issuer.aud.clone(),
            iss: issuer.iss.clone(),
            sub: issuer.sub.clone(),
            room,
            exp: validity.exp,
            nbf: validity.nbf,
            iat: validity.iat,
            jti,
            context: Context { user, features },
        })
    }
}

/// Where the sandbox in this program takes commands.
fn sandbox_base(mut address: SocketAddr) -> Url {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    Url::parse(&format!("http://{address}/sandbox/")).expect("an address is a valid host")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sandbox_takes_commands_where_we_listen() {
        let table = [
            ("127.0.0.1:3000", "http://127.0.0.1:3000/sandbox/"),
            ("[::1]:8080", "http://[::1]:8080/sandbox/"),
            ("0.0.0.0:3000", "http://127.0.0.1:3000/sandbox/"),
            ("[::]:3000", "http://127.0.0.1:3000/sandbox/"),
        ];
        for (address, base) in table {
            assert_eq!(sandbox_base(address.parse().unwrap()).as_str(), base, "{address}");
        }
    }
}
