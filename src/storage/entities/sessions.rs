//! The table `sessions`.

use sea_orm::entity::prelude::*;

use super::{features_of, features_text};
use crate::{
    jaas::SessionType,
    storage::{Session, StoreError},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "sessions")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) title: String,
    pub(in crate::storage) session_type: String,
    pub(in crate::storage) room: String,
    pub(in crate::storage) features: String,
    pub(in crate::storage) opened_at: i64,
    pub(in crate::storage) ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Session> for Model {
    fn from(session: &Session) -> Self {
        Self {
            id: session.id.clone(),
            title: session.title.clone(),
            session_type: session.session_type.as_str().to_owned(),
            room: session.room.as_str().to_owned(),
            features: features_text(&session.features),
            opened_at: session.opened_at,
            ended_at: session.ended_at,
        }
    }
}

impl TryFrom<Model> for Session {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { table: "sessions", id: row.id.clone() };
        Ok(Self {
            session_type: SessionType::parse(&row.session_type).ok_or_else(corrupt)?,
            room: row.room.clone().try_into().map_err(|_| corrupt())?,
            features: features_of(&row.features).ok_or_else(corrupt)?,
            id: row.id,
            title: row.title,
            opened_at: row.opened_at,
            ended_at: row.ended_at,
        })
    }
}
