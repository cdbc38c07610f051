//! The pages: one module each, rendered on the server.
//!
//! Only islands come alive in the browser. Every page works by its plain forms and links before,
//! and without, them.

mod after;
mod client;
mod home;
mod icon;
mod icons;
mod refusal;
mod room;
mod session;
mod time;

use self::client::{Client, LaterClient};
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
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
                <Route path=path!("/s/:id") view=session::SessionPage ssr=SsrMode::Async />
                <Route path=path!("/s/:id/room") view=room::HostRoomPage ssr=SsrMode::Async />
                <Route path=path!("/s/:id/after") view=after::HostAfterPage ssr=SsrMode::Async />
                <Route path=path!("/j/:secret") view=room::GuestRoomPage ssr=SsrMode::Async />
                <Route path=path!("/j/:secret/after") view=after::GuestAfterPage ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}

/// A page of text: its title, a way past the header, the product's name, the content.
#[component]
fn Page(
    /// What the browser's tab says.
    #[prop(into)]
    title: String,
    /// The page's own part.
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=format!("{title} · Greenroom") />
        <a class="skip" href="#content">"Skip to the content"</a>
        <header class="top">
            <a class="top__name" href="/">"Greenroom"</a>
        </header>
        <main class="page" id="content">{children()}</main>
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
