//! The table `pending_events`: what has happened and has no place in the chain yet.

use sea_orm::entity::prelude::*;

use crate::{record::NewEvent, storage::StoreError};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "pending_events")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) body: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&NewEvent> for Model {
    fn from(event: &NewEvent) -> Self {
        // Texts and numbers alone: they are always JSON.
        Self { id: event.id.clone(), body: serde_json::to_string(event).unwrap_or_default() }
    }
}

impl TryFrom<Model> for NewEvent {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        serde_json::from_str(&row.body).map_err(|_| StoreError::Corrupt { table: "pending_events", id: row.id })
    }
}
