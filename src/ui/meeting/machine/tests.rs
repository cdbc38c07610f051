//! The machine by tables: what happens, and what it wants done.

use super::{super::TokenFailure, *};

pub(super) const NOW: f64 = 1_000_000.0;
const HOUR_MS: f64 = 3_600_000.0;

/// A machine, and what it wants done, numbers filled in by themselves.
#[derive(Default)]
struct Play {
    machine: Machine,
    now: f64,
}

impl Play {
    fn entering() -> (Self, Vec<Effect>) {
        let mut play = Self { now: NOW, ..Self::default() };
        let effects = play.send(Event::Go(Go::Enter));
        (play, effects)
    }

    fn joined() -> Self {
        let (mut play, _) = Self::entering();
        play.script();
        play.token();
        play.says(Signal::Ready);
        play.says(Signal::Joined);
        play
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.machine.handle(event, self.now, 0.5)
    }

    fn script(&mut self) -> Vec<Effect> {
        self.send(Event::ScriptLoaded { number: self.machine.script_number })
    }

    fn no_script(&mut self) -> Vec<Effect> {
        self.send(Event::ScriptFailed { number: self.machine.script_number, fault: ScriptFault::Failed })
    }

    fn token(&mut self) -> Vec<Effect> {
        let form = self.machine.form.unwrap_or(RoomClaim::Qualified);
        self.send(Event::TokenArrived { number: self.machine.token_number, held: held(form, self.now) })
    }

    fn no_token(&mut self, failure: TokenFailure) -> Vec<Effect> {
        self.send(Event::TokenFailed { number: self.machine.token_number, failure })
    }

    fn says(&mut self, signal: Signal) -> Vec<Effect> {
        self.send(Event::Signal { number: self.machine.mount_number, signal })
    }

    fn fails(&mut self, name: &str) -> Vec<Effect> {
        self.says(Signal::Error { name: name.to_owned(), fatal: true })
    }

    fn cause(&self) -> Option<Cause> {
        self.machine.notice().map(|notice| notice.cause.clone())
    }

    fn phase(&self) -> Phase {
        self.machine.phase
    }
}

pub(super) fn held(room_claim: RoomClaim, now: f64) -> Held {
    Held { expires_at_ms: Some(now + HOUR_MS), room_claim, report_join: true }
}

fn mounts(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Mount { .. })).count()
}

#[expect(clippy::option_option, reason = "whether a token was asked for, and in which form")]
fn asked_form(effects: &[Effect]) -> Option<Option<RoomClaim>> {
    effects.iter().find_map(|effect| match effect {
        Effect::FetchToken { room_claim, .. } => Some(*room_claim),
        _ => None,
    })
}

fn wait_of(effects: &[Effect], wanted: Timer) -> Option<f64> {
    effects.iter().find_map(|effect| match effect {
        Effect::Wake { timer, after_ms } if *timer == wanted => Some(*after_ms),
        _ => None,
    })
}

pub(super) const BUSY: TokenFailure = TokenFailure::Busy { rate_limited: true, retry_after_seconds: None };

#[test]
fn script_and_token_are_asked_for_at_the_same_time_and_mounted_when_both_are_there() {
    for script_first in [true, false] {
        let (mut play, effects) = Play::entering();
        assert!(matches!(effects[..2], [Effect::LoadScript { .. }, Effect::FetchToken { room_claim: None, .. }]));
        let first = if script_first { play.script() } else { play.token() };
        assert_eq!(mounts(&first), 0);
        let second = if script_first { play.token() } else { play.script() };
        assert_eq!(mounts(&second), 1);
        assert_eq!(play.phase(), Phase::Mounting);
    }
}

#[test]
fn a_green_room_prepares_and_enters_at_once() {
    let mut play = Play { now: NOW, ..Play::default() };
    assert_eq!(play.send(Event::Go(Go::Script)).len(), 1);
    play.script();
    assert!(asked_form(&play.send(Event::Go(Go::Token))).is_some());
    play.token();
    assert_eq!(play.phase(), Phase::Prepared);
    assert_eq!(mounts(&play.send(Event::Go(Go::Enter))), 1);
}

