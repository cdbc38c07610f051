//! Script and token: asked for at the same time, each tried again on its own.

use super::{
    super::TokenFailure, Cause, Effect, Held, Leg, Machine, Notice, Phase, REST_MS, RESTS, ScriptFault, TOKEN_MS,
    Timer, backoff,
};

impl Machine {
    pub(super) fn ask_for_script(&mut self) {
        self.script = Leg::Asked;
        self.script_number = self.next();
        self.out.push(Effect::LoadScript { number: self.script_number });
    }

    pub(super) fn ask_for_token(&mut self) {
        self.token = Leg::Asked;
        self.token_number = self.next();
        self.out.push(Effect::FetchToken { number: self.token_number, room_claim: self.form });
        self.out.push(Effect::Wake { timer: Timer::TokenSlow, after_ms: TOKEN_MS });
    }

    pub(super) fn script_loaded(&mut self) {
        self.script = Leg::Here(());
        self.script_failed = 0;
        self.script_trouble = None;
        self.advance();
    }

    pub(super) fn token_arrived(&mut self, held: Held) {
        self.token = Leg::Here(held);
        self.token_failed = 0;
        self.token_trouble = None;
        self.out.push(Effect::Cancel(Timer::TokenSlow));
        self.advance();
    }

    pub(super) fn script_missing(&mut self, fault: ScriptFault, now: f64, chance: f64) {
        self.script_failed += 1;
        let cause = match fault {
            ScriptFault::Failed => Cause::ScriptFailed,
            ScriptFault::Slow => Cause::ScriptSlow,
            ScriptFault::Empty => Cause::ScriptEmpty,
        };
        // The number is used up: whatever the dead element says later is nothing.
        self.script_number = self.next();
        let wait = backoff::SCRIPT.wait(self.script_failed, chance, None);
        self.wait_or_fail(cause, Timer::Script, wait, now);
    }

    pub(super) fn token_missing(&mut self, failure: TokenFailure, now: f64, chance: f64) {
        self.token_failed += 1;
        self.token_number = self.next();
        self.out.push(Effect::Cancel(Timer::TokenSlow));
        let (cause, retry_after) = match failure {
            TokenFailure::Refused(error) => return self.fail(Cause::Refused(error), None),
            TokenFailure::Busy { rate_limited: true, retry_after_seconds } => (Cause::RateLimited, retry_after_seconds),
            TokenFailure::Busy { rate_limited: false, retry_after_seconds } => (Cause::Busy, retry_after_seconds),
            TokenFailure::Unreachable => (Cause::Unreachable, None),
        };
        let wait = backoff::TOKEN.wait(self.token_failed, chance, retry_after);
        self.wait_or_fail(cause, Timer::Token, wait, now);
    }

    /// Waits for the next try, or gives up for a while where all are used up.
    pub(super) fn wait_or_fail(&mut self, cause: Cause, timer: Timer, wait: Option<f64>, now: f64) {
        let Some(after_ms) = wait else { return self.fail(cause, Some(now)) };
        let notice = Some(Notice { cause, retry_at_ms: Some(now + after_ms), can_retry: true });
        match timer {
            Timer::Script => self.script_trouble = notice,
            Timer::Token => self.token_trouble = notice,
            _ => self.trouble = notice,
        }
        self.out.push(Effect::Wake { timer, after_ms });
    }

    /// Gives up; with `now`, until a rest is over.
    pub(super) fn fail(&mut self, cause: Cause, now: Option<f64>) {
        self.unmount();
        self.forget_token();
        self.forget_script();
        self.out.push(Effect::Quiet);
        self.all_is_well();
        self.waits_to_mount = false;
        self.phase = Phase::Failed;
        let rest = now.filter(|_| self.rests < RESTS);
        if rest.is_some() {
            self.rests += 1;
            self.out.push(Effect::Wake { timer: Timer::Rest, after_ms: REST_MS });
        }
        let can_retry = !matches!(cause, Cause::Refused(_) | Cause::Destroyed);
        self.trouble = Some(Notice { cause, retry_at_ms: rest.map(|now| now + REST_MS), can_retry });
    }

    /// A token that is about to expire would be refused at the door.
    pub(super) fn drop_stale_token(&mut self, now: f64) {
        if self.is_token_stale(now) {
            self.forget_token();
        }
    }

    pub(super) fn is_token_stale(&self, now: f64) -> bool {
        matches!(&self.token, Leg::Here(held) if held.is_stale(now))
    }

    pub(super) fn forget_token(&mut self) {
        self.token = Leg::Missing;
        self.token_number = self.next();
        self.token_failed = 0;
        self.token_trouble = None;
        self.out.push(Effect::Cancel(Timer::Token));
        self.out.push(Effect::Cancel(Timer::TokenSlow));
        self.out.push(Effect::DropToken);
    }

    /// The loaded script itself stays in the page; only what is under way is forgotten.
    pub(super) fn forget_script(&mut self) {
        self.script = Leg::Missing;
        self.script_number = self.next();
        self.script_failed = 0;
        self.script_trouble = None;
        self.out.push(Effect::Cancel(Timer::Script));
    }
}
