//! The states as tables, with the time as an argument.

use super::*;

const NOW: i64 = 1_800_000_000;
const LONGEST: i64 = 14_400;
/// When the last token of a key that was replaced at `NOW` has surely expired.
const OVER: i64 = NOW + LONGEST + TAKEN_OVER_WITHIN;

fn known(digit: char, kid: Option<&str>) -> Known {
    Known {
        fingerprint: digit.to_string().repeat(64),
        bits: 4096,
        kid: kid.map(str::to_owned),
        made_at: Some(NOW - 86_400),
    }
}

fn configured() -> Known {
    known('c', Some("t/old"))
}

fn activation<'a>(kid: &'a str, fingerprint: Option<&'a str>) -> Activation<'a> {
    Activation { kid, fingerprint, longest: LONGEST }
}

fn activated(ring: &mut Ring, kid: &str, now: i64) {
    ring.activate(activation(kid, None), Some(&configured()), now).unwrap();
}

/// A ring with these digits staged, in that order.
fn staged(digits: &str) -> Ring {
    let mut ring = Ring::default();
    for digit in digits.chars() {
        ring.stage(&known(digit, None), Some(&configured()), NOW - 100).unwrap();
    }
    ring
}

/// The ring and the configured key: the first digit of each, its state and its name.
fn states(ring: &Ring, configured: Option<&Known>) -> Vec<String> {
    let row = |key: Key| {
        let until = if let State::Retiring { until } = key.state { format!(" {}", until - NOW) } else { String::new() };
        format!("{} {}{until} {}", &key.fingerprint[..1], key.state.word(), key.kid.as_deref().unwrap_or("-"))
    };
    ring.with_configured(configured).into_iter().map(row).collect()
}

#[test]
fn a_whole_rotation_goes_from_staged_to_retired() {
    let mut ring = staged("a");
    let configured = configured();
    assert_eq!(states(&ring, Some(&configured)), ["c active t/old", "a staged -"]);
    assert!(ring.active().is_none(), "the configured key signs");
    activated(&mut ring, "t/new", NOW);
    assert_eq!(states(&ring, Some(&configured)), ["a active t/new", "c retiring 14460 t/old"]);
    assert_eq!(ring.active().unwrap().since, Some(NOW));
    assert_eq!(ring.retire(Which::Only, false, OVER - 1), Err(RingError::TooEarly { until: OVER }));
    ring.retire(Which::Only, false, OVER).unwrap();
    assert_eq!(states(&ring, Some(&configured)), ["a active t/new", "c retired t/old"]);
    // The next one: now the key of the folder goes.
    ring.stage(&known('b', None), Some(&configured), OVER).unwrap();
    activated(&mut ring, "t/newer", NOW + 100_000);
    assert_eq!(states(&ring, None), ["a retiring 114460 t/new", "c retired t/old", "b active t/newer"]);
}

#[test]
fn one_goes_back_to_the_key_before_and_forth_again() {
    let mut ring = staged("a");
    let configured = configured();
    activated(&mut ring, "t/new", NOW);
    activated(&mut ring, "t/old", NOW + 10);
    assert!(ring.active().is_none(), "the configured key signs again");
    assert_eq!(states(&ring, Some(&configured)), ["a retiring 14470 t/new", "c active t/old"]);
    activated(&mut ring, "t/new", NOW + 20);
    assert_eq!(states(&ring, Some(&configured)), ["a active t/new", "c retiring 14480 t/old"]);
}

#[test]
fn a_mistyped_id_is_corrected_and_the_key_goes_on() {
    let mut ring = staged("a");
    activated(&mut ring, "t/typo", NOW);
    ring.activate(activation("t/new", Some("aaaaaaaa")), Some(&configured()), NOW + 5).unwrap();
    assert_eq!(states(&ring, None), ["a active t/new", "c retiring 14460 t/old"]);
}

#[test]
fn what_cannot_be_meant_is_not_activated_and_nothing_changes() {
    let mut rotated = staged("ab");
    rotated.activate(activation("t/a", Some("aaaaaaaa")), Some(&configured()), NOW).unwrap();
    let mut retired = rotated.clone();
    retired.retire(Which::Kid("t/old"), true, NOW).unwrap();
    let other = known('d', Some("t/other"));
    let (empty, one, two, own) = (Ring::default(), staged("a"), staged("ab"), configured());
    let table = [
        ("nothing is staged", &empty, "t/new", None, &own, RingError::UnknownKid),
        ("the configured key signs", &one, "t/old", None, &own, RingError::ActiveAlready),
        ("two are staged", &two, "t/new", None, &own, RingError::SeveralStaged),
        ("no such fingerprint", &two, "t/new", Some("eeeeeeee"), &own, RingError::UnknownFingerprint),
        ("too few digits", &two, "t/new", Some("aaaa"), &own, RingError::UnclearFingerprint),
        ("it signs already", &rotated, "t/a", None, &own, RingError::ActiveAlready),
        ("it signs already, by its fingerprint", &rotated, "t/a", Some("aaaaaaaa"), &own, RingError::ActiveAlready),
        ("the id of the key before", &rotated, "t/old", Some("bbbbbbbb"), &own, RingError::KidTaken),
        ("the configured key under another id", &rotated, "t/x", Some("cccccccc"), &own, RingError::ConfiguredKid),
        ("the configured key is another now", &rotated, "t/old", None, &other, RingError::NotConfiguredAnyMore),
        ("it was retired", &retired, "t/old", None, &own, RingError::Retired),
        ("it was retired, by its fingerprint", &retired, "t/old", Some("cccccccc"), &own, RingError::Retired),
        ("the id of a retired key", &retired, "t/old", Some("bbbbbbbb"), &own, RingError::KidTaken),
    ];
    for (name, ring, kid, fingerprint, configured, expected) in table {
        let mut after = ring.clone();
        let outcome = after.activate(activation(kid, fingerprint), Some(configured), NOW).err();
        assert_eq!(outcome, Some(expected), "{name}");
        assert_eq!(&after, ring, "{name}");
    }
}

