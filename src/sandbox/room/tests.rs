//! One meeting, happening by happening.

use serde_json::{Value, json};

use super::*;

const NOW: i64 = 1_800_000_000;

fn person(id: &str, role: Role) -> Participant {
    Participant {
        id: id.to_owned(),
        display_name: format!("{id} name"),
        avatar: None,
        user_id: None,
        role,
        audio_muted: false,
        video_muted: false,
        hand_raised: 0,
    }
}

/// A moderator `mod` and two guests, `ann` and `ben`.
fn room() -> Room {
    let mut room = Room::new(NOW);
    room.enter(person("mod", Role::Moderator));
    room.enter(person("ann", Role::Participant));
    room.enter(person("ben", Role::Participant));
    room
}

fn say(room: &mut Room, from: &str, command: Value) -> Vec<Outgoing> {
    room.apply(from, serde_json::from_value(command).unwrap(), NOW)
}

fn one(id: &str) -> To {
    To::One(id.to_owned())
}

fn is_problem_for(id: &str, outgoing: &[Outgoing]) -> bool {
    matches!(outgoing, [(to, Message::Problem { .. })] if *to == one(id))
}

#[test]
fn a_newcomer_hears_who_is_there_and_the_others_hear_of_them() {
    let mut room = room();
    let outgoing = room.enter(person("eve", Role::Participant));
    let [(first, Message::Welcome { id, participants, .. }), (second, Message::Joined { participant })] = &outgoing[..]
    else {
        panic!("{outgoing:?}");
    };
    assert_eq!((first, id.as_str(), participants.len()), (&one("eve"), "eve", 4));
    assert_eq!((second, participant.id.as_str()), (&To::AllBut("eve".to_owned()), "eve"));
}

#[test]
fn a_guest_who_commands_is_told_no_and_nothing_happens() {
    let commands = [
        json!({ "type": "kick", "id": "ben" }),
        json!({ "type": "mute", "id": "ben" }),
        json!({ "type": "muteEveryone" }),
        json!({ "type": "grant", "id": "ann" }),
        json!({ "type": "subject", "subject": "mine" }),
        json!({ "type": "end" }),
    ];
    for command in commands {
        let mut room = room();
        let before = room.participants.clone();
        let outgoing = say(&mut room, "ann", command.clone());
        assert!(is_problem_for("ann", &outgoing), "{command} {outgoing:?}");
        assert_eq!((&room.participants, &room.subject), (&before, &None), "{command}");
    }
}

#[test]
fn a_moderator_puts_one_out_and_everybody_hears_it() {
    let mut room = room();
    let outgoing = say(&mut room, "mod", json!({ "type": "kick", "id": "ben" }));
    let kicked = Message::Kicked { id: "ben".to_owned(), by: Some("mod".to_owned()) };
    assert_eq!(outgoing, [(To::All, kicked)]);
    assert!(!room.has("ben"));
    assert!(is_problem_for("mod", &say(&mut room, "mod", json!({ "type": "kick", "id": "ben" }))));
    assert!(is_problem_for("mod", &say(&mut room, "mod", json!({ "type": "kick", "id": "mod" }))));
}

#[test]
fn a_moderator_mutes_one_or_everybody_else() {
    let mut room = room();
    let muted =
        |id: &str, by: &str| Message::Muted { id: id.to_owned(), audio: true, video: false, by: Some(by.to_owned()) };
    let outgoing = say(&mut room, "mod", json!({ "type": "mute", "id": "ann" }));
    assert_eq!(outgoing, [(To::All, muted("ann", "mod"))]);
    let outgoing = say(&mut room, "mod", json!({ "type": "muteEveryone", "media": "audio" }));
    assert_eq!(outgoing, [(To::All, muted("ann", "mod")), (To::All, muted("ben", "mod"))]);
    assert!(!room.participants[0].audio_muted);
}

#[test]
fn who_is_made_a_moderator_may_command() {
    let mut room = room();
    let outgoing = say(&mut room, "mod", json!({ "type": "grant", "id": "ann" }));
    assert_eq!(outgoing, [(To::All, Message::Role { id: "ann".to_owned(), role: Role::Moderator })]);
    let outgoing = say(&mut room, "ann", json!({ "type": "subject", "subject": " Weekly\u{7} " }));
    assert_eq!(outgoing, [(To::All, Message::Subject { subject: "Weekly".to_owned() })]);
}

