//! The green room and the meeting, for guests and hosts: one page, one island.

mod early;
mod green_room;

use leptos::prelude::*;
use leptos_meta::{Link, Title};

use self::{
    early::{EarlyScript, HEAR},
    green_room::{Green, GreenRoom},
};
use super::{
    Page, param, query,
    refusal::Refusal,
    say::t,
    script::{Behaviour, LIVE},
    session::AtTheDoor,
    style::PageStyle,
    waiting::Waiting,
};
use crate::{
    server_fns::views::{self, LinkView, RoomView, WaitingPerson},
    ui::components::{Room, RoomSetting},
    wire::{ApiError, Role},
    words::{self, Language},
};

#[component]
pub(super) fn GuestRoomPage() -> impl IntoView {
    let secret = param("secret");
    let asked = Asked::read();
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::link(&secret).await {
                    Ok(LinkView::Guest(room)) => page(room, &format!("/j/{secret}"), None, asked),
                    Ok(LinkView::Waiting(waiting)) => {
                        view! { <Waiting waiting problem=asked.name_problem /> }.into_any()
                    }
                    Ok(LinkView::HostToBe { title }) => view! { <HostToBe secret title /> }.into_any(),
                    Ok(LinkView::Host { session_id }) => {
                        leptos_axum::redirect(&format!("/s/{session_id}"));
                        ().into_any()
                    }
                    Err(error) => refusal(error),
                }
            })}
        </Suspense>
    }
}

#[component]
pub(super) fn HostRoomPage() -> impl IntoView {
    let id = param("id");
    let asked = Asked::read();
    view! {
        <Suspense>
            {Suspend::new(async move {
                let session = format!("/s/{id}");
                match (views::host_room(&id).await, views::at_the_door(&id).await) {
                    (Ok(room), Ok(waiting)) => {
                        let door = view! { <DoorOverMeeting base=session.clone() waiting /> };
                        view! { {page(room, &session.clone(), Some(session), asked)} {door} }.into_any()
                    }
                    (Err(error), _) | (_, Err(error)) => refusal(error),
                }
            })}
        </Suspense>
    }
}

/// Who waits at the door, over the host's meeting: outside the iframe, and without leaving it.
#[component]
fn DoorOverMeeting(base: String, waiting: Vec<WaitingPerson>) -> impl IntoView {
    view! {
        <PageStyle />
        <div class="over-meeting" data-live=format!("{base}/door") data-from=base.clone()>
            <AtTheDoor base=base.clone() waiting />
        </div>
        <Behaviour script=LIVE />
    }
}

/// The page of a host's link that counts its uses, before it is used.
#[component]
fn HostToBe(secret: String, title: String) -> impl IntoView {
    view! {
        <Page title=title.clone()>
            <section class="card stack notice">
                <h1>{title}</h1>
                <p class="lead">{t("host-to-be")}</p>
                <p>{t("host-to-be-text")}</p>
                <form method="post" action=format!("/j/{secret}/host")>
                    <button class="button button--main" type="submit">{t("host-to-be-go")}</button>
                </form>
            </section>
        </Page>
    }
}

/// What the address asks for.
#[derive(Clone, Copy)]
struct Asked {
    direct: bool,
    name_problem: bool,
}

impl Asked {
    fn read() -> Self {
        Self { direct: query("direct").is_some(), name_problem: query("problem").is_some() }
    }
}

fn refusal(error: ApiError) -> AnyView {
    view! { <Refusal error /> }.into_any()
}

fn page(room: RoomView, base: &str, session: Option<String>, asked: Asked) -> AnyView {
    let direct = asked.direct;
    let green = (!direct).then(|| Green {
        title: room.title.clone(),
        session_type: room.session_type,
        host: room.role == Role::Host,
        name: room.remembered_name.unwrap_or_default(),
        action: format!("{base}/name"),
        problem: asked.name_problem,
        back: session.unwrap_or_else(|| "/".to_owned()),
    });
    let setting = RoomSetting {
        title: room.title,
        session_type: room.session_type,
        door: room.door,
        place: room.place,
        after: format!("{base}/after"),
        direct,
        lang: room.language.code().to_owned(),
        words: meeting_words(room.language),
    };
    let (written, title) = (written(&setting), setting.title);
    view! {
        <Title text=format!("{title} · Greenroom") />
        // On its way before the client is there, which then finds it in the cache.
        <Link rel="preload" as_="script" href=setting.place.script_url />
        {direct.then(|| view! { <EarlyScript setting=written.clone() /> })}
        <div class="room" id="room" data-stage=if direct { "meeting" } else { "green" } data-setting=written>
            {green.map(|green| view! { <GreenRoom green /> })}
            <Room>
                <h1 class="unseen" id="meeting-title">{title.clone()}</h1>
                <noscript>
                    <p class="room__noscript">
                        {t("room-no-script")}
                    </p>
                </noscript>
            </Room>
        </div>
    }
    .into_any()
}

/// The texts of the meeting without the notes around them.
fn meeting_words(language: Language) -> String {
    words::meeting(language).lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
}

/// The setting as JSON text, with the events that the page's first script shall note.
fn written(setting: &RoomSetting) -> String {
    let mut value = setting.to_value();
    if setting.direct {
        value.set("hear", HEAR.to_vec().into());
    }
    serde_json::Value::from(value).to_string()
}
