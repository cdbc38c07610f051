//! Grants: the record of every token.

use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{Database, record::note};
use crate::{
    record::NewEvent,
    storage::{
        Admission, Admitted, Grant, GrantStore, Recorded, SessionLimits, StoreError,
        entities::{grants, sessions},
    },
};

#[async_trait]
impl GrantStore for Database {
    async fn record_grant(
        &self,
        grant: &Grant,
        limits: SessionLimits,
        event: &NewEvent,
    ) -> Result<Recorded, StoreError> {
        let transaction = self.begin().await?;
        // Held as it is until the grant is written: nobody ends it in between.
        let session = sessions::Entity::find()
            .filter(sessions::Column::Room.eq(grant.room.as_str()))
            .lock_shared()
            .one(&transaction)
            .await?;
        if session.as_ref().is_some_and(|session| is_against(session, grant, limits)) {
            transaction.rollback().await?;
            return Ok(Recorded::Refused);
        }
        let mut row = grants::Model::from(grant);
        let mut event = event.clone();
        if row.session_id.is_none() {
            row.session_id = session.map(|session| session.id);
            event.session_id.clone_from(&row.session_id);
        }
        grants::Entity::insert(row.into_active_model()).exec_without_returning(&transaction).await?;
        note(&transaction, &event).await?;
        transaction.commit().await?;
        Ok(Recorded::Written)
    }

    async fn admit(&self, admission: &Admission, event: &NewEvent) -> Result<Admitted, StoreError> {
        super::admit::admit(self.begin().await?, admission, event).await
    }

    async fn grants(&self, session_id: &str, before: Option<&str>, limit: u64) -> Result<Vec<Grant>, StoreError> {
        let rows = grants::Entity::find()
            .filter(grants::Column::SessionId.eq(session_id))
            .apply_if(before, |query, before| query.filter(grants::Column::Id.lt(before)))
            .order_by_desc(grants::Column::Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(Grant::try_from).collect()
    }

    async fn live_grants(&self, session_id: &str, user_id: &str, now: i64) -> Result<Vec<Grant>, StoreError> {
        let rows = grants::Entity::find()
            .filter(grants::Column::SessionId.eq(session_id))
            .filter(grants::Column::UserId.eq(user_id))
            .filter(grants::Column::ExpiresAt.gt(now))
            .order_by_desc(grants::Column::Id)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(Grant::try_from).collect()
    }
}

/// Whether such a token would be against the session that has its room.
fn is_against(session: &sessions::Model, grant: &Grant, limits: SessionLimits) -> bool {
    session.ended_at.is_some()
        || session.cancelled_at.is_some()
        || session.starts_at > grant.issued_at + limits.opens_before
        || session.ends_at.is_some_and(|ends_at| ends_at < grant.expires_at - limits.after_end)
}
