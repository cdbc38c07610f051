//! Home: what this is, and in the sandbox the form that opens a session.

use leptos::prelude::*;

use super::{Page, icon::Icon, icons, query, refusal::Refusal};
use crate::server_fns::views::{self, HomeView};

#[component]
pub(super) fn HomePage() -> impl IntoView {
    let problem = query("problem").is_some_and(|problem| problem == "title");
    let title = query("title").unwrap_or_default();
    let audio = query("session_type").is_some_and(|kind| kind == "audio");
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::home().await {
                    Ok(HomeView { sandbox }) => view! { <Home sandbox problem title audio /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Home(sandbox: bool, problem: bool, title: String, audio: bool) -> impl IntoView {
    view! {
        <Page title="Video sessions by link">
            <div class="hero">
                <h1>"A calm way into a video session"</h1>
                <p class="lead">
                    "Open a session, send the link. Your guest checks camera and microphone, and walks in. "
                    "Nothing to install, no account to make."
                </p>
            </div>
            {if sandbox {
                view! { <OpenForm problem title audio /> }.into_any()
            } else {
                view! { <HaveInvite /> }.into_any()
            }}
        </Page>
    }
}

#[component]
fn OpenForm(problem: bool, title: String, audio: bool) -> impl IntoView {
    view! {
        <form class="card stack" method="post" action="/sessions">
            <div class="field">
                <label for="title">"What is it about?"</label>
                <input
                    id="title"
                    name="title"
                    type="text"
                    required
                    maxlength="120"
                    autocomplete="off"
                    value=title
                    placeholder="Weekly check-in"
                    aria-invalid=problem.then_some("true")
                    aria-describedby=problem.then_some("title-problem")
                />
                {problem.then(|| view! {
                    <p class="problem" id="title-problem">
                        <Icon icon=icons::INFO />
                        "This title cannot be used. Write one visible line of at most 120 characters."
                    </p>
                })}
            </div>
            <fieldset class="choice">
                <legend>"How do you meet?"</legend>
                <label class="choice__option">
                    <input type="radio" name="session_type" value="video" checked=!audio />
                    <Icon icon=icons::CAMERA />
                    "With video"
                </label>
                <label class="choice__option">
                    <input type="radio" name="session_type" value="audio" checked=audio />
                    <Icon icon=icons::HEADPHONES />
                    "Audio only"
                </label>
            </fieldset>
            <button class="button button--main" type="submit">"Open a session"</button>
            <p class="small">
                "Next you get a link for your guests and a way in for yourself. "
                "This is the sandbox: it runs on this machine alone and carries no sound or picture between people."
            </p>
        </form>
    }
}

#[component]
fn HaveInvite() -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>"Have an invite?"</h2>
            <p>"Open the link that you were sent. It leads straight to your session."</p>
            <p class="small">"Sessions are opened by the service that invited you."</p>
        </section>
    }
}
