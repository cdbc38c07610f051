//! API keys that are made here, beside those of the environment.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, string, text},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(api_keys()).await
    }
}

fn api_keys() -> TableCreateStatement {
    Table::create()
        .table("api_keys")
        .col(string("id").primary_key())
        .col(string("name"))
        .col(string("prefix"))
        .col(string("secret_hash").unique_key())
        .col(text("scopes"))
        .col(big_integer("created_at"))
        .col(big_integer_null("expires_at"))
        .col(big_integer_null("last_used_at"))
        .col(big_integer_null("revoked_at"))
        .take()
}
