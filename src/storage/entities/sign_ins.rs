//! The table `sign_ins`.

use sea_orm::entity::prelude::*;

use crate::storage::{SecretHash, SignIn, SignInWay, StoreError};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "sign_ins")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) id: String,
    pub(in crate::storage) account_id: String,
    pub(in crate::storage) secret_hash: String,
    pub(in crate::storage) way: String,
    pub(in crate::storage) client_address: Option<String>,
    pub(in crate::storage) user_agent: Option<String>,
    pub(in crate::storage) created_at: i64,
    pub(in crate::storage) last_seen_at: i64,
    pub(in crate::storage) expires_at: i64,
    pub(in crate::storage) revoked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {
    #[sea_orm(belongs_to = "super::accounts::Entity", from = "Column::AccountId", to = "super::accounts::Column::Id")]
    Account,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::accounts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl From<&SignIn> for Model {
    fn from(sign_in: &SignIn) -> Self {
        let sign_in = sign_in.clone();
        Self {
            id: sign_in.id,
            account_id: sign_in.account_id,
            secret_hash: sign_in.hash.0,
            way: sign_in.way.as_str().to_owned(),
            client_address: sign_in.client_address,
            user_agent: sign_in.user_agent,
            created_at: sign_in.created_at,
            last_seen_at: sign_in.last_seen_at,
            expires_at: sign_in.expires_at,
            revoked_at: sign_in.revoked_at,
        }
    }
}

impl TryFrom<Model> for SignIn {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { table: "sign_ins", id: row.id.clone() };
        Ok(Self {
            way: SignInWay::parse(&row.way).ok_or_else(corrupt)?,
            id: row.id,
            account_id: row.account_id,
            hash: SecretHash(row.secret_hash),
            client_address: row.client_address,
            user_agent: row.user_agent,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        })
    }
}
