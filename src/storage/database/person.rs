//! What is kept of one person: finding it by the keys that the record tells, and erasing it.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use super::{
    Database,
    privacy::{blanked, emptied},
};
use crate::{
    record::NewEvent,
    storage::{
        Grant, Identity, Invite, Person, PersonalRows, Session, SignIn, StoreError, Waiting,
        entities::{
            accounts, events, grants, host_links, invite_uses, invites, people, session_hosts, sessions, sign_ins,
            waiting,
        },
    },
};

/// What a title is replaced by. An empty one would say that the retention was here, and it goes by the
/// guests of this session one day.
const NO_TITLE: &str = "–";
/// How many keys stand in one statement.
const AT_ONCE: usize = 300;

impl Database {
    pub(super) async fn found_rows(&self, who: &Identity) -> Result<PersonalRows, StoreError> {
        let mut rows = PersonalRows::default();
        if let Some(email) = &who.email {
            self.find_host(email, &mut rows).await?;
        }
        let mut invite_ids = who.invites.clone();
        for (session_id, user_id) in &who.in_sessions {
            self.find_in_session(session_id, user_id, &mut rows).await?;
        }
        self.find_tokens(who, &mut rows).await?;
        invite_ids.extend(rows.people.iter().filter_map(|row| row.invite_id.clone()));
        invite_ids.extend(rows.waiting.iter().map(|row| row.invite_id.clone()));
        invite_ids.extend(rows.grants.iter().filter_map(|row| row.invite_id.clone()));
        self.find_invites(&invite_ids, who, &mut rows).await?;
        Ok(rows)
    }

    async fn find_host(&self, email: &str, rows: &mut PersonalRows) -> Result<(), StoreError> {
        let connection = &self.connection;
        let account = accounts::Entity::find().filter(accounts::Column::Email.eq(email)).one(connection).await?;
        if let Some(account) = account {
            let of_account = sign_ins::Column::AccountId.eq(&account.id);
            let found = sign_ins::Entity::find().filter(of_account).all(connection).await?;
            rows.sign_ins = found.into_iter().map(SignIn::try_from).collect::<Result<_, _>>()?;
            rows.account = Some(account.into());
        }
        let links = host_links::Entity::find().filter(host_links::Column::Email.eq(email)).all(connection).await?;
        rows.host_links = links.into_iter().map(Into::into).collect();
        let led = session_hosts::Entity::find()
            .filter(session_hosts::Column::Email.eq(email))
            .find_also_related(sessions::Entity)
            .all(connection)
            .await?;
        for (host, session) in led {
            let orphan = || StoreError::Corrupt { table: "session_hosts", id: host.session_id.clone() };
            let session = Session::try_from(session.ok_or_else(orphan)?)?;
            rows.sessions.push((session, host.into()));
        }
        Ok(())
    }

    async fn find_in_session(
        &self,
        session_id: &str,
        user_id: &str,
        rows: &mut PersonalRows,
    ) -> Result<(), StoreError> {
        let connection = &self.connection;
        let key = || (session_id.to_owned(), user_id.to_owned());
        if let Some(row) = people::Entity::find_by_id(key()).one(connection).await? {
            rows.people.push(Person::try_from(row)?);
        }
        if let Some(row) = waiting::Entity::find_by_id(key()).one(connection).await? {
            rows.waiting.push(Waiting::try_from(row)?);
        }
        let theirs =
            Condition::all().add(grants::Column::SessionId.eq(session_id)).add(grants::Column::UserId.eq(user_id));
        for row in grants::Entity::find().filter(theirs).all(connection).await? {
            rows.grants.push(Grant::try_from(row)?);
        }
        Ok(())
    }

    /// Tokens outside of sessions, of which the record tells.
    async fn find_tokens(&self, who: &Identity, rows: &mut PersonalRows) -> Result<(), StoreError> {
        let known: BTreeSet<&String> = rows.grants.iter().map(|grant| &grant.id).collect();
        let others: Vec<String> = who.tokens.iter().filter(|id| !known.contains(id)).cloned().collect();
        for ids in others.chunks(AT_ONCE) {
            let these = grants::Column::Id.is_in(ids);
            for row in grants::Entity::find().filter(these).all(&self.connection).await? {
                if who.user_ids.contains(&row.user_id) {
                    rows.grants.push(Grant::try_from(row)?);
                }
            }
        }
        Ok(())
    }