#[test]
fn what_cannot_be_meant_is_not_staged_or_retired_and_nothing_changes() {
    let mut rotated = staged("ab");
    rotated.activate(activation("t/a", Some("aaaaaaaa")), Some(&configured()), NOW).unwrap();
    for (name, new, expected) in [
        ("a staged key again", known('b', None), RingError::KnownAlready("staged")),
        ("the key that signs", known('a', None), RingError::KnownAlready("active")),
        ("the key before", configured(), RingError::KnownAlready("retiring")),
    ] {
        let mut after = rotated.clone();
        assert_eq!(after.stage(&new, Some(&configured()), NOW), Err(expected), "{name}");
        assert_eq!(after, rotated, "{name}");
    }
    assert_eq!(staged("a").stage(&configured(), Some(&configured()), NOW), Err(RingError::IsConfigured));
    for (name, which, leaked, expected) in [
        ("the key that signs", Which::Kid("t/a"), false, RingError::Signs),
        ("the key that signs, leaked", Which::Kid("t/a"), true, RingError::Signs),
        ("before its time", Which::Kid("t/old"), false, RingError::TooEarly { until: OVER }),
        ("before its time, the only one", Which::Only, false, RingError::TooEarly { until: OVER }),
        ("unknown", Which::Kid("t/x"), true, RingError::UnknownKid),
        ("unknown fingerprint", Which::Fingerprint("eeeeeeee"), true, RingError::UnknownFingerprint),
    ] {
        let mut after = rotated.clone();
        assert_eq!(after.retire(which, leaked, OVER - 1).err(), Some(expected), "{name}");
        assert_eq!(after, rotated, "{name}");
    }
    assert_eq!(staged("a").retire(Which::Only, false, NOW).err(), Some(RingError::WhichOne));
}

#[test]
fn a_leaked_key_and_a_staged_one_are_let_go_at_once() {
    let mut ring = staged("ab");
    ring.activate(activation("t/a", Some("aaaaaaaa")), Some(&configured()), NOW).unwrap();
    assert_eq!(ring.retire(Which::Kid("t/old"), true, NOW + 1).unwrap().state, State::Retired);
    assert_eq!(ring.retire(Which::Fingerprint("BBBBBBBB"), false, NOW + 1).unwrap().state, State::Retired);
    // Told once more, as after a crash between the ring and the file.
    assert_eq!(ring.retire(Which::Kid("t/old"), false, NOW + 9).unwrap().since, Some(NOW + 1));
}

#[test]
fn a_configured_key_that_was_exchanged_by_hand_is_what_signs() {
    let mut ring = staged("a");
    activated(&mut ring, "t/new", NOW);
    activated(&mut ring, "t/old", NOW + 10);
    let other = known('d', Some("t/other"));
    assert!(ring.with_configured(Some(&other)).iter().all(|key| !key.is_passed_over()));
    ring.activate(activation("t/new", None), Some(&other), NOW + 20).unwrap();
    assert_eq!(states(&ring, Some(&other)), ["a active t/new", "c retiring 14480 t/old", "d retiring 14480 t/other"]);
}

#[test]
fn a_configured_key_that_the_ring_does_not_know_is_passed_over_while_another_signs() {
    let mut ring = staged("a");
    activated(&mut ring, "t/new", NOW);
    let passed_over = |known: &Known| ring.with_configured(Some(known)).iter().any(Key::is_passed_over);
    assert!(passed_over(&known('d', Some("t/other"))));
    assert!(!passed_over(&configured()));
    assert!(!passed_over(&known('a', Some("t/new"))));
}

#[test]
fn a_ring_is_read_back_from_what_was_written() {
    let mut ring = staged("ab");
    ring.activate(activation("t/a", Some("aaaaaaaa")), Some(&configured()), NOW).unwrap();
    assert_eq!(Ring::read(&ring.write()), Ok(ring));
    assert_eq!(Ring::read(&Ring::default().write()), Ok(Ring::default()));
}

#[test]
fn what_is_no_ring_is_not_taken_for_one() {
    let mut ring = staged("ab");
    ring.activate(activation("t/a", Some("aaaaaaaa")), None, NOW).unwrap();
    let good = ring.write();
    let twice = good.replace(&"b".repeat(64), &"a".repeat(64));
    let two_sign = good.replace("\"staged\"", "\"active\"").replace("\"kid\": null", "\"kid\": \"t/b\"");
    let outside = good.replace(&"a".repeat(64), "../../etc/passwd");
    let nameless = good.replace("\"kid\": \"t/a\"", "\"kid\": null");
    for (name, text) in [("twice", twice), ("two sign", two_sign), ("a path", outside), ("no id", nameless)] {
        assert_ne!(text, good, "{name}");
        assert_eq!(Ring::read(&text), Err(ReadError::Contradictory), "{name}");
    }
    assert_eq!(Ring::read(&good.replace("\"version\": 1", "\"version\": 2")), Err(ReadError::Newer));
    assert_eq!(Ring::read(""), Err(ReadError::Damaged { line: 1, column: 0 }));
    for text in ["{", "[]", "{\"version\":1}", &good[..good.len() / 2], &good.replace("staged", "asleep")] {
        assert!(matches!(Ring::read(text), Err(ReadError::Damaged { .. })), "{text}");
    }
}
