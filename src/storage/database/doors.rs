//! Who waits at a session's door, and who is in.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockType, OnConflict, Query},
};

use super::{
    Database,
    record::{note, note_if},
    sessions::hold,
};
use crate::{
    jaas::Role,
    record::NewEvent,
    storage::{
        Answer, DoorStore, Person, StoreError, Waiting,
        entities::{people, sessions, waiting},
    },
};

#[async_trait]
impl DoorStore for Database {
    async fn knock(&self, who: &Waiting, event: &NewEvent) -> Result<(), StoreError> {
        use waiting::Column::{InviteId, Name, SeenAt, SessionId, UserId};
        let transaction = self.begin().await?;
        let once = OnConflict::columns([SessionId, UserId]).do_nothing().to_owned();
        let new = waiting::Entity::insert(waiting::Model::from(who).into_active_model())
            .on_conflict(once)
            .exec_without_returning(&transaction)
            .await?;
        if new == 0 {
            waiting::Entity::update_many()
                .col_expr(InviteId, Expr::value(who.invite_id.as_str()))
                .col_expr(Name, Expr::value(who.name.as_str()))
                .col_expr(SeenAt, Expr::value(who.seen_at))
                .filter(SessionId.eq(&who.session_id))
                .filter(UserId.eq(&who.user_id))
                .exec(&transaction)
                .await?;
        }
        note_if(&transaction, new > 0, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn waiting_person(&self, session_id: &str, user_id: &str) -> Result<Option<Waiting>, StoreError> {
        let key = (session_id.to_owned(), user_id.to_owned());
        waiting::Entity::find_by_id(key).one(&self.connection).await?.map(Waiting::try_from).transpose()
    }

    async fn still_waiting(&self, session_id: &str, user_id: &str, now: i64) -> Result<(), StoreError> {
        waiting::Entity::update_many()
            .col_expr(waiting::Column::SeenAt, Expr::value(now))
            .filter(waiting::Column::SessionId.eq(session_id))
            .filter(waiting::Column::UserId.eq(user_id))
            .exec(&self.connection)
            .await?;
        Ok(())
    }

    async fn waiting(&self, session_id: &str, since: i64, limit: u64) -> Result<Vec<Waiting>, StoreError> {
        let rows = waiting::Entity::find()
            .filter(waiting::Column::SessionId.eq(session_id))
            .filter(waiting::Column::Answer.eq(Answer::None.as_str()))
            .filter(waiting::Column::SeenAt.gte(since))
            .order_by_asc(waiting::Column::AskedAt)
            .order_by_asc(waiting::Column::UserId)
            .limit(limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(Waiting::try_from).collect()
    }

    async fn answer(
        &self,
        session_id: &str,
        user_id: &str,
        answer: Answer,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let written = waiting::Entity::update_many()
            .col_expr(waiting::Column::Answer, Expr::value(answer.as_str()))
            .col_expr(waiting::Column::AnsweredAt, Expr::value(event.at))
            .filter(waiting::Column::SessionId.eq(session_id))
            .filter(waiting::Column::UserId.eq(user_id))
            .exec(&transaction)
            .await?;
        let is_known = written.rows_affected == 1;
        note_if(&transaction, is_known, event).await?;
        transaction.commit().await?;
        Ok(is_known)
    }

    async fn people(&self, session_id: &str, limit: u64) -> Result<Vec<Person>, StoreError> {
        let rows = people::Entity::find()
            .filter(people::Column::SessionId.eq(session_id))
            .order_by_desc(people::Column::LastAt)
            .order_by_asc(people::Column::UserId)
            .limit(limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(Person::try_from).collect()
    }

    async fn person(&self, session_id: &str, user_id: &str) -> Result<Option<Person>, StoreError> {
        let key = (session_id.to_owned(), user_id.to_owned());
        people::Entity::find_by_id(key).one(&self.connection).await?.map(Person::try_from).transpose()
    }

    async fn set_participant(
        &self,
        session_id: &str,
        user_id: &str,
        participant_id: &str,
        event: &NewEvent,
    ) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        // Of two who say the same at one instant the second sees the first.
        hold(&transaction, sessions::Column::Id.eq(session_id), LockType::NoKeyUpdate).await?;
        let mut others = Query::select();
        others
            .expr(Expr::val(1))
            .from(people::Entity)
            .and_where(people::Column::SessionId.eq(session_id))
            .and_where(people::Column::UserId.ne(user_id))
            .and_where(people::Column::ParticipantId.eq(participant_id));
        let written = people::Entity::update_many()
            .col_expr(people::Column::ParticipantId, Expr::value(participant_id))
            .filter(people::Column::SessionId.eq(session_id))
            .filter(people::Column::UserId.eq(user_id))
            .filter(Expr::exists(others).not())
            .exec(&transaction)
            .await?;
        note_if(&transaction, written.rows_affected > 0, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn remove_person(&self, session_id: &str, user_id: &str, event: &NewEvent) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let removed = people::Entity::update_many()
            .col_expr(people::Column::RemovedAt, Expr::value(event.at))
            .filter(people::Column::SessionId.eq(session_id))
            .filter(people::Column::UserId.eq(user_id))
            .filter(people::Column::Role.eq(Role::Guest.as_str()))
            .filter(people::Column::RemovedAt.is_null())
            .exec(&transaction)
            .await?
            .rows_affected
            == 1;
        if removed {
            sessions::Entity::update_many()
                .col_expr(sessions::Column::Guests, Expr::col(sessions::Column::Guests).sub(1))
                .filter(sessions::Column::Id.eq(session_id))
                .exec(&transaction)
                .await?;
            note(&transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(removed)
    }
}
