//! The green room's words about devices, and the initials where there is no picture. The texts are in
//! `locales/`.

use super::{Availability, PreviewState};
use crate::ui::meeting::Words;

/// What a picker shows while there is nothing to choose from: the key of its text.
pub const fn device_word(availability: Availability) -> &'static str {
    match availability {
        Availability::Asking => "device-asking",
        Availability::On | Availability::Off => "device-default",
        Availability::Denied => "device-denied",
        Availability::Missing => "device-none",
    }
}

/// What to do where a device is missing; `allow` is the key of what to press in this browser. Empty
/// where all is well.
pub fn advice(words: &Words, state: &PreviewState, allow: &str) -> String {
    if [state.microphone, state.camera].contains(&Availability::Denied) {
        return [words.get(allow), " ", words.get("device-without")].concat();
    }
    match (state.microphone, state.camera) {
        (Availability::Missing, _) => words.get("device-no-microphone").to_owned(),
        (_, Availability::Missing) if state.wants_camera => words.get("device-no-camera").to_owned(),
        _ => String::new(),
    }
}

/// The first letters of the first and the last word; the page's style makes them capitals.
pub fn initials(name: &str) -> String {
    let mut words = name.split(' ').filter_map(|word| word.chars().next());
    let mut letters = String::new();
    letters.extend(words.next());
    letters.extend(words.next_back());
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        for (name, expected) in
            [("", ""), ("ada", "a"), ("Ada Lovelace", "AL"), (" jean  paul sartre ", "js"), ("山田 太郎", "山太")]
        {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn a_missing_device_is_explained_and_an_unwanted_one_is_not() {
        let mut state = PreviewState::starting(false);
        state.microphone = Availability::On;
        assert_eq!(advice(&Words::default(), &state, "Allow it."), "");
        state.wants_camera = true;
        assert_eq!(advice(&Words::default(), &state, "Allow it."), "No camera was found. You can join without.");
        state.microphone = Availability::Denied;
        assert_eq!(advice(&Words::default(), &state, "Allow it."), "Allow it. You can also join without.");
    }
}
