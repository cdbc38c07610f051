//! Times: in the session's zone from the server, in the reader's own once the page's script ran.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

use leptos::prelude::*;

use super::{
    say::{moment, t_with, time_of_day},
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
    /// Whether the time of the day is enough.
    #[prop(optional)]
    today: bool,
) -> impl IntoView {
    // UTC is what stands there where nobody said a zone.
    let known = zone.as_deref().and_then(Zone::parse).filter(|zone| zone.name() != "UTC");
    let shown = known.clone().unwrap_or_else(Zone::utc);
    let name = shown.name().to_owned();
    let written = if today { time_of_day(at, &shown) } else { moment(at, &shown) };
    let text = t_with("moment-in-zone", [("moment", written.into()), ("zone", name.clone().into())]);
    let utc = Zone::utc().wall_clock(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    view! {
        <time datetime=utc data-zone=known.map(|_| name) data-today=today.then_some("")>{text}</time>
        <Behaviour script=super::script::TIMES />
    }
}
