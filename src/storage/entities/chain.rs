//! The table `chain`: one row, where the record ends.

use sea_orm::entity::prelude::*;

/// The id of the one row.
pub(in crate::storage) const THE_ONE: i32 = 1;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "chain")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: i32,
    pub(in crate::storage) seq: i64,
    pub(in crate::storage) hash: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
