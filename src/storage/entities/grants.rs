//! The table `grants`.

use sea_orm::entity::prelude::*;

use super::{features_of, features_text};
use crate::{
    jaas::{Role, RoomClaim},
    storage::{Grant, StoreError},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "grants")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) session_id: Option<String>,
    pub(in crate::storage) invite_id: Option<String>,
    pub(in crate::storage) user_id: String,
    pub(in crate::storage) user_name: String,
    pub(in crate::storage) room: String,
    pub(in crate::storage) role: String,
    pub(in crate::storage) features: String,
    pub(in crate::storage) kid: Option<String>,
    pub(in crate::storage) client_address: Option<String>,
    pub(in crate::storage) user_agent: Option<String>,
    pub(in crate::storage) issued_at: i64,
    pub(in crate::storage) expires_at: i64,
    pub(in crate::storage) room_claim: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Grant> for Model {
    fn from(grant: &Grant) -> Self {
        Self {
            id: grant.id.clone(),
            session_id: grant.session_id.clone(),
            invite_id: grant.invite_id.clone(),
            user_id: grant.user_id.clone(),
            user_name: grant.user_name.clone(),
            room: grant.room.as_str().to_owned(),
            role: grant.role.as_str().to_owned(),
            features: features_text(&grant.features),
            kid: grant.kid.clone(),
            client_address: grant.client_address.clone(),
            user_agent: grant.user_agent.clone(),
            issued_at: grant.issued_at,
            expires_at: grant.expires_at,
            room_claim: grant.room_claim.map(|form| form.as_str().to_owned()),
        }
    }
}

impl TryFrom<Model> for Grant {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { table: "grants", id: row.id.clone() };
        Ok(Self {
            room: row.room.clone().try_into().map_err(|_| corrupt())?,
            role: Role::parse(&row.role).ok_or_else(corrupt)?,
            features: features_of(&row.features).ok_or_else(corrupt)?,
            room_claim: row.room_claim.as_deref().and_then(RoomClaim::parse),
            id: row.id,
            session_id: row.session_id,
            invite_id: row.invite_id,
            user_id: row.user_id,
            user_name: row.user_name,
            kid: row.kid,
            client_address: row.client_address,
            user_agent: row.user_agent,
            issued_at: row.issued_at,
            expires_at: row.expires_at,
        })
    }
}
