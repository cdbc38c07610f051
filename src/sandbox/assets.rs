//! The script that a host page loads, and the page in the iframe with its files.
//!
//! All of it is in the program itself. Nothing here knows who is in a room.

use std::sync::LazyLock;

use axum::{
    extract::{Path, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use icondata_core::Icon;

use super::{Sandbox, switch};
use crate::jaas::RoomName;

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

/// One classic script. The wrapping keeps its names to itself when a page loads it twice.
const EXTERNAL_API: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("assets/external_api/names.js"),
    include_str!("assets/external_api/emitter.js"),
    include_str!("assets/external_api/frame.js"),
    include_str!("assets/external_api/api.js"),
    "})();\n",
);

/// The files of the iframe's page.
const FILES: [(&str, &str, &str); 14] = [
    ("room.css", CSS, include_str!("assets/room.css")),
    ("room.js", JAVASCRIPT, include_str!("assets/room.js")),
    ("bridge.js", JAVASCRIPT, include_str!("assets/bridge.js")),
    ("chat.js", JAVASCRIPT, include_str!("assets/chat.js")),
    ("commands.js", JAVASCRIPT, include_str!("assets/commands.js")),
    ("dom.js", JAVASCRIPT, include_str!("assets/dom.js")),
    ("media.js", JAVASCRIPT, include_str!("assets/media.js")),
    ("meeting.js", JAVASCRIPT, include_str!("assets/meeting.js")),
    ("messages.js", JAVASCRIPT, include_str!("assets/messages.js")),
    ("notices.js", JAVASCRIPT, include_str!("assets/notices.js")),
    ("prejoin.js", JAVASCRIPT, include_str!("assets/prejoin.js")),
    ("tiles.js", JAVASCRIPT, include_str!("assets/tiles.js")),
    ("toolbar.js", JAVASCRIPT, include_str!("assets/toolbar.js")),
    ("view.js", JAVASCRIPT, include_str!("assets/view.js")),
];

const ICONS: [(&str, Icon); 13] = [
    ("mic", icondata_lu::LuMic),
    ("mic-off", icondata_lu::LuMicOff),
    ("camera", icondata_lu::LuVideo),
    ("camera-off", icondata_lu::LuVideoOff),
    ("hand", icondata_lu::LuHand),
    ("chat", icondata_lu::LuMessageSquare),
    ("tiles", icondata_lu::LuLayoutGrid),
    ("leave", icondata_lu::LuLogOut),
    ("end", icondata_lu::LuCircleStop),
    ("remove", icondata_lu::LuUserX),
    ("moderator", icondata_lu::LuShieldCheck),
    ("send", icondata_lu::LuSend),
    ("close", icondata_lu::LuX),
];

static PAGE: LazyLock<String> =
    LazyLock::new(|| include_str!("assets/room.html").replace("<!-- icons -->", &symbols()));

/// The room asks for nothing from elsewhere, and only our own pages may frame it.
const PAGE_HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self'",
    ),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
];

/// `GET /sandbox/{tenant}/external_api.js`.
pub(super) async fn external_api(
    State(sandbox): State<Sandbox>,
    Path(tenant): Path<String>,
    jar: CookieJar,
) -> Response {
    if !sandbox.serves(&tenant) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match switch::script_failure(&sandbox, &jar).await {
        Some(failure) => failure,
        None => text(JAVASCRIPT, EXTERNAL_API),
    }
}

/// `GET /sandbox/{tenant}/{room}`. Another tenant's page opens as well: 8x8.vc too refuses at the
/// join, not at the door.
pub(super) async fn page(Path((_, room)): Path<(String, String)>) -> Response {
    match RoomName::try_from(room.to_lowercase()) {
        Ok(_) => (PAGE_HEADERS, PAGE.as_str()).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /sandbox/assets/{file}`.
pub(super) async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((_, kind, content)) => text(kind, content),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Never from a cache: an ordered failure must be met, and a new program brings new files.
fn text(kind: &'static str, content: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, content).into_response()
}

fn symbols() -> String {
    let symbol = |(name, icon): &(&str, Icon)| {
        let view_box = icon.view_box.unwrap_or("0 0 24 24");
        format!("<symbol id=\"icon-{name}\" viewBox=\"{view_box}\">{}</symbol>\n", icon.data)
    };
    ICONS.iter().map(symbol).collect()
}
