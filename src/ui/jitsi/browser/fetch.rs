//! Posting JSON, stopped when nobody waits for the answer any more.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::value;
use crate::ui::meeting::{Answer, Value};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(url: &str, init: &JsValue) -> Result<Promise, JsValue>;

    type Response;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Response) -> u16;

    #[wasm_bindgen(method, getter)]
    fn headers(this: &Response) -> Headers;

    #[wasm_bindgen(method, catch)]
    fn text(this: &Response) -> Result<Promise, JsValue>;

    type Headers;

    #[wasm_bindgen(method)]
    fn get(this: &Headers, name: &str) -> Option<String>;

    type AbortController;

    #[wasm_bindgen(constructor)]
    fn new() -> AbortController;

    #[wasm_bindgen(method, getter)]
    fn signal(this: &AbortController) -> JsValue;

    #[wasm_bindgen(method)]
    fn abort(this: &AbortController);
}

/// Stops the request when its future is dropped; after the answer that does nothing.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Posts JSON to an address of ours.
pub async fn post_json(url: &str, body: &Value) -> Answer {
    let abort = Abort(AbortController::new());
    answer(url, body, &abort).await.unwrap_or_default()
}

/// The answer; `None` where the network failed.
async fn answer(url: &str, body: &Value, abort: &Abort) -> Option<Answer> {
    let headers = Value::object([("content-type", "application/json".into())]);
    let init = Value::object([("method", "POST".into()), ("headers", headers), ("body", value::write(body).into())]);
    let init = value::to_js(&init);
    js_sys::Reflect::set(&init, &JsValue::from_str("signal"), &abort.0.signal()).ok()?;
    let response = JsFuture::from(fetch(url, &init).ok()?).await.ok()?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    let retry_after = response.headers().get("retry-after");
    Some(Answer { status: response.status(), retry_after, body: value::parse(&text) })
}
