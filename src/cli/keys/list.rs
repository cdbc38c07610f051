//! `keys list`: every key and what it is used for.

use super::{Context, KeysError};
use crate::{
    cli::{moment::moment, table::table},
    key_ring::{Key, Origin, State},
};

/// The keys as a table, the oldest first.
pub(super) fn list(context: &Context) -> Result<String, KeysError> {
    let ring = context.folder.ring()?;
    let rows: Vec<_> = ring.with_configured(context.configured.as_ref()).iter().map(row).collect();
    Ok(table(["KID", "FINGERPRINT", "STATE", "BITS", "FROM", "SINCE (UTC)", "UNTIL (UTC)"], &rows))
}

fn row(key: &Key) -> [String; 7] {
    let shown = |at: Option<i64>| at.map_or_else(|| "-".to_owned(), moment);
    let until = if let State::Retiring { until } = key.state { Some(until) } else { None };
    let from = match key.origin {
        Origin::Folder => "ring",
        Origin::Configured => "configuration",
    };
    [
        key.kid.clone().unwrap_or_else(|| "-".to_owned()),
        key.short().to_owned(),
        if key.is_passed_over() { "unused" } else { key.state.word() }.to_owned(),
        key.bits.to_string(),
        from.to_owned(),
        shown(key.since),
        shown(until),
    ]
}
