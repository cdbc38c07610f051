//! What the green room knows of the devices. Plain values.

/// How it stands with a camera or a microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// The browser is being asked.
    Asking,
    /// It is there and on.
    On,
    /// It is there and switched off.
    Off,
    /// The person or the browser said no.
    Denied,
    /// There is none.
    Missing,
}

impl Availability {
    /// Whether a switch does something.
    pub const fn can_toggle(self) -> bool {
        matches!(self, Self::On | Self::Off)
    }
}

/// A device that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceChoice {
    /// The browser's id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Whether it is the one in use.
    pub chosen: bool,
}

/// Everything that the green room shows of the devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewState {
    /// The microphone.
    pub microphone: Availability,
    /// The camera.
    pub camera: Availability,
    /// Whether a camera is wanted at all.
    pub wants_camera: bool,
    /// The microphones to choose from.
    pub microphones: Vec<DeviceChoice>,
    /// The cameras to choose from.
    pub cameras: Vec<DeviceChoice>,
    /// The label of the microphone in use.
    pub microphone_label: Option<String>,
    /// The label of the camera in use.
    pub camera_label: Option<String>,
}

impl PreviewState {
    /// Before the browser has answered.
    pub const fn starting(wants_camera: bool) -> Self {
        Self {
            microphone: Availability::Asking,
            camera: if wants_camera { Availability::Asking } else { Availability::Missing },
            wants_camera,
            microphones: Vec::new(),
            cameras: Vec::new(),
            microphone_label: None,
            camera_label: None,
        }
    }
}
