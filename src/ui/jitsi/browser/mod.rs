//! The browser's half: every handle of JavaScript has an owner here, and ends with it.

mod api;
mod bar;
mod dom;
mod driver;
mod early;
mod fetch;
mod green_room;
mod listen;
mod page;
mod script;
mod slot;
mod tab;
mod task;
mod value;

pub use driver::{Driver, MeetingHandle};
pub use early::take_early_answer;
pub use fetch::post_json;
pub use green_room::GreenRoom;
pub(super) use listen::Listeners;
pub use page::{go_to, page_setting, show_stage};
pub use slot::Slot;
pub(super) use task::Task;
