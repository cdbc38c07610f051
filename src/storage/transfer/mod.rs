//! Moving everything from one database to another one, which is empty: all or nothing.
//!
//! The source is kept still and only read, but that its events get their places in the record first. The target is
//! written in one transaction, which ends well only when every row was read back there and equals the one of the
//! source, and when the record's chain holds and ends as it did.

mod tables;

use sea_orm::{DatabaseTransaction, EntityTrait};

use self::tables::{compare, copy, count, verify_record};
use super::{
    Database, RecordStore, StoreError,
    connect::{Alone, keep_others_out},
    database::note,
    entities::chain,
};
use crate::record::{ChainFault, Hash, NewEvent};

/// How many events get their places in one step.
const AT_ONCE: u64 = 500;

/// Why nothing was moved. The target is as empty as it was, the source as full.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The source cannot be read.
    #[error("the database to move from failed: {0}")]
    Source(#[source] StoreError),
    /// The target cannot be written.
    #[error("the database to move to failed: {0}")]
    Target(#[source] StoreError),
    /// A text has a zero byte, of which PostgreSQL keeps none.
    #[error("a row of {table} has a text with a zero byte, which PostgreSQL cannot keep: mend that row first")]
    ZeroByte {
        /// The table.
        table: &'static str,
    },
    /// Somebody works on the source.
    #[error("a server uses the database to move from: stop every server on it, and start this again")]
    SourceInUse,
    /// Somebody works on the target.
    #[error("a server uses the database to move to: stop it, and start this again")]
    TargetInUse,
    /// The target holds something.
    #[error("the database to move to is not empty, its table {table} has rows: name an empty one")]
    NotEmpty {
        /// A table with rows.
        table: &'static str,
    },
    /// What was read back is not what was written.
    #[error("the table {table} was not the same on both sides afterwards: report this")]
    Differs {
        /// The table.
        table: &'static str,
    },
    /// The record does not hold, on either side: the rows are the same.
    #[error("the record does not hold, so it is not moved: {0}")]
    Record(#[source] ChainFault),
    /// The record's chain holds, and is not the one whose end is noted.
    #[error("the record ends with another hash than is noted beside it, so it is not moved")]
    OtherRecord,
}

/// A table, and how many of its rows were moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedTable {
    /// Its name.
    pub name: &'static str,
    /// How many rows the source has.
    pub there: u64,
    /// How many rows the target has.
    pub here: u64,
}

/// What was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Every table.
    pub tables: Vec<MovedTable>,
    /// How many events the record has, and the hash of the last one.
    pub head: (i64, Hash),
}

/// How far it is: so many rows of that table were done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Copied.
    Copied(&'static str, u64),
    /// Read back, and found equal.
    Compared(&'static str, u64),
}

/// Moves everything from `source` to `target`, and adds the event there that `moved` makes of the record's last hash.
///
/// Both must have been opened by [`connect_alone`](super::connect_alone), after which nobody else has the file open, or
/// by [`connect_postgres_alone`](super::connect_postgres_alone): here it is looked whether others have.
///
/// # Errors
///
/// The target is not empty, somebody uses one of them, or one of them fails. Then nothing was moved.
pub async fn transfer(
    source: &Database,
    target: &Database,
    moved: impl FnOnce(&Hash) -> NewEvent,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Moved, TransferError> {
    while source.pending_events(1).await.map_err(TransferError::Source)? > 0 {
        source.seal_events(AT_ONCE).await.map_err(TransferError::Source)?;
    }
    let from = begin(source, TransferError::Source, TransferError::SourceInUse).await?;
    let to = begin(target, TransferError::Target, TransferError::TargetInUse).await?;
    // Sealed a moment ago: who wrote more since then is no longer alone with it.
    if source_has_news(&from).await? {
        return Err(TransferError::SourceInUse);
    }
    must_be_empty(&to).await?;
    let there = count(&from, TransferError::Source).await?;
    copy(&from, &to, progress).await?;
    let here = count(&to, TransferError::Target).await?;
    let tables: Vec<MovedTable> =
        there.into_iter().zip(here).map(|((name, there), (_, here))| MovedTable { name, there, here }).collect();
    if let Some(MovedTable { name: table, .. }) = tables.iter().find(|table| table.there != table.here) {
        return Err(TransferError::Differs { table });
    }
    compare(&from, &to, progress).await?;
    let head = verify_record(&to).await?;
    note(&to, &moved(&head.1)).await.map_err(TransferError::Target)?;
    to.commit().await.map_err(target_failed)?;
    // Only now: until here the source was kept still. It is only let go, so there is nothing that can fail.
    let _ = from.rollback().await;
    // The target is whole. A server that starts there gives the new event its place where this does not.
    let _ = target.seal_events(AT_ONCE).await;
    Ok(Moved { tables, head })
}

fn target_failed(error: sea_orm::DbErr) -> TransferError {
    TransferError::Target(error.into())
}

/// Begins a transaction beside which nobody else writes.
async fn begin(
    database: &Database,
    failed: fn(StoreError) -> TransferError,
    in_use: TransferError,
) -> Result<DatabaseTransaction, TransferError> {
    let transaction = database.begin().await.map_err(|error| failed(error.into()))?;
    match keep_others_out(&transaction, tables::NAMES).await.map_err(|error| failed(error.into()))? {
        Alone::Yes => Ok(transaction),
        Alone::No => Err(in_use),
    }
}

async fn source_has_news(from: &DatabaseTransaction) -> Result<bool, TransferError> {
    use super::entities::pending_events::Entity;
    let one = Entity::find().one(from).await.map_err(|error| TransferError::Source(error.into()))?;
    Ok(one.is_some())
}

/// Refuses a target that holds anything. What every new database has, the beginning of a record, is taken away, since
/// the source has its own.
async fn must_be_empty(to: &DatabaseTransaction) -> Result<(), TransferError> {
    let begun = chain::Entity::find().one(to).await.map_err(target_failed)?;
    if begun.is_none_or(|row| row.seq != 0) {
        return Err(TransferError::NotEmpty { table: "chain" });
    }
    let used = count(to, TransferError::Target).await?.into_iter().find(|(name, rows)| *rows > 0 && *name != "chain");
    if let Some((table, _)) = used {
        return Err(TransferError::NotEmpty { table });
    }
    chain::Entity::delete_many().exec(to).await.map_err(target_failed)?;
    Ok(())
}
