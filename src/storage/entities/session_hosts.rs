//! The table `session_hosts`: who leads which session, in the order of their lists.

use sea_orm::entity::prelude::*;

use crate::storage::SessionHost;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "session_hosts")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) email: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) session_id: String,
    pub(in crate::storage) owner: bool,
    pub(in crate::storage) title_folded: String,
    pub(in crate::storage) starts_at: i64,
    pub(in crate::storage) over_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {
    #[sea_orm(belongs_to = "super::sessions::Entity", from = "Column::SessionId", to = "super::sessions::Column::Id")]
    Session,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::sessions::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Session.def()
    }
}

impl From<Model> for SessionHost {
    fn from(row: Model) -> Self {
        Self { email: row.email, owner: row.owner }
    }
}
