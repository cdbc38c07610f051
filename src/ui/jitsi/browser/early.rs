//! The token that the page asked for before this program was there.

use std::future::Future;

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::ui::jitsi::EarlyAnswer;

/// The name under which the page's first script leaves its promise of
/// `[status, Retry-After, body]`; empty where the network failed.
const NAME: &str = "greenroomEarly";

/// The early answer, once; `None` where none was asked for.
pub fn early_answer() -> Option<impl Future<Output = EarlyAnswer>> {
    let window = web_sys::window()?;
    let name = JsValue::from_str(NAME);
    let promise: Promise = Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
    Reflect::delete_property(&window, &name).ok()?;
    Some(async move {
        let parts: Array =
            JsFuture::from(promise).await.ok().and_then(|parts| parts.dyn_into().ok()).unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a status has three digits")]
        let status = parts.get(0).as_f64().unwrap_or_default() as u16;
        EarlyAnswer {
            status,
            retry_after: parts.get(1).as_string(),
            body: parts.get(2).as_string().unwrap_or_default(),
        }
    })
}
