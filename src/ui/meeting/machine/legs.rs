//! Script and token: asked for at the same time, each tried again on its own.

use super::{
    super::TokenFailure, Backoff, Cause, Effect, Held, Leg, Machine, Notice, Phase, REST_MS, STALE_MS, ScriptFault,
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
    }

    pub(super) fn script_loaded(&mut self) {
        self.script = Leg::Here(());
        self.script_failed = 0;
        self.clear_notice_of(Timer::Script);
        self.advance();
    }

    pub(super) fn token_arrived(&mut self, held: Held) {
        self.token = Leg::Here(held);
        self.token_failed = 0;
        self.clear_notice_of(Timer::Token);
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
        let retry = |machine: &mut Self, cause, retry_after, backoff: Backoff| {
            let wait = backoff.wait(machine.token_failed, chance, retry_after);
            machine.wait_or_fail(cause, Timer::Token, wait, now);
        };
        match failure {
            TokenFailure::Busy { rate_limited: true, retry_after_seconds } => {
                retry(self, Cause::RateLimited, retry_after_seconds, backoff::TOKEN);
            }
            TokenFailure::Busy { rate_limited: false, retry_after_seconds } => {
                retry(self, Cause::Busy, retry_after_seconds, backoff::TOKEN);
            }
            TokenFailure::Unreachable => retry(self, Cause::Unreachable, None, backoff::TOKEN),
            TokenFailure::Refused(error) => self.fail(Cause::Refused(error), None),
        }
    }

    /// Waits for the next try, or gives up for a while where all are used up.
    pub(super) fn wait_or_fail(&mut self, cause: Cause, timer: Timer, wait: Option<f64>, now: f64) {
        match wait {
            Some(after_ms) => {
                self.notice = Some(Notice { cause, retry_at_ms: Some(now + after_ms), can_retry: true });
                self.out.push(Effect::Wake { timer, after_ms });
            }
            None => self.fail(cause, Some(now)),
        }
    }

    /// Gives up; with `now`, until a rest is over.
    pub(super) fn fail(&mut self, cause: Cause, now: Option<f64>) {
        self.unmount();
        self.forget_token();
        self.forget_script();
        self.out.push(Effect::Quiet);
        if now.is_some() {
            self.out.push(Effect::Wake { timer: Timer::Rest, after_ms: REST_MS });
        }
        self.phase = Phase::Failed;
        let can_retry = !matches!(cause, Cause::Refused(_) | Cause::Destroyed);
        self.notice = Some(Notice { cause, retry_at_ms: now.map(|now| now + REST_MS), can_retry });
    }

    /// A token that is about to expire would be refused at the door.
    pub(super) fn drop_stale_token(&mut self, now: f64) {
        if self.is_token_stale(now) {
            self.forget_token();
        }
    }

    pub(super) fn is_token_stale(&self, now: f64) -> bool {
        let Leg::Here(held) = &self.token else { return false };
        held.expires_at_ms.is_some_and(|expires| expires - now < STALE_MS)
    }

    pub(super) fn forget_token(&mut self) {
        self.token = Leg::Missing;
        self.token_number = self.next();
        self.token_failed = 0;
        self.out.push(Effect::Cancel(Timer::Token));
    }

    /// The loaded script itself stays in the page; only what is under way is forgotten.
    pub(super) fn forget_script(&mut self) {
        self.script = Leg::Missing;
        self.script_number = self.next();
        self.script_failed = 0;
        self.out.push(Effect::Cancel(Timer::Script));
    }

    /// What came after all is no trouble any more; the other leg's trouble still is.
    fn clear_notice_of(&mut self, timer: Timer) {
        let is_script = self
            .notice
            .as_ref()
            .is_some_and(|notice| matches!(notice.cause, Cause::ScriptFailed | Cause::ScriptSlow | Cause::ScriptEmpty));
        if is_script == (timer == Timer::Script) {
            self.notice = None;
        }
    }
}
