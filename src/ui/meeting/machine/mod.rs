//! The state machine that drives a meeting: events in, effects out. No browser, no clock.
//!
//! `idle → loading (script ∥ token) → prepared → mounting → ready → joined → left → closed`, and
//! from any of them `failed`. Every answer from outside bears the number of the request that it
//! answers, so one that comes too late is nothing.

mod event;
mod legs;
#[cfg(test)]
mod properties;
mod recover;
#[cfg(test)]
mod tests;
mod view;

use super::backoff;

pub use event::{Effect, Event, Go, Held, ScriptFault, Signal, Timer};
pub use view::{Cause, Notice, Phase, View};

use crate::wire::RoomClaim;

/// How long Jitsi may take until it says that it is ready, in milliseconds.
const READY_MS: f64 = 20_000.0;
/// How long it may then take until the participant is in; not while it asks them something.
const JOIN_MS: f64 = 45_000.0;
/// A token that expires within so many milliseconds is not used any more.
const STALE_MS: f64 = 60_000.0;
/// How long the token may take, in milliseconds.
const TOKEN_MS: f64 = 15_000.0;
/// After so many milliseconds what failed is tried again by itself, where that may help.
const REST_MS: f64 = 60_000.0;
/// So often; then only the button tries again.
const RESTS: u32 = 10;
/// Who was in for so many milliseconds was really in: a loss after that starts a count of its own.
const SETTLED_MS: f64 = 60_000.0;

/// Something that is fetched from outside.
#[derive(Clone, Debug, PartialEq)]
enum Leg<T> {
    Missing,
    Asked,
    Here(T),
}

/// One meeting, from the first request to the last.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that any phase can have")]
pub struct Machine {
    go: Go,
    phase: Phase,
    /// What is wrong with the whole; with the token; with the script. The first is shown.
    trouble: Option<Notice>,
    token_trouble: Option<Notice>,
    script_trouble: Option<Notice>,
    script: Leg<()>,
    token: Leg<Held>,
    /// The number of the latest request or mount; older answers are nothing.
    number: u32,
    script_number: u32,
    token_number: u32,
    mount_number: u32,
    script_failed: u32,
    token_failed: u32,
    mount_failed: u32,
    rests: u32,
    mounted: bool,
    /// Between a loss and the next mount.
    waits_to_mount: bool,
    form: Option<RoomClaim>,
    tried_other_form: bool,
    tried_fresh_token: bool,
    joined_at: Option<f64>,
    /// When they last came in; a loss takes it, and only the next join gives it back.
    last_joined_at: Option<f64>,
    hidden: bool,
    disposed: bool,
    out: Vec<Effect>,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            go: Go::Nothing,
            phase: Phase::Idle,
            trouble: None,
            token_trouble: None,
            script_trouble: None,
            script: Leg::Missing,
            token: Leg::Missing,
            number: 0,
            script_number: 0,
            token_number: 0,
            mount_number: 0,
            script_failed: 0,
            token_failed: 0,
            mount_failed: 0,
            rests: 0,
            mounted: false,
            waits_to_mount: false,
            form: None,
            tried_other_form: false,
            tried_fresh_token: false,
            joined_at: None,
            last_joined_at: None,
            hidden: false,
            disposed: false,
            out: Vec::new(),
        }
    }
}

impl Machine {
    /// What the page shows now.
    pub fn view(&self) -> View {
        let notice = self.notice().cloned();
        View { phase: self.phase, notice }
    }

    fn notice(&self) -> Option<&Notice> {
        self.trouble.as_ref().or(self.token_trouble.as_ref()).or(self.script_trouble.as_ref())
    }

    fn all_is_well(&mut self) {
        self.trouble = None;
        self.token_trouble = None;
        self.script_trouble = None;
    }

    /// Takes one event in at `now` (milliseconds since 1970) with a `chance` in 0..1, and says
    /// what is to be done.
    pub fn handle(&mut self, event: Event, now: f64, chance: f64) -> Vec<Effect> {
        if self.disposed {
            return Vec::new();
        }
        match event {
            Event::Go(go) => self.go_to(go, now),
            Event::NameChanged => self.rename(),
            Event::PlaceChanged => self.start_over(),
            Event::ScriptLoaded { number } if self.script == Leg::Asked && number == self.script_number => {
                self.script_loaded();
            }
            Event::ScriptFailed { number, fault } if self.script == Leg::Asked && number == self.script_number => {
                self.script_missing(fault, now, chance);
            }
            Event::TokenArrived { number, held } if self.token == Leg::Asked && number == self.token_number => {
                self.token_arrived(held);
            }
            Event::TokenFailed { number, failure } if self.token == Leg::Asked && number == self.token_number => {
                self.token_missing(failure, now, chance);
            }
            Event::MountFailed { number } if self.mounted && number == self.mount_number => {
                self.lost(Cause::NotResponding, now, chance);
            }
            Event::Signal { number, signal } if self.mounted && number == self.mount_number => {
                self.signal(signal, now, chance);
            }
            Event::Timer(timer) => self.wake(timer, now, chance),
            Event::Retry => self.retry(),
            Event::Online => self.online(),
            Event::PageHidden => self.hide(),
            Event::PageShown => self.show(),
            Event::Dispose => self.dispose(),
            // An answer to a question that nobody asks any more.
            _ => {}
        }
        std::mem::take(&mut self.out)
    }

