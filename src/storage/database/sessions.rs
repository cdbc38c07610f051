//! Sessions and who leads them.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, LikeExpr, LockType, Query},
};

use super::{
    Database,
    invites::insert_invite,
    record::{note, note_if},
};
use crate::{
    jaas::RoomName,
    record::NewEvent,
    storage::{
        Invite, Session, SessionHost, SessionStore, SessionsPage, StoreError, When,
        entities::{features_text, number, session_hosts, sessions},
    },
};

#[async_trait]
impl SessionStore for Database {
    async fn open_session(
        &self,
        session: &Session,
        invites: &[Invite],
        hosts: &[SessionHost],
        event: &NewEvent,
    ) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let row = sessions::Model::from(session).into_active_model();
        sessions::Entity::insert(row).exec_without_returning(&transaction).await?;
        for invite in invites {
            insert_invite(&transaction, invite).await?;
        }
        insert_hosts(&transaction, session, hosts).await?;
        note(&transaction, event).await?;
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

    async fn hosted_session(&self, id: &str, email: &str) -> Result<Option<(Session, SessionHost)>, StoreError> {
        session_hosts::Entity::find_by_id((email.to_owned(), id.to_owned()))
            .find_also_related(sessions::Entity)
            .one(&self.connection)
            .await?
            .map(pair)
            .transpose()
    }

    async fn hosts(&self, session_id: &str) -> Result<Vec<SessionHost>, StoreError> {
        let rows = session_hosts::Entity::find()
            .filter(session_hosts::Column::SessionId.eq(session_id))
            .order_by_desc(session_hosts::Column::Owner)
            .order_by_asc(session_hosts::Column::Email)
            .all(&self.connection)
            .await?;
        Ok(rows.into_iter().map(SessionHost::from).collect())
    }

    async fn sessions_of(&self, page: &SessionsPage<'_>) -> Result<Vec<(Session, SessionHost)>, StoreError> {
        let after = match page.after {
            Some(id) => {
                let key = (page.email.to_owned(), id.to_owned());
                session_hosts::Entity::find_by_id(key).one(&self.connection).await?
            }
            None => None,
        };
        let rows = listed(page, after.as_ref())
            .limit(page.limit)
            .find_also_related(sessions::Entity)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(pair).collect()
    }

    async fn change_session(
        &self,
        session: &Session,
        hosts: &[SessionHost],
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let written = sessions::Entity::update_many()
            .col_expr(sessions::Column::Title, Expr::value(session.title.as_str()))
            .col_expr(sessions::Column::SessionType, Expr::value(session.session_type.as_str()))
            .col_expr(sessions::Column::Features, Expr::value(features_text(&session.features)))
            .col_expr(sessions::Column::StartsAt, Expr::value(session.starts_at))
            .col_expr(sessions::Column::EndsAt, Expr::value(session.ends_at))
            .col_expr(sessions::Column::TimeZone, Expr::value(session.time_zone.as_str()))
            .col_expr(sessions::Column::Capacity, Expr::value(session.capacity.map(number)))
            .col_expr(sessions::Column::WaitsForHost, Expr::value(session.waits_for_host))
            .col_expr(sessions::Column::AdmitsEach, Expr::value(session.admits_each))
            .col_expr(sessions::Column::HostInAt, Expr::value(session.host_in_at))
            .col_expr(sessions::Column::Sequence, Expr::value(number(session.sequence.saturating_add(1))))
            .filter(sessions::Column::Id.eq(&session.id))
            .filter(sessions::Column::Sequence.eq(number(session.sequence)))
            .filter(not_over())
            .exec(&transaction)
            .await?
            .rows_affected;
        if written == 0 {
            return Ok(false);
        }
        session_hosts::Entity::delete_many()
            .filter(session_hosts::Column::SessionId.eq(&session.id))
            .exec(&transaction)
            .await?;
        insert_hosts(&transaction, session, hosts).await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn end_session(&self, id: &str, event: &NewEvent) -> Result<(), StoreError> {
        let over = over(sessions::Column::EndedAt, id, event.at);
        self.close(over, id, event).await?;
        Ok(())
    }

    async fn cancel_session(&self, id: &str, event: &NewEvent) -> Result<bool, StoreError> {
        let over = over(sessions::Column::CancelledAt, id, event.at)
            .col_expr(sessions::Column::Sequence, Expr::col(sessions::Column::Sequence).add(1));
        self.close(over, id, event).await
    }

    async fn host_came(&self, id: &str, event: &NewEvent) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let written = sessions::Entity::update_many()
            .col_expr(sessions::Column::HostInAt, Expr::value(event.at))
            .filter(sessions::Column::Id.eq(id))
            .filter(sessions::Column::HostInAt.is_null())
            .exec(&transaction)
            .await?;
        let is_first = written.rows_affected == 1;
        note_if(&transaction, is_first, event).await?;
        transaction.commit().await?;
        Ok(is_first)
    }
}

