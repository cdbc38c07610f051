//! The sandbox through its real router, its keys, and the tokens that fit them or do not.

mod commands;
mod generated;
mod http;
pub(super) mod key;
mod server;
mod tokens;
mod visits;

use std::sync::Arc;

use super::Sandbox;
use crate::jaas::AppId;
use key::TestKey;

pub(super) const TENANT: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";
pub(super) const KID: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef/4f4910";
pub(super) const ROOM: &str = "k3v9qzt2m8w4r7x1";
pub(super) const NOW: i64 = 1_800_000_000;

fn sandbox() -> Sandbox {
    let app_id: AppId = TENANT.parse().unwrap();
    let published = (KID.to_owned(), TestKey::new().public_pem());
    Sandbox::new(&app_id, [published], Arc::new(|| NOW)).unwrap()
}
