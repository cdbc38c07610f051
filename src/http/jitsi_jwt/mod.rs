//! `/api/jitsi/jwt`: the setup guide's endpoint, field for field.

mod get;
mod post;

pub(super) use get::*;
pub(super) use post::*;
