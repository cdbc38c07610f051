//! Times: in the session's zone from the server, in the reader's own once the page's script ran.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

use leptos::prelude::*;

use super::{
    say::{moment, t_with},
    script::Behaviour,
};
use crate::zone::Zone;

/// A moment, in seconds since 1970, first as it is in UTC or in the zone that is given.
#[component]
pub(super) fn Moment(
    at: i64,
    /// The zone that the session's host thinks in; it is named where the reader's is another.
    #[prop(optional, into)]
    zone: Option<String>,
) -> impl IntoView {
    let known = zone.as_deref().and_then(Zone::parse);
    let shown = known.clone().unwrap_or_else(Zone::utc);
    let name = shown.name().to_owned();
    let text = t_with("moment-in-zone", [("moment", moment(at, &shown).into()), ("zone", name.clone().into())]);
    let utc = Zone::utc().wall_clock(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    view! {
        <time datetime=utc data-zone=known.map(|_| name)>{text}</time>
        <Behaviour script=super::script::TIMES />
    }
}