impl Database {
    /// Ends or cancels a session; its hosts' lists have it among the past ones then.
    async fn close(
        &self,
        over: sea_orm::UpdateMany<sessions::Entity>,
        id: &str,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let closed = over.exec(&transaction).await?.rows_affected == 1;
        if closed {
            session_hosts::Entity::update_many()
                .col_expr(session_hosts::Column::OverAt, Expr::value(event.at))
                .filter(session_hosts::Column::SessionId.eq(id))
                .filter(session_hosts::Column::OverAt.gt(event.at))
                .exec(&transaction)
                .await?;
            note(&transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(closed)
    }
}

fn over(column: sessions::Column, id: &str, now: i64) -> sea_orm::UpdateMany<sessions::Entity> {
    sessions::Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(sessions::Column::Id.eq(id))
        .filter(not_over())
}

fn not_over() -> Condition {
    Condition::all().add(sessions::Column::EndedAt.is_null()).add(sessions::Column::CancelledAt.is_null())
}

/// The rows of one list, in its order, after the given one.
fn listed(page: &SessionsPage<'_>, after: Option<&session_hosts::Model>) -> Select<session_hosts::Entity> {
    use session_hosts::Column::{Email, OverAt, SessionId, StartsAt, TitleFolded};
    let mine = session_hosts::Entity::find()
        .filter(Email.eq(page.email))
        .apply_if(page.search, |query, text| query.filter(TitleFolded.like(containing(&text.to_lowercase()))));
    let rows = match page.when {
        When::Live => mine.filter(OverAt.gt(page.now)).filter(StartsAt.lte(page.now)),
        When::Upcoming => mine.filter(OverAt.gt(page.now)).filter(StartsAt.gt(page.now)),
        When::Past => mine.filter(OverAt.lte(page.now)),
    };
    match page.when {
        When::Live | When::Upcoming => rows
            .apply_if(after, |query, row| {
                let later = Condition::all().add(StartsAt.eq(row.starts_at)).add(SessionId.gt(&row.session_id));
                query.filter(Condition::any().add(StartsAt.gt(row.starts_at)).add(later))
            })
            .order_by_asc(StartsAt)
            .order_by_asc(SessionId),
        When::Past => rows
            .apply_if(after, |query, row| {
                let earlier = Condition::all().add(OverAt.eq(row.over_at)).add(SessionId.lt(&row.session_id));
                query.filter(Condition::any().add(OverAt.lt(row.over_at)).add(earlier))
            })
            .order_by_desc(OverAt)
            .order_by_desc(SessionId),
    }
}

/// A pattern for everything that contains this text, whatever characters it has.
fn containing(text: &str) -> LikeExpr {
    let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{literal}%")).escape('\\')
}

fn pair(
    (host, session): (session_hosts::Model, Option<sessions::Model>),
) -> Result<(Session, SessionHost), StoreError> {
    let orphan = || StoreError::Corrupt { table: "session_hosts", id: host.session_id.clone() };
    let session = session.ok_or_else(orphan)?.try_into()?;
    Ok((session, host.into()))
}

async fn insert_hosts(
    connection: &impl ConnectionTrait,
    session: &Session,
    hosts: &[SessionHost],
) -> Result<(), StoreError> {
    for host in hosts {
        let row = session_hosts::Model {
            email: host.email.clone(),
            session_id: session.id.clone(),
            owner: host.owner,
            title_folded: session.title.to_lowercase(),
            starts_at: session.starts_at,
            over_at: session.over_at(),
        };
        session_hosts::Entity::insert(row.into_active_model()).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// A query that finds something where the session is open now.
pub(super) fn open_now(id: &str, now: i64, opens_before: i64, closes_after: i64) -> Condition {
    use sessions::Column::{EndsAt, Id, StartsAt};
    let not_past = Condition::any().add(EndsAt.is_null()).add(EndsAt.gt(now - closes_after));
    Condition::all().add(Id.eq(id)).add(not_over()).add(StartsAt.lte(now + opens_before)).add(not_past)
}

/// A query that finds one row where this condition holds.
pub(super) fn exists(condition: Condition) -> sea_orm::sea_query::SelectStatement {
    let mut query = Query::select();
    query.expr(Expr::val(1)).from(sessions::Entity).cond_where(condition);
    query.take()
}

/// Keeps a session as it is until the transaction ends: who would change it waits. With `Share`, who only
/// holds it as well does not. On SQLite nothing is done: there a transaction that writes is alone.
pub(super) async fn hold(transaction: &DatabaseTransaction, which: Expr, how: LockType) -> Result<(), StoreError> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        sessions::Entity::find().filter(which).lock(how).one(transaction).await?;
    }
    Ok(())
}
