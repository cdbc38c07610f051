//! `keys activate`: another key signs from now on.

use std::fmt::Write as _;

use super::{Context, KeysError};
use crate::{
    cli::moment::moment,
    config::Deployment,
    jaas::{KeyId, KeyIdError},
    key_ring::{Activation, Key, Origin, Ring, State},
};

/// The longest id of a key on a Jitsi of one's own.
const LONGEST_KID: usize = 256;

/// Lets the key with that id sign. It must be there and whole.
pub(super) fn activate(context: &Context, kid: &str, fingerprint: Option<&str>) -> Result<String, KeysError> {
    let kid = full_kid(&context.deployment, kid)?;
    let wanted = Activation { kid: &kid, fingerprint, longest: context.longest };
    context.change(|ring| {
        let key = ring.activate(wanted, context.configured.as_ref(), context.now)?.clone();
        if key.origin == Origin::Folder {
            context.folder.key(&key.fingerprint)?;
        }
        Ok(said(&key, ring))
    })
}

/// An id as it stands in a token's header.
pub(super) fn full_kid(deployment: &Deployment, kid: &str) -> Result<String, KeyIdError> {
    match deployment {
        Deployment::Jaas { app_id, .. } => Ok(KeyId::parse(kid, app_id)?.as_str().to_owned()),
        _ if kid.is_empty() || kid.len() > LONGEST_KID || !kid.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Err(KeyIdError::Malformed)
        }
        _ => Ok(kid.to_owned()),
    }
}

fn said(key: &Key, ring: &Ring) -> String {
    let mut text = format!(
        "Active: {}, fingerprint {}…. Running servers sign with it within a few seconds and say so in\n\
         their log. `greenroom doctor` shows which key signs.",
        key.kid.as_deref().unwrap_or_default(),
        key.short(),
    );
    for (before, until) in ring.keys().iter().filter_map(retiring) {
        let name = before.kid.as_deref().unwrap_or("the key without an id");
        let _ = write!(
            text,
            "\n\nRetiring: {name}. Its tokens are valid until {} UTC at the latest: leave its public key where\n\
             it was uploaded until then. After that:\n\n   greenroom keys retire --fingerprint {}",
            moment(until),
            before.short(),
        );
    }
    text
}

fn retiring(key: &Key) -> Option<(&Key, i64)> {
    match key.state {
        State::Retiring { until } => Some((key, until)),
        _ => None,
    }
}
