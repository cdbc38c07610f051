//! Islands, and the parts that pages share.

mod green_room;
mod guest_link;
mod icon;
pub mod icons;
mod local_time;
mod room;

pub use guest_link::GuestLink;
pub use icon::Icon;
pub use local_time::LocalTime;
pub use room::{Room, RoomSetting};
