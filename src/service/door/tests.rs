//! Every state of a door, by a table of named rows.

use super::*;
use crate::jaas::{RoomName, SessionType};

const NOW: i64 = 1_767_225_600;
const HOURS: DoorHours = DoorHours { opens_before: 600, closes_after: 0 };

fn session() -> Session {
    Session {
        id: "s".to_owned(),
        title: "Weekly".to_owned(),
        session_type: SessionType::Video,
        room: RoomName::try_from("room-of-the-session-1".to_owned()).unwrap(),
        features: vec![],
        owner: None,
        opened_at: NOW,
        starts_at: NOW,
        ends_at: Some(NOW + 3600),
        time_zone: "UTC".to_owned(),
        capacity: None,
        waits_for_host: false,
        admits_each: false,
        host_in_at: None,
        ended_at: None,
        cancelled_at: None,
        sequence: 0,
        guests: 0,
    }
}

fn person(removed_at: Option<i64>) -> Person {
    Person {
        session_id: "s".to_owned(),
        user_id: "u".to_owned(),
        name: "Gus".to_owned(),
        role: Role::Guest,
        invite_id: None,
        participant_id: None,
        first_at: NOW,
        last_at: NOW,
        removed_at,
    }
}

fn waiting(answer: Answer) -> Waiting {
    Waiting {
        session_id: "s".to_owned(),
        user_id: "u".to_owned(),
        invite_id: "i".to_owned(),
        name: "Gus".to_owned(),
        answer,
        asked_at: NOW,
        seen_at: NOW,
        answered_at: None,
    }
}

#[test]
fn a_guest_finds_the_door_as_the_session_says() {
    let host_in = Some(NOW);
    let waits = || Session { waits_for_host: true, ..session() };
    let admits = || Session { admits_each: true, ..session() };
    let full = || Session { capacity: Some(1), guests: 1, ..session() };
    let in_before = person(None);
    let table = [
        ("a plain session", session(), None, None, DoorState::Open),
        ("a host is awaited", waits(), None, None, DoorState::WaitingForHost),
        ("a host is in", Session { host_in_at: host_in, ..waits() }, None, None, DoorState::Open),
        ("one by one, not knocked", admits(), None, None, DoorState::WaitingToBeLetIn),
        ("one by one, knocked", admits(), None, Some(waiting(Answer::None)), DoorState::WaitingToBeLetIn),
        ("one by one, let in", admits(), None, Some(waiting(Answer::Admitted)), DoorState::Open),
        ("one by one, refused", admits(), None, Some(waiting(Answer::Refused)), DoorState::KeptOut),
        ("full", full(), None, None, DoorState::Full),
        ("full, in before", full(), Some(in_before), None, DoorState::Open),
        ("removed", session(), Some(person(Some(NOW))), None, DoorState::KeptOut),
        ("cancelled", Session { cancelled_at: Some(NOW), ..session() }, None, None, DoorState::Cancelled),
        ("ended", Session { ended_at: Some(NOW), ..session() }, None, None, DoorState::Ended),
        ("past its end", Session { ends_at: Some(NOW), ..session() }, None, None, DoorState::Ended),
        ("without an end", Session { ends_at: None, starts_at: 0, ..session() }, None, None, DoorState::Open),
    ];
    for (name, session, person, waiting, expected) in table {
        assert_eq!(HOURS.door(&session, Role::Guest, person.as_ref(), waiting.as_ref(), NOW), expected, "{name}");
    }
}

#[test]
fn it_opens_for_everybody_at_the_same_second() {
    let later = Session { starts_at: NOW + 600, ..session() };
    for role in [Role::Guest, Role::Host] {
        let door = |now| HOURS.door(&later, role, None, None, now);
        assert_eq!(door(NOW - 1), DoorState::NotYet { opens_at: NOW });
        assert_eq!(door(NOW), DoorState::Open);
    }
}

#[test]
fn a_host_waits_for_nobody() {
    let strict = Session { waits_for_host: true, admits_each: true, capacity: Some(1), guests: 1, ..session() };
    assert_eq!(HOURS.door(&strict, Role::Host, None, None, NOW), DoorState::Open);
}

#[test]
fn no_token_outlives_its_session_by_more_than_a_quarter_of_an_hour() {
    assert_eq!(lifetime_in(&session(), 3600, NOW), 3600);
    assert_eq!(lifetime_in(&session(), 14_400, NOW), 3600 + 900);
    assert_eq!(lifetime_in(&session(), 3600, NOW + 3599), 901);
    assert_eq!(lifetime_in(&Session { ends_at: None, ..session() }, 3600, NOW), 3600);
}
