//! How often each kind of event happened on each day, so that nobody counts the record to know it.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, string},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// The events that have a place by now. Whole numbers divide to whole numbers on both databases.
const FILL: &str = "INSERT INTO days (day, kind, actor, count) \
    SELECT at / 86400, kind, actor, SUM(times) FROM events GROUP BY at / 86400, kind, actor";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(days()).await?;
        manager.get_connection().execute_unprepared(FILL).await?;
        Ok(())
    }
}

fn days() -> TableCreateStatement {
    Table::create()
        .table("days")
        .col(big_integer("day"))
        .col(string("kind"))
        .col(string("actor"))
        .col(big_integer("count"))
        .primary_key(Index::create().col("day").col("kind").col("actor"))
        .take()
}
