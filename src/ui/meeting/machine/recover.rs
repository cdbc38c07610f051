//! What to do when Jitsi fails, a timer wakes us, or the participant wants another try.

use super::{super::TokenFailure, Cause, Effect, Leg, Machine, Notice, Phase, SETTLED_MS, Timer, backoff};

impl Machine {
    /// Jitsi's own names (lib-jitsi-meet `JitsiConnectionErrors.ts`, `JitsiConferenceErrors.ts`).
    pub(super) fn jitsi_failed(&mut self, name: &str, fatal: bool, now: f64, chance: f64) {
        match name {
            "connection.passwordRequired"
            | "conference.authenticationRequired"
            | "conference.connectionError.notAllowed"
            | "not-allowed" => self.token_refused(now),
            // The lobby, or a password: time is theirs.
            "conference.connectionError.membersOnly" | "conference.passwordRequired" => {
                self.out.push(Effect::Cancel(Timer::Join));
            }
            "conference.connectionError.accessDenied" => self.fail(Cause::LobbyRefused, None),
            "conference.max_users" => self.fail(Cause::Full, None),
            "conference.destroyed" => self.fail(Cause::Destroyed, None),
            _ if !fatal => {}
            "connection.droppedError"
            | "connection.serverError"
            | "connection.shardChangedError"
            | "connection.otherError"
            | "conference.focusDisconnected"
            | "conference.focusLeft"
            | "conference.videobridgeNotAvailable"
            | "conference.iceFailed"
            | "conference.gracefulShutdown" => self.lost(Cause::ConnectionLost, now, chance),
            _ => self.lost(Cause::Other, now, chance),
        }
    }

    /// Jitsi did not accept the token: ask once for a fresh one where it had expired, once in the
    /// other form of the room claim where it had not, then explain.
    fn token_refused(&mut self, now: f64) {
        let Leg::Here(held) = self.token.clone() else { return };
        if self.is_token_stale(now) && !self.tried_fresh_token {
            self.tried_fresh_token = true;
        } else if !self.tried_other_form {
            self.tried_other_form = true;
            self.form = Some(held.room_claim.other());
        } else {
            self.form = None;
            self.fail(Cause::TokenRefused, None);
            return;
        }
        self.unmount();
        self.forget_token();
        self.advance();
    }

    /// The meeting is gone from under us: mount it again after a while.
    pub(super) fn lost(&mut self, cause: Cause, now: f64, chance: f64) {
        self.unmount();
        if self.last_joined_at.take().is_some_and(|joined| now - joined > SETTLED_MS) {
            self.mount_failed = 0;
        }
        self.mount_failed += 1;
        let wait = backoff::MOUNT.wait(self.mount_failed, chance, None);
        self.waits_to_mount = wait.is_some();
        self.phase = Phase::Loading;
        self.wait_or_fail(cause, Timer::Mount, wait, now);
    }

    pub(super) fn wake(&mut self, timer: Timer, now: f64, chance: f64) {
        match timer {
            Timer::Script if self.script == Leg::Asked => self.ask_for_script(),
            Timer::Token if self.token == Leg::Asked => self.ask_for_token(),
            Timer::TokenSlow if self.token == Leg::Asked => {
                self.out.push(Effect::DropToken);
                self.token_missing(TokenFailure::Unreachable, now, chance);
            }
            Timer::Mount => {
                self.waits_to_mount = false;
                self.drop_stale_token(now);
                self.advance();
            }
            Timer::Ready if self.phase == Phase::Mounting => self.lost(Cause::NotResponding, now, chance),
            // What the iframe shows may be worth reading: it stays, with a way to start over.
            Timer::Join if self.phase == Phase::Ready => {
                self.trouble = Some(Notice { cause: Cause::JoinSlow, retry_at_ms: None, can_retry: true });
            }
            Timer::Rest => self.start_over(),
            _ => {}
        }
    }

    /// Starts over, where there is something to start over.
    pub(super) fn retry(&mut self) {
        if self.phase == Phase::Failed || self.notice().is_some() {
            self.rests = 0;
            self.mount_failed = 0;
            self.start_over();
        }
    }

    pub(super) fn start_over(&mut self) {
        self.unmount();
        self.forget_token();
        self.forget_script();
        self.out.push(Effect::Quiet);
        self.waits_to_mount = false;
        self.tried_other_form = false;
        self.tried_fresh_token = false;
        self.phase = Phase::Idle;
        self.all_is_well();
        self.advance();
    }

    /// The network is back: what waited for it need not wait any longer. A server that asked for
    /// patience gets it all the same. An iframe that was loading when the network went shows the
    /// browser's own error page now, and would say nothing until its time is up.
    pub(super) fn online(&mut self) {
        if self.phase == Phase::Mounting {
            self.unmount();
            self.advance();
            return;
        }
        let of_network = matches!(
            self.notice().map(|notice| &notice.cause),
            Some(Cause::Unreachable | Cause::ScriptFailed | Cause::ScriptSlow | Cause::ConnectionLost)
        );
        if of_network && !self.mounted {
            self.retry();
        }
    }
}
