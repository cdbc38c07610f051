//! A host's sessions: live, upcoming and past, searched, page by page.

use leptos::prelude::*;
use url::form_urlencoded::Serializer;

use super::{
    Page,
    icon::Icon,
    icons,
    pill::Pill,
    query,
    refusal::Refusal,
    say::{duration, t},
    time::Moment,
};
use crate::{
    server_fns::views::{self, Part, SessionRow, SessionsView},
    wire::SessionType,
};

#[component]
pub(super) fn SessionsPage() -> impl IntoView {
    let part = query("part").and_then(|name| Part::parse(&name)).unwrap_or_default();
    let search = query("search").unwrap_or_default();
    let after = query("after");
    view! {
        <Suspense>
            {Suspend::new({
                let search = search.clone();
                async move {
                    match views::sessions(part, &search, after.as_deref()).await {
                        Ok(list) => view! { <Sessions list part search /> }.into_any(),
                        Err(error) => view! { <Refusal error /> }.into_any(),
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Sessions(list: SessionsView, part: Part, search: String) -> impl IntoView {
    let next = list.next.as_deref().map(|after| address(part, &search, Some(after)));
    let none = list.sessions.is_empty();
    let rows = list.sessions.into_iter().map(|session| view! { <Row session /> }).collect_view();
    view! {
        <Page title=t("sessions-title")>
            <div class="row row--apart">
                <h1>{t("sessions-title")}</h1>
                <a class="button button--main" href="/sessions/new">{t("sessions-new")}</a>
            </div>
            <Parts part search=search.clone() />
            <form class="row" method="get" action="/sessions" role="search">
                <input type="hidden" name="part" value=part.as_str() />
                <label class="unseen" for="search">{t("sessions-search")}</label>
                <input id="search" name="search" type="search" maxlength="120" value=search.clone() placeholder=t("sessions-search") />
                <button class="button" type="submit"><Icon icon=icons::SEARCH />{t("sessions-find")}</button>
            </form>
            {if none {
                let key = if search.is_empty() { empty(part) } else { "sessions-not-found" };
                view! { <p>{t(key)}</p> }.into_any()
            } else {
                view! { <ul class="list">{rows}</ul> }.into_any()
            }}
            {next.map(|next| view! { <p><a class="button" href=next>{t("sessions-more")}</a></p> })}
        </Page>
    }
}

#[component]
fn Parts(part: Part, search: String) -> impl IntoView {
    let links = Part::ALL.map(|one| {
        let key = match one {
            Part::Live => "sessions-live",
            Part::Upcoming => "sessions-upcoming",
            Part::Past => "sessions-past",
        };
        let current = (one == part).then_some("page");
        view! { <a class="button" href=address(one, &search, None) aria-current=current>{t(key)}</a> }
    });
    view! { <nav class="row parts" aria-label=t("sessions-parts")>{links.into_iter().collect_view()}</nav> }
}

#[component]
fn Row(session: SessionRow) -> impl IntoView {
    let kind = match session.session_type {
        SessionType::Video => icons::CAMERA,
        SessionType::Audio => icons::HEADPHONES,
    };
    view! {
        <li class="list__row">
            <Icon icon=kind />
            <a class="list__name" href=format!("/s/{}", session.id)>{session.title}</a>
            <Pill state=session.state />
            {(!session.own).then(|| view! { <span class="tag">{t("sessions-co-host")}</span> })}
            <span class="small"><Moment at=session.starts_at /></span>
            {session.seconds.map(|seconds| view! { <span class="small">{duration(seconds)}</span> })}
        </li>
    }
}

fn address(part: Part, search: &str, after: Option<&str>) -> String {
    let mut query = Serializer::new("/sessions?".to_owned());
    query.append_pair("part", part.as_str());
    if !search.is_empty() {
        query.append_pair("search", search);
    }
    if let Some(after) = after {
        query.append_pair("after", after);
    }
    query.finish()
}

const fn empty(part: Part) -> &'static str {
    match part {
        Part::Live => "sessions-none-live",
        Part::Upcoming => "sessions-none-upcoming",
        Part::Past => "sessions-none-past",
    }
}
