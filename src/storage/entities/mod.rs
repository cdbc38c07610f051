//! The tables as the ORM sees them. Only this room knows them.

pub(super) mod grants;
pub(super) mod invites;
pub(super) mod room_claims;
pub(super) mod sessions;

use crate::jaas::Feature;

/// Features as one text, separated by commas.
pub(super) fn features_text(features: &[Feature]) -> String {
    features.iter().map(|feature| feature.as_str()).collect::<Vec<_>>().join(",")
}

/// The features in such a text; `None` where one of them is unknown.
pub(super) fn features_of(text: &str) -> Option<Vec<Feature>> {
    text.split(',').filter(|name| !name.is_empty()).map(|name| Feature::try_from(name.to_owned()).ok()).collect()
}
