//! How often each kind of event happened on each day (UTC), counted when events get their places.
//!
//! So a count is exact, costs one statement for many events, and is read without a look at the record.
//! Who seals is alone (`record`), so no two count at once.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use crate::{
    record::{Event, EventKind},
    storage::{
        DayCount, StoreError,
        entities::days::{ActiveModel, Column, Entity},
    },
};

/// A day, in seconds.
const DAY: i64 = 86_400;

/// What is to be added: by day, kind and kind of caller.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<(i64, &'static str, &'static str), i64>);

impl Tally {
    /// Counts one event.
    pub(super) fn add(&mut self, event: &Event) {
        let key = (event.at.div_euclid(DAY), event.kind.as_str(), event.actor.as_str());
        *self.0.entry(key).or_default() += i64::from(event.times);
    }

    /// Adds it to what was counted before.
    pub(super) async fn write(self, connection: &impl ConnectionTrait) -> Result<(), StoreError> {
        let rows = self.0.into_iter().map(|((day, kind, actor), count)| ActiveModel {
            day: Set(day),
            kind: Set(kind.to_owned()),
            actor: Set(actor.to_owned()),
            count: Set(count),
        });
        let more = Expr::col((Entity, Column::Count)).add(Expr::col(("excluded", Column::Count)));
        let add = OnConflict::columns([Column::Day, Column::Kind, Column::Actor]).value(Column::Count, more).to_owned();
        Entity::insert_many(rows).on_conflict(add).exec_without_returning(connection).await?;
        Ok(())
    }
}

/// What was counted of these kinds from that day on.
pub(super) async fn read(
    connection: &impl ConnectionTrait,
    from: i64,
    kinds: &[EventKind],
) -> Result<Vec<DayCount>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Day.gte(from))
        .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .order_by_asc(Column::Day)
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::Actor)
        .all(connection)
        .await?;
    rows.into_iter().map(DayCount::try_from).collect()
}
