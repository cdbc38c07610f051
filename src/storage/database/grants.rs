//! Grants: the record of every token.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Iterable, ModelTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, TransactionTrait,
    sea_query::{Expr, LockType, Query},
};

use super::{
    Database,
    sessions::{exists, hold},
};
use crate::storage::{
    Admission, Admitted, Grant, GrantStore, Recorded, SessionLimits, StoreError,
    entities::{grants, sessions},
};

#[async_trait]
impl GrantStore for Database {
    async fn record_grant(&self, grant: &Grant, limits: SessionLimits) -> Result<Recorded, StoreError> {
        let row = grants::Model::from(grant);
        let mut select = Query::select();
        select.exprs(values(&row)).and_where(Expr::exists(exists(against(&row, limits))).not());
        let mut insert = Query::insert();
        insert
            .into_table(grants::Entity)
            .columns(grants::Column::iter())
            .select_from(select.take())
            .map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
        let transaction = self.connection.begin().await?;
        // An end that is being written would not be seen yet.
        hold(&transaction, sessions::Column::Room.eq(row.room.as_str()), LockType::Share).await?;
        let written = transaction.execute(&insert).await?.rows_affected();
        transaction.commit().await?;
        Ok(if written == 1 { Recorded::Written } else { Recorded::Refused })
    }

    async fn admit(&self, admission: &Admission) -> Result<Admitted, StoreError> {
        super::admit::admit(&self.connection, admission).await
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

/// The row's values in the order of its columns.
fn values(row: &grants::Model) -> Vec<Expr> {
    let value = |column| match column {
        grants::Column::SessionId if row.session_id.is_none() => session_of_room(row),
        column => Expr::val(row.get(column)),
    };
    grants::Column::iter().map(value).collect()
}

/// The session that has the grant's room, or null.
fn session_of_room(row: &grants::Model) -> Expr {
    let mut query = Query::select();
    query.column(sessions::Column::Id).from(sessions::Entity).and_where(sessions::Column::Room.eq(row.room.as_str()));
    Expr::SubQuery(None, Box::new(query.take().into()))
}

/// True where the grant's room has a session that such a token would be against.
fn against(row: &grants::Model, limits: SessionLimits) -> Condition {
    use sessions::Column::{CancelledAt, EndedAt, EndsAt, Room, StartsAt};
    let against = Condition::any()
        .add(EndedAt.is_not_null())
        .add(CancelledAt.is_not_null())
        .add(StartsAt.gt(row.issued_at + limits.opens_before))
        .add(EndsAt.lt(row.expires_at - limits.after_end));
    Condition::all().add(Room.eq(row.room.as_str())).add(against)
}
