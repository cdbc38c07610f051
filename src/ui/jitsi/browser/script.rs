//! Loading `external_api.js`: one script per address, a new element for each try, and never a
//! failure remembered.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo_timers::callback::Timeout;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlScriptElement};

use super::{dom, early, listen::Listeners, task::after};
use crate::ui::meeting::ScriptFault;

/// How long one try may take, in milliseconds.
const TIMEOUT_MS: f64 = 10_000.0;

type Outcome = Result<Function, ScriptFault>;

/// What is known of one address.
struct Known {
    url: String,
    /// The constructor that its script brought, taken right after it ran: the next script
    /// overwrites the global.
    loaded: Option<Function>,
    /// How many tries failed so far.
    failed: u32,
    /// The try under way, held by those who wait for it: without any, it ends.
    running: Weak<Try>,
}

thread_local! {
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// Waits for a script. Dropping it stops waiting; when nobody waits any more, the try ends.
pub(super) struct Wait {
    of: Option<Rc<Try>>,
    told: Rc<Cell<bool>>,
}

impl Drop for Wait {
    fn drop(&mut self) {
        self.told.set(true);
        self.of.take();
    }
}

/// Tells the constructor that the script at `url` brings. It may tell at once.
pub(super) fn load(url: &str, done: impl FnOnce(Outcome) + 'static) -> Wait {
    let told = Rc::new(Cell::new(false));
    let loaded = with_known(url, |known| known.loaded.clone());
    if let Some(constructor) = loaded {
        done(Ok(constructor));
        return Wait { of: None, told };
    }
    let running = with_known(url, |known| known.running.upgrade());
    let running = running.unwrap_or_else(|| Try::start(url));
    running.waiting.borrow_mut().push((Rc::clone(&told), Box::new(done)));
    Wait { of: Some(running), told }
}

fn with_known<T>(url: &str, act: impl FnOnce(&mut Known) -> T) -> T {
    KNOWN.with_borrow_mut(|all| {
        let at = all.iter().position(|known| known.url == url).unwrap_or_else(|| {
            all.push(Known { url: url.to_owned(), loaded: None, failed: 0, running: Weak::new() });
            all.len() - 1
        });
        act(&mut all[at])
    })
}

/// Someone who waits: whether they were told or left, and how to tell them.
type Waiting = (Rc<Cell<bool>>, Box<dyn FnOnce(Outcome)>);

/// One try: one element.
struct Try {
    url: String,
    element: RefCell<Option<Inserted>>,
    waiting: RefCell<Vec<Waiting>>,
    listeners: RefCell<Listeners>,
    clock: RefCell<Option<Timeout>>,
}

impl Try {
    fn start(url: &str) -> Rc<Self> {
        let this = Rc::new(Self {
            url: url.to_owned(),
            element: RefCell::default(),
            waiting: RefCell::default(),
            listeners: RefCell::default(),
            clock: RefCell::default(),
        });
        with_known(url, |known| known.running = Rc::downgrade(&this));
        let failed = with_known(url, |known| known.failed);
        // The page's own first script may have asked already.
        let early = early::take_script().filter(|_| failed == 0);
        if early.is_some() && constructor().is_some() {
            this.finish_soon(early);
            return this;
        }
        let element = early.or_else(|| insert(&fresh(url, failed)));
        if let Some(element) = &element {
            let mut listeners = this.listeners.borrow_mut();
            for (name, came) in [("load", true), ("error", false)] {
                let weak = Rc::downgrade(&this);
                listeners.on(element, name, move |_| {
                    Self::settle(&weak, &if came { found() } else { Err(ScriptFault::Failed) });
                });
            }
        }
        // Without a page there is no element, and time runs out.
        this.element.replace(element.map(Inserted));
        let weak = Rc::downgrade(&this);
        this.clock.replace(Some(after(TIMEOUT_MS, move || Self::settle(&weak, &Err(ScriptFault::Slow)))));
        this
    }

    /// It is there already: told after whoever asks has begun to wait.
    fn finish_soon(self: &Rc<Self>, element: Option<HtmlScriptElement>) {
        self.element.replace(element.map(Inserted));
        let weak = Rc::downgrade(self);
        self.clock.replace(Some(after(0.0, move || Self::settle(&weak, &found()))));
    }

    fn settle(this: &Weak<Self>, outcome: &Outcome) {
        let Some(this) = this.upgrade() else { return };
        drop(this.clock.take());
        with_known(&this.url, |known| {
            known.running = Weak::new();
            match outcome {
                Ok(constructor) => known.loaded = Some(constructor.clone()),
                Err(_) => known.failed += 1,
            }
        });
        drop(this.listeners.take());
        if let (Ok(_), Some(element)) = (outcome, this.element.take()) {
            element.keep();
        }
        for (told, tell) in this.waiting.take() {
            if !told.replace(true) {
                tell(outcome.clone());
            }
        }
    }
}

/// The address of the next try. A browser gives a new element the answer of a request that still
/// runs, the head's preload included: if that one hangs, only another address asks anew.
fn fresh(url: &str, failed: u32) -> String {
    if failed == 0 {
        return url.to_owned();
    }
    let mark = if url.bytes().any(|byte| byte == b'?') { "&" } else { "?" };
    [url, mark, "retry=", &failed.to_string()].concat()
}

fn found() -> Outcome {
    constructor().ok_or(ScriptFault::Empty)
}

fn constructor() -> Option<Function> {
    let found = Reflect::get(&js_sys::global(), &JsValue::from_str("JitsiMeetExternalAPI")).ok()?;
    found.dyn_into().ok()
}

fn insert(url: &str) -> Option<HtmlScriptElement> {
    let document = dom::document()?;
    let element: HtmlScriptElement = document.create_element("script").ok()?.unchecked_into();
    element.set_src(url);
    element.set_async(true);
    // Cloudflare's Rocket Loader would run it at another time than it says.
    element.set_attribute("data-cfasync", "false").ok()?;
    let head: Element = document.head()?.into();
    head.append_child(&element).ok()?;
    Some(element)
}

/// A script element that leaves the page again unless it is kept.
struct Inserted(HtmlScriptElement);

impl Inserted {
    fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Inserted {
    fn drop(&mut self) {
        self.0.remove();
    }
}
