//! Letting somebody in: one transaction, so that no limit is passed by two at the same instant.
//!
//! Each step counts first and asks then: the row that it counts in is locked from that moment on, so
//! what was read cannot change before it is written. What is refused is rolled back.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{
    record::note,
    sessions::{exists, open_now},
};
use crate::{
    jaas::Role,
    record::NewEvent,
    storage::{
        Admission, Admitted, Answer, InviteUse, StoreError,
        entities::{grants, invite_uses, invites, people, sessions, waiting},
    },
};

/// What a step says: go on, or why not.
type Step = Result<Option<Admitted>, StoreError>;

pub(super) async fn admit(
    transaction: DatabaseTransaction,
    admission: &Admission,
    event: &NewEvent,
) -> Result<Admitted, StoreError> {
    if let Some(refusal) = checked(&transaction, admission).await? {
        transaction.rollback().await?;
        return Ok(refusal);
    }
    let row = grants::Model::from(&admission.grant).into_active_model();
    grants::Entity::insert(row).exec_without_returning(&transaction).await?;
    note(&transaction, event).await?;
    transaction.commit().await?;
    Ok(Admitted::Yes)
}

async fn checked(connection: &impl ConnectionTrait, admission: &Admission) -> Step {
    let session_id = admission.grant.session_id.as_deref().unwrap_or_default();
    let Some(is_new) = count_person(connection, admission, session_id).await? else {
        return Ok(Some(Admitted::KeptOut));
    };
    if let Some(refusal) = count_guest(connection, admission, session_id, is_new).await? {
        return Ok(Some(refusal));
    }
    if let Some(used) = used(admission)
        && let Some(refusal) = count_use(connection, &used).await?
    {
        return Ok(Some(refusal));
    }
    if admission.must_be_admitted && !was_admitted(connection, admission, session_id).await? {
        return Ok(Some(Admitted::KeptOut));
    }
    Ok(None)
}

fn used(admission: &Admission) -> Option<InviteUse> {
    Some(InviteUse {
        invite_id: admission.grant.invite_id.clone()?,
        device: admission.device.clone(),
        user_id: admission.grant.user_id.clone(),
        name: admission.grant.user_name.clone(),
        first_at: admission.now,
        last_at: admission.now,
    })
}

/// Writes who comes in. Says whether they are new here; `None` where they are kept out.
async fn count_person(
    connection: &impl ConnectionTrait,
    admission: &Admission,
    session_id: &str,
) -> Result<Option<bool>, StoreError> {
    use people::Column::{InviteId, LastAt, Name, RemovedAt, SessionId, UserId};
    let grant = &admission.grant;
    let row = people::Model {
        session_id: session_id.to_owned(),
        user_id: grant.user_id.clone(),
        name: grant.user_name.clone(),
        role: grant.role.as_str().to_owned(),
        invite_id: grant.invite_id.clone(),
        participant_id: None,
        first_at: admission.now,
        last_at: admission.now,
        removed_at: None,
    };
    let once = OnConflict::columns([SessionId, UserId]).do_nothing().to_owned();
    let new =
        people::Entity::insert(row.into_active_model()).on_conflict(once).exec_without_returning(connection).await?;
    if new == 1 {
        return Ok(Some(true));
    }
    let back = people::Entity::update_many()
        .col_expr(Name, Expr::value(grant.user_name.as_str()))
        .col_expr(InviteId, Expr::value(grant.invite_id.clone()))
        .col_expr(LastAt, Expr::value(admission.now))
        .filter(SessionId.eq(session_id))
        .filter(UserId.eq(&grant.user_id))
        .filter(RemovedAt.is_null())
        .exec(connection)
        .await?;
    Ok((back.rows_affected == 1).then_some(false))
}

