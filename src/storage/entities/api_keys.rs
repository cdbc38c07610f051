//! The table `api_keys`.

use sea_orm::entity::prelude::*;

use crate::storage::{ApiKeyRecord, Scope, SecretHash};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "api_keys")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) name: String,
    pub(in crate::storage) prefix: String,
    pub(in crate::storage) secret_hash: String,
    pub(in crate::storage) scopes: String,
    pub(in crate::storage) created_at: i64,
    pub(in crate::storage) expires_at: Option<i64>,
    pub(in crate::storage) last_used_at: Option<i64>,
    pub(in crate::storage) revoked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&ApiKeyRecord> for Model {
    fn from(key: &ApiKeyRecord) -> Self {
        let scopes = key.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ");
        let ApiKeyRecord { id, name, prefix, hash, created_at, expires_at, last_used_at, revoked_at, .. } = key.clone();
        Self { id, name, prefix, secret_hash: hash.0, scopes, created_at, expires_at, last_used_at, revoked_at }
    }
}

impl From<Model> for ApiKeyRecord {
    fn from(row: Model) -> Self {
        let Model { id, name, prefix, secret_hash, scopes, created_at, expires_at, last_used_at, revoked_at } = row;
        // A scope that a later version wrote grants nothing here.
        let scopes = scopes.split(' ').filter_map(Scope::parse).collect();
        Self {
            id,
            name,
            prefix,
            hash: SecretHash(secret_hash),
            scopes,
            created_at,
            expires_at,
            last_used_at,
            revoked_at,
        }
    }
}
