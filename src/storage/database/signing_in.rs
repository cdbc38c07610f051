//! Sign-ins on their way, one-time links, and lists of sign-ins.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, LockBehavior, LockType, Query},
};

use super::{
    Database,
    record::{note, note_if},
};
use crate::{
    record::NewEvent,
    storage::{
        Account, HostLink, PendingSignIn, SecretHash, SignIn, SigningInStore, StoreError,
        entities::{accounts, host_links, pending_sign_ins, sign_ins},
    },
};

#[async_trait]
impl SigningInStore for Database {
    async fn add_pending_sign_in(&self, pending: &PendingSignIn, now: i64) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let late = Query::select()
            .column(pending_sign_ins::Column::StateHash)
            .from(pending_sign_ins::Entity)
            .and_where(pending_sign_ins::Column::ExpiresAt.lte(now))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .take();
        // Two that tidy up at one instant leave each other's rows alone, so neither waits for the other.
        pending_sign_ins::Entity::delete_many()
            .filter(pending_sign_ins::Column::StateHash.in_subquery(late))
            .exec(&transaction)
            .await?;
        let row = pending_sign_ins::Model::from(pending).into_active_model();
        pending_sign_ins::Entity::insert(row).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn take_pending_sign_in(
        &self,
        state: &SecretHash,
        browser: &SecretHash,
    ) -> Result<Option<PendingSignIn>, StoreError> {
        let this = Condition::all()
            .add(pending_sign_ins::Column::StateHash.eq(&state.0))
            .add(pending_sign_ins::Column::BrowserHash.eq(&browser.0));
        let transaction = self.begin().await?;
        let row = pending_sign_ins::Entity::find().filter(this.clone()).one(&transaction).await?;
        // Whoever deletes it has it, also where another transaction read it as well.
        let taken = pending_sign_ins::Entity::delete_many().filter(this).exec(&transaction).await?.rows_affected;
        transaction.commit().await?;
        Ok(row.filter(|_| taken == 1).map(PendingSignIn::from))
    }

    async fn add_host_link(&self, link: &HostLink, forget: i64, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let old = Query::select()
            .column(host_links::Column::Id)
            .from(host_links::Entity)
            .and_where(host_links::Column::ExpiresAt.lt(forget))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .take();
        host_links::Entity::delete_many().filter(host_links::Column::Id.in_subquery(old)).exec(&transaction).await?;
        let row = host_links::Model::from(link).into_active_model();
        host_links::Entity::insert(row).exec_without_returning(&transaction).await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn host_link(&self, hash: &SecretHash) -> Result<Option<HostLink>, StoreError> {
        let row =
            host_links::Entity::find().filter(host_links::Column::SecretHash.eq(&hash.0)).one(&self.connection).await?;
        Ok(row.map(HostLink::from))
    }

    async fn use_host_link(&self, hash: &SecretHash, now: i64) -> Result<bool, StoreError> {
        let used = host_links::Entity::update_many()
            .col_expr(host_links::Column::UsedAt, Expr::value(now))
            .filter(host_links::Column::SecretHash.eq(&hash.0))
            .filter(host_links::Column::UsedAt.is_null())
            .filter(host_links::Column::ExpiresAt.gt(now))
            .exec(&self.connection)
            .await?;
        Ok(used.rows_affected == 1)
    }

    async fn revoke_host_links(&self, email: &str, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        host_links::Entity::update_many()
            .col_expr(host_links::Column::ExpiresAt, Expr::value(event.at))
            .filter(host_links::Column::Email.eq(email))
            .filter(host_links::Column::UsedAt.is_null())
            .filter(host_links::Column::ExpiresAt.gt(event.at))
            .exec(&transaction)
            .await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let row = accounts::Entity::find().filter(accounts::Column::Email.eq(email)).one(&self.connection).await?;
        Ok(row.map(Account::from))
    }

    async fn accounts(&self, after: Option<&str>, limit: u64) -> Result<Vec<Account>, StoreError> {
        let rows = accounts::Entity::find()
            .apply_if(after, |query, after| query.filter(accounts::Column::Email.gt(after)))
            .order_by_asc(accounts::Column::Email)
            .limit(limit)
            .all(&self.connection)
            .await?;
        Ok(rows.into_iter().map(Account::from).collect())
    }

    async fn sign_ins(&self, account_id: &str, now: i64, limit: u64) -> Result<Vec<SignIn>, StoreError> {
        let rows = sign_ins::Entity::find()
            .filter(sign_ins::Column::AccountId.eq(account_id))
            .filter(sign_ins::Column::RevokedAt.is_null())
            .filter(sign_ins::Column::ExpiresAt.gt(now))
            .order_by_desc(sign_ins::Column::Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(SignIn::try_from).collect()
    }

    async fn revoke_sign_ins(&self, account_id: &str, event: &NewEvent) -> Result<u64, StoreError> {
        let transaction = self.begin().await?;
        let revoked = sign_ins::Entity::update_many()
            .col_expr(sign_ins::Column::RevokedAt, Expr::value(event.at))
            .filter(sign_ins::Column::AccountId.eq(account_id))
            .filter(sign_ins::Column::RevokedAt.is_null())
            .filter(sign_ins::Column::ExpiresAt.gt(event.at))
            .exec(&transaction)
            .await?;
        note_if(&transaction, revoked.rows_affected > 0, event).await?;
        transaction.commit().await?;
        Ok(revoked.rows_affected)
    }
}
