//! Which form of the room claim tokens bear: configured, learnt, or the guide's.

use tracing::info;

use std::sync::PoisonError;

use super::{Refusal, Service};
use crate::{
    jaas::RoomClaim,
    record::{Actor, EventKind},
};

/// So long what was learnt is kept in memory, in seconds: every token needs it, and another process
/// on the same storage may learn something else.
const KEEP_SECONDS: i64 = 10;

/// What the storage said, and when.
#[derive(Clone, Copy)]
pub(super) struct Learnt {
    form: Option<RoomClaim>,
    read_at: i64,
}

impl Service {
    /// The form that holds now: the configured one, else the one that got somebody in, else the
    /// guide's.
    pub(super) async fn form_in_force(&self) -> Result<RoomClaim, Refusal> {
        Ok(self.learnt_or_fixed().await?.unwrap_or(RoomClaim::Qualified))
    }

    /// The form for one page's token. Asking for the other form is honoured only while it is learnt.
    pub(super) async fn form_for(&self, wanted: Option<RoomClaim>) -> Result<RoomClaim, Refusal> {
        match (self.meetings.fixed_claim(), wanted) {
            (None, Some(wanted)) => Ok(wanted),
            (Some(_), _) | (None, None) => self.form_in_force().await,
        }
    }

    /// Remembers that this form got a participant in. The caller has checked that somebody with a
    /// right to this meeting says so; a lie costs others one retry, which sets it right again.
    pub(super) async fn learn(&self, form: RoomClaim, actor: &Actor) -> Result<(), Refusal> {
        let Some(tenant) = self.meetings.tenant().filter(|_| self.meetings.fixed_claim().is_none()) else {
            return Ok(());
        };
        if self.learnt_or_fixed().await? != Some(form) {
            let event = self.event(EventKind::RoomClaimLearnt, actor).saying(form.as_str());
            self.store.remember_room_claim(tenant, form, &event).await?;
            self.keep(Some(form));
            info!(form = form.as_str(), "this form of the room claim got a participant in; it holds from now on");
        }
        Ok(())
    }

    async fn learnt_or_fixed(&self) -> Result<Option<RoomClaim>, Refusal> {
        match (self.meetings.fixed_claim(), self.meetings.tenant().map(str::to_owned)) {
            (Some(fixed), _) => Ok(Some(fixed)),
            (None, Some(tenant)) => self.learnt(&tenant).await,
            (None, None) => Ok(None),
        }
    }

    async fn learnt(&self, tenant: &str) -> Result<Option<RoomClaim>, Refusal> {
        let known = *self.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        let age = |learnt: &Learnt| self.world.now() - learnt.read_at;
        if let Some(learnt) = known.filter(|learnt| (0..KEEP_SECONDS).contains(&age(learnt))) {
            return Ok(learnt.form);
        }
        let form = self.store.room_claim(tenant).await?;
        self.keep(form);
        Ok(form)
    }

    fn keep(&self, form: Option<RoomClaim>) {
        let learnt = Learnt { form, read_at: self.world.now() };
        *self.learnt.lock().unwrap_or_else(PoisonError::into_inner) = Some(learnt);
    }
}
