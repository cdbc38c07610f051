//! The pages: one module each, rendered on the server.
//!
//! The meeting alone comes alive as an island. Everything else are plain forms and links, with a small
//! script where one makes it better; every page works without.

mod account;
mod after;
mod api;
mod browser_name;
mod client;
mod copy_link;
mod home;
mod icon;
mod icons;
mod operator;
mod pill;
mod plan;
mod record;
mod refusal;
mod room;
mod say;
mod script;
mod session;
mod sessions;
mod sign_in;
mod style;
mod time;
mod waiting;

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

pub use self::api::Reference;
use self::{
    client::{Client, LaterClient},
    say::{language, t},
    style::PageStyle,
};
use crate::words::Language;

/// What the frame around a page knows of its visitor.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Whether the browser holds a sign-in.
    pub signed_in: bool,
}

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    provide_context(script::Placed::default());
    view! {
        <!DOCTYPE html>
        <html lang=language().code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                // The header says no-referrer, under which a browser posts our own forms with
                // `Origin: null`; older ones say nowhere else where a post comes from. To other
                // sites this tells as little.
                <meta name="referrer" content="same-origin" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                // What a page puts here comes before the stylesheet, for which its scripts would wait.
                <MetaTags />
                <HashedStylesheet id="style" options=options.clone() />
                <AutoReload options=options.clone() />
                <Client options=options.clone() />
            </head>
            <body>
                <App />
                <LaterClient options />
            </body>
        </html>
    }
}

/// Which page is at which address.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=refusal::NotFound>
                <Route path=path!("/") view=home::HomePage ssr=SsrMode::Async />
                <Route path=path!("/sessions") view=sessions::SessionsPage ssr=SsrMode::Async />
                <Route path=path!("/sessions/new") view=plan::NewPlanPage ssr=SsrMode::Async />
                <Route path=path!("/s/:id") view=session::SessionPage ssr=SsrMode::Async />
                <Route path=path!("/s/:id/edit") view=plan::ChangePlanPage ssr=SsrMode::Async />
                <Route path=path!("/s/:id/room") view=room::HostRoomPage ssr=SsrMode::Async />
                <Route path=path!("/s/:id/after") view=after::HostAfterPage ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view=sign_in::SignInPage ssr=SsrMode::Async />
                <Route path=path!("/sign-in/failed/:why") view=sign_in::FailedPage ssr=SsrMode::Async />
                <Route path=path!("/sign-in/link/:secret") view=sign_in::LinkPage ssr=SsrMode::Async />
                <Route path=path!("/docs/api") view=api::ApiPage ssr=SsrMode::Async />
                <Route path=path!("/account") view=account::AccountPage ssr=SsrMode::Async />
                <Route path=path!("/s/:id/record") view=session::SessionRecordPage ssr=SsrMode::Async />
                <Route path=path!("/operator") view=operator::StatusPage ssr=SsrMode::Async />
                <Route path=path!("/operator/api-keys") view=operator::ApiKeysPage ssr=SsrMode::Async />
                <Route path=path!("/operator/record") view=operator::RecordPage ssr=SsrMode::Async />
                <Route path=path!("/j/:secret") view=room::GuestRoomPage ssr=SsrMode::Async />
                <Route path=path!("/j/:secret/after") view=after::GuestAfterPage ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}

/// A page of text: its title, a way past the header, the product's name, the content, the languages.
#[component]
fn Page(
    /// What the browser's tab says.
    #[prop(into)]
    title: String,
    /// The page's own part.
    children: Children,
) -> impl IntoView {
    let frame: Frame = use_context().unwrap_or_default();
    view! {
        <Title text=format!("{title} · Greenroom") />
        <PageStyle />
        <a class="skip" href="#content">{t("frame-skip")}</a>
        <header class="top row row--apart">
            <a class="top__name" href="/">"Greenroom"</a>
            {frame.signed_in.then(|| view! {
                <nav class="row" aria-label=t("frame-navigation")>
                    <a class="button button--quiet" href="/sessions">{t("frame-sessions")}</a>
                    <a class="button button--quiet" href="/account">{t("frame-account")}</a>
                </nav>
            })}
        </header>
        <main class="page" id="content">{children()}</main>
        <footer class="foot row row--apart">
            <Languages />
            <a class="button button--quiet" href="/docs/api">{t("frame-api")}</a>
        </footer>
    }
}

/// The other languages, each by its own name.
#[component]
fn Languages() -> impl IntoView {
    let others = Language::ALL.into_iter().filter(|other| *other != language()).map(|other| {
        view! {
            <button class="button button--quiet" name="language" value=other.code() lang=other.code()>
                {other.name()}
            </button>
        }
    });
    view! {
        <form method="post" action="/language">
            {others.collect_view()}
        </form>
    }
}

/// A parameter of the page's path; empty where it is missing.
fn param(name: &str) -> String {
    leptos_router::hooks::use_params_map().with_untracked(|params| params.get(name).unwrap_or_default())
}

/// A parameter of the page's query.
fn query(name: &str) -> Option<String> {
    leptos_router::hooks::use_query_map().with_untracked(|query| query.get(name))
}

/// The page's query as it stands in its address.
fn whole_query() -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    parts.uri.query().filter(|query| !query.is_empty()).map(str::to_owned)
}

/// The page's own path and query.
fn here() -> String {
    let parts = use_context::<http::request::Parts>();
    parts.and_then(|parts| parts.uri.path_and_query().map(ToString::to_string)).unwrap_or_default()
}
