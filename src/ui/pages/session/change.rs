//! Changing, copying, calling off and ending a session, and what became of it.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

use leptos::prelude::*;

use super::super::{icon::Icon, icons, query, say::t};
use crate::server_fns::views::{HostView, StateView};

/// What became of the last thing that was done here.
#[component]
pub(super) fn Outcome() -> impl IntoView {
    let key = match (query("ended").as_deref(), query("removed").as_deref()) {
        (Some("done"), _) => "outcome-ended-done",
        (Some("failed"), _) => "outcome-ended-failed",
        (Some(_), _) => "outcome-ended-here",
        (_, Some("done")) => "outcome-removed-done",
        (_, Some("failed")) => "outcome-removed-failed",
        (_, Some("unseen")) => "outcome-removed-unseen",
        (_, Some(_)) => "outcome-removed-here",
        _ => return ().into_any(),
    };
    let failed = key.ends_with("failed") || key.ends_with("unseen");
    view! {
        <p class="outcome row" role=if failed { "alert" } else { "status" } data-failed=failed.then_some("")>
            <Icon icon=icons::INFO />
            <span>{t(key)}</span>
        </p>
    }
    .into_any()
}

#[component]
pub(super) fn Change(base: String, host: HostView) -> impl IntoView {
    let live = host.state.is_live();
    let copy = host.signed_in.then(|| format!("/sessions/new?of={}", host.session_id));
    let can_cancel = host.owner && host.state == StateView::Planned;
    view! {
        <section class="stack" aria-labelledby="change">
            <h2 id="change">{t("change-title")}</h2>
            <p class="row">
                {(live && host.owner).then(|| view! {
                    <a class="button" href=format!("{base}/edit")>{t("change-edit")}</a>
                })}
                {copy.map(|copy| view! { <a class="button" href=copy>{t("change-copy")}</a> })}
            </p>
            {(host.state == StateView::Cancelled).then(|| view! {
                <p><a class="button" href=format!("{base}/calendar.ics")>
                    <Icon icon=icons::CALENDAR />
                    {t("change-cancelled-file")}
                </a></p>
            })}
            {can_cancel.then(|| view! {
                <Asked
                    action=format!("{base}/cancel")
                    ask=t("change-cancel")
                    what=t("change-cancel-what")
                    now=t("change-cancel-now")
                />
            })}
            {(host.state == StateView::Open).then(|| view! {
                <Asked
                    action=format!("{base}/end")
                    ask=t("change-end")
                    what=t("change-end-what")
                    now=t("change-end-now")
                />
            })}
        </section>
    }
}

/// Something that cannot be taken back: asked once, in words.
#[component]
fn Asked(action: String, ask: String, what: String, now: String) -> impl IntoView {
    view! {
        <details class="end">
            <summary class="button button--quiet">{ask}</summary>
            <form class="card stack" method="post" action=action>
                <p>{what}</p>
                <p><button class="button button--danger" type="submit">{now}</button></p>
            </form>
        </details>
    }
}
