//! What was refused lately: when, what, to whom, and where to read on.

use leptos::prelude::*;

use super::super::{
    say::{number, t, t_with},
    time::Moment,
};
use crate::{
    server_fns::views::{ActorView, RefusalRow},
    wire::ErrorCode,
};

#[component]
pub(super) fn Refusals(rows: Vec<RefusalRow>) -> impl IntoView {
    let none = rows.is_empty();
    let rows = rows.into_iter().map(|row| view! { <Row row /> }).collect_view();
    view! {
        <section class="stack" aria-labelledby="refusals">
            <h2 id="refusals">{t("operator-status-refusals")}</h2>
            {if none {
                view! { <p>{t("operator-status-no-refusals")}</p> }.into_any()
            } else {
                view! {
                    <p class="small">{t("operator-status-refusals-what")}</p>
                    <ul class="list">{rows}</ul>
                    <p><a href="/operator/record?kind=refused">{t("operator-status-all-refusals")}</a></p>
                }.into_any()
            }}
        </section>
    }
}

#[component]
fn Row(row: RefusalRow) -> impl IntoView {
    let often = t_with("operator-status-times", [("count", row.times.into()), ("written", number(row.times).into())]);
    let often = (row.times > 1).then_some(often);
    let said = |key: &'static str, value: Option<String>| {
        value.map(|value| view! { <span>{t(key)} " " <code>{value}</code></span> })
    };
    view! {
        <li class="list__row" data-testid="refusal">
            <span class="list__name">{t(meaning(row.known))} " " <code>{row.code.clone()}</code></span>
            {often.map(|often| view! { <span class="tag">{often}</span> })}
            <p class="list__wide row small">
                <Moment at=row.at />
                <span>{t(actor(row.actor))}</span>
                {row.by.map(|by| view! { <span class="broken">{by}</span> })}
                {said("operator-status-from", row.address)}
                {said("operator-status-key", row.api_key)}
                {said("operator-status-session", row.session_id)}
                {said("operator-status-request", row.request_id)}
            </p>
        </li>
    }
}

/// What a code says, in words.
const fn meaning(code: Option<ErrorCode>) -> &'static str {
    match code {
        None => "operator-refused-sign-in",
        Some(ErrorCode::Unauthenticated) => "operator-refused-unauthenticated",
        Some(ErrorCode::Forbidden) => "operator-refused-forbidden",
        Some(ErrorCode::MissingScope) => "operator-refused-scope",
        Some(ErrorCode::NotFound) => "operator-refused-not-found",
        Some(ErrorCode::InviteRevoked) => "operator-refused-invite-revoked",
        Some(ErrorCode::InviteExpired) => "operator-refused-invite-expired",
        Some(ErrorCode::InviteUsedUp) => "operator-refused-invite-used-up",
        Some(ErrorCode::SessionEnded) => "operator-refused-session-ended",
        Some(ErrorCode::SessionCancelled) => "operator-refused-session-cancelled",
        Some(ErrorCode::SessionFull) => "operator-refused-session-full",
        Some(ErrorCode::SessionNotOpen) => "operator-refused-session-not-open",
        Some(ErrorCode::WaitingForHost | ErrorCode::WaitingToBeLetIn) => "operator-refused-waiting",
        Some(ErrorCode::KeptOut) => "operator-refused-kept-out",
        Some(ErrorCode::RateLimited) => "operator-refused-rate-limited",
        Some(_) => "operator-refused-other",
    }
}

const fn actor(kind: ActorView) -> &'static str {
    match kind {
        ActorView::Anonymous => "operator-actor-anonymous",
        ActorView::Guest => "operator-actor-guest",
        ActorView::Host => "operator-actor-host",
        ActorView::Backend => "operator-actor-backend",
        ActorView::Operator => "operator-actor-operator",
        ActorView::Server => "operator-actor-server",
    }
}
