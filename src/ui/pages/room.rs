//! The green room and the meeting, for guests and hosts: one page, one island.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{Link, Title};
use serde::Serialize;

use super::{param, query, refusal::Refusal};
use crate::{
    server_fns::views::{self, LinkView, RoomView},
    ui::components::{Room, RoomSetting},
    wire::{ApiError, Door, Role, RoomClaim},
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
                match views::host_room(&id).await {
                    Ok(room) => page(room, &session.clone(), Some(session), asked),
                    Err(error) => refusal(error),
                }
            })}
        </Suspense>
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
    let script = room.place.script_url.clone();
    let early = asked.direct.then(|| EarlyToken { door: &room.door, name: "", room_claim: None }.into_view());
    let title = room.title.clone();
    let setting = RoomSetting {
        title: room.title,
        session_type: room.session_type,
        host: room.role == Role::Host,
        door: room.door,
        place: room.place,
        name: room.remembered_name.unwrap_or_default(),
        name_action: format!("{base}/name"),
        name_problem: asked.name_problem,
        after: format!("{base}/after"),
        back: session,
        direct: asked.direct,
    };
    view! {
        <Title text=format!("{title} · Greenroom") />
        // On its way before the WASM is there; the component then finds it in the cache.
        <Link rel="preload" as_="script" href=script />
        {early}
        <Room setting />
    }
    .into_any()
}

/// Asks for the token while the WASM is still on its way; the component takes the answer over,
/// refusals too. The text is fixed: what differs is in the attribute.
const EARLY: &str = "window.greenroomEarly=fetch('/api/pages/meeting-token',{method:'POST',\
headers:{'content-type':'application/json'},body:document.currentScript.dataset.body})\
.then(async r=>[r.status,r.headers.get('retry-after'),await r.text()]).catch(()=>[])";

/// What `mint_meeting_token` is called with.
#[derive(Serialize)]
struct EarlyToken<'a> {
    door: &'a Door,
    name: &'a str,
    room_claim: Option<RoomClaim>,
}

impl EarlyToken<'_> {
    fn into_view(self) -> impl IntoView + use<> {
        let body = serde_json::to_string(&self).unwrap_or_default();
        view! { <script nonce=use_nonce() data-body=body inner_html=EARLY></script> }
    }
}
