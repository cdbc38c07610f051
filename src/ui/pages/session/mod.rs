//! The host's page of a session.

mod change;
mod door;
mod invites;
mod people;
mod record;

use leptos::prelude::*;

use self::{
    change::{Change, Outcome},
    invites::{Guests, Invites},
    people::People,
};
pub(super) use self::{door::AtTheDoor, record::SessionRecordPage};
use super::{
    Page,
    icon::Icon,
    icons, param,
    pill::Pill,
    query,
    refusal::Refusal,
    say::{duration, number, t, t_with},
    script::{Behaviour, LIVE},
    time::Moment,
};
use crate::{
    server_fns::views::{self, HostView, StateView},
    wire::SessionType,
};

#[component]
pub(super) fn SessionPage() -> impl IntoView {
    let (id, made) = (param("id"), query("made"));
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::host(&id, made.as_deref()).await {
                    Ok(host) => view! { <Session host /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Session(host: HostView) -> impl IntoView {
    let live = host.state.is_live();
    let base = format!("/s/{}", host.session_id);
    let follow = live.then(|| format!("{base}/door"));
    view! {
        <Page title=host.title.clone()>
            <Head host=host.clone() />
            <Outcome />
            <div class="stack" data-live=follow data-from=base.clone()>
                {live.then(|| view! { <AtTheDoor base=base.clone() waiting=host.waiting.clone() /> })}
                {live.then(|| view! {
                    <div class="pair">
                        <You base=base.clone() host=host.clone() />
                        <Guests base=base.clone() title=host.title.clone() link=host.guest_link.clone() />
                    </div>
                })}
                <People base=base.clone() people=host.people.clone() live />
            </div>
            <p><a class="button button--quiet" href=format!("{base}/record")>{t("record-of-session")}</a></p>
            <Invites base=base.clone() host=host.clone() />
            <Change base host />
            {live.then(|| view! { <Behaviour script=LIVE /> })}
        </Page>
    }
}

#[component]
fn Head(host: HostView) -> impl IntoView {
    let kind = t(match host.session_type {
        SessionType::Video => "session-video",
        SessionType::Audio => "session-audio",
    });
    let lasts = host.ends_at.map(|end| duration(end - host.starts_at));
    let guests = match host.capacity {
        Some(most) => t_with("session-guests-of", [("count", host.guests.into()), ("most", number(most).into())]),
        None => t_with("session-guests", [("count", host.guests.into())]),
    };
    let over = match host.state {
        StateView::Ended => "session-ended-at",
        _ => "session-cancelled-at",
    };
    view! {
        <div class="head">
            <h1>{host.title}</h1>
            <p class="row small">
                <Pill state=host.state />
                <span>{kind}</span>
                <Moment at=host.starts_at zone=host.time_zone.clone() />
                {lasts.map(|lasts| view! { <span>{lasts}</span> })}
                <span>{guests}</span>
                {host.over_since.map(|at| view! { <span>{t(over)} " " <Moment at zone=host.time_zone /></span> })}
            </p>
            {(!host.co_hosts.is_empty()).then(|| view! {
                <p class="small">{t("session-co-hosts")} " " {host.co_hosts.join(", ")}</p>
            })}
        </div>
    }
}

#[component]
fn You(base: String, host: HostView) -> impl IntoView {
    let open = host.state == StateView::Open;
    let rule = match (host.waits_for_host, host.admits_each) {
        (_, true) => "session-you-admits",
        (true, false) => "session-you-waits",
        (false, false) => "session-you-inside",
    };
    view! {
        <section class="card stack" aria-labelledby="you">
            <h2 id="you">{t("session-you")}</h2>
            <p>{t("session-you-lead")} " " {t(rule)}</p>
            {if open {
                view! {
                    <p><a class="button button--main" href=format!("{base}/room")>
                        <Icon icon=icons::DOOR />
                        {t("session-enter")}
                    </a></p>
                }
                .into_any()
            } else {
                view! { <p>{t("session-opens")} " " <Moment at=host.opens_at zone=host.time_zone /></p> }.into_any()
            }}
            <p><a class="button button--quiet" href=format!("{base}/calendar.ics")>
                <Icon icon=icons::CALENDAR />
                {t("calendar-add")}
            </a></p>
        </section>
    }
}