/// Counts a guest who is new, if the session is open and has room.
async fn count_guest(connection: &impl ConnectionTrait, admission: &Admission, session_id: &str, is_new: bool) -> Step {
    use sessions::Column::{Capacity, Guests, HostInAt, WaitsForHost};
    let is_guest = admission.grant.role == Role::Guest;
    let open = |waits: bool| {
        let open = open_now(session_id, admission.now, admission.opens_before, admission.closes_after);
        let host = Condition::any().add(WaitsForHost.eq(false)).add(HostInAt.is_not_null());
        if waits { open.add(host) } else { open }
    };
    let more = i32::from(is_guest && is_new);
    let room = Condition::any().add(Capacity.is_null()).add(Expr::col(Guests).lt(Expr::col(Capacity)));
    let condition = if more == 1 { open(is_guest).add(room) } else { open(is_guest) };
    let counted = sessions::Entity::update_many()
        .col_expr(Guests, Expr::col(Guests).add(more))
        .filter(condition)
        .exec(connection)
        .await?;
    if counted.rows_affected == 1 {
        return Ok(None);
    }
    let is_open = connection.query_one(&exists(open(is_guest))).await?.is_some();
    Ok(Some(if is_open { Admitted::Full } else { Admitted::Closed }))
}

/// Counts this browser's use of the invite, if it is its first, and checks that the invite holds.
pub(super) async fn count_use(connection: &impl ConnectionTrait, used: &InviteUse) -> Step {
    use invite_uses::Column::{Device, InviteId, LastAt, Name, UserId};
    let again = OnConflict::columns([InviteId, Device]).do_nothing().to_owned();
    let new = invite_uses::Entity::insert(invite_uses::Model::from(used).into_active_model())
        .on_conflict(again)
        .exec_without_returning(connection)
        .await?;
    if new == 0 {
        invite_uses::Entity::update_many()
            .col_expr(Name, Expr::value(used.name.as_str()))
            .col_expr(UserId, Expr::value(used.user_id.as_str()))
            .col_expr(LastAt, Expr::value(used.last_at))
            .filter(InviteId.eq(&used.invite_id))
            .filter(Device.eq(&used.device))
            .exec(connection)
            .await?;
    }
    let more = i32::try_from(new).unwrap_or(1);
    count_in_invite(connection, &used.invite_id, more, used.last_at).await
}

async fn count_in_invite(connection: &impl ConnectionTrait, invite_id: &str, more: i32, now: i64) -> Step {
    use invites::Column::{ClosedAt, ExpiresAt, Id, MaxUses, RevokedAt, Uses};
    let lasting = Condition::any().add(ExpiresAt.is_null()).add(ExpiresAt.gt(now));
    let in_force = Condition::all().add(Id.eq(invite_id)).add(RevokedAt.is_null()).add(lasting);
    let left = Condition::any().add(MaxUses.is_null()).add(Expr::col(Uses).lt(Expr::col(MaxUses)));
    let condition = match more {
        0 => in_force.clone(),
        _ => in_force.clone().add(ClosedAt.is_null()).add(left),
    };
    let counted = invites::Entity::update_many()
        .col_expr(Uses, Expr::col(Uses).add(more))
        .filter(condition)
        .exec(connection)
        .await?;
    if counted.rows_affected == 1 {
        return Ok(None);
    }
    let open = invites::Entity::find().filter(in_force).filter(ClosedAt.is_null()).one(connection).await?;
    Ok(Some(if open.is_some() { Admitted::UsedUp } else { Admitted::Revoked }))
}

async fn was_admitted(
    connection: &impl ConnectionTrait,
    admission: &Admission,
    session_id: &str,
) -> Result<bool, StoreError> {
    let key = (session_id.to_owned(), admission.grant.user_id.clone());
    // Locked, so that no other answer is given before this one is acted on.
    let row = waiting::Entity::find_by_id(key).lock_shared().one(connection).await?;
    Ok(row.is_some_and(|row| row.answer == Answer::Admitted.as_str()))
}