#[test]
fn a_token_that_went_stale_in_the_green_room_is_asked_for_anew() {
    let mut play = Play { now: NOW, ..Play::default() };
    play.send(Event::Go(Go::Token));
    play.script();
    play.token();
    play.now += HOUR_MS;
    let effects = play.send(Event::Go(Go::Enter));
    assert_eq!((mounts(&effects), asked_form(&effects)), (0, Some(None)));
    assert_eq!(mounts(&play.token()), 1);
}

#[test]
fn two_429s_are_waited_out_and_retry_after_wins() {
    let (mut play, _) = Play::entering();
    play.script();
    let effects = play.no_token(BUSY);
    assert_eq!(wait_of(&effects, Timer::Token), Some(250.0));
    assert_eq!(play.cause(), Some(Cause::RateLimited));
    assert!(asked_form(&play.send(Event::Timer(Timer::Token))).is_some());
    let effects = play.no_token(TokenFailure::Busy { rate_limited: true, retry_after_seconds: Some(9) });
    assert_eq!(wait_of(&effects, Timer::Token), Some(9_000.0));
    assert_eq!(play.machine.notice().unwrap().retry_at_ms, Some(NOW + 9_000.0));
    play.send(Event::Timer(Timer::Token));
    assert_eq!(mounts(&play.token()), 1);
    assert_eq!(play.cause(), None);
}

#[test]
fn tries_are_used_up_and_a_rest_follows() {
    let (mut play, _) = Play::entering();
    for _ in 0..4 {
        assert!(wait_of(&play.no_token(BUSY), Timer::Token).is_some());
        play.send(Event::Timer(Timer::Token));
    }
    let effects = play.no_token(BUSY);
    assert_eq!(wait_of(&effects, Timer::Rest), Some(REST_MS));
    assert_eq!((play.phase(), play.cause()), (Phase::Failed, Some(Cause::RateLimited)));
    let again = play.send(Event::Timer(Timer::Rest));
    assert!(asked_form(&again).is_some());
}

#[test]
fn a_script_is_tried_four_times_and_the_button_starts_over() {
    let (mut play, _) = Play::entering();
    for wait in [2_000.0, 4_000.0, 8_000.0] {
        assert_eq!(wait_of(&play.no_script(), Timer::Script), Some(wait));
        assert!(matches!(play.send(Event::Timer(Timer::Script))[..], [Effect::LoadScript { .. }]));
    }
    play.no_script();
    assert_eq!((play.phase(), play.cause()), (Phase::Failed, Some(Cause::ScriptFailed)));
    let again = play.send(Event::Retry);
    assert!(again.iter().any(|effect| matches!(effect, Effect::LoadScript { .. })));
}

#[test]
fn a_final_refusal_is_final() {
    let (mut play, _) = Play::entering();
    let effects = play.no_token(TokenFailure::Refused("Withdrawn.".to_owned()));
    assert_eq!(play.cause(), Some(Cause::Refused("Withdrawn.".to_owned())));
    assert_eq!(wait_of(&effects, Timer::Rest), None);
    assert!(!play.machine.notice().unwrap().can_retry);
}

#[test]
fn a_refused_token_is_asked_for_once_in_the_other_form() {
    for name in [
        "connection.passwordRequired",
        "conference.authenticationRequired",
        "conference.connectionError.notAllowed",
        "not-allowed",
    ] {
        let (mut play, _) = Play::entering();
        play.script();
        play.token();
        let effects = play.fails(name);
        assert!(effects.contains(&Effect::Unmount), "{name}");
        assert_eq!(asked_form(&effects), Some(Some(RoomClaim::Name)), "{name}");
        assert_eq!(mounts(&play.token()), 1);
        assert!(play.says(Signal::Joined).contains(&Effect::Report(RoomClaim::Name)));

        let (mut play, _) = Play::entering();
        play.script();
        play.token();
        play.fails(name);
        play.token();
        play.fails(name);
        assert_eq!((play.phase(), play.cause()), (Phase::Failed, Some(Cause::TokenRefused)));
    }
}

#[test]
fn an_expired_token_is_renewed_in_its_own_form_first() {
    let (mut play, _) = Play::entering();
    play.script();
    play.token();
    play.now += HOUR_MS;
    assert_eq!(asked_form(&play.fails("connection.passwordRequired")), Some(None));
}

