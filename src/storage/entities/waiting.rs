//! The table `waiting`.

use sea_orm::entity::prelude::*;

use crate::storage::{Answer, StoreError, Waiting};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "waiting")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) session_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) user_id: String,
    pub(in crate::storage) invite_id: String,
    pub(in crate::storage) name: String,
    pub(in crate::storage) answer: String,
    pub(in crate::storage) asked_at: i64,
    pub(in crate::storage) seen_at: i64,
    pub(in crate::storage) answered_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Waiting> for Model {
    fn from(waiting: &Waiting) -> Self {
        let waiting = waiting.clone();
        Self {
            session_id: waiting.session_id,
            user_id: waiting.user_id,
            invite_id: waiting.invite_id,
            name: waiting.name,
            answer: waiting.answer.as_str().to_owned(),
            asked_at: waiting.asked_at,
            seen_at: waiting.seen_at,
            answered_at: waiting.answered_at,
        }
    }
}

impl TryFrom<Model> for Waiting {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { table: "waiting", id: row.user_id.clone() };
        Ok(Self {
            answer: Answer::parse(&row.answer).ok_or_else(corrupt)?,
            session_id: row.session_id,
            user_id: row.user_id,
            invite_id: row.invite_id,
            name: row.name,
            asked_at: row.asked_at,
            seen_at: row.seen_at,
            answered_at: row.answered_at,
        })
    }
}
