//! Which tokens open a room: the checks that 8x8's documentation and Jitsi's plugins make.
//!
//! Pure: key, place and time are arguments. How a refusal is worded is `refusal`'s.

use jsonwebtoken::{Algorithm, Validation};
use serde_json::{Map, Value};

use super::{keys::PublishedKeys, refusal::Refusal};
use crate::jaas::{Feature, RoomClaim, RoomName, explain::yes_or_no};

/// The room at whose door a token is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Door<'a> {
    pub(super) tenant: &'a str,
    pub(super) room: &'a RoomName,
}

/// What an accepted token says about its bearer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Admitted {
    pub(super) moderator: bool,
    pub(super) user_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) avatar: Option<String>,
    /// The form of the room claim; `*` has none.
    pub(super) form: Option<RoomClaim>,
}

/// Checks a token at a door. Time has no leeway, as on Jitsi.
pub(super) fn verify(token: &str, keys: &PublishedKeys, door: Door<'_>, now: i64) -> Result<Admitted, Refusal> {
    let claims = signed_claims(token, keys)?;
    check_login(&claims, now)?;
    let mut admitted = bearer(&claims)?;
    if claims.get("sub").and_then(Value::as_str) != Some(door.tenant) {
        return Err(Refusal::Tenant);
    }
    admitted.form = room_form(claims.get("room"), door)?;
    Ok(admitted)
}

/// What a token says, once the key that its `kid` names has verified it.
pub(super) fn signed_claims(token: &str, keys: &PublishedKeys) -> Result<Map<String, Value>, Refusal> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| Refusal::Header)?;
    if header.typ.as_deref() != Some("JWT") {
        return Err(Refusal::Type);
    }
    if header.alg != Algorithm::RS256 {
        return Err(Refusal::Algorithm);
    }
    let key = header.kid.as_deref().and_then(|kid| keys.get(kid)).ok_or(Refusal::Kid)?;
    // The library checks the signature alone: its rules for claims are not Jitsi's.
    let mut signature_only = Validation::new(Algorithm::RS256);
    signature_only.required_spec_claims.clear();
    signature_only.validate_exp = false;
    signature_only.validate_aud = false;
    let decoded = jsonwebtoken::decode::<Value>(token, key, &signature_only);
    match decoded.map_err(|error| meaning(error.kind()))?.claims {
        Value::Object(claims) => Ok(claims),
        _ => Err(Refusal::Payload),
    }
}

fn meaning(kind: &jsonwebtoken::errors::ErrorKind) -> Refusal {
    match kind {
        jsonwebtoken::errors::ErrorKind::InvalidSignature => Refusal::Signature,
        _ => Refusal::Payload,
    }
}

/// What Prosody checks when somebody logs in.
pub(super) fn check_login(claims: &Map<String, Value>, now: i64) -> Result<(), Refusal> {
    if claims.get("aud").and_then(Value::as_str) != Some("jitsi") {
        return Err(Refusal::Audience);
    }
    if claims.get("iss").and_then(Value::as_str) != Some("chat") {
        return Err(Refusal::Issuer);
    }
    // A missing `exp` is accepted by Jitsi; the sandbox refuses it, because it is always a slip.
    let exp = claims.get("exp").and_then(Value::as_number).ok_or(Refusal::Expiry)?;
    if !later(exp, now) {
        return Err(Refusal::Expired);
    }
    match claims.get("nbf").map(Value::as_number) {
        Some(None) => Err(Refusal::NotBefore),
        Some(Some(nbf)) if later(nbf, now) => Err(Refusal::TooEarly),
        _ => Ok(()),
    }
}

/// Whether a time in a token is still to come.
#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^52")]
pub(super) fn later(time: &serde_json::Number, now: i64) -> bool {
    time.as_f64().is_some_and(|time| time > now as f64)
}

fn bearer(claims: &Map<String, Value>) -> Result<Admitted, Refusal> {
    let context = claims.get("context").and_then(Value::as_object).ok_or(Refusal::Context)?;
    check_features(context)?;
    let Some(user) = context.get("user").and_then(Value::as_object) else {
        return Ok(Admitted::default());
    };
    let text = |name: &str| user.get(name).and_then(Value::as_str).map(str::to_owned);
    let moderator = user.get("moderator").map_or(Some(false), yes_or_no);
    Ok(Admitted {
        moderator: moderator.ok_or_else(|| Refusal::Value("moderator".to_owned()))?,
        user_id: text("id"),
        name: text("name").filter(|name| !name.trim().is_empty()),
        avatar: text("avatar"),
        form: None,
    })
}

fn check_features(context: &Map<String, Value>) -> Result<(), Refusal> {
    let features = context.get("features").and_then(Value::as_object).ok_or(Refusal::Features)?;
    for (name, value) in features {
        if Feature::try_from(name.clone()).is_err() {
            return Err(Refusal::Feature(name.clone()));
        }
        if yes_or_no(value).is_none() {
            return Err(Refusal::Value(name.clone()));
        }
    }
    Ok(())
}

fn room_form(claim: Option<&Value>, door: Door<'_>) -> Result<Option<RoomClaim>, Refusal> {
    let claim = claim.and_then(Value::as_str).ok_or(Refusal::Room)?;
    let same = |name: &str| name.to_lowercase() == door.room.as_str();
    match claim.split_once('/') {
        None if claim == "*" => Ok(None),
        None if same(claim) => Ok(Some(RoomClaim::Name)),
        Some((tenant, name)) if tenant.eq_ignore_ascii_case(door.tenant) && same(name) => {
            Ok(Some(RoomClaim::Qualified))
        }
        _ => Err(Refusal::Room),
    }
}
