//! API keys.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};

use super::{
    Database,
    record::{note, note_if},
};
use crate::{
    record::NewEvent,
    storage::{ApiKeyRecord, ApiKeyStore, SecretHash, StoreError, entities::api_keys},
};

#[async_trait]
impl ApiKeyStore for Database {
    async fn add_api_key(&self, key: &ApiKeyRecord, event: &NewEvent) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let row = api_keys::Model::from(key).into_active_model();
        api_keys::Entity::insert(row).exec_without_returning(&transaction).await?;
        note(&transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn api_key_by_hash(&self, hash: &SecretHash) -> Result<Option<ApiKeyRecord>, StoreError> {
        let row =
            api_keys::Entity::find().filter(api_keys::Column::SecretHash.eq(&hash.0)).one(&self.connection).await?;
        Ok(row.map(ApiKeyRecord::from))
    }

    async fn api_keys(&self, before: Option<&str>, limit: u64) -> Result<Vec<ApiKeyRecord>, StoreError> {
        let rows = api_keys::Entity::find()
            .apply_if(before, |query, before| query.filter(api_keys::Column::Id.lt(before)))
            .order_by_desc(api_keys::Column::Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        Ok(rows.into_iter().map(ApiKeyRecord::from).collect())
    }

    async fn revoke_api_key(&self, id: &str, event: &NewEvent) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let revoked = api_keys::Entity::update_many()
            .col_expr(api_keys::Column::RevokedAt, Expr::value(event.at))
            .filter(api_keys::Column::Id.eq(id))
            .filter(api_keys::Column::RevokedAt.is_null())
            .exec(&transaction)
            .await?
            .rows_affected;
        note_if(&transaction, revoked == 1, event).await?;
        let known = revoked == 1 || api_keys::Entity::find_by_id(id).one(&transaction).await?.is_some();
        transaction.commit().await?;
        Ok(known)
    }

    async fn touch_api_key(&self, id: &str, now: i64) -> Result<(), StoreError> {
        let earlier =
            Condition::any().add(api_keys::Column::LastUsedAt.is_null()).add(api_keys::Column::LastUsedAt.lt(now));
        api_keys::Entity::update_many()
            .col_expr(api_keys::Column::LastUsedAt, Expr::value(now))
            .filter(api_keys::Column::Id.eq(id))
            .filter(earlier)
            .exec(&self.connection)
            .await?;
        Ok(())
    }
}
