//! The address of a meeting in a tab of its own.

use crate::wire::MeetingPlace;

/// Where the meeting is by itself: beside its script.
///
/// The token stands after the `#`, which a browser sends to no server and to no next page; Jitsi
/// reads it there (`parseJWTFromURLParams` in jitsi-meet, since 2024).
pub fn tab_address(place: &MeetingPlace, jwt: Option<&str>) -> String {
    let folder = place.script_url.rsplit_once('/').map_or("", |(folder, _)| folder);
    let room = place.room_name.rsplit_once('/').map_or(place.room_name.as_str(), |(_, room)| room);
    let jwt = jwt.map(|jwt| ["#jwt=", jwt].concat()).unwrap_or_default();
    [folder, "/", room, &jwt].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_lies_beside_its_script() {
        for (script, room, expected) in [
            ("https://8x8.vc/t/external_api.js", "t/room", "https://8x8.vc/t/room#jwt=j"),
            ("https://meet.example.com/external_api.js", "room", "https://meet.example.com/room#jwt=j"),
            ("/sandbox/t/external_api.js", "t/room", "/sandbox/t/room#jwt=j"),
        ] {
            let place =
                MeetingPlace { domain: "8x8.vc".to_owned(), script_url: script.to_owned(), room_name: room.to_owned() };
            assert_eq!(tab_address(&place, Some("j")), expected);
        }
    }

    #[test]
    fn without_a_token_there_is_no_mark() {
        let place = MeetingPlace {
            domain: "meet.jit.si".to_owned(),
            script_url: "https://meet.jit.si/external_api.js".to_owned(),
            room_name: "room".to_owned(),
        };
        assert_eq!(tab_address(&place, None), "https://meet.jit.si/room");
    }
}
