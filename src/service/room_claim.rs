//! Which form of the room claim tokens bear: configured, learnt, or the guide's.

use tracing::info;

use super::{Refusal, Service};
use crate::jaas::RoomClaim;

impl Service {
    /// The form that holds now: the configured one, else the one that got somebody in, else the
    /// guide's.
    pub(super) async fn form_in_force(&self) -> Result<RoomClaim, Refusal> {
        Ok(self.learnt_or_fixed().await?.unwrap_or(RoomClaim::Qualified))
    }

    /// The form for one token. Asking for the other one is honoured only while it is learnt.
    pub(super) async fn form_for(&self, wanted: Option<RoomClaim>) -> Result<RoomClaim, Refusal> {
        match (self.meetings.fixed_claim(), wanted) {
            (None, Some(wanted)) => Ok(wanted),
            _ => self.form_in_force().await,
        }
    }

    /// Whether it is news that this form gets people in.
    pub(super) async fn is_news(&self, form: RoomClaim) -> Result<bool, Refusal> {
        Ok(self.learnt_or_fixed().await? != Some(form))
    }

    /// Remembers that this form got a participant in. The caller has checked that somebody with a
    /// right to this meeting says so; a lie costs others one retry, which sets it right again.
    pub(super) async fn learn(&self, form: RoomClaim) -> Result<(), Refusal> {
        let Some(tenant) = self.meetings.tenant().filter(|_| self.meetings.fixed_claim().is_none()) else {
            return Ok(());
        };
        if self.is_news(form).await? {
            self.store.remember_room_claim(tenant, form, self.world.now()).await?;
            info!(form = form.as_str(), "this form of the room claim got a participant in; it holds from now on");
        }
        Ok(())
    }

    async fn learnt_or_fixed(&self) -> Result<Option<RoomClaim>, Refusal> {
        match (self.meetings.fixed_claim(), self.meetings.tenant().map(str::to_owned)) {
            (Some(fixed), _) => Ok(Some(fixed)),
            (None, Some(tenant)) => Ok(self.store.room_claim(&tenant).await?),
            (None, None) => Ok(None),
        }
    }
}
