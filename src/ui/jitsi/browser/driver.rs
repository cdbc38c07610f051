//! Runs what the state machine wants done, and tells it what happened.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function, Math};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::{api::Api, page::PageListeners, script, task::Task};
use crate::{
    ui::{
        jitsi::Hooks,
        meeting::{Command, Effect, Event, Held, Machine, MeetingEnd, MeetingEvent, Timer},
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
    constructor: RefCell<Option<Function>>,
    token: RefCell<Option<MeetingToken>>,
    api: RefCell<Option<Api>>,
    script_task: RefCell<Option<Task>>,
    token_task: RefCell<Option<Task>>,
    countdown: RefCell<Option<Task>>,
    timers: RefCell<[Option<Task>; Timer::ALL.len()]>,
    page: RefCell<Option<PageListeners>>,
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
    /// Starts driving a meeting in `frame`.
    pub fn start(frame: Element, hooks: Hooks) -> Self {
        let inner = Rc::new(Inner {
            frame,
            hooks,
            machine: RefCell::default(),
            queue: RefCell::default(),
            busy: Cell::new(false),
            constructor: RefCell::default(),
            token: RefCell::default(),
            api: RefCell::default(),
            script_task: RefCell::default(),
            token_task: RefCell::default(),
            countdown: RefCell::default(),
            timers: RefCell::default(),
            page: RefCell::default(),
        });
        inner.listen_to_page();
        Self(inner)
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
    fn listen_to_page(self: &Rc<Self>) {
        let Some(mut page) = PageListeners::new() else { return };
        for (name, event) in
            [("pagehide", Event::PageHidden), ("pageshow", Event::PageShown), ("online", Event::Online)]
        {
            let weak = Rc::downgrade(self);
            page.on(name, move || {
                if let Some(inner) = weak.upgrade() {
                    inner.send(event.clone());
                }
            });
        }
        self.page.replace(Some(page));
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
                self.page.take();
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
        let task = Task::start(async move {
            let outcome = script::load(url).await;
            let Some(inner) = weak.upgrade() else { return };
            match outcome {
                Ok(constructor) => {
                    inner.constructor.replace(Some(constructor));
                    inner.send(Event::ScriptLoaded { number });
                }
                Err(fault) => inner.send(Event::ScriptFailed { number, fault }),
            }
        });
        self.script_task.replace(Some(task));
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
                    inner.token.replace(Some(token));
                    inner.send(Event::TokenArrived { number, held });
                }
                Err(failure) => inner.send(Event::TokenFailed { number, failure }),
            }
        });
        self.token_task.replace(Some(task));
    }

    fn mount(self: &Rc<Self>, number: u32) {
        let constructor = self.constructor.borrow().clone();
        let jwt = self.token.borrow().as_ref().and_then(|token| token.token.clone());
        let options = (self.hooks.options)(jwt);
        let weak = Rc::downgrade(self);
        let hear = move |event: MeetingEvent| {
            let weak = weak.clone();
            // After the API's own call is through: the answer may be to dispose of it.
            spawn_local(async move {
                if let Some(inner) = weak.upgrade() {
                    inner.hear(number, event);
                }
            });
        };
        let domain = (self.hooks.place)().domain;
        let opened = constructor.and_then(|made| Api::open(&made, &domain, &options, &self.frame, hear).ok());
        match opened {
            Some(api) => {
                self.api.replace(Some(api));
                (self.hooks.mounted)(self.handle());
            }
            None => self.send(Event::MountFailed { number }),
        }
    }

    fn hear(self: &Rc<Self>, number: u32, event: MeetingEvent) {
        if let Some(signal) = event.signal() {
            self.send(Event::Signal { number, signal });
        }
        (self.hooks.event)(event);
    }

    fn wake(self: &Rc<Self>, timer: Timer, after_ms: f64) {
        let weak = Rc::downgrade(self);
        let task = Task::start(async move {
            sleep(after_ms).await;
            if let Some(inner) = weak.upgrade() {
                inner.send(Event::Timer(timer));
            }
        });
        self.timers.borrow_mut()[timer as usize] = Some(task);
    }

    fn quiet(&self) {
        self.script_task.take();
        self.token_task.take();
        self.timers.take();
    }

    /// Shows what the machine is at, and counts down the seconds to its next try.
    fn show(self: &Rc<Self>) {
        let view = self.machine.borrow().view();
        let retry_at = view.notice.as_ref().and_then(|notice| notice.retry_at_ms);
        (self.hooks.show)(view, retry_at.map(seconds_until));
        let weak = Rc::downgrade(self);
        let task = retry_at.map(|at| {
            Task::start(async move {
                while at > Date::now() {
                    sleep(((at - Date::now()) % 1000.0).max(50.0)).await;
                    let Some(inner) = weak.upgrade() else { return };
                    let view = inner.machine.borrow().view();
                    (inner.hooks.show)(view, Some(seconds_until(at)));
                }
            })
        });
        *self.countdown.borrow_mut() = task;
    }
}

fn held(token: &MeetingToken) -> Held {
    // From how long it is valid, not until when: this browser's clock may be an hour off.
    let expires_at_ms = token.expires_in.map(|seconds| Date::now() + f64::from(seconds) * 1000.0);
    Held { expires_at_ms, room_claim: token.room_claim, report_join: token.report_join }
}

fn seconds_until(at: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was made positive")]
    let seconds = ((at - Date::now()) / 1000.0).ceil().max(0.0) as u32;
    seconds
}

async fn sleep(ms: f64) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "waits are positive and far below 2^31"
    )]
    TimeoutFuture::new(ms.clamp(0.0, 2e9) as u32).await;
}
