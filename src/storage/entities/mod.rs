//! The tables as the ORM sees them. Only this room knows them.

pub(super) mod accounts;
pub(super) mod api_keys;
pub(super) mod chain;
pub(super) mod days;
pub(super) mod events;
pub(super) mod grants;
pub(super) mod host_links;
pub(super) mod invite_uses;
pub(super) mod invites;
pub(super) mod pending_events;
pub(super) mod pending_sign_ins;
pub(super) mod people;
pub(super) mod room_claims;
pub(super) mod session_hosts;
pub(super) mod sessions;
pub(super) mod sign_ins;
pub(super) mod waiting;

use crate::jaas::Feature;

/// Features as one text, separated by commas.
pub(in crate::storage) fn features_text(features: &[Feature]) -> String {
    features.iter().map(|feature| feature.as_str()).collect::<Vec<_>>().join(",")
}

/// The features in such a text; `None` where one of them is unknown.
pub(in crate::storage) fn features_of(text: &str) -> Option<Vec<Feature>> {
    text.split(',').filter(|name| !name.is_empty()).map(|name| Feature::try_from(name.to_owned()).ok()).collect()
}

/// A count as the column holds it. Ours stay far below what does not fit.
pub(in crate::storage) fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A count as the column held it.
pub(in crate::storage) fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}
