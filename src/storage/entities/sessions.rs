//! The table `sessions`.

use sea_orm::entity::prelude::*;

use super::{count, features_of, features_text, number};
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
    pub(in crate::storage) owner: Option<String>,
    pub(in crate::storage) starts_at: i64,
    pub(in crate::storage) ends_at: Option<i64>,
    pub(in crate::storage) time_zone: String,
    pub(in crate::storage) capacity: Option<i32>,
    pub(in crate::storage) waits_for_host: bool,
    pub(in crate::storage) admits_each: bool,
    pub(in crate::storage) host_in_at: Option<i64>,
    pub(in crate::storage) cancelled_at: Option<i64>,
    pub(in crate::storage) sequence: i32,
    pub(in crate::storage) guests: i32,
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
            owner: session.owner.clone(),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            time_zone: session.time_zone.clone(),
            capacity: session.capacity.map(number),
            waits_for_host: session.waits_for_host,
            admits_each: session.admits_each,
            host_in_at: session.host_in_at,
            cancelled_at: session.cancelled_at,
            sequence: number(session.sequence),
            guests: number(session.guests),
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
            owner: row.owner,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            time_zone: row.time_zone,
            capacity: row.capacity.map(count),
            waits_for_host: row.waits_for_host,
            admits_each: row.admits_each,
            host_in_at: row.host_in_at,
            cancelled_at: row.cancelled_at,
            sequence: count(row.sequence),
            guests: count(row.guests),
        })
    }
}
