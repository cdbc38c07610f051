//! The table `invites`.

use sea_orm::entity::prelude::*;

use super::{count, number};
use crate::{
    jaas::Role,
    storage::{Invite, SecretHash, StoreError},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "invites")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) session_id: String,
    pub(in crate::storage) role: String,
    pub(in crate::storage) secret_hash: String,
    pub(in crate::storage) shown_to_host: bool,
    pub(in crate::storage) created_at: i64,
    pub(in crate::storage) revoked_at: Option<i64>,
    pub(in crate::storage) label: Option<String>,
    pub(in crate::storage) personal: bool,
    pub(in crate::storage) expires_at: Option<i64>,
    pub(in crate::storage) max_uses: Option<i32>,
    pub(in crate::storage) uses: i32,
    pub(in crate::storage) closed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {
    #[sea_orm(belongs_to = "super::sessions::Entity", from = "Column::SessionId", to = "super::sessions::Column::Id")]
    Session,
}

impl Related<super::sessions::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Session.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Invite> for Model {
    fn from(invite: &Invite) -> Self {
        Self {
            id: invite.id.clone(),
            session_id: invite.session_id.clone(),
            role: invite.role.as_str().to_owned(),
            secret_hash: invite.hash.0.clone(),
            shown_to_host: invite.shown_to_host,
            created_at: invite.created_at,
            revoked_at: invite.revoked_at,
            label: invite.label.clone(),
            personal: invite.personal,
            expires_at: invite.expires_at,
            max_uses: invite.max_uses.map(number),
            uses: number(invite.uses),
            closed_at: invite.closed_at,
        }
    }
}

impl TryFrom<Model> for Invite {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { table: "invites", id: row.id.clone() };
        Ok(Self {
            role: Role::parse(&row.role).ok_or_else(corrupt)?,
            id: row.id,
            session_id: row.session_id,
            hash: SecretHash(row.secret_hash),
            shown_to_host: row.shown_to_host,
            created_at: row.created_at,
            revoked_at: row.revoked_at,
            label: row.label,
            personal: row.personal,
            expires_at: row.expires_at,
            max_uses: row.max_uses.map(count),
            uses: count(row.uses),
            closed_at: row.closed_at,
        })
    }
}
