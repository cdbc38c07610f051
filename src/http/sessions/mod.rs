//! `/api/sessions`: opening and ending sessions, and their invites, for backends.

mod end;
mod get;
mod grants;
mod invites;
mod open;
mod view;

pub(super) use end::*;
pub(super) use get::*;
pub(super) use grants::*;
pub(super) use invites::*;
pub(super) use open::*;
