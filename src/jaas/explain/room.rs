//! The room claim: one room in Jitsi's form, or something else.

use serde_json::Value;

use super::{
    Finding, Kind, Rule,
    parts::{Object, yes_or_no},
    words::{claim, shown},
};
use crate::jaas::{RoomName, RoomNameError};

/// What Jitsi takes out of a room's name (jitsi-meet `react/features/base/util/uri.ts`).
const STRIPPED: &str = ":?#[]@!$&'()*+,;=></\"";

/// Which room a token opens.
pub(super) enum Claimed<'a> {
    Nothing,
    Every,
    Pattern(&'a str),
    One { tenant: Option<&'a str>, name: &'a str },
}

/// Reads the room claim.
pub(super) fn claimed(payload: &Object) -> Claimed<'_> {
    match payload.get("room").and_then(Value::as_str).filter(|room| !room.is_empty()) {
        None => Claimed::Nothing,
        Some("*") => Claimed::Every,
        Some(pattern) if is_regex(payload) => Claimed::Pattern(pattern),
        Some(room) => match room.split_once('/') {
            Some((tenant, name)) => Claimed::One { tenant: Some(tenant), name },
            None => Claimed::One { tenant: None, name: room },
        },
    }
}

fn is_regex(payload: &Object) -> bool {
    let regex = payload.get("context").and_then(|context| context.get("room")).and_then(|room| room.get("regex"));
    regex.and_then(yes_or_no) == Some(true)
}

/// Judges the room claim.
pub(super) fn judge(payload: &Object, kind: Kind, findings: &mut Vec<Finding>) {
    match claimed(payload) {
        Claimed::Nothing => findings.push(Rule::RoomInvalid.broken(format!(
            "`room` is {}: it must be the name of the room, as text.",
            claim(payload.get("room"))
        ))),
        Claimed::Every => findings.push(Rule::RoomWildcard.broken(
            "`room` is `*`: whoever holds it may enter every room there is. Name the one room.",
        )),
        Claimed::Pattern(_) => findings.push(Rule::RoomRegex.broken(
            "`room` is a pattern (`context.room.regex`): it may match more rooms than was meant, because `-` and `.` mean something else in it. Name the one room.",
        )),
        Claimed::One { tenant, name } => {
            findings.extend(tenant.map(|tenant| qualified(payload, kind, tenant)));
            findings.extend(characters(name));
        }
    }
}

fn qualified(payload: &Object, kind: Kind, tenant: &str) -> Finding {
    let sub = payload.get("sub").and_then(Value::as_str).unwrap_or_default();
    match kind {
        Kind::SelfHosted => Rule::RoomStripped.broken(
            "`room` has a `/` in it: your own Jitsi compares it with the room's bare name and says \"Room and token mismatched\". Leave out what stands before the `/`.",
        ),
        Kind::Jaas if tenant.eq_ignore_ascii_case(sub) => Rule::RoomQualified.broken(
            "`room` has the tenant before the name. Jitsi's own plugins accept the bare name alone and refuse this form at the join with \"Room and token mismatched\" (not-allowed), after a login that succeeds. If that happens, leave the tenant out; Greenroom does so with JITSI_ROOM_CLAIM=name.",
        ),
        Kind::Jaas => Rule::RoomOtherTenant.broken(format!(
            "`room` starts with {}, which is not the tenant in `sub`: no room of that tenant opens, and Jitsi says \"Room and token mismatched\". Use the bare name.",
            shown(tenant)
        )),
    }
}

/// Case does not matter: Jitsi compares in lower case.
fn characters(name: &str) -> Option<Finding> {
    let stripped = |c: &char| STRIPPED.contains(*c);
    if let Some(found) = name.chars().find(stripped) {
        let c = shown(&found.to_string());
        return Some(Rule::RoomStripped.broken(format!(
            "`room` holds {c}, which Jitsi takes out of a room's name: the names never match. Use a-z, 0-9 and `-`."
        )));
    }
    match RoomName::try_from(name.to_lowercase()) {
        Ok(_) => None,
        Err(RoomNameError::Empty) => Some(Rule::RoomInvalid.broken("`room` has no name after the `/`.")),
        Err(RoomNameError::TooLong) => {
            Some(Rule::RoomEncoded.broken("`room` is longer than 200 characters: some deployments cut or refuse it."))
        }
        Err(_) => Some(Rule::RoomEncoded.broken(
            "`room` holds characters that Jitsi encodes in a room's name: the names may not match. Use a-z, 0-9 and `-`.",
        )),
    }
}
