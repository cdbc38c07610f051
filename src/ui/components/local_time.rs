//! A moment in the reader's own time zone.

use leptos::prelude::*;

use crate::ui::jitsi::devices::local_time;

/// Shows `person` (in UTC) at first, and the same moment in the reader's zone once it is alive.
#[island]
pub fn LocalTime(
    /// The moment for machines (RFC 3339).
    machine: String,
    /// The moment for people, in UTC.
    person: String,
) -> impl IntoView {
    let text = RwSignal::new(person);
    let moment = machine.clone();
    Effect::new(move |_| {
        if let Some(local) = local_time(&moment) {
            text.set(local);
        }
    });
    view! { <time datetime=machine>{text}</time> }
}
