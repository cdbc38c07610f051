//! What the green room knows and says, without a browser: the state of the devices, what of it
//! goes into the meeting, and the words. Its markup is the page's, its life is in `ui/jitsi`.

mod choices;
mod state;
mod words;

pub use choices::{Choices, chosen};
pub use state::{Availability, DeviceChoice, PreviewState};
pub use words::{advice, device_word, initials};
