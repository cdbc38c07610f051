//! The hash of an event: over the one before it, over what happened, and over a hash of who it was.
//!
//! Both are SHA-256 over a JSON array, as `serde_json` writes it: no blanks, non-ASCII as it is. So
//! whoever has an export can compute them again in any language (docs/RECORD.md shows it).

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;
use serde_json::json;

use super::{Event, Personal};

/// A SHA-256 in 64 hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hash(pub String);

/// What stands before the first event: 64 zeros.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of who it was: over `[salt, by, person, name, address, userAgent]`.
pub fn personal_hash(salt: &str, personal: &Personal) -> Hash {
    let Personal { by, person, name, address, user_agent } = personal;
    sha256(&json!([salt, by, person, name, address, user_agent]))
}

/// The hash of an event after `previous`: over `[previous, seq, id, at, kind, actor, apiKey, sessionId, requestId,
/// subject, detail, times, personalHash]`.
pub fn hash_of(event: &Event, previous: &Hash) -> Hash {
    sha256(&json!([
        previous.0,
        event.seq,
        event.id,
        event.at,
        event.kind.as_str(),
        event.actor.as_str(),
        event.api_key,
        event.session_id,
        event.request_id,
        event.subject,
        event.detail,
        event.times,
        event.personal_hash.0,
    ]))
}

fn sha256(parts: &serde_json::Value) -> Hash {
    Hash(HEXLOWER.encode(digest::digest(&digest::SHA256, parts.to_string().as_bytes()).as_ref()))
}
