//! The contract, kept by a SQL database through the ORM. Nothing here is SQLite's alone.

mod accounts;
mod admit;
mod api_keys;
mod doors;
mod grants;
mod invites;
mod sessions;
mod signing_in;

use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait, TransactionTrait, sea_query::OnConflict,
};

use super::{Store, StoreError, entities::room_claims};
use crate::jaas::RoomClaim;

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
