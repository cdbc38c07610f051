//! `/api/sessions`: opening and ending sessions, and their invites, for backends.

mod end;
mod get;
mod invites;
mod open;
mod view;

pub(super) use end::*;
pub(super) use get::*;
pub(super) use invites::*;
pub(super) use open::*;