#[test]
fn a_lost_connection_mounts_again_and_gives_up_in_the_end() {
    let mut play = Play::joined();
    for _ in 0..3 {
        let effects = play.fails("connection.droppedError");
        assert!(effects.contains(&Effect::Unmount));
        assert!(wait_of(&effects, Timer::Mount).is_some());
        assert_eq!(mounts(&play.send(Event::Timer(Timer::Mount))), 1);
    }
    play.fails("connection.droppedError");
    assert_eq!((play.phase(), play.cause()), (Phase::Failed, Some(Cause::ConnectionLost)));
}

#[test]
fn only_ready_to_close_ends_a_meeting() {
    let mut play = Play::joined();
    assert!(!play.says(Signal::Left).contains(&Effect::Unmount));
    assert_eq!(play.phase(), Phase::Left);
    play.says(Signal::Joined);
    assert_eq!(play.phase(), Phase::Joined);
    play.now += 90_000.0;
    let effects = play.says(Signal::Closing);
    assert!(effects.contains(&Effect::Unmount) && effects.contains(&Effect::Ended { seconds: 90 }));
    assert_eq!(play.phase(), Phase::Closed);
}

#[test]
fn silence_of_the_iframe_is_noticed_but_not_while_it_asks() {
    let (mut play, _) = Play::entering();
    play.script();
    assert_eq!(wait_of(&play.token(), Timer::Ready), Some(READY_MS));
    play.send(Event::Timer(Timer::Ready));
    assert_eq!(play.cause(), Some(Cause::NotResponding));
    play.send(Event::Timer(Timer::Mount));
    assert_eq!(wait_of(&play.says(Signal::Ready), Timer::Join), Some(JOIN_MS));
    assert!(play.says(Signal::Asking).contains(&Effect::Cancel(Timer::Join)));
}

#[test]
fn what_jitsi_says_of_itself_is_explained() {
    let table = [
        ("conference.connectionError.accessDenied", Cause::LobbyRefused),
        ("conference.max_users", Cause::Full),
        ("conference.destroyed", Cause::Destroyed),
        ("something.new", Cause::Other),
    ];
    for (name, cause) in table {
        let mut play = Play::joined();
        play.fails(name);
        assert_eq!(play.cause(), Some(cause), "{name}");
    }
    let mut play = Play::joined();
    play.says(Signal::Error { name: "something.small".to_owned(), fatal: false });
    assert_eq!((play.phase(), play.cause()), (Phase::Joined, None));
}

#[test]
fn a_new_name_is_a_new_token_before_and_a_command_after_the_mount() {
    let mut play = Play { now: NOW, ..Play::default() };
    play.send(Event::Go(Go::Token));
    play.token();
    assert!(asked_form(&play.send(Event::NameChanged)).is_some());
    let mut play = Play::joined();
    assert_eq!(play.send(Event::NameChanged), [Effect::Rename]);
}

#[test]
fn a_new_place_mounts_anew() {
    let mut play = Play::joined();
    let effects = play.send(Event::PlaceChanged);
    assert!(effects.contains(&Effect::Unmount));
    play.script();
    assert_eq!(mounts(&play.token()), 1);
}

#[test]
fn a_page_that_is_left_goes_quiet_and_starts_over_when_it_is_back() {
    let mut play = Play::joined();
    let effects = play.send(Event::PageHidden);
    assert!(effects.contains(&Effect::Unmount) && effects.contains(&Effect::Quiet));
    assert!(asked_form(&play.send(Event::PageShown)).is_some());
}

#[test]
fn the_network_that_is_back_ends_the_wait() {
    let (mut play, _) = Play::entering();
    play.no_token(TokenFailure::Unreachable);
    assert!(asked_form(&play.send(Event::Online)).is_some());
}

#[test]
fn a_server_that_asked_for_patience_gets_it() {
    let (mut play, _) = Play::entering();
    play.no_token(TokenFailure::Busy { rate_limited: true, retry_after_seconds: Some(30) });
    for event in [Event::Online, Event::NameChanged, Event::Go(Go::Enter)] {
        assert_eq!(asked_form(&play.send(event)), None);
    }
    assert!(asked_form(&play.send(Event::Timer(Timer::Token))).is_some());
}

