//! Copying, sharing, going elsewhere, and the time here.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    /// `Navigator`, as far as the Web Share API goes.
    type Sharer;

    #[wasm_bindgen(method, catch)]
    fn share(this: &Sharer, data: &Object) -> Result<js_sys::Promise, JsValue>;
}

/// Whether the browser can share a link.
pub fn can_share() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.is_some_and(|navigator| Reflect::has(&navigator, &JsValue::from_str("share")).unwrap_or_default())
}

/// Shares a link. A person who thinks better of it is no failure.
pub fn share(title: &str, link: &str) {
    let Some(window) = web_sys::window() else { return };
    let data = Object::new();
    for (key, value) in [("title", title), ("url", link)] {
        let _ = Reflect::set(&data, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let sharer: Sharer = window.navigator().unchecked_into();
    if let Ok(promise) = sharer.share(&data) {
        settle(promise, |_| {});
    }
}

/// Copies a text and says whether it worked. The clipboard needs a secure page.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let navigator = window.navigator();
    if Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|clipboard| clipboard.is_object()) {
        settle(navigator.clipboard().write_text(text), done);
    } else {
        done(false);
    }
}

fn settle(promise: js_sys::Promise, done: impl FnOnce(bool) + 'static) {
    spawn_local(async move { done(JsFuture::from(promise).await.is_ok()) });
}

/// Goes to another page.
pub fn go_to(url: &str) {
    if let Some(window) = web_sys::window() {
        // Only a malformed address fails, and ours are not.
        let _ = window.location().assign(url);
    }
}

/// A moment (RFC 3339) in the reader's zone and manner.
pub fn local_time(machine: &str) -> Option<String> {
    let date = Date::new(&JsValue::from_str(machine));
    if date.get_time().is_nan() {
        return None;
    }
    let options = Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let language = web_sys::window()?.navigator().language().unwrap_or_else(|| "en".to_owned());
    date.to_locale_string(&language, &options).as_string()
}

/// What to press in this browser to allow the devices.
pub fn permission_advice() -> &'static str {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    if agent.contains("Firefox/") {
        "Press the crossed-out camera left of the address, remove the block, and reload the page."
    } else if agent.contains("Chrome/") || agent.contains("Edg/") {
        "Press the camera sign at the end of the address bar, choose to allow, and reload the page."
    } else if agent.contains("iPhone") || agent.contains("iPad") {
        "Press aA left of the address, then Website Settings, allow camera and microphone, and reload the page."
    } else {
        "Allow camera and microphone for this website in the browser's settings, and reload the page."
    }
}
