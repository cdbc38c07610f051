//! The table `people`.

use sea_orm::entity::prelude::*;

use crate::{
    jaas::Role,
    storage::{Person, StoreError},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "people")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) session_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) user_id: String,
    pub(in crate::storage) name: String,
    pub(in crate::storage) role: String,
    pub(in crate::storage) invite_id: Option<String>,
    pub(in crate::storage) participant_id: Option<String>,
    pub(in crate::storage) first_at: i64,
    pub(in crate::storage) last_at: i64,
    pub(in crate::storage) removed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Person {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { table: "people", id: row.user_id.clone() };
        Ok(Self {
            role: Role::parse(&row.role).ok_or_else(corrupt)?,
            session_id: row.session_id,
            user_id: row.user_id,
            name: row.name,
            invite_id: row.invite_id,
            participant_id: row.participant_id,
            first_at: row.first_at,
            last_at: row.last_at,
            removed_at: row.removed_at,
        })
    }
}
