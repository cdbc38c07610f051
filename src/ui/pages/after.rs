//! After: thank you, how long it lasted, and the way back in.

use leptos::prelude::*;

use super::{
    Page, param, query,
    refusal::Refusal,
    say::{duration, t, t_with},
};

use crate::server_fns::views;

/// A meeting of longer than a day is no meeting.
const LONGEST: i64 = 86_400;

#[component]
pub(super) fn GuestAfterPage() -> impl IntoView {
    let secret = param("secret");
    view! {
        <Suspense>
            {Suspend::new(async move {
                let back = format!("/j/{secret}");
                match views::may_come_back(&secret).await {
                    Ok(()) => view! { <After back session=None /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
pub(super) fn HostAfterPage() -> impl IntoView {
    let session = format!("/s/{}", param("id"));
    view! { <After back=format!("{session}/room") session=Some(session) /> }
}

#[component]
fn After(back: String, session: Option<String>) -> impl IntoView {
    let seconds = query("seconds").and_then(|text| text.parse().ok()).filter(|seconds| (1..LONGEST).contains(seconds));
    let lasted = seconds.map(|seconds| t_with("after-lasted", [("duration", duration(seconds).into())]));
    view! {
        <Page title=t("after-title")>
            <section class="card stack notice">
                <h1>{t("after-headline")}</h1>
                {lasted.map(|lasted| view! { <p class="lead">{lasted}</p> })}
                <p>{t("after-off")}</p>
                <p class="row">
                    {session.map(|session| view! {
                        <a class="button button--main" href=session>{t("after-session")}</a>
                    })}
                    <a class="button" href=back>{t("after-back")}</a>
                </p>
            </section>
        </Page>
    }
}
