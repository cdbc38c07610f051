//! Which personal data is too old to be kept.
//!
//! Each look reads some rows in the order of their primary key. An id is a UUID of version 7, so a moment
//! is an id.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::Database;
use crate::storage::{
    Age, Due, StoreError,
    entities::{accounts, events, grants, host_links, session_hosts, sessions, sign_ins},
};

/// So many seconds may lie between the moments of two events and their places in the record.
const SLACK: i64 = 300;

impl Database {
    pub(super) async fn events_due(&self, age: Age, after: Option<&str>, limit: u64) -> Result<Due, StoreError> {
        use events::Column::Seq;
        let after = match after {
            Some(seq) => seq.parse().unwrap_or_default(),
            None => self.place_before(age.since).await?,
        };
        let rows =
            events::Entity::find().filter(Seq.gt(after)).order_by_asc(Seq).limit(limit).all(&self.connection).await?;
        // Places follow moments, but for what two clocks differ by.
        let young = |row: &events::Model| row.at >= age.before.saturating_add(SLACK);
        let next = rows.last().filter(|row| !young(row)).map(|row| row.seq.to_string());
        let due = rows.iter().filter(|row| row.at < age.before && names_somebody(row));
        Ok(page(due.map(|row| row.seq.to_string()).collect(), next, rows.len(), limit))
    }

    /// The last place whose events were looked at before.
    async fn place_before(&self, since: i64) -> Result<i64, StoreError> {
        use events::Column::{At, Seq};
        if since == i64::MIN {
            return Ok(0);
        }
        let first: Option<i64> = events::Entity::find()
            .select_only()
            .column(Seq)
            .filter(At.gte(since.saturating_sub(SLACK)))
            .order_by_asc(At)
            .order_by_asc(Seq)
            .limit(1)
            .into_tuple()
            .one(&self.connection)
            .await?;
        Ok(first.unwrap_or(1) - 1)
    }

    pub(super) async fn grants_due(&self, age: Age, after: Option<&str>, limit: u64) -> Result<Due, StoreError> {
        use grants::Column::Id;
        let rows = grants::Entity::find()
            .filter(Id.gte(first_id(age.since)))
            .filter(Id.lt(first_id(age.before)))
            .apply_if(after, |query, after| query.filter(Id.gt(after)))
            .order_by_asc(Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        let names_somebody = |row: &&grants::Model| {
            !(row.user_id.is_empty() && row.user_name.is_empty())
                || row.client_address.is_some()
                || row.user_agent.is_some()
        };
        let due = rows.iter().filter(names_somebody).map(|row| row.id.clone()).collect();
        Ok(page(due, rows.last().map(|row| row.id.clone()), rows.len(), limit))
    }

    /// A session that is over was made before that.
    pub(super) async fn sessions_due(&self, before: i64, after: Option<&str>, limit: u64) -> Result<Due, StoreError> {
        use sessions::Column::Id;
        let rows = sessions::Entity::find()
            .filter(Id.lt(first_id(before)))
            .apply_if(after, |query, after| query.filter(Id.gt(after)))
            .order_by_asc(Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        let is_over = |row: &&sessions::Model| {
            [row.ended_at, row.cancelled_at, row.ends_at].into_iter().flatten().any(|over| over < before)
        };
        let due = rows.iter().filter(is_over).filter(|row| !row.title.is_empty() || row.owner.is_some());
        Ok(page(due.map(|row| row.id.clone()).collect(), rows.last().map(|row| row.id.clone()), rows.len(), limit))
    }

    pub(super) async fn sign_ins_due(&self, before: i64, after: Option<&str>, limit: u64) -> Result<Due, StoreError> {
        use sign_ins::Column::Id;
        let rows = sign_ins::Entity::find()
            .filter(Id.lt(first_id(before)))
            .apply_if(after, |query, after| query.filter(Id.gt(after)))
            .order_by_asc(Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        let due = rows.iter().filter(|row| row.revoked_at.unwrap_or(i64::MAX).min(row.expires_at) < before);
        Ok(page(due.map(|row| row.id.clone()).collect(), rows.last().map(|row| row.id.clone()), rows.len(), limit))
    }

    pub(super) async fn host_links_due(&self, before: i64, after: Option<&str>, limit: u64) -> Result<Due, StoreError> {
        use host_links::Column::Id;
        let rows = host_links::Entity::find()
            .filter(Id.lt(first_id(before)))
            .apply_if(after, |query, after| query.filter(Id.gt(after)))
            .order_by_asc(Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        let due = rows.iter().filter(|row| row.expires_at < before);
        Ok(page(due.map(|row| row.id.clone()).collect(), rows.last().map(|row| row.id.clone()), rows.len(), limit))
    }

    /// An account that was made before, has no sign-in left, and leads no session that is left.
    pub(super) async fn accounts_due(&self, before: i64, after: Option<&str>, limit: u64) -> Result<Due, StoreError> {
        use accounts::Column::Id;
        let rows = accounts::Entity::find()
            .filter(Id.lt(first_id(before)))
            .apply_if(after, |query, after| query.filter(Id.gt(after)))
            .order_by_asc(Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let emails: Vec<&str> = rows.iter().map(|row| row.email.as_str()).collect();
        let signed_in: Vec<String> = sign_ins::Entity::find()
            .select_only()
            .column(sign_ins::Column::AccountId)
            .distinct()
            .filter(sign_ins::Column::AccountId.is_in(ids))
            .into_tuple()
            .all(&self.connection)
            .await?;
        let leading: Vec<String> = session_hosts::Entity::find()
            .select_only()
            .column(session_hosts::Column::Email)
            .distinct()
            .filter(session_hosts::Column::Email.is_in(emails))
            .into_tuple()
            .all(&self.connection)
            .await?;
        let due = rows.iter().filter(|row| !signed_in.contains(&row.id) && !leading.contains(&row.email));
        Ok(page(due.map(|row| row.id.clone()).collect(), rows.last().map(|row| row.id.clone()), rows.len(), limit))
    }
}

/// A look that saw fewer rows than it might was the last one.
fn page(ids: Vec<String>, last: Option<String>, seen: usize, limit: u64) -> Due {
    let is_full = u64::try_from(seen).is_ok_and(|seen| seen == limit);
    Due { ids, next: last.filter(|_| is_full) }
}

fn names_somebody(row: &events::Model) -> bool {
    [&row.by_person, &row.person, &row.name, &row.address, &row.user_agent].into_iter().any(Option::is_some)
}

/// The least id that was made at that moment or later: a UUID of version 7 begins with its moment.
fn first_id(moment: i64) -> String {
    let millis = u64::try_from(moment.saturating_mul(1000)).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_moment_stands_between_those_before_and_those_after_it() {
        let id = |millis, random: u8| {
            uuid::Builder::from_unix_timestamp_millis(millis, &[random; 10]).into_uuid().to_string()
        };
        let first = first_id(1_767_225_600);
        assert!(id(1_767_225_599_999, 0xff) < first);
        assert!(first <= id(1_767_225_600_000, 0));
        assert_eq!(first_id(i64::MIN), "00000000-0000-7000-8000-000000000000");
    }
}
