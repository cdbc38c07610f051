//! What the page's first script began before this program was there: the script, the token, and
//! perhaps the meeting itself. All of it is taken over once, and then belongs to the component.
//!
//! The script is `ui/pages/room/early.js`; the two agree on the names here.

use std::{cell::RefCell, future::Future};

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlScriptElement};

use super::{api::ExternalApi, value};
use crate::ui::meeting::{Answer, MeetingEvent};

#[wasm_bindgen]
extern "C" {
    /// `window.greenroomEarly`.
    type Early;

    /// The script's element.
    #[wasm_bindgen(method, getter)]
    fn script(this: &Early) -> Option<HtmlScriptElement>;

    /// A promise of `[status, Retry-After, body]`; empty where the network failed.
    #[wasm_bindgen(method, getter)]
    fn token(this: &Early) -> Option<Promise>;

    /// The meeting, where it was mounted.
    #[wasm_bindgen(method, getter)]
    fn api(this: &Early) -> Option<ExternalApi>;

    /// What it said so far: `[name, payload]`, in order.
    #[wasm_bindgen(method, getter)]
    fn heard(this: &Early) -> Array;

    /// From here on it mounts nothing and hears nothing.
    #[wasm_bindgen(method, js_name = handOver)]
    fn hand_over(this: &Early);
}

/// What was taken over and waits for the component to ask for it.
#[derive(Default)]
struct Taken {
    looked: bool,
    script: Option<HtmlScriptElement>,
    token: Option<Promise>,
    meeting: Option<EarlyMeeting>,
}

/// A meeting that runs already.
pub(super) struct EarlyMeeting {
    /// The running API.
    pub(super) api: ExternalApi,
    /// What it said before anybody of ours listened.
    pub(super) heard: Vec<MeetingEvent>,
}

thread_local! {
    static TAKEN: RefCell<Taken> = RefCell::default();
}

fn taken<T>(act: impl FnOnce(&mut Taken) -> T) -> T {
    TAKEN.with_borrow_mut(|taken| {
        if !taken.looked {
            taken.looked = true;
            take_over(taken);
        }
        act(taken)
    })
}

fn take_over(taken: &mut Taken) {
    let name = JsValue::from_str("greenroomEarly");
    let global = js_sys::global();
    let Ok(early) = Reflect::get(&global, &name) else { return };
    if !early.is_object() {
        return;
    }
    let _ = Reflect::delete_property(&global, &name);
    let early: Early = early.unchecked_into();
    early.hand_over();
    taken.script = early.script();
    taken.token = early.token();
    taken.meeting = early.api().map(|api| EarlyMeeting { api, heard: heard(&early.heard()) });
}

fn heard(entries: &Array) -> Vec<MeetingEvent> {
    let read = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        let name = entry.get(0).as_string()?;
        Some(MeetingEvent::parse(&name, value::from_js(&entry.get(1))))
    };
    entries.iter().filter_map(read).collect()
}

/// The element of the script, once, and where there was one.
pub(super) fn take_script() -> Option<HtmlScriptElement> {
    taken(|taken| taken.script.take())
}

/// The meeting that runs in `frame` already, once, and where there is one.
pub(super) fn take_meeting(frame: &Element) -> Option<EarlyMeeting> {
    taken(|taken| taken.meeting.take()).filter(|_| frame.child_element_count() > 0)
}

/// The answer to the page's first request for a token, once, and where it asked for one.
pub fn take_early_answer() -> Option<impl Future<Output = Answer>> {
    let promise = taken(|taken| taken.token.take())?;
    Some(async move {
        let parts: Array = JsFuture::from(promise).await.map(JsCast::unchecked_into).unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a status has three digits")]
        let status = parts.get(0).as_f64().unwrap_or_default() as u16;
        let body = parts.get(2).as_string().map(|text| value::parse(&text)).unwrap_or_default();
        Answer { status, retry_after: parts.get(1).as_string(), body }
    })
}
