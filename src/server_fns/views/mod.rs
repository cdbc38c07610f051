//! What the pages are rendered from. Server only; each function asks the service and gives plain
//! values, in which no page has to decide anything.

mod api_keys;
mod home;
mod host;
mod link;
mod list;
mod plan;
mod record;
pub mod sign_in;
mod status;

pub use api_keys::*;
pub use home::*;
pub use host::*;
pub use link::*;
pub use list::*;
pub use plan::*;
pub use record::*;
pub use status::*;
