//! The table `invite_uses`.

use sea_orm::entity::prelude::*;

use crate::storage::InviteUse;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "invite_uses")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) invite_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) device: String,
    pub(in crate::storage) user_id: String,
    pub(in crate::storage) name: String,
    pub(in crate::storage) first_at: i64,
    pub(in crate::storage) last_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {
    #[sea_orm(belongs_to = "super::invites::Entity", from = "Column::InviteId", to = "super::invites::Column::Id")]
    Invite,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::invites::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invite.def()
    }
}

impl From<&InviteUse> for Model {
    fn from(used: &InviteUse) -> Self {
        let InviteUse { invite_id, device, user_id, name, first_at, last_at } = used.clone();
        Self { invite_id, device, user_id, name, first_at, last_at }
    }
}

impl From<Model> for InviteUse {
    fn from(row: Model) -> Self {
        let Model { invite_id, device, user_id, name, first_at, last_at } = row;
        Self { invite_id, device, user_id, name, first_at, last_at }
    }
}
