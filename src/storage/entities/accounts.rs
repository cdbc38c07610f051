//! The table `accounts`.

use sea_orm::entity::prelude::*;

use crate::storage::Account;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "accounts")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) email: String,
    pub(in crate::storage) name: Option<String>,
    pub(in crate::storage) created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Account> for Model {
    fn from(account: &Account) -> Self {
        let Account { id, email, name, created_at } = account.clone();
        Self { id, email, name, created_at }
    }
}

impl From<Model> for Account {
    fn from(row: Model) -> Self {
        let Model { id, email, name, created_at } = row;
        Self { id, email, name, created_at }
    }
}
