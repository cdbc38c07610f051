//! Erasing personal data that is too old to be kept. What is, `due` says.
//!
//! Looking and erasing are apart: what is found is written to the record first. Each step is about a few
//! hundred rows by their key, so nobody waits for it.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, UpdateMany,
    sea_query::{Expr, Query},
};

use super::Database;
use crate::{
    record::NewEvent,
    storage::{
        Age, Due, Identity, PersonalData, PersonalRows, PrivacyStore, StoreError, connect,
        entities::{
            accounts, events, grants, host_links, invite_uses, invites, people, session_hosts, sessions, sign_ins,
            waiting,
        },
    },
};

/// How many rows of a session are deleted in one statement.
const AT_ONCE: u64 = 300;

/// Nothing.
const NOTHING: Option<String> = None;

#[async_trait]
impl PrivacyStore for Database {
    async fn due(&self, data: PersonalData, age: Age, after: Option<&str>, limit: u64) -> Result<Due, StoreError> {
        match data {
            PersonalData::Events => self.events_due(age, after, limit).await,
            PersonalData::Grants => self.grants_due(age, after, limit).await,
            PersonalData::Sessions => self.sessions_due(age.before, after, limit).await,
            PersonalData::SignIns => self.sign_ins_due(age.before, after, limit).await,
            PersonalData::HostLinks => self.host_links_due(age.before, after, limit).await,
            PersonalData::Accounts => self.accounts_due(age.before, after, limit).await,
        }
    }

    async fn erase(&self, data: PersonalData, ids: &[String]) -> Result<u64, StoreError> {
        let connection = &self.connection;
        let erased = match data {
            PersonalData::Events => {
                let places: Vec<i64> = ids.iter().filter_map(|id| id.parse().ok()).collect();
                blanked().filter(events::Column::Seq.is_in(places)).exec(connection).await?.rows_affected
            }
            PersonalData::Grants => {
                emptied().filter(grants::Column::Id.is_in(ids)).exec(connection).await?.rows_affected
            }
            PersonalData::Sessions => self.erase_sessions(ids).await?,
            PersonalData::SignIns => {
                let these = sign_ins::Column::Id.is_in(ids);
                sign_ins::Entity::delete_many().filter(these).exec(connection).await?.rows_affected
            }
            PersonalData::HostLinks => {
                let these = host_links::Column::Id.is_in(ids);
                host_links::Entity::delete_many().filter(these).exec(connection).await?.rows_affected
            }
            PersonalData::Accounts => {
                let these = accounts::Column::Id.is_in(ids);
                accounts::Entity::delete_many().filter(these).exec(connection).await?.rows_affected
            }
        };
        Ok(erased)
    }

    async fn rows_of(&self, who: &Identity) -> Result<PersonalRows, StoreError> {
        self.found_rows(who).await
    }

    async fn erase_person(
        &self,
        who: &Identity,
        rows: &PersonalRows,
        places: &[i64],
        by: &NewEvent,
    ) -> Result<(), StoreError> {
        self.erase_rows(who, rows, places, by).await
    }

    async fn leave_no_trace(&self) -> Result<(), StoreError> {
        connect::sqlite::leave_no_trace(&self.connection).await?;
        Ok(())
    }
}

/// An update that takes out who an event is about.
pub(super) fn blanked() -> UpdateMany<events::Entity> {
    use events::Column::{Address, ByPerson, Name, Person, Salt, UserAgent};
    [Salt, ByPerson, Person, Name, Address, UserAgent]
        .into_iter()
        .fold(events::Entity::update_many(), |update, column| update.col_expr(column, Expr::value(NOTHING)))
}

/// An update that takes out whom a token was issued to.
pub(super) fn emptied() -> UpdateMany<grants::Entity> {
    grants::Entity::update_many()
        .col_expr(grants::Column::UserId, Expr::value(""))
        .col_expr(grants::Column::UserName, Expr::value(""))
        .col_expr(grants::Column::ClientAddress, Expr::value(NOTHING))
        .col_expr(grants::Column::UserAgent, Expr::value(NOTHING))
}

impl Database {
    /// The title goes last: by it the next look sees that something is left.
    async fn erase_sessions(&self, ids: &[String]) -> Result<u64, StoreError> {
        for id in ids {
            self.erase_people_of(id).await?;
            invites::Entity::update_many()
                .col_expr(invites::Column::Label, Expr::value(NOTHING))
                .filter(invites::Column::SessionId.eq(id))
                .exec(&self.connection)
                .await?;
        }
        let emptied = sessions::Entity::update_many()
            .col_expr(sessions::Column::Title, Expr::value(""))
            .col_expr(sessions::Column::Owner, Expr::value(NOTHING))
            .filter(sessions::Column::Id.is_in(ids))
            .exec(&self.connection)
            .await?;
        Ok(emptied.rows_affected)
    }

    async fn erase_people_of(&self, session_id: &str) -> Result<(), StoreError> {
        let hosts = session_hosts::Column::SessionId.eq(session_id);
        session_hosts::Entity::delete_many().filter(hosts).exec(&self.connection).await?;
        let in_session = || people::Column::SessionId.eq(session_id);
        self.delete_all(people::Entity, people::Column::UserId, in_session).await?;
        let at_door = || waiting::Column::SessionId.eq(session_id);
        self.delete_all(waiting::Entity, waiting::Column::UserId, at_door).await?;
        let invites: Vec<String> = invites::Entity::find()
            .select_only()
            .column(invites::Column::Id)
            .filter(invites::Column::SessionId.eq(session_id))
            .into_tuple()
            .all(&self.connection)
            .await?;
        for invite in &invites {
            let by_invite = || invite_uses::Column::InviteId.eq(invite);
            self.delete_all(invite_uses::Entity, invite_uses::Column::Device, by_invite).await?;
        }
        Ok(())
    }

    /// Deletes all rows for which that holds, a few in each statement.
    async fn delete_all<E: EntityTrait>(
        &self,
        table: E,
        key: E::Column,
        holds: impl Fn() -> Expr + Send + Sync,
    ) -> Result<(), StoreError> {
        loop {
            let few = Query::select().column(key).from(table).and_where(holds()).limit(AT_ONCE).take();
            let these = E::delete_many().filter(holds()).filter(key.in_subquery(few));
            if these.exec(&self.connection).await?.rows_affected < AT_ONCE {
                return Ok(());
            }
        }
    }
}
