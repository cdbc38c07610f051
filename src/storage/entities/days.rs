//! The table `days`: how often each kind of event happened on each day, by each kind of caller.

use sea_orm::entity::prelude::*;

use crate::{
    record::{ActorKind, EventKind},
    storage::{DayCount, StoreError},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "days")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) day: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) actor: String,
    pub(in crate::storage) count: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for DayCount {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let Model { day, kind, actor, count } = row;
        match (EventKind::parse(&kind), ActorKind::parse(&actor)) {
            (Some(kind), Some(actor)) => Ok(Self { day, kind, actor, count: count.try_into().unwrap_or_default() }),
            _ => Err(StoreError::Corrupt { table: "days", id: format!("{day} {kind} {actor}") }),
        }
    }
}
