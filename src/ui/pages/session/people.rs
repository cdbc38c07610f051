//! Who was let in, and removing somebody.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

use leptos::prelude::*;

use super::super::{
    say::{t, t_with},
    time::Moment,
};
use crate::{server_fns::views::PersonView, wire::Role};

#[component]
pub(super) fn People(base: String, people: Vec<PersonView>, live: bool) -> impl IntoView {
    let none = people.is_empty();
    let rows = people.into_iter().map(|person| view! { <Row base=base.clone() person live /> }).collect_view();
    view! {
        <section class="stack" id="people" aria-labelledby="let-in" tabindex="-1" data-part>
            <h2 id="let-in">{t("people-title")}</h2>
            {if none {
                view! { <p class="small">{t("people-none")}</p> }.into_any()
            } else {
                view! { <ul class="list">{rows}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Row(base: String, person: PersonView, live: bool) -> impl IntoView {
    let PersonView { user_id, name, role, last_at, removed } = person;
    let role_word = t(if role == Role::Host { "role-host" } else { "role-guest" });
    let can_remove = live && role == Role::Guest && !removed;
    let action = format!("{base}/people/{user_id}/remove");
    view! {
        <li class="list__row">
            <span class="list__name">{name.clone()}</span>
            <span class="tag">{role_word}</span>
            {removed.then(|| view! { <span class="tag">{t("people-removed")}</span> })}
            <span class="small"><Moment at=last_at /></span>
            {can_remove.then(|| view! {
                <details class="end">
                    <summary class="button button--quiet">
                        {t("people-remove")} <span class="unseen">{name.clone()}</span>
                    </summary>
                    <form class="card stack" method="post" action=action>
                        <p>{t_with("people-remove-what", [("name", name.into())])}</p>
                        <p><button class="button button--danger" type="submit">{t("people-remove-now")}</button></p>
                    </form>
                </details>
            })}
        </li>
    }
}