    fn go_to(&mut self, go: Go, now: f64) {
        self.go = go;
        if go == Go::Enter && !self.mounted {
            self.drop_stale_token(now);
        }
        self.advance();
    }

    /// A new name: a token has it inside, so before the mount a new token is asked for.
    fn rename(&mut self) {
        if self.mounted {
            self.out.push(Effect::Rename);
        } else if self.token_trouble.is_none() && !matches!(self.phase, Phase::Closed | Phase::Failed) {
            // While a wait runs, the next try takes the new name along.
            self.forget_token();
            self.advance();
        }
    }

    /// Does whatever is due: asks for what is missing, mounts when all is there.
    fn advance(&mut self) {
        if self.hidden || self.mounted || self.waits_to_mount || matches!(self.phase, Phase::Closed | Phase::Failed) {
            return;
        }
        if self.go >= Go::Script && self.script == Leg::Missing {
            self.ask_for_script();
        }
        if self.go >= Go::Token && self.token == Leg::Missing {
            self.ask_for_token();
        }
        let both = matches!((&self.script, &self.token), (Leg::Here(()), Leg::Here(_)));
        if both && self.go == Go::Enter {
            self.mount();
        } else if both {
            self.phase = Phase::Prepared;
        } else if self.go != Go::Nothing {
            self.phase = Phase::Loading;
        }
    }

    fn mount(&mut self) {
        self.mount_number = self.next();
        self.mounted = true;
        self.phase = Phase::Mounting;
        self.all_is_well();
        self.out.push(Effect::Mount { number: self.mount_number });
        self.out.push(Effect::Wake { timer: Timer::Ready, after_ms: READY_MS });
    }

    /// No step of the meeting is overdue any more.
    fn stop_watching(&mut self) {
        self.out.push(Effect::Cancel(Timer::Ready));
        self.out.push(Effect::Cancel(Timer::Join));
    }

    fn unmount(&mut self) {
        self.stop_watching();
        if self.mounted {
            self.mounted = false;
            self.mount_number = self.next();
            self.out.push(Effect::Unmount);
        }
    }

    fn signal(&mut self, signal: Signal, now: f64, chance: f64) {
        match signal {
            // It may be said again, by another name.
            Signal::Ready if self.phase != Phase::Mounting => {}
            Signal::Ready => {
                self.phase = Phase::Ready;
                self.out.push(Effect::Cancel(Timer::Ready));
                self.out.push(Effect::Wake { timer: Timer::Join, after_ms: JOIN_MS });
            }
            Signal::Asking => {
                self.phase = Phase::Ready;
                self.all_is_well();
                self.stop_watching();
            }
            Signal::Joined => self.joined(now),
            // It may be on its way to another room, to a login or to the lobby: only
            // `readyToClose` ends a meeting.
            Signal::Left => self.phase = Phase::Left,
            Signal::Closing => self.close(now),
            Signal::Error { name, fatal } => self.jitsi_failed(&name, fatal, now, chance),
        }
    }

    fn joined(&mut self, now: f64) {
        self.phase = Phase::Joined;
        self.all_is_well();
        self.rests = 0;
        self.last_joined_at = Some(now);
        self.tried_other_form = false;
        self.tried_fresh_token = false;
        self.joined_at.get_or_insert(now);
        self.stop_watching();
        if let Leg::Here(held) = &mut self.token {
            self.form = Some(held.room_claim);
            if std::mem::take(&mut held.report_join) {
                self.out.push(Effect::Report(held.room_claim));
            }
        }
    }

    fn close(&mut self, now: f64) {
        self.unmount();
        self.phase = Phase::Closed;
        self.all_is_well();
        let lasted = self.joined_at.take().map_or(0.0, |joined| (now - joined).max(0.0) / 1000.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float that does not fit is clamped"
        )]
        self.out.push(Effect::Ended { seconds: lasted as u32 });
    }

    fn hide(&mut self) {
        self.hidden = true;
        self.unmount();
        self.forget_token();
        self.forget_script();
        self.out.push(Effect::Quiet);
        if !matches!(self.phase, Phase::Closed | Phase::Failed) {
            self.phase = Phase::Idle;
            self.all_is_well();
            self.waits_to_mount = false;
        }
    }

    fn show(&mut self) {
        if !std::mem::take(&mut self.hidden) {
            return;
        }
        if self.phase == Phase::Failed {
            self.retry();
        } else {
            self.advance();
        }
    }

    fn dispose(&mut self) {
        self.unmount();
        self.out.push(Effect::Quiet);
        self.phase = Phase::Closed;
        self.all_is_well();
        self.disposed = true;
    }

    fn next(&mut self) -> u32 {
        self.number += 1;
        self.number
    }
}
