//! Runs what the state machine wants done, and tells it what happened.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use gloo_timers::callback::Timeout;
use js_sys::{Date, Function, Math};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::{
    api::{Api, Hear},
    bar::Bar,
    dom, early,
    listen::Listeners,
    script::{self, Wait},
    tab::Tab,
    task::{Task, after},
};
use crate::{
    ui::{
        jitsi::Hooks,
        meeting::{Command, Effect, Event, Held, Machine, MeetingEnd, MeetingEvent, Phase, Timer, shown},
    },
    wire::{MeetingToken, RoomClaim},
};

/// Drives one meeting in one element. When it is gone, so is everything that it started.
#[derive(Clone)]
pub struct Driver(Rc<Inner>);

struct Inner {
    frame: Element,
    hooks: Hooks,
    machine: RefCell<Machine>,
    /// Events that came while another one was worked on.
    queue: RefCell<VecDeque<Event>>,
    busy: Cell<bool>,
    phase: Cell<Phase>,
    constructor: RefCell<Option<Function>>,
    token: RefCell<Option<(MeetingToken, Held)>>,
    api: RefCell<Option<Api>>,
    bar: RefCell<Option<Bar>>,
    script_wait: RefCell<Option<Wait>>,
    token_task: RefCell<Option<Task>>,
    tab_task: RefCell<Option<Task>>,
    countdown: RefCell<Option<Timeout>>,
    timers: RefCell<[Option<Timeout>; Timer::ALL.len()]>,
    page: RefCell<Listeners>,
}

/// Takes commands for a meeting that may be gone by then.
#[derive(Clone)]
pub struct MeetingHandle(SendWrapper<Weak<Inner>>);

impl MeetingHandle {
    /// Sends a command into the meeting, if it is there.
    pub fn execute(&self, command: &Command) {
        if let Some(inner) = self.0.upgrade()
            && let Some(api) = &*inner.api.borrow()
        {
            api.execute(command);
        }
    }
}

impl Driver {
    /// Starts driving a meeting in the component's element. `None` where that is not its markup.
    pub fn start(root: &Element, hooks: Hooks) -> Option<Self> {
        let inner = Rc::new(Inner {
            frame: dom::part(root, ".meeting__frame")?,
            hooks,
            machine: RefCell::default(),
            queue: RefCell::default(),
            busy: Cell::new(false),
            phase: Cell::default(),
            constructor: RefCell::default(),
            token: RefCell::default(),
            api: RefCell::default(),
            bar: RefCell::default(),
            script_wait: RefCell::default(),
            token_task: RefCell::default(),
            tab_task: RefCell::default(),
            countdown: RefCell::default(),
            timers: RefCell::default(),
            page: RefCell::default(),
        });
        inner.listen(root);
        Some(Self(inner))
    }

    /// Lets something happen.
    pub fn send(&self, event: Event) {
        self.0.send(event);
    }

    /// The handle for commands.
    pub fn handle(&self) -> MeetingHandle {
        self.0.handle()
    }
}

impl Inner {
    fn listen(self: &Rc<Self>, root: &Element) {
        let mut page = Listeners::default();
        for (name, event) in
            [("pagehide", Event::PageHidden), ("pageshow", Event::PageShown), ("online", Event::Online)]
        {
            let weak = Rc::downgrade(self);
            page.on_window(name, move || {
                if let Some(inner) = weak.upgrade() {
                    inner.send(event.clone());
                }
            });
        }
        self.page.replace(page);
        let (retry, tab) = (Rc::downgrade(self), Rc::downgrade(self));
        let bar = Bar::find(
            root,
            &self.hooks.words,
            move || {
                if let Some(inner) = retry.upgrade() {
                    inner.send(Event::Retry);
                }
            },
            move || {
                if let Some(inner) = tab.upgrade() {
                    inner.open_tab();
                }
            },
        );
        self.bar.replace(bar);
    }

    fn handle(self: &Rc<Self>) -> MeetingHandle {
        MeetingHandle(SendWrapper::new(Rc::downgrade(self)))
    }

