//! Loading `external_api.js`: one script per address, a new element for each try, and never a
//! failure remembered.

use std::{cell::RefCell, rc::Rc};

use futures::{
    FutureExt,
    channel::oneshot,
    future::{Either, Shared, WeakShared, select},
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::HtmlScriptElement;

use crate::ui::meeting::ScriptFault;

/// How long one try may take, in milliseconds.
const TIMEOUT_MS: u32 = 10_000;

type Loading = futures::future::LocalBoxFuture<'static, Result<Function, ScriptFault>>;

thread_local! {
    /// The constructors that were loaded, by their script's address. Each is taken right after its
    /// script ran: the next script overwrites the global.
    static LOADED: RefCell<Vec<(String, Function)>> = const { RefCell::new(Vec::new()) };
    /// How many tries failed so far, by address.
    static FAILED: RefCell<Vec<(String, u32)>> = const { RefCell::new(Vec::new()) };
    /// The tries under way, held by those who wait for them: without any, a try ends.
    static LOADING: RefCell<Vec<(String, WeakShared<Loading>)>> = const { RefCell::new(Vec::new()) };
}

/// The constructor that the script at `url` brings.
pub(super) async fn load(url: String) -> Result<Function, ScriptFault> {
    if let Some(constructor) = loaded(&url) {
        return Ok(constructor);
    }
    let outcome = under_way(&url).await;
    if outcome.is_err() {
        count_failure(url);
    }
    outcome
}

fn count_failure(url: String) {
    FAILED.with_borrow_mut(|all| match all.iter_mut().find(|(known, _)| *known == url) {
        Some((_, count)) => *count += 1,
        None => all.push((url, 1)),
    });
}

/// The address of the next try. A browser gives a new element the answer of a request that still
/// runs, the head's preload included: if that one hangs, only another address asks anew.
fn fresh(url: &str) -> String {
    let failed = FAILED.with_borrow(|all| all.iter().find(|(known, _)| known == url).map(|(_, count)| *count));
    let mark = if url.contains('?') { '&' } else { '?' };
    failed.map_or_else(|| url.to_owned(), |count| format!("{url}{mark}retry={count}"))
}

fn loaded(url: &str) -> Option<Function> {
    LOADED.with_borrow(|all| all.iter().find(|(known, _)| known == url).map(|(_, constructor)| constructor.clone()))
}

/// The try that is under way for this address, or a new one.
fn under_way(url: &str) -> Shared<Loading> {
    LOADING.with_borrow_mut(|all| {
        all.retain(|(_, weak)| weak.upgrade().is_some_and(|shared| shared.peek().is_none()));
        let known = all.iter().find(|(known, _)| known == url).and_then(|(_, weak)| weak.upgrade());
        known.unwrap_or_else(|| {
            let shared = attempt(url.to_owned()).boxed_local().shared();
            all.extend(shared.downgrade().map(|weak| (url.to_owned(), weak)));
            shared
        })
    })
}

async fn attempt(url: String) -> Result<Function, ScriptFault> {
    let element = Element::insert(&fresh(&url)).ok_or(ScriptFault::Failed)?;
    let (sender, outcome) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let tell = |came: bool| {
        let sender = Rc::clone(&sender);
        Closure::<dyn FnMut()>::new(move || {
            if let Some(sender) = sender.borrow_mut().take() {
                let _ = sender.send(came);
            }
        })
    };
    let (came, failed) = (tell(true), tell(false));
    element.0.set_onload(Some(came.as_ref().unchecked_ref()));
    element.0.set_onerror(Some(failed.as_ref().unchecked_ref()));
    let came = match select(outcome, TimeoutFuture::new(TIMEOUT_MS)).await {
        Either::Left((came, _)) => came.unwrap_or(false),
        Either::Right(_) => return Err(ScriptFault::Slow),
    };
    if !came {
        return Err(ScriptFault::Failed);
    }
    let constructor = global_constructor().ok_or(ScriptFault::Empty)?;
    element.keep();
    LOADED.with_borrow_mut(|all| all.push((url, constructor.clone())));
    Ok(constructor)
}

fn global_constructor() -> Option<Function> {
    let found = Reflect::get(&js_sys::global(), &JsValue::from_str("JitsiMeetExternalAPI")).ok()?;
    found.dyn_into().ok()
}

/// A script element that leaves the page again unless it is kept.
struct Element(HtmlScriptElement);

impl Element {
    fn insert(url: &str) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let element: HtmlScriptElement = document.create_element("script").ok()?.dyn_into().ok()?;
        element.set_src(url);
        element.set_async(true);
        // Cloudflare's Rocket Loader would run it at another time than it says.
        element.set_attribute("data-cfasync", "false").ok()?;
        document.head()?.append_child(&element).ok()?;
        Some(Self(element))
    }

    fn keep(self) {
        self.silence();
        std::mem::forget(self);
    }

    fn silence(&self) {
        self.0.set_onload(None);
        self.0.set_onerror(None);
    }
}

impl Drop for Element {
    fn drop(&mut self) {
        self.silence();
        self.0.remove();
    }
}
