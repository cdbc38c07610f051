//! Small things that a page's markup becomes able to do: copying, sharing, telling the time here.
//! They need no island: they hold no state, and nothing else looks at them.

use js_sys::{Date, Object, Promise, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::{dom, listen::Listeners};

#[wasm_bindgen]
extern "C" {
    /// `Navigator`, as far as sharing and copying go. Both are absent on pages that are not secure.
    type Sharer;

    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Sharer;

    #[wasm_bindgen(method, catch)]
    fn share(this: &Sharer, data: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn clipboard(this: &Sharer) -> Option<Clipboard>;

    type Clipboard;

    #[wasm_bindgen(method, js_name = writeText)]
    fn write_text(this: &Clipboard, text: &str) -> Promise;
}

/// Brings alive what is on the page. It lives as long as the page does.
pub fn enliven() {
    let Some(document) = dom::document() else { return };
    if let Ok(Some(link)) = document.query_selector(".link") {
        enliven_link(&link);
    }
    let times = document.get_elements_by_tag_name("time");
    for at in 0..times.length() {
        if let Some(time) = times.item(at) {
            enliven_time(&time);
        }
    }
}

/// Lets the link in `.link__field` be copied by `.link__copy`, which says so in `.link__said`, and
/// shared by `.link__share` where the browser can.
fn enliven_link(root: &Element) {
    let parts = (dom::part(root, ".link__field"), dom::part(root, ".link__said"));
    let (Some(field), Some(said)): (Option<HtmlInputElement>, Option<HtmlElement>) = parts else { return };
    let mut listeners = Listeners::default();
    if let Some(button) = dom::part::<HtmlElement>(root, ".link__copy") {
        let field = field.clone();
        listeners.on(&button, "click", move |_| copy(&field, said.clone()));
    }
    if let Some(button) = dom::part::<HtmlElement>(root, ".link__share").filter(|_| can_share()) {
        button.set_hidden(false);
        let title = button.get_attribute("data-title").unwrap_or_default();
        listeners.on(&button, "click", move |_| share(&title, &field.value()));
    }
    std::mem::forget(listeners);
}

fn copy(field: &HtmlInputElement, said: HtmlElement) {
    field.select();
    let Some(clipboard) = NAVIGATOR.with(Sharer::clipboard) else {
        dom::set_text(&said, "Press Ctrl or Cmd and C to copy.");
        return;
    };
    let written = clipboard.write_text(&field.value());
    spawn_local(async move {
        let done = JsFuture::from(written).await.is_ok();
        dom::set_text(&said, if done { "Copied." } else { "Press Ctrl or Cmd and C to copy." });
    });
}

fn can_share() -> bool {
    NAVIGATOR.with(|navigator| Reflect::has(navigator, &JsValue::from_str("share")).unwrap_or_default())
}

fn share(title: &str, link: &str) {
    let data = Object::new();
    for (key, value) in [("title", title), ("url", link)] {
        let _ = Reflect::set(&data, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    if let Ok(promise) = NAVIGATOR.with(|navigator| navigator.share(&data)) {
        spawn_local(async move {
            // A person who thinks better of it is no failure.
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Shows the moment of a `time` element in the reader's zone and manner.
fn enliven_time(time: &Element) {
    let moment = time.get_attribute("datetime").unwrap_or_default();
    if let Some(text) = local(&moment) {
        dom::set_text(time, &text);
    }
}

/// A moment (RFC 3339) in words.
fn local(moment: &str) -> Option<String> {
    let date = Date::new(&JsValue::from_str(moment));
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
