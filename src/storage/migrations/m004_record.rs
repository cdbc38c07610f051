//! The record: events on their way into the chain, events in it, and where it ends.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, string, string_null, text, text_null},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [pending_events(), events(), chain()] {
            manager.create_table(table).await?;
        }
        // One row, which who seals writes to first: so they come one after the other.
        let start = Query::insert()
            .into_table("chain")
            .columns(["id", "seq", "hash"])
            .values_panic([1.into(), 0.into(), crate::record::GENESIS.into()])
            .take();
        manager.execute(start).await?;
        for (name, column) in [
            ("events_of_session", "session_id"),
            ("events_of_kind", "kind"),
            ("events_about_person", "person"),
            ("events_by_person", "by_person"),
            ("events_in_time", "at"),
        ] {
            let index = Index::create().name(name).table("events").col(column).col("seq").take();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn pending_events() -> TableCreateStatement {
    Table::create().table("pending_events").col(string("id").primary_key()).col(text("body")).take()
}

fn events() -> TableCreateStatement {
    Table::create()
        .table("events")
        .col(big_integer("seq").primary_key())
        .col(string("id"))
        .col(big_integer("at"))
        .col(string("kind"))
        .col(string("actor"))
        .col(string_null("api_key"))
        .col(string_null("session_id"))
        .col(string_null("request_id"))
        .col(string_null("subject"))
        .col(text_null("detail"))
        .col(integer("times"))
        .col(string("personal_hash"))
        .col(string("hash"))
        .col(string_null("salt"))
        .col(string_null("by_person"))
        .col(string_null("person"))
        .col(string_null("name"))
        .col(string_null("address"))
        .col(text_null("user_agent"))
        .col(string_null("erased_by"))
        .take()
}

fn chain() -> TableCreateStatement {
    Table::create().table("chain").col(integer("id").primary_key()).col(big_integer("seq")).col(string("hash")).take()
}
