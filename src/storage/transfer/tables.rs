//! Every table, and what is done with each: counted, copied, compared. In pages, so that a large one needs little
//! memory; by the primary key, whose order both kinds of database agree on.

use sea_orm::{
    DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, Iterable, ModelTrait, PaginatorTrait, PrimaryKeyToColumn,
    QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::{Progress, TransferError};
use crate::{
    record::{Event, Hash, Verifier},
    storage::{
        StoreError,
        entities::{
            self,
            chain::{self, THE_ONE},
            events,
        },
    },
};

/// How many rows are read and written in one statement: the widest table has 20 columns, and a statement takes 32,766
/// values.
const PAGE: u64 = 1000;

/// Does a step with each table, parents before children: they are written in this order. A table that is missing here
/// fails tests/storage/transfer.rs.
macro_rules! with_each_table {
    ($step:ident $given:tt) => {
        with_each_table!(@ $step $given
            accounts api_keys chain days events host_links pending_events pending_sign_ins room_claims sessions
            sign_ins session_hosts invites invite_uses people waiting grants)
    };
    (@ names () $($table:ident)+) => { &[$(stringify!($table)),+] };
    (@ $step:ident $given:tt $($table:ident)+) => {
        [$((stringify!($table), $step::<entities::$table::Entity> $given.await?)),+]
    };
}

/// Their names.
pub(super) const NAMES: &[&str] = with_each_table!(names());

fn source_failed(error: DbErr) -> TransferError {
    TransferError::Source(error.into())
}

fn target_failed(error: DbErr) -> TransferError {
    TransferError::Target(error.into())
}

/// How many rows each has.
pub(super) async fn count(
    on: &DatabaseTransaction,
    failed: fn(StoreError) -> TransferError,
) -> Result<Vec<(&'static str, u64)>, TransferError> {
    Ok(with_each_table!(count_one(on, failed)).into())
}

async fn count_one<E>(on: &DatabaseTransaction, failed: fn(StoreError) -> TransferError) -> Result<u64, TransferError>
where
    E: EntityTrait<Model: Sync>,
{
    E::find().count(on).await.map_err(|error| failed(error.into()))
}

/// Writes every row.
pub(super) async fn copy(
    from: &DatabaseTransaction,
    to: &DatabaseTransaction,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), TransferError> {
    with_each_table!(copy_one(from, to, &mut *progress));
    Ok(())
}

async fn copy_one<E>(
    from: &DatabaseTransaction,
    to: &DatabaseTransaction,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), TransferError>
where
    E: EntityTrait<Model: IntoActiveModel<E::ActiveModel> + Sync, ActiveModel: Send>,
{
    let table = name::<E>();
    let (mut last, mut done) = (None, 0);
    loop {
        let rows = page::<E>(from, last.as_ref()).await.map_err(source_failed)?;
        let Some(newest) = rows.last().cloned() else { return Ok(()) };
        done += rows.len() as u64;
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        let written = E::insert_many(rows).exec_without_returning(to).await.map_err(StoreError::from);
        written.map_err(|error| match error {
            StoreError::NoSuchText => TransferError::ZeroByte { table },
            error => TransferError::Target(error),
        })?;
        progress(Progress::Copied(table, done));
        last = Some(newest);
    }
}

/// Reads every row on both sides.
pub(super) async fn compare(
    from: &DatabaseTransaction,
    to: &DatabaseTransaction,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), TransferError> {
    with_each_table!(compare_one(from, to, &mut *progress));
    Ok(())
}

async fn compare_one<E>(
    from: &DatabaseTransaction,
    to: &DatabaseTransaction,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), TransferError>
where
    E: EntityTrait<Model: PartialEq + Sync>,
{
    let table = name::<E>();
    let (mut last, mut done) = (None, 0);
    loop {
        let there = page::<E>(from, last.as_ref()).await.map_err(source_failed)?;
        let here = page::<E>(to, last.as_ref()).await.map_err(target_failed)?;
        if there != here {
            return Err(TransferError::Differs { table });
        }
        let Some(newest) = there.last().cloned() else { return Ok(()) };
        done += there.len() as u64;
        progress(Progress::Compared(table, done));
        last = Some(newest);
    }
}

/// Proves the record from its first event to its last, and says where it ends.
pub(super) async fn verify_record(on: &DatabaseTransaction) -> Result<(i64, Hash), TransferError> {
    let noted = chain::Entity::find_by_id(THE_ONE).one(on).await.map_err(target_failed)?;
    let noted = noted.map(|row| (row.seq, Hash(row.hash))).ok_or(TransferError::Differs { table: "chain" })?;
    let mut verifier = Verifier::new(None);
    let mut last = None;
    loop {
        let rows = page::<events::Entity>(on, last.as_ref()).await.map_err(target_failed)?;
        let Some(newest) = rows.last().cloned() else { break };
        for row in rows {
            let event = Event::try_from(row).map_err(TransferError::Target)?;
            verifier.next(&event).map_err(TransferError::Record)?;
        }
        last = Some(newest);
    }
    let proof = verifier.end(noted.0).map_err(TransferError::Record)?;
    let proved = (proof.events, proof.head);
    if proved == noted { Ok(proved) } else { Err(TransferError::OtherRecord) }
}

fn name<E: EntityTrait>() -> &'static str {
    E::default().table_name()
}

/// The rows after that one, by the primary key.
async fn page<E: EntityTrait>(on: &DatabaseTransaction, after: Option<&E::Model>) -> Result<Vec<E::Model>, DbErr> {
    let key = || E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
    let mut query = E::find().limit(PAGE);
    if let Some(last) = after {
        // Both databases compare rows of values by the index of the key.
        let reached = Expr::tuple(key().map(|column| Expr::val(last.get(column))));
        query = query.filter(Expr::tuple(key().map(Expr::col)).gt(reached));
    }
    key().fold(query, QueryOrder::order_by_asc).all(on).await
}
