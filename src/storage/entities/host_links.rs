//! The table `host_links`.

use sea_orm::entity::prelude::*;

use crate::storage::{HostLink, SecretHash};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "host_links")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) email: String,
    pub(in crate::storage) secret_hash: String,
    pub(in crate::storage) created_at: i64,
    pub(in crate::storage) expires_at: i64,
    pub(in crate::storage) used_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&HostLink> for Model {
    fn from(link: &HostLink) -> Self {
        let HostLink { id, email, hash, created_at, expires_at, used_at } = link.clone();
        Self { id, email, secret_hash: hash.0, created_at, expires_at, used_at }
    }
}

impl From<Model> for HostLink {
    fn from(row: Model) -> Self {
        let Model { id, email, secret_hash, created_at, expires_at, used_at } = row;
        Self { id, email, hash: SecretHash(secret_hash), created_at, expires_at, used_at }
    }
}
