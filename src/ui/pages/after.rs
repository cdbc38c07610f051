//! After: thank you, how long it lasted, and the way back in.

use leptos::prelude::*;

use super::{Page, param, query, time::duration};

/// A meeting of longer than a day is no meeting.
const LONGEST: u32 = 86_400;

#[component]
pub(super) fn GuestAfterPage() -> impl IntoView {
    let back = format!("/j/{}", param("secret"));
    view! { <After back session=None /> }
}

#[component]
pub(super) fn HostAfterPage() -> impl IntoView {
    let session = format!("/s/{}", param("id"));
    view! { <After back=format!("{session}/room") session=Some(session) /> }
}

#[component]
fn After(back: String, session: Option<String>) -> impl IntoView {
    let seconds = query("seconds").and_then(|text| text.parse().ok()).filter(|seconds| (1..LONGEST).contains(seconds));
    view! {
        <Page title="Thank you">
            <section class="card stack notice">
                <h1>"Thank you for coming"</h1>
                {seconds.map(|seconds| view! {
                    <p class="lead">"Your session lasted " {duration(seconds)} "."</p>
                })}
                <p>"Camera and microphone are off. You can close this page."</p>
                <p class="row">
                    {session.map(|session| view! { <a class="button button--main" href=session>"To the session"</a> })}
                    <a class="button" href=back>"Back in"</a>
                </p>
            </section>
        </Page>
    }
}
