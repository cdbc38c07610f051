//! Sign-ins on their way to a provider, and one-time links.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, string, text},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(pending_sign_ins()).await?;
        manager.create_table(host_links()).await?;
        for (name, table, column) in [
            ("pending_sign_ins_by_end", "pending_sign_ins", "expires_at"),
            ("host_links_by_end", "host_links", "expires_at"),
            ("host_links_of_email", "host_links", "email"),
        ] {
            manager.create_index(Index::create().name(name).table(table).col(column).take()).await?;
        }
        Ok(())
    }
}

fn pending_sign_ins() -> TableCreateStatement {
    Table::create()
        .table("pending_sign_ins")
        .col(string("state_hash").primary_key())
        .col(string("browser_hash"))
        .col(string("nonce"))
        .col(string("verifier"))
        .col(text("destination"))
        .col(big_integer("expires_at"))
        .take()
}

fn host_links() -> TableCreateStatement {
    Table::create()
        .table("host_links")
        .col(string("id").primary_key())
        .col(string("email"))
        .col(string("secret_hash").unique_key())
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("used_at"))
        .take()
}