    async fn find_invites(
        &self,
        ids: &BTreeSet<String>,
        who: &Identity,
        rows: &mut PersonalRows,
    ) -> Result<(), StoreError> {
        for id in ids {
            let of_invite = invite_uses::Column::InviteId.eq(id);
            let uses = invite_uses::Entity::find().filter(of_invite).all(&self.connection).await?;
            let theirs = uses.into_iter().filter(|used| who.user_ids.contains(&used.user_id));
            rows.invite_uses.extend(theirs.map(Into::into));
            let invite = invites::Entity::find_by_id(id).one(&self.connection).await?;
            if let Some(row) = invite.filter(|row| row.personal && row.label.is_some()) {
                rows.invites.push(Invite::try_from(row)?);
            }
        }
        Ok(())
    }

    pub(super) async fn erase_rows(
        &self,
        who: &Identity,
        rows: &PersonalRows,
        places: &[i64],
        by: &NewEvent,
    ) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        erase_in_sessions(&transaction, rows).await?;
        if let Some(email) = &who.email {
            erase_host(&transaction, email, rows, by.at).await?;
        }
        for places in places.chunks(AT_ONCE) {
            blanked()
                .col_expr(events::Column::ErasedBy, Expr::value(by.id.as_str()))
                .filter(events::Column::Seq.is_in(places.iter().copied()))
                .filter(events::Column::Salt.is_not_null())
                .exec(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

async fn erase_in_sessions(transaction: &DatabaseTransaction, rows: &PersonalRows) -> Result<(), StoreError> {
    for row in &rows.people {
        let key = (row.session_id.clone(), row.user_id.clone());
        people::Entity::delete_by_id(key).exec(transaction).await?;
    }
    for row in &rows.waiting {
        let key = (row.session_id.clone(), row.user_id.clone());
        waiting::Entity::delete_by_id(key).exec(transaction).await?;
    }
    for row in &rows.invite_uses {
        let key = (row.invite_id.clone(), row.device.clone());
        invite_uses::Entity::delete_by_id(key).exec(transaction).await?;
    }
    let invite_ids: Vec<&str> = rows.invites.iter().map(|invite| invite.id.as_str()).collect();
    for ids in invite_ids.chunks(AT_ONCE) {
        invites::Entity::update_many()
            .col_expr(invites::Column::Label, Expr::value(None::<String>))
            .filter(invites::Column::Id.is_in(ids.iter().copied()))
            .exec(transaction)
            .await?;
    }
    let grant_ids: Vec<&str> = rows.grants.iter().map(|grant| grant.id.as_str()).collect();
    for ids in grant_ids.chunks(AT_ONCE) {
        emptied().filter(grants::Column::Id.is_in(ids.iter().copied())).exec(transaction).await?;
    }
    Ok(())
}

/// The account and what hangs on it. A session that is over and had no other host loses its title too:
/// they wrote it, and nobody else needs it.
async fn erase_host(
    transaction: &DatabaseTransaction,
    email: &str,
    rows: &PersonalRows,
    now: i64,
) -> Result<(), StoreError> {
    for (session, _) in rows.sessions.iter().filter(|(_, host)| host.owner) {
        let of_session = session_hosts::Column::SessionId.eq(&session.id);
        let alone = session_hosts::Entity::find().filter(of_session).count(transaction).await? <= 1;
        let mut update = sessions::Entity::update_many()
            .col_expr(sessions::Column::Owner, Expr::value(None::<String>))
            .filter(sessions::Column::Id.eq(&session.id));
        if alone && session.over_at() <= now {
            update = update.col_expr(sessions::Column::Title, Expr::value(NO_TITLE));
        }
        update.exec(transaction).await?;
    }
    session_hosts::Entity::delete_many().filter(session_hosts::Column::Email.eq(email)).exec(transaction).await?;
    host_links::Entity::delete_many().filter(host_links::Column::Email.eq(email)).exec(transaction).await?;
    if let Some(account) = &rows.account {
        let theirs = sign_ins::Column::AccountId.eq(&account.id);
        sign_ins::Entity::delete_many().filter(theirs).exec(transaction).await?;
        accounts::Entity::delete_by_id(&account.id).exec(transaction).await?;
    }
    Ok(())
}
