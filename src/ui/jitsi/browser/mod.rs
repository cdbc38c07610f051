//! The meeting in the browser: script, IFrame API, and the driver that moves them.

mod api;
mod driver;
mod early;
mod page;
mod script;
mod slot;
mod task;

pub use driver::{Driver, MeetingHandle};
pub use early::early_answer;
pub(in crate::ui::jitsi) use page::PageListeners;
pub use slot::Slot;
pub(in crate::ui::jitsi) use task::Task;
