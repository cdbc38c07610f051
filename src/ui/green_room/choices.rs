//! What was chosen in the green room, for the meeting.

use super::{Availability, PreviewState};
use crate::ui::meeting::Devices;

/// What was chosen in the green room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The microphone starts off.
    pub microphone_off: bool,
    /// The camera starts off.
    pub camera_off: bool,
    /// The devices to start with.
    pub devices: Devices,
}

/// What of the preview goes into the meeting.
pub fn chosen(state: &PreviewState) -> Choices {
    Choices {
        microphone_off: state.microphone != Availability::On,
        camera_off: state.camera != Availability::On,
        devices: Devices {
            audio_input: state.microphone_label.clone(),
            audio_output: None,
            video_input: state.camera_label.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_off_or_missing_starts_off() {
        let mut state = PreviewState::starting(true);
        for (microphone, camera, expected) in [
            (Availability::On, Availability::On, (false, false)),
            (Availability::Off, Availability::On, (true, false)),
            (Availability::Denied, Availability::Missing, (true, true)),
            (Availability::Asking, Availability::Off, (true, true)),
        ] {
            (state.microphone, state.camera) = (microphone, camera);
            let choices = chosen(&state);
            assert_eq!((choices.microphone_off, choices.camera_off), expected);
        }
    }
}
