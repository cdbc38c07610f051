//! Who waits at the door, for the host: on the session's page, and over the meeting.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

use leptos::prelude::*;

use super::super::{
    say::{t, t_with},
    time::Moment,
};
use crate::server_fns::views::WaitingPerson;

/// Who waits, each with what the host can say. It is kept up to date, and hidden while nobody waits.
#[component]
pub(in crate::ui::pages) fn AtTheDoor(base: String, waiting: Vec<WaitingPerson>) -> impl IntoView {
    let none = waiting.is_empty();
    let count = t_with("door-count", [("count", waiting.len().into())]);
    let rows = waiting.into_iter().map(|person| view! { <Knocker base=base.clone() person /> }).collect_view();
    let said = if none { String::new() } else { count.clone() };
    view! {
        // It stays while what it says changes, which is what makes a screen reader say it.
        <p id="said-at-door" class="unseen" role="status" data-part>{said}</p>
        <section id="door" class="card stack door" aria-labelledby="door-count" tabindex="-1" data-part hidden=none>
            <h2 id="door-count">{count}</h2>
            <ul class="list">{rows}</ul>
        </section>
    }
}

#[component]
fn Knocker(base: String, person: WaitingPerson) -> impl IntoView {
    let WaitingPerson { user_id, name, asked_at } = person;
    let way = format!("{base}/people/{user_id}");
    let label = |key| t_with(key, [("name", name.clone().into())]);
    view! {
        <li class="list__row">
            <span class="list__name">{name.clone()}</span>
            <span class="small">{t("door-since")} " " <Moment at=asked_at today=true /></span>
            <form method="post" action=format!("{way}/admit") data-quiet>
                <button
                    id=format!("admit-{user_id}")
                    class="button button--yes"
                    type="submit"
                    aria-label=label("door-admit-one")
                >
                    {t("door-admit")}
                </button>
            </form>
            <form method="post" action=format!("{way}/refuse") data-quiet>
                <button
                    id=format!("refuse-{user_id}")
                    class="button"
                    type="submit"
                    aria-label=label("door-refuse-one")
                >
                    {t("door-refuse")}
                </button>
            </form>
        </li>
    }
}