    /// Takes the event in, or puts it behind the one that is worked on.
    fn send(self: &Rc<Self>, event: Event) {
        self.queue.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let Some(event) = self.queue.borrow_mut().pop_front() else { break };
            let gone = event == Event::Dispose;
            let effects = self.machine.borrow_mut().handle(event, Date::now(), Math::random());
            for effect in effects {
                self.perform(&effect);
            }
            if gone {
                self.let_go();
            }
        }
        self.busy.set(false);
        self.show();
    }

    fn perform(self: &Rc<Self>, effect: &Effect) {
        match *effect {
            Effect::LoadScript { number } => self.load_script(number),
            Effect::FetchToken { number, room_claim } => self.fetch_token(number, room_claim),
            Effect::Mount { number } => self.mount(number),
            Effect::Unmount => drop(self.api.take()),
            Effect::Rename => {
                let name = (self.hooks.name)();
                self.handle().execute(&Command::DisplayName(name));
            }
            Effect::Wake { timer, after_ms } => self.wake(timer, after_ms),
            Effect::Cancel(timer) => drop(self.timers.borrow_mut()[timer as usize].take()),
            Effect::DropToken => drop(self.token_task.take()),
            Effect::Quiet => self.quiet(),
            Effect::Report(form) => (self.hooks.report)(form),
            Effect::Ended { seconds } => (self.hooks.ended)(MeetingEnd { seconds }),
        }
    }

    fn load_script(self: &Rc<Self>, number: u32) {
        let url = (self.hooks.place)().script_url;
        let weak = Rc::downgrade(self);
        let wait = script::load(&url, move |outcome| {
            let Some(inner) = weak.upgrade() else { return };
            match outcome {
                Ok(constructor) => {
                    inner.constructor.replace(Some(constructor));
                    inner.send(Event::ScriptLoaded { number });
                }
                Err(fault) => inner.send(Event::ScriptFailed { number, fault }),
            }
        });
        self.script_wait.replace(Some(wait));
    }

    fn fetch_token(self: &Rc<Self>, number: u32, room_claim: Option<RoomClaim>) {
        let answer = (self.hooks.ask)(room_claim);
        let weak = Rc::downgrade(self);
        let task = Task::start(async move {
            let outcome = answer.await;
            let Some(inner) = weak.upgrade() else { return };
            match outcome {
                Ok(token) => {
                    let held = held(&token);
                    inner.token.replace(Some((token, held.clone())));
                    inner.send(Event::TokenArrived { number, held });
                }
                Err(failure) => inner.send(Event::TokenFailed { number, failure }),
            }
        });
        self.token_task.replace(Some(task));
    }

    fn mount(self: &Rc<Self>, number: u32) {
        let weak = Rc::downgrade(self);
        let hear: Hear = Rc::new(move |event| {
            let weak = weak.clone();
            // After the API's own call is through: the answer may be to dispose of it.
            spawn_local(async move {
                if let Some(inner) = weak.upgrade() {
                    inner.hear(number, event);
                }
            });
        });
        let opened = match early::take_meeting(&self.frame) {
            Some(meeting) => {
                meeting.heard.into_iter().for_each(|event| hear(event));
                Some(Api::adopt(meeting.api, &self.frame, &hear))
            }
            None => self.open(&hear),
        };
        match opened {
            Some(api) => {
                self.api.replace(Some(api));
                (self.hooks.mounted)(self.handle());
            }
            None => self.send(Event::MountFailed { number }),
        }
    }

    fn open(&self, hear: &Hear) -> Option<Api> {
        let jwt = self.token.borrow().as_ref().and_then(|(token, _)| token.token.clone());
        let options = (self.hooks.options)(jwt);
        let domain = (self.hooks.place)().domain;
        let constructor = self.constructor.borrow().clone()?;
        Api::open(&constructor, &domain, &options, &self.frame, hear).ok()
    }

    fn hear(self: &Rc<Self>, number: u32, event: MeetingEvent) {
        let signal = event.signal();
        // First who hears the event, so that they know of it when the machine acts on it.
        (self.hooks.event)(event);
        if let Some(signal) = signal {
            self.send(Event::Signal { number, signal });
        }
    }

    fn wake(self: &Rc<Self>, timer: Timer, after_ms: f64) {
        let weak = Rc::downgrade(self);
        let timeout = after(after_ms, move || {
            if let Some(inner) = weak.upgrade() {
                inner.send(Event::Timer(timer));
            }
        });
        self.timers.borrow_mut()[timer as usize] = Some(timeout);
    }

    fn quiet(&self) {
        self.script_wait.take();
        self.token_task.take();
        self.timers.take();
    }

    /// The component goes: nothing of the page is held any more.
    fn let_go(&self) {
        drop(self.page.take());
        drop(self.bar.take());
        drop(self.tab_task.take());
    }

    /// Shows what the machine is at, and counts down the seconds to its next try.
    fn show(self: &Rc<Self>) {
        let view = self.machine.borrow().view();
        let retry_at = view.notice.as_ref().and_then(|notice| notice.retry_at_ms);
        if let Some(bar) = &*self.bar.borrow() {
            bar.show(shown(&self.hooks.words, &view, retry_at.map(seconds_until)));
        }
        let left = retry_at.map(|at| at - Date::now()).filter(|left| *left > 0.0);
        let weak = Rc::downgrade(self);
        let tick = left.map(|left| {
            after(f64::from(rest_of_second(left)), move || {
                if let Some(inner) = weak.upgrade() {
                    inner.show();
                }
            })
        });
        self.countdown.replace(tick);
        if self.phase.replace(view.phase) != view.phase {
            (self.hooks.phase)(view.phase);
        }
    }

    /// Opens the meeting in a tab of its own, with the token that is there or with a new one.
    fn open_tab(self: &Rc<Self>) {
        // At once: a browser lets nobody open a tab later than the press that asks for it.
        let Some(tab) = Tab::open() else { return };
        let place = (self.hooks.place)();
        let fresh = self.token.borrow().as_ref().filter(|(_, held)| !held.is_stale(Date::now())).cloned();
        if let Some((token, _)) = fresh {
            return tab.go(&place, token.token.as_deref());
        }
        let answer = (self.hooks.ask)(None);
        self.tab_task.replace(Some(Task::start(async move {
            match answer.await {
                Ok(token) => tab.go(&place, token.token.as_deref()),
                // The bar says already what is wrong; an empty tab would only add to it.
                Err(_) => tab.close(),
            }
        })));
    }
}

fn held(token: &MeetingToken) -> Held {
    // From how long it is valid, not until when: this browser's clock may be an hour off.
    let expires_at_ms = token.expires_in.map(|seconds| Date::now() + f64::from(seconds) * 1000.0);
    Held { expires_at_ms, room_claim: token.room_claim, report_join: token.report_join }
}

/// Until the next full second of what is left, in milliseconds, and not at once.
fn rest_of_second(left: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is positive")]
    let left = left as u32;
    (left % 1000).max(50)
}

fn seconds_until(at: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was made positive")]
    let seconds = ((at - Date::now()) / 1000.0).ceil().max(0.0) as u32;
    seconds
}
