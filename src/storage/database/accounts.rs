//! Accounts and sign-ins.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::{
    Database,
    record::{note, note_if},
};
use crate::{
    record::NewEvent,
    storage::{
        Account, AccountStore, SecretHash, SignIn, StoreError,
        entities::{accounts, sign_ins},
    },
};

#[async_trait]
impl AccountStore for Database {
    async fn account_of(&self, new: &Account) -> Result<Account, StoreError> {
        let transaction = self.begin().await?;
        let mut on_conflict = OnConflict::column(accounts::Column::Email);
        if new.name.is_some() {
            on_conflict.update_column(accounts::Column::Name);
        } else {
            on_conflict.do_nothing();
        }
        accounts::Entity::insert(accounts::Model::from(new).into_active_model())
            .on_conflict(on_conflict)
            .exec_without_returning(&transaction)
            .await?;
        let found = accounts::Entity::find().filter(accounts::Column::Email.eq(&new.email)).one(&transaction).await?;
        transaction.commit().await?;
        found.map(Account::from).ok_or_else(|| StoreError::Corrupt { table: "accounts", id: new.id.clone() })
    }

    async fn add_sign_in(
        &self,
        sign_in: &SignIn,
        instead_of: Option<&SecretHash>,
        event: &NewEvent,
    ) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        if let Some(old) = instead_of {
            sign_ins::Entity::update_many()
                .col_expr(sign_ins::Column::RevokedAt, Expr::value(sign_in.created_at))
                .filter(sign_ins::Column::SecretHash.eq(&old.0))
                .filter(sign_ins::Column::RevokedAt.is_null())
                .exec(&transaction)
                .await?;
        }
        let row = sign_ins::Model::from(sign_in).into_active_model();
        sign_ins::Entity::insert(row).exec_without_returning(&transaction).await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn sign_in_by_hash(&self, hash: &SecretHash) -> Result<Option<(SignIn, Account)>, StoreError> {
        let row = sign_ins::Entity::find()
            .filter(sign_ins::Column::SecretHash.eq(&hash.0))
            .find_also_related(accounts::Entity)
            .one(&self.connection)
            .await?;
        let Some((sign_in, account)) = row else { return Ok(None) };
        let orphan = || StoreError::Corrupt { table: "sign_ins", id: sign_in.id.clone() };
        let account = account.ok_or_else(orphan)?.into();
        Ok(Some((sign_in.try_into()?, account)))
    }

    async fn touch_sign_in(&self, id: &str, now: i64) -> Result<(), StoreError> {
        sign_ins::Entity::update_many()
            .col_expr(sign_ins::Column::LastSeenAt, Expr::value(now))
            .filter(sign_ins::Column::Id.eq(id))
            .exec(&self.connection)
            .await?;
        Ok(())
    }

    async fn revoke_sign_in(&self, account_id: &str, id: &str, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let revoked = sign_ins::Entity::update_many()
            .col_expr(sign_ins::Column::RevokedAt, Expr::value(event.at))
            .filter(sign_ins::Column::Id.eq(id))
            .filter(sign_ins::Column::AccountId.eq(account_id))
            .filter(sign_ins::Column::RevokedAt.is_null())
            .exec(&transaction)
            .await?;
        note_if(&transaction, revoked.rows_affected > 0, event).await?;
        transaction.commit().await?;
        Ok(())
    }
}
