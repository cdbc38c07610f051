//! The own picture and sound, in the browser. What the green room shows of them is
//! [`crate::ui::green_room`]'s.

mod level;
mod media;
mod preview;

pub(super) use media::Kind;
pub(super) use preview::Preview;
