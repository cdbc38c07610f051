//! The machine by properties over random orders of events.

use proptest::prelude::*;

use super::{
    tests::{BUSY, NOW, held},
    *,
};
use crate::wire::RoomClaim;

/// One event of any kind. Numbers are offsets from the current ones, so that most are fresh and
/// some are stale.
fn any_step() -> impl Strategy<Value = (u8, u8, u16)> {
    (0..24_u8, prop_oneof![9 => Just(0_u8), 1 => 1..4_u8], any::<u16>())
}

fn event(machine: &Machine, kind: u8, age: u8, extra: u16) -> Event {
    let fresh = |number: u32| number.saturating_sub(u32::from(age));
    let names = [
        "connection.passwordRequired",
        "connection.droppedError",
        "conference.max_users",
        "other",
        "conference.destroyed",
    ];
    let signal = |signal| Event::Signal { number: fresh(machine.mount_number), signal };
    match kind {
        0..=2 => Event::Go([Go::Nothing, Go::Script, Go::Token, Go::Enter][usize::from(extra % 4)]),
        3 => Event::NameChanged,
        4 => Event::PlaceChanged,
        5 | 6 => Event::ScriptLoaded { number: fresh(machine.script_number) },
        7 => Event::ScriptFailed { number: fresh(machine.script_number), fault: ScriptFault::Slow },
        8 | 9 => Event::TokenArrived { number: fresh(machine.token_number), held: held(RoomClaim::Qualified, NOW) },
        10 => Event::TokenFailed { number: fresh(machine.token_number), failure: BUSY },
        11 => Event::MountFailed { number: fresh(machine.mount_number) },
        12 => signal(Signal::Ready),
        13 => signal(Signal::Asking),
        14 => signal(Signal::Joined),
        15 => signal(Signal::Left),
        16 => signal(Signal::Closing),
        17 => signal(Signal::Error { name: names[usize::from(extra % 5)].to_owned(), fatal: extra.is_multiple_of(2) }),
        18 | 19 => Event::Timer(Timer::ALL[usize::from(extra % 7)]),
        20 => Event::Retry,
        21 => Event::Online,
        22 => Event::PageHidden,
        _ => Event::PageShown,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn there_are_never_two_iframes_and_none_is_left(steps in prop::collection::vec(any_step(), 0..120), gaps in prop::collection::vec(0..600_u32, 120)) {
        let mut machine = Machine::default();
        let mut now = NOW;
        let mut iframes = 0_i32;
        let mut timers = std::collections::HashSet::new();
        let steps: Vec<_> = steps.into_iter().zip(gaps).map(Some).chain([None]).collect();
        for step in steps {
            let event = match step {
                Some(((kind, age, extra), gap)) => {
                    now += f64::from(gap) * 1000.0;
                    event(&machine, kind, age, extra)
                }
                None => Event::Dispose,
            };
            if let Event::Timer(timer) = event {
                timers.remove(&(timer as u8));
            }
            for effect in machine.handle(event, now, 0.5) {
                match effect {
                    Effect::Mount { .. } => iframes += 1,
                    Effect::Unmount => iframes -= 1,
                    Effect::Wake { timer, after_ms } => {
                        prop_assert!(after_ms >= 0.0);
                        timers.insert(timer as u8);
                    }
                    Effect::Cancel(timer) => { timers.remove(&(timer as u8)); }
                    Effect::Quiet => timers.clear(),
                    _ => {}
                }
                prop_assert!((0..=1).contains(&iframes), "{iframes} iframes");
            }
            let view = machine.view();
            prop_assert!(view.phase != Phase::Failed || view.notice.is_some(), "a failure says why");
            prop_assert!(view.phase != Phase::Closed || iframes == 0);
            prop_assert!(view.phase != Phase::Failed || iframes == 0);
        }
        prop_assert_eq!(iframes, 0);
        prop_assert!(timers.is_empty(), "{timers:?}");
        prop_assert_eq!(machine.handle(Event::Go(Go::Enter), now, 0.5), vec![]);
        prop_assert_eq!(machine.handle(Event::Retry, now, 0.5), vec![]);
    }
}
