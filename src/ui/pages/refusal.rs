//! Refusals: one sentence why, one thing to do.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use url::form_urlencoded::byte_serialize;

use super::{Page, here, icon::Icon, icons, say::t};
use crate::wire::{ApiError, ErrorCode};

/// The page for an address that leads nowhere.
#[component]
pub(super) fn NotFound() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    let error = ApiError::new(ErrorCode::NotFound, t("refusal-no-page"));
    view! { <Refusal error /> }
}

/// The page for what was refused. The status was set where the refusal was made.
#[component]
pub(super) fn Refusal(
    /// What was refused.
    error: ApiError,
    /// The key of another headline than that of the refusal's code.
    #[prop(optional_no_strip)]
    title: Option<&'static str>,
) -> impl IntoView {
    let title = t(title.unwrap_or_else(|| headline(error.code)));
    let (address, words) = way_on(error.code, &here());
    view! {
        <Page title=title.clone()>
            <section class="card stack notice">
                <Icon icon=icons::INFO large=true />
                <h1>{title}</h1>
                <p class="lead">{error.error}</p>
                <p><a class="button" href=address>{t(words)}</a></p>
            </section>
        </Page>
    }
}

const fn headline(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::NotFound => "refusal-not-found",
        ErrorCode::InviteRevoked => "refusal-invite-revoked",
        ErrorCode::InviteExpired => "refusal-invite-expired",
        ErrorCode::InviteUsedUp => "refusal-invite-used-up",
        ErrorCode::SessionEnded => "refusal-session-ended",
        ErrorCode::SessionCancelled => "refusal-session-cancelled",
        ErrorCode::SessionFull => "refusal-session-full",
        ErrorCode::SessionNotOpen => "refusal-session-not-open",
        ErrorCode::KeptOut => "refusal-kept-out",
        ErrorCode::Forbidden => "refusal-forbidden",
        ErrorCode::Unauthenticated => "refusal-unauthenticated",
        ErrorCode::Overloaded | ErrorCode::RateLimited => "refusal-busy",
        _ => "refusal-other",
    }
}

/// The one thing to do. An empty address is the page itself.
fn way_on(code: ErrorCode, here: &str) -> (String, &'static str) {
    match code {
        ErrorCode::SessionFull | ErrorCode::SessionNotOpen | ErrorCode::Overloaded | ErrorCode::RateLimited => {
            (String::new(), "refusal-again")
        }
        // Back here, once that is done.
        ErrorCode::Unauthenticated => {
            let here: String = byte_serialize(here.as_bytes()).collect();
            (format!("/sign-in?to={here}"), "refusal-sign-in")
        }
        _ => ("/".to_owned(), "refusal-start"),
    }
}
