//! Where meetings happen, and what their tokens look like there.

use std::sync::Arc;

use crate::{
    jaas::{AppId, Claims, Context, Features, RoomClaim, RoomName, Signer, User, Validity, Verifier},
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
}

/// Who signs, and what the signed tokens say of whom they are for.
pub struct Issuer {
    aud: String,
    iss: String,
    sub: String,
    signer: Arc<Signer>,
}

impl Issuer {
    /// As `JaaS` wants it: `aud` jitsi, `iss` chat, `sub` the tenant.
    fn jaas(tenant: &str, signer: Signer) -> Self {
        Self { aud: "jitsi".to_owned(), iss: "chat".to_owned(), sub: tenant.to_owned(), signer: Arc::new(signer) }
    }

    /// As a self-hosted Jitsi wants it: `aud` and `iss` the app id, `sub` the domain.
    pub fn self_hosted(app_id: &str, domain: &str, signer: Signer) -> Self {
        Self { aud: app_id.to_owned(), iss: app_id.to_owned(), sub: domain.to_owned(), signer: Arc::new(signer) }
    }
}

impl Meetings {
    /// Jitsi as a Service. `fixed_claim` is `None` where the form of the room claim is learnt.
    pub fn jaas(domain: String, app_id: &AppId, signer: Signer, fixed_claim: Option<RoomClaim>) -> Self {
        let tenant = app_id.tenant();
        Self {
            script_url: format!("https://{domain}/{tenant}/external_api.js"),
            domain,
            issuer: Some(Issuer::jaas(&tenant, signer)),
            tenant: Some(tenant),
            sandbox: false,
            fixed_claim,
        }
    }

    /// The sandbox: as `JaaS`, with the script from our own address. `domain` is our own host.
    pub fn sandbox(domain: String, app_id: &AppId, signer: Signer) -> Self {
        let tenant = app_id.tenant();
        Self {
            script_url: format!("/sandbox/{tenant}/external_api.js"),
            sandbox: true,
            ..Self::jaas(domain, app_id, signer, None)
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

    pub(super) const fn is_sandbox(&self) -> bool {
        self.sandbox
    }

    /// What checks the tokens that are signed for it; `None` where it takes none.
    pub fn verifier(&self) -> Option<Verifier> {
        self.issuer.as_ref()?.signer.verifier()
    }

    /// The address of the meeting's script; a path where it is our own.
    pub fn script_url(&self) -> &str {
        &self.script_url
    }

    pub(super) fn signer(&self) -> Option<Arc<Signer>> {
        self.issuer.as_ref().map(|issuer| Arc::clone(&issuer.signer))
    }

    pub(super) fn kid(&self) -> Option<&str> {
        Some(self.issuer.as_ref()?.signer.kid()?.as_str())
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
