//! Islands: the parts of a page that come alive in the browser.
//!
//! Their markup is their children, made by the server's pages; an island brings behaviour alone. So
//! the client holds no markup, and an island needs no props that would have to be read there.

mod room;
mod room_setting;

pub use room::Room;
pub use room_setting::RoomSetting;