#[test]
fn a_token_that_does_not_come_is_asked_for_again() {
    let (mut play, effects) = Play::entering();
    assert_eq!(wait_of(&effects, Timer::TokenSlow), Some(TOKEN_MS));
    let effects = play.send(Event::Timer(Timer::TokenSlow));
    assert!(effects.contains(&Effect::DropToken));
    assert!(wait_of(&effects, Timer::Token).is_some());
    assert_eq!(play.cause(), Some(Cause::Unreachable));
}

#[test]
fn nothing_shortens_the_wait_after_a_loss() {
    let mut play = Play::joined();
    play.fails("connection.droppedError");
    assert_eq!(mounts(&play.send(Event::Go(Go::Enter))), 0);
    assert_eq!(mounts(&play.send(Event::NameChanged)), 0);
}

#[test]
fn in_and_out_again_and_again_comes_to_an_end() {
    let mut play = Play::joined();
    for _ in 0..20 {
        play.fails("connection.droppedError");
        play.send(Event::Timer(Timer::Mount));
        play.says(Signal::Joined);
    }
    assert_eq!(play.phase(), Phase::Failed);
}

#[test]
fn a_loss_after_a_long_while_has_all_its_tries() {
    let mut play = Play::joined();
    for _ in 0..9 {
        play.now += 2.0 * SETTLED_MS;
        play.fails("connection.droppedError");
        play.send(Event::Timer(Timer::Mount));
        play.token();
        play.says(Signal::Joined);
    }
    assert_eq!(play.phase(), Phase::Joined);
}

#[test]
fn a_meeting_that_never_starts_comes_to_an_end() {
    let (mut play, _) = Play::entering();
    play.script();
    play.token();
    for _ in 0..3 {
        play.now += 2.0 * SETTLED_MS;
        play.send(Event::Timer(Timer::Ready));
        play.send(Event::Timer(Timer::Mount));
    }
    play.send(Event::Timer(Timer::Ready));
    assert_eq!((play.phase(), play.cause()), (Phase::Failed, Some(Cause::NotResponding)));
}

#[test]
fn a_ready_that_comes_late_changes_nothing() {
    let mut play = Play::joined();
    assert_eq!(play.says(Signal::Ready), []);
    assert_eq!(play.phase(), Phase::Joined);
}

#[test]
fn each_leg_keeps_its_own_trouble() {
    let (mut play, _) = Play::entering();
    play.no_script();
    play.no_token(BUSY);
    assert_eq!(play.cause(), Some(Cause::RateLimited));
    play.send(Event::Timer(Timer::Token));
    play.token();
    assert_eq!(play.cause(), Some(Cause::ScriptFailed));
}

#[test]
fn it_rests_ten_times_and_then_waits_for_the_button() {
    let (mut play, _) = Play::entering();
    for round in 0..=10 {
        for _ in 0..5 {
            play.no_token(BUSY);
            play.send(Event::Timer(Timer::Token));
        }
        assert_eq!(play.machine.notice().unwrap().retry_at_ms.is_some(), round < 10, "{round}");
        if round < 10 {
            play.send(Event::Timer(Timer::Rest));
        }
    }
    assert!(asked_form(&play.send(Event::Retry)).is_some());
}

#[test]
fn answers_to_old_questions_are_nothing() {
    let (mut play, _) = Play::entering();
    let (script, token) = (play.machine.script_number, play.machine.token_number);
    play.send(Event::PlaceChanged);
    assert_eq!(play.send(Event::ScriptLoaded { number: script }), []);
    assert_eq!(play.send(Event::TokenArrived { number: token, held: held(RoomClaim::Name, NOW) }), []);
    assert_eq!(play.phase(), Phase::Loading);
}

#[test]
fn a_network_that_comes_back_while_the_iframe_loads_mounts_it_anew() {
    let (mut play, _) = Play::entering();
    play.script();
    play.token();
    assert_eq!(play.phase(), Phase::Mounting);
    let effects = play.send(Event::Online);
    assert!(effects.contains(&Effect::Unmount));
    assert_eq!(mounts(&effects), 1);
    play.says(Signal::Ready);
    assert_eq!(mounts(&play.send(Event::Online)), 0, "a meeting that runs is left alone");
}
