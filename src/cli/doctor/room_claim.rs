//! Which form of the room claim tokens bear.

use crate::{
    checks::{Check, Topic},
    config::{Deployment, RoomClaimChoice},
    jaas::RoomClaim,
    storage::Store,
};

const HINT: &str = "If Jitsi says \"Room and token mismatched\", set JITSI_ROOM_CLAIM=name.";

/// The form that holds, and what to do where Jitsi refuses it.
pub(super) async fn check(deployment: &Deployment, store: &dyn Store) -> Check {
    let Deployment::Jaas { app_id, room_claim, .. } = deployment else {
        return Check::skipped(Topic::RoomClaim, "Only JaaS has two forms of it.");
    };
    let held = match room_claim {
        RoomClaimChoice::Fixed(form) => format!("`{}`, as JITSI_ROOM_CLAIM says", form.as_str()),
        RoomClaimChoice::Auto => match store.room_claim(&app_id.tenant()).await {
            Ok(Some(form)) => format!("auto: `{}` got a participant in and holds now", form.as_str()),
            Ok(None) => format!("auto: nobody was in yet; the first token will be `{}`", RoomClaim::Qualified.as_str()),
            Err(error) => {
                return Check::fail(Topic::RoomClaim, format!("What was learnt cannot be read ({error})."));
            }
        },
    };
    Check::ok(Topic::RoomClaim, format!("{held}. {HINT}"))
}
