//! The table `pending_sign_ins`.

use sea_orm::entity::prelude::*;

use crate::storage::{PendingSignIn, SecretHash};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "pending_sign_ins")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) state_hash: String,
    pub(in crate::storage) browser_hash: String,
    pub(in crate::storage) nonce: String,
    pub(in crate::storage) verifier: String,
    pub(in crate::storage) destination: String,
    pub(in crate::storage) expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&PendingSignIn> for Model {
    fn from(pending: &PendingSignIn) -> Self {
        let pending = pending.clone();
        Self {
            state_hash: pending.state.0,
            browser_hash: pending.browser.0,
            nonce: pending.nonce,
            verifier: pending.verifier,
            destination: pending.to,
            expires_at: pending.expires_at,
        }
    }
}

impl From<Model> for PendingSignIn {
    fn from(row: Model) -> Self {
        Self {
            state: SecretHash(row.state_hash),
            browser: SecretHash(row.browser_hash),
            nonce: row.nonce,
            verifier: row.verifier,
            to: row.destination,
            expires_at: row.expires_at,
        }
    }
}
