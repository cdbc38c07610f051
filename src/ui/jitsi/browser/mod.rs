//! The meeting in the browser: script, IFrame API, and the driver that moves them.

mod api;
mod driver;
mod page;
mod script;
mod task;

pub use driver::{Driver, MeetingHandle};
pub(in crate::ui::jitsi) use task::Task;
