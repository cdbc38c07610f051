//! The contract, kept by a SQL database through the ORM: SQLite or PostgreSQL.
//!
//! On PostgreSQL many write at one instant, and a statement sees what was committed before it began. So
//! what must not change until it is written is locked first: by the statement that counts in its row, or
//! by `sessions::hold`. Locks are taken in one order: a person, their session, a use, its invite.

mod accounts;
mod admit;
mod api_keys;
mod bells;
mod days;
mod doors;
mod due;
mod grants;
mod invites;
mod person;
mod privacy;
mod record;
mod sessions;
mod signing_in;

pub use self::bells::DistantBells;
use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    SqliteTransactionMode, TransactionOptions, TransactionTrait, sea_query::OnConflict,
};

pub(super) use self::record::note;
use super::{DatabaseKind, Store, StoreError, entities::room_claims};
use crate::{jaas::RoomClaim, record::NewEvent};

/// An open database at this version's schema.
pub struct Database {
    connection: DatabaseConnection,
    /// What this server is called among the others on the same database, where there can be others.
    name: Option<String>,
}

impl Database {
    pub(super) const fn new(connection: DatabaseConnection, name: Option<String>) -> Self {
        Self { connection, name }
    }

    /// Begins a transaction. On SQLite it waits for its turn to write at once: one that began by reading
    /// fails where another process has written meanwhile.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.connection.begin_with_options(options).await
    }
}

#[async_trait]
impl Store for Database {
    async fn room_claim(&self, tenant: &str) -> Result<Option<RoomClaim>, StoreError> {
        let row = room_claims::Entity::find_by_id(tenant).one(&self.connection).await?;
        Ok(row.and_then(|row| RoomClaim::parse(&row.form)))
    }

    async fn remember_room_claim(&self, tenant: &str, form: RoomClaim, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        write_room_claim(&transaction, tenant, form, event.at).await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    fn kind(&self) -> DatabaseKind {
        match self.connection.get_database_backend() {
            DbBackend::Postgres => DatabaseKind::Postgres,
            _ => DatabaseKind::Sqlite,
        }
    }

    async fn try_writing(&self) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
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
