//! Refusals: one sentence why, one thing to do.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::{Page, icon::Icon, icons};
use crate::wire::{ApiError, ErrorCode};

/// The page for an address that leads nowhere.
#[component]
pub(super) fn NotFound() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    let error = ApiError::new(ErrorCode::NotFound, "There is no page at this address. Check that it was copied whole.");
    view! { <Refusal error /> }
}

/// The page for what was refused. The status was set where the refusal was made.
#[component]
pub(super) fn Refusal(error: ApiError) -> impl IntoView {
    let title = headline(error.code);
    view! {
        <Page title=title>
            <section class="card stack notice">
                <Icon icon=icons::INFO large=true />
                <h1>{title}</h1>
                <p class="lead">{error.error}</p>
                <p><a class="button" href="/">"To the start page"</a></p>
            </section>
        </Page>
    }
}

const fn headline(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::NotFound => "Nothing here",
        ErrorCode::InviteRevoked => "This link was withdrawn",
        ErrorCode::SessionEnded => "This session has ended",
        ErrorCode::Forbidden | ErrorCode::Unauthenticated => "For the host alone",
        ErrorCode::Overloaded | ErrorCode::RateLimited => "Very busy",
        _ => "Something went wrong",
    }
}
