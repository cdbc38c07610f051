//! Home: what this is, and for a host, or in the sandbox, the form that opens a session now.

use leptos::prelude::*;

use super::{Page, icon::Icon, icons, query, refusal::Refusal, say::t};
use crate::{
    server_fns::views::{self, HomeView, PlanForm},
    wire::Feature,
};

#[component]
pub(super) fn HomePage() -> impl IntoView {
    let problem = query("problem").is_some_and(|problem| problem == "title");
    let title = query("title").unwrap_or_default();
    let audio = query("session_type").is_some_and(|kind| kind == "audio");
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::home().await {
                    Ok(home) => view! { <Home home problem title audio /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Home(home: HomeView, problem: bool, title: String, audio: bool) -> impl IntoView {
    let HomeView { sandbox, signed_in } = home;
    view! {
        <Page title=t("home-title")>
            <div class="hero">
                <h1>{t("home-headline")}</h1>
                <p class="lead">{t("home-lead")}</p>
            </div>
            {(sandbox || signed_in).then(|| view! { <OpenForm sandbox problem title audio /> })}
            {(!signed_in && !sandbox).then(|| view! { <SignIn /> })}
            {(!signed_in).then(|| view! { <HaveInvite /> })}
        </Page>
    }
}

#[component]
fn OpenForm(sandbox: bool, problem: bool, title: String, audio: bool) -> impl IntoView {
    let features = PlanForm::default().features.into_iter().map(Feature::as_str);
    view! {
        <form class="card stack" method="post" action="/sessions">
            <div class="field">
                <label for="title">{t("home-field")}</label>
                <input
                    id="title"
                    name="title"
                    type="text"
                    required
                    maxlength="120"
                    autocomplete="off"
                    value=title
                    placeholder=t("home-example")
                    aria-invalid=problem.then_some("true")
                    aria-describedby=problem.then_some("title-problem")
                />
                {problem.then(|| view! {
                    <p class="problem" id="title-problem">
                        <Icon icon=icons::INFO />
                        {t("home-problem")}
                    </p>
                })}
            </div>
            <KindChoice audio />
            {features.map(|name| view! { <input type="hidden" name="features" value=name /> }).collect_view()}
            <button class="button button--main" type="submit">{t("home-open")}</button>
            <p class="small">{t("home-next")} {sandbox.then(|| t("home-sandbox"))}</p>
            <p><a href="/sessions/new">{t("home-plan")}</a></p>
        </form>
    }
}

/// Video or audio.
#[component]
pub(super) fn KindChoice(audio: bool) -> impl IntoView {
    view! {
        <fieldset class="choice">
            <legend>{t("kind-legend")}</legend>
            <label class="choice__option">
                <input type="radio" name="session_type" value="video" checked=!audio />
                <Icon icon=icons::CAMERA />
                {t("kind-video")}
            </label>
            <label class="choice__option">
                <input type="radio" name="session_type" value="audio" checked=audio />
                <Icon icon=icons::HEADPHONES />
                {t("kind-audio")}
            </label>
        </fieldset>
    }
}

#[component]
fn SignIn() -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{t("home-host")}</h2>
            <p>{t("home-host-text")}</p>
            <p><a class="button button--main" href="/sign-in">{t("home-sign-in")}</a></p>
        </section>
    }
}

#[component]
fn HaveInvite() -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{t("home-invite")}</h2>
            <p>{t("home-invite-text")}</p>
        </section>
    }
}
