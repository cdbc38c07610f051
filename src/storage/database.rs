//! The contract, kept by a SQL database through the ORM. Nothing here is SQLite's alone.

use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, ExprTrait, IntoActiveModel, Iterable,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, TransactionTrait,
    sea_query::{Expr, OnConflict, Query},
};

use super::{
    Grant, Invite, InviteHash, Recorded, Session, Store, StoreError,
    entities::{grants, invites, room_claims, sessions},
};
use crate::jaas::{RoomClaim, RoomName};

/// An open database at this version's schema.
pub struct Database {
    connection: DatabaseConnection,
}

impl Database {
    pub(super) const fn new(connection: DatabaseConnection) -> Self {
        Self { connection }
    }
}

#[async_trait]
impl Store for Database {
    async fn open_session(&self, session: &Session, first: &[Invite]) -> Result<(), StoreError> {
        let transaction = self.connection.begin().await?;
        let row = sessions::Model::from(session).into_active_model();
        sessions::Entity::insert(row).exec_without_returning(&transaction).await?;
        for invite in first {
            insert_invite(&transaction, invite).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn session(&self, id: &str) -> Result<Option<Session>, StoreError> {
        sessions::Entity::find_by_id(id).one(&self.connection).await?.map(Session::try_from).transpose()
    }

    async fn session_by_room(&self, room: &RoomName) -> Result<Option<Session>, StoreError> {
        sessions::Entity::find()
            .filter(sessions::Column::Room.eq(room.as_str()))
            .one(&self.connection)
            .await?
            .map(Session::try_from)
            .transpose()
    }

    async fn end_session(&self, id: &str, now: i64) -> Result<(), StoreError> {
        sessions::Entity::update_many()
            .col_expr(sessions::Column::EndedAt, Expr::value(now))
            .filter(sessions::Column::Id.eq(id))
            .filter(sessions::Column::EndedAt.is_null())
            .exec(&self.connection)
            .await?;
        Ok(())
    }

    async fn add_invite(&self, invite: &Invite) -> Result<(), StoreError> {
        insert_invite(&self.connection, invite).await
    }

    async fn invite_by_hash(&self, hash: &InviteHash) -> Result<Option<(Invite, Session)>, StoreError> {
        let row = invites::Entity::find()
            .filter(invites::Column::SecretHash.eq(&hash.0))
            .find_also_related(sessions::Entity)
            .one(&self.connection)
            .await?;
        let Some((invite, session)) = row else { return Ok(None) };
        let orphan = || StoreError::Corrupt { table: "invites", id: invite.id.clone() };
        let session = session.ok_or_else(orphan)?.try_into()?;
        Ok(Some((invite.try_into()?, session)))
    }

    async fn invite(&self, session_id: &str, id: &str) -> Result<Option<Invite>, StoreError> {
        invites::Entity::find_by_id(id)
            .filter(invites::Column::SessionId.eq(session_id))
            .one(&self.connection)
            .await?
            .map(Invite::try_from)
            .transpose()
    }

    async fn shown_invite(&self, session_id: &str) -> Result<Option<Invite>, StoreError> {
        invites::Entity::find()
            .filter(invites::Column::SessionId.eq(session_id))
            .filter(invites::Column::ShownToHost.eq(true))
            .filter(invites::Column::RevokedAt.is_null())
            .order_by_desc(invites::Column::Id)
            .one(&self.connection)
            .await?
            .map(Invite::try_from)
            .transpose()
    }

    async fn revoke_invite(&self, session_id: &str, id: &str, now: i64) -> Result<(), StoreError> {
        revoke(&self.connection, session_id, id, now).await
    }

    async fn replace_invite(&self, old: Option<&Invite>, new: &Invite, now: i64) -> Result<(), StoreError> {
        let transaction = self.connection.begin().await?;
        if let Some(old) = old {
            revoke(&transaction, &old.session_id, &old.id, now).await?;
        }
        insert_invite(&transaction, new).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn record_grant(&self, grant: &Grant) -> Result<Recorded, StoreError> {
        let row = grants::Model::from(grant);
        let mut select = Query::select();
        select.exprs(values(&row)).cond_where(still_allowed(&row));
        let mut insert = Query::insert();
        insert
            .into_table(grants::Entity)
            .columns(grants::Column::iter())
            .select_from(select.take())
            .map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
        let written = self.connection.execute(&insert).await?.rows_affected();
        Ok(if written == 1 { Recorded::Written } else { Recorded::Refused })
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

    async fn room_claim(&self, tenant: &str) -> Result<Option<RoomClaim>, StoreError> {
        let row = room_claims::Entity::find_by_id(tenant).one(&self.connection).await?;
        Ok(row.and_then(|row| RoomClaim::parse(&row.form)))
    }

    async fn remember_room_claim(&self, tenant: &str, form: RoomClaim, now: i64) -> Result<(), StoreError> {
        write_room_claim(&self.connection, tenant, form, now).await
    }

    async fn try_writing(&self) -> Result<(), StoreError> {
        let transaction = self.connection.begin().await?;
        // No tenant has an empty name.
        write_room_claim(&transaction, "", RoomClaim::Name, 0).await?;
        transaction.rollback().await?;
        Ok(())
    }
}

async fn write_room_claim(
    connection: &impl ConnectionTrait,
    tenant: &str,
    form: RoomClaim,
    now: i64,
) -> Result<(), StoreError> {
    let row = room_claims::ActiveModel {
        tenant: Set(tenant.to_owned()),
        form: Set(form.as_str().to_owned()),
        learnt_at: Set(now),
    };
    let overwrite = OnConflict::column(room_claims::Column::Tenant)
        .update_columns([room_claims::Column::Form, room_claims::Column::LearntAt])
        .to_owned();
    room_claims::Entity::insert(row).on_conflict(overwrite).exec_without_returning(connection).await?;
    Ok(())
}

async fn insert_invite(connection: &impl ConnectionTrait, invite: &Invite) -> Result<(), StoreError> {
    let row = invites::Model::from(invite).into_active_model();
    invites::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}

async fn revoke(connection: &impl ConnectionTrait, session_id: &str, id: &str, now: i64) -> Result<(), StoreError> {
    invites::Entity::update_many()
        .col_expr(invites::Column::RevokedAt, Expr::value(now))
        .filter(invites::Column::Id.eq(id))
        .filter(invites::Column::SessionId.eq(session_id))
        .filter(invites::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    Ok(())
}

/// The row's values in the order of its columns.
fn values(row: &grants::Model) -> Vec<Expr> {
    use sea_orm::ModelTrait;
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

/// True while the grant's session is open and its invite in force, where it has either.
fn still_allowed(row: &grants::Model) -> Condition {
    let mut query = Query::select();
    query.expr(Expr::val(1)).from(sessions::Entity);
    let open = if let Some(id) = &row.session_id {
        query.and_where(sessions::Column::Id.eq(id)).and_where(sessions::Column::EndedAt.is_null());
        Expr::exists(query.take())
    } else {
        query
            .and_where(sessions::Column::Room.eq(row.room.as_str()))
            .and_where(sessions::Column::EndedAt.is_not_null());
        Expr::exists(query.take()).not()
    };
    let in_force = row.invite_id.as_deref().map(|id| {
        let mut query = Query::select();
        query
            .expr(Expr::val(1))
            .from(invites::Entity)
            .and_where(invites::Column::Id.eq(id))
            .and_where(invites::Column::RevokedAt.is_null());
        Expr::exists(query.take())
    });
    Condition::all().add(open).add_option(in_force)
}