#[test]
fn the_end_is_for_everyone() {
    let mut room = room();
    let outgoing = say(&mut room, "mod", json!({ "type": "end" }));
    assert_eq!(outgoing, [(To::All, Message::Ended { by: Some("mod".to_owned()) })]);
    assert!(room.is_empty());
    assert!(say(&mut room, "mod", json!({ "type": "end" })).is_empty());
}

#[test]
fn from_outside_one_is_put_out_or_all_are_and_no_moderator_is_named() {
    let mut room = room();
    assert_eq!(room.put_out("mod", None), [(To::All, Message::Kicked { id: "mod".to_owned(), by: None })]);
    assert!(!room.has("mod") && room.has("ann"));
    assert!(room.put_out("mod", None).is_empty());
    assert_eq!(room.end(None), [(To::All, Message::Ended { by: None })]);
    assert!(room.is_empty());
}

#[test]
fn everybody_speaks_for_themselves() {
    let mut room = room();
    let outgoing = say(&mut room, "ann", json!({ "type": "muted", "audio": true, "video": true }));
    assert!(matches!(&outgoing[..], [(To::All, Message::Muted { by: None, audio: true, video: true, .. })]));
    let outgoing = say(&mut room, "ann", json!({ "type": "hand", "raised": true }));
    assert_eq!(outgoing, [(To::All, Message::Hand { id: "ann".to_owned(), hand_raised: NOW * 1000 })]);
    let outgoing = say(&mut room, "ann", json!({ "type": "name", "displayName": "  " }));
    assert_eq!(outgoing, [(To::All, Message::Name { id: "ann".to_owned(), display_name: "Participant".to_owned() })]);
    let outgoing = say(&mut room, "ann", json!({ "type": "endpoint", "to": "", "text": "{}" }));
    assert!(matches!(&outgoing[..], [(To::AllBut(_), Message::Endpoint { .. })]));
}

#[test]
fn chat_goes_to_all_or_to_one_and_is_bounded() {
    let mut room = room();
    let outgoing = say(&mut room, "ann", json!({ "type": "chat", "message": "hello" }));
    assert!(matches!(&outgoing[..], [(To::AllBut(from), Message::Chat { private: false, .. })] if from == "ann"));
    let outgoing = say(&mut room, "ann", json!({ "type": "chat", "message": "psst", "to": "ben" }));
    assert!(matches!(&outgoing[..], [(to, Message::Chat { private: true, .. })] if *to == one("ben")));
    for (message, to) in [(" ".to_owned(), None), ("a".repeat(2001), None), ("hello".to_owned(), Some("nobody"))] {
        let outgoing = say(&mut room, "ann", json!({ "type": "chat", "message": message, "to": to }));
        assert!(is_problem_for("ann", &outgoing), "{outgoing:?}");
    }
}

#[test]
fn a_full_room_says_so_and_one_who_left_is_gone_once() {
    let mut room = room();
    for number in 3..MAX_PARTICIPANTS {
        assert!(!room.is_full());
        room.enter(person(&number.to_string(), Role::Participant));
    }
    assert!(room.is_full());
    assert_eq!(room.leave("ann"), [(To::All, Message::Left { id: "ann".to_owned() })]);
    assert!(room.leave("ann").is_empty());
    assert!(!room.is_full());
}

proptest::proptest! {
    /// A participant may say anything to anybody; nobody becomes a moderator or leaves by it.
    #[test]
    fn what_a_guest_says_moderates_nothing(
        kind in "muted|hand|name|chat|endpoint|subject|kick|mute|muteEveryone|grant|end",
        to in "mod|ann|ben|.{0,8}",
        text in ".{0,40}",
        yes in proptest::bool::ANY,
    ) {
        let mut room = room();
        let message = json!({
            "type": kind, "audio": yes, "video": yes, "raised": yes, "displayName": text, "message": text, "to": to,
            "text": text, "subject": text, "id": to,
        });
        let outgoing = say(&mut room, "ann", message);
        let moderates = outgoing.iter().any(|(_, message)| {
            matches!(message, Message::Role { .. } | Message::Kicked { .. } | Message::Ended { .. } | Message::Subject { .. } | Message::Left { .. })
        });
        proptest::prop_assert!(!moderates, "{outgoing:?}");
    }
}
