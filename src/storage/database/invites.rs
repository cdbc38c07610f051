//! Invites, and who used them.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, LockType},
};

use super::{
    Database,
    admit::count_use,
    record::{note, note_if},
    sessions::hold,
};
use crate::{
    jaas::Role,
    record::NewEvent,
    storage::{
        Admitted, Invite, InviteStore, InviteUse, SecretHash, Session, StoreError,
        entities::{invite_uses, invites, sessions},
    },
};

#[async_trait]
impl InviteStore for Database {
    async fn add_invite(&self, invite: &Invite, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        insert_invite(&transaction, invite).await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn invite_by_hash(&self, hash: &SecretHash) -> Result<Option<(Invite, Session)>, StoreError> {
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
            .filter(invites::Column::ClosedAt.is_null())
            .order_by_desc(invites::Column::Id)
            .one(&self.connection)
            .await?
            .map(Invite::try_from)
            .transpose()
    }

    async fn invites(&self, session_id: &str, before: Option<&str>, limit: u64) -> Result<Vec<Invite>, StoreError> {
        let rows = invites::Entity::find()
            .filter(invites::Column::SessionId.eq(session_id))
            .apply_if(before, |query, before| query.filter(invites::Column::Id.lt(before)))
            .order_by_desc(invites::Column::Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(Invite::try_from).collect()
    }

    async fn invite_uses(&self, invite_ids: &[String], limit: u64) -> Result<Vec<InviteUse>, StoreError> {
        let rows = invite_uses::Entity::find()
            .filter(invite_uses::Column::InviteId.is_in(invite_ids))
            .order_by_desc(invite_uses::Column::LastAt)
            .limit(limit)
            .all(&self.connection)
            .await?;
        Ok(rows.into_iter().map(InviteUse::from).collect())
    }

    async fn invite_use(&self, invite_id: &str, device: &str) -> Result<Option<InviteUse>, StoreError> {
        let key = (invite_id.to_owned(), device.to_owned());
        Ok(invite_uses::Entity::find_by_id(key).one(&self.connection).await?.map(InviteUse::from))
    }

    async fn use_invite(&self, used: &InviteUse, event: &NewEvent) -> Result<Admitted, StoreError> {
        let transaction = self.begin().await?;
        if let Some(refusal) = count_use(&transaction, used).await? {
            transaction.rollback().await?;
            return Ok(refusal);
        }
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(Admitted::Yes)
    }

    async fn revoke_invite(&self, session_id: &str, id: &str, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let revoked = revoke(&transaction, session_id, id, event.at).await?;
        note_if(&transaction, revoked, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn revoke_guest_invites(&self, session_id: &str, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let revoked = invites::Entity::update_many()
            .col_expr(invites::Column::RevokedAt, Expr::value(event.at))
            .filter(invites::Column::SessionId.eq(session_id))
            .filter(invites::Column::Role.eq(Role::Guest.as_str()))
            .filter(invites::Column::RevokedAt.is_null())
            .exec(&transaction)
            .await?;
        note_if(&transaction, revoked.rows_affected > 0, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn replace_invite(&self, old: Option<&Invite>, new: &Invite, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        hold(&transaction, sessions::Column::Id.eq(&new.session_id), LockType::NoKeyUpdate).await?;
        if let Some(old) = old {
            revoke(&transaction, &old.session_id, &old.id, event.at).await?;
        }
        if new.shown_to_host {
            revoke_shown(&transaction, &new.session_id, event.at).await?;
        }
        insert_invite(&transaction, new).await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn close_invite(&self, old: &Invite, new: Option<&Invite>, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        hold(&transaction, sessions::Column::Id.eq(&old.session_id), LockType::NoKeyUpdate).await?;
        let closed = invites::Entity::update_many()
            .col_expr(invites::Column::ClosedAt, Expr::value(event.at))
            .filter(invites::Column::Id.eq(&old.id))
            .filter(invites::Column::ClosedAt.is_null())
            .filter(invites::Column::RevokedAt.is_null())
            .exec(&transaction)
            .await?;
        if let Some(new) = new
            && closed.rows_affected == 1
        {
            insert_invite(&transaction, new).await?;
        }
        note_if(&transaction, closed.rows_affected == 1, event).await?;
        transaction.commit().await?;
        Ok(())
    }
}

pub(super) async fn insert_invite(connection: &impl ConnectionTrait, invite: &Invite) -> Result<(), StoreError> {
    let row = invites::Model::from(invite).into_active_model();
    invites::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}

/// Says whether it was in force.
async fn revoke(connection: &impl ConnectionTrait, session_id: &str, id: &str, now: i64) -> Result<bool, StoreError> {
    let revoked = invites::Entity::update_many()
        .col_expr(invites::Column::RevokedAt, Expr::value(now))
        .filter(invites::Column::Id.eq(id))
        .filter(invites::Column::SessionId.eq(session_id))
        .filter(invites::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    Ok(revoked.rows_affected > 0)
}

/// Revokes whatever another server shows as the one link for all guests.
async fn revoke_shown(connection: &impl ConnectionTrait, session_id: &str, now: i64) -> Result<(), StoreError> {
    invites::Entity::update_many()
        .col_expr(invites::Column::RevokedAt, Expr::value(now))
        .filter(invites::Column::SessionId.eq(session_id))
        .filter(invites::Column::ShownToHost.eq(true))
        .filter(invites::Column::ClosedAt.is_null())
        .filter(invites::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    Ok(())
}
