//! The record of events.
//!
//! What happens is written to `pending_events` in one transaction with the change that it is about: a
//! small table without further indexes, so it costs next to nothing and no two wait for each other. In
//! a moment [`seal_events`](RecordStore::seal_events) moves it into the chain, many at a time. There
//! alone one waits for another, also across servers: each begins by writing to the one row of `chain`.
//! In the same step the events are counted by day (`days`).

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};

use super::{Database, days};
use crate::{
    record::{Event, EventKind, Hash, NewEvent},
    storage::{
        DayCount, EventsPage, RecordStore, Sealed, StoreError,
        entities::{
            chain::{self, THE_ONE},
            events, pending_events,
        },
    },
};

/// So many seconds two servers' clocks may differ, and an event may wait for its place, before a search
/// by time misses it.
const SLACK: i64 = 300;

#[async_trait]
impl RecordStore for Database {
    async fn add_events(&self, news: &[NewEvent]) -> Result<(), StoreError> {
        let rows = news.iter().map(|new| pending_events::Model::from(new).into_active_model());
        pending_events::Entity::insert_many(rows).exec_without_returning(&self.connection).await?;
        Ok(())
    }

    async fn seal_events(&self, limit: u64) -> Result<Sealed, StoreError> {
        let transaction = self.begin().await?;
        let this = || chain::Column::Id.eq(THE_ONE);
        // From here on nobody else seals, and what the row says is the newest.
        let lock = Expr::col(chain::Column::Seq);
        chain::Entity::update_many().col_expr(chain::Column::Seq, lock).filter(this()).exec(&transaction).await?;
        let mut head = head(&transaction).await?;
        let rows = pending_events::Entity::find()
            .order_by_asc(pending_events::Column::Id)
            .limit(limit)
            .all(&transaction)
            .await?;
        if rows.is_empty() {
            transaction.rollback().await?;
            return Ok(Sealed { count: 0, head });
        }
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let mut sealed = Vec::with_capacity(rows.len());
        let mut tally = days::Tally::default();
        for row in rows {
            let event = Event::sealed(row.try_into()?, head.0 + 1, &head.1);
            head = (event.seq, event.hash.clone());
            tally.add(&event);
            sealed.push(events::Model::from(event).into_active_model());
        }
        events::Entity::insert_many(sealed).exec_without_returning(&transaction).await?;
        tally.write(&transaction).await?;
        pending_events::Entity::delete_many().filter(pending_events::Column::Id.is_in(&ids)).exec(&transaction).await?;
        chain::Entity::update_many()
            .col_expr(chain::Column::Seq, Expr::value(head.0))
            .col_expr(chain::Column::Hash, Expr::value(head.1.0.as_str()))
            .filter(this())
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(Sealed { count: ids.len() as u64, head })
    }

    async fn events(&self, page: &EventsPage<'_>) -> Result<Vec<Event>, StoreError> {
        use events::Column::{ByPerson, Kind, Person, Seq, SessionId};
        let rows = events::Entity::find()
            .apply_if(page.session_id, |query, id| query.filter(SessionId.eq(id)))
            .apply_if(page.kind, |query, kind| query.filter(Kind.eq(kind.as_str())))
            .apply_if(page.person, |query, person| query.filter(Person.eq(person)))
            .apply_if(page.by, |query, by| query.filter(ByPerson.eq(by)))
            .apply_if(page.from, |query, from| query.filter(since(from)))
            .apply_if(page.until, |query, until| query.filter(before(until)))
            .apply_if(page.before, |query, before| query.filter(Seq.lt(before)))
            .apply_if(page.after, |query, after| query.filter(Seq.gt(after)))
            .order_by(Seq, if page.oldest_first { Order::Asc } else { Order::Desc })
            .limit(page.limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    async fn events_after(&self, seq: i64, limit: u64) -> Result<Vec<Event>, StoreError> {
        let rows = events::Entity::find()
            .filter(events::Column::Seq.gt(seq))
            .order_by_asc(events::Column::Seq)
            .limit(limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    async fn chain_head(&self) -> Result<(i64, Hash), StoreError> {
        head(&self.connection).await
    }

    async fn days(&self, from: i64, kinds: &[EventKind]) -> Result<Vec<DayCount>, StoreError> {
        days::read(&self.connection, from, kinds).await
    }

    async fn pending_events(&self, most: u64) -> Result<u64, StoreError> {
        Ok(pending_events::Entity::find().limit(most).count(&self.connection).await?)
    }
}

async fn head(connection: &impl ConnectionTrait) -> Result<(i64, Hash), StoreError> {
    let row = chain::Entity::find_by_id(THE_ONE).one(connection).await?;
    let row = row.ok_or_else(|| StoreError::Corrupt { table: "chain", id: THE_ONE.to_string() })?;
    Ok((row.seq, Hash(row.hash)))
}

/// Writes what happened, in one transaction with what it is about.
pub(in crate::storage) async fn note(connection: &impl ConnectionTrait, event: &NewEvent) -> Result<(), StoreError> {
    let row = pending_events::Model::from(event).into_active_model();
    pending_events::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}

/// The same where something was changed.
pub(super) async fn note_if(
    connection: &impl ConnectionTrait,
    was_changed: bool,
    event: &NewEvent,
) -> Result<(), StoreError> {
    if was_changed { note(connection, event).await } else { Ok(()) }
}

/// Not before that moment. A list goes by places: the first place near the moment is where it ends, so
/// that it does not look at all that came before.
fn since(from: i64) -> Condition {
    use events::Column::{At, Seq};
    let first = place(Condition::all().add(At.gte(from - SLACK)), false);
    Condition::all().add(At.gte(from)).add(Expr::col(Seq).gte(first))
}

/// Before that moment; the list begins at the last place near it.
fn before(until: i64) -> Condition {
    use events::Column::{At, Seq};
    let last = place(Condition::all().add(At.lt(until + SLACK)), true);
    Condition::all().add(At.lt(until)).add(Expr::col(Seq).lte(last))
}

/// The first or last place of those that a condition on the time holds for, by the index of times.
fn place(condition: Condition, last: bool) -> Expr {
    use events::Column::{At, Seq};
    let order = if last { Order::Desc } else { Order::Asc };
    let mut query = SelectStatement::new();
    query
        .column(Seq)
        .from(events::Entity)
        .cond_where(condition)
        .order_by(At, order.clone())
        .order_by(Seq, order)
        .limit(1);
    Expr::SubQuery(None, Box::new(query.take().into()))
}
