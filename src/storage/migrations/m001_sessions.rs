//! Sessions, invites, grants and learnt room claims.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, string, string_null, text},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sessions()).await?;
        manager.create_table(invites()).await?;
        manager.create_table(grants()).await?;
        manager.create_table(room_claims()).await?;
        for index in [invites_of_session(), grants_of_session()] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn id() -> ColumnDef {
    string("id").primary_key().take()
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(id())
        .col(string("title"))
        .col(string("session_type"))
        .col(string("room").unique_key())
        .col(text("features"))
        .col(big_integer("opened_at"))
        .col(big_integer_null("ended_at"))
        .take()
}

fn invites() -> TableCreateStatement {
    Table::create()
        .table("invites")
        .col(id())
        .col(string("session_id"))
        .col(string("role"))
        .col(string("secret_hash").unique_key())
        .col(boolean("shown_to_host"))
        .col(big_integer("created_at"))
        .col(big_integer_null("revoked_at"))
        .foreign_key(ForeignKey::create().from("invites", "session_id").to("sessions", "id"))
        .take()
}

fn grants() -> TableCreateStatement {
    Table::create()
        .table("grants")
        .col(id())
        .col(string_null("session_id"))
        .col(string_null("invite_id"))
        .col(string("user_id"))
        .col(string("user_name"))
        .col(string("room"))
        .col(string("role"))
        .col(text("features"))
        .col(string_null("kid"))
        .col(string_null("client_address"))
        .col(text("user_agent").null())
        .col(big_integer("issued_at"))
        .col(big_integer("expires_at"))
        .foreign_key(ForeignKey::create().from("grants", "session_id").to("sessions", "id"))
        .foreign_key(ForeignKey::create().from("grants", "invite_id").to("invites", "id"))
        .take()
}

fn room_claims() -> TableCreateStatement {
    Table::create()
        .table("room_claims")
        .col(string("tenant").primary_key())
        .col(string("form"))
        .col(big_integer("learnt_at"))
        .take()
}

fn invites_of_session() -> IndexCreateStatement {
    Index::create().name("invites_of_session").table("invites").col("session_id").col("id").take()
}

fn grants_of_session() -> IndexCreateStatement {
    Index::create().name("grants_of_session").table("grants").col("session_id").col("id").take()
}
