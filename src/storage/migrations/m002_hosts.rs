//! Accounts and their sign-ins; sessions with a time, hosts and a door; what an invite allows.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, integer, integer_null, string, string_null, text},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [accounts(), sign_ins(), session_hosts(), invite_uses(), people(), waiting()] {
            manager.create_table(table).await?;
        }
        // One column a statement: SQLite takes no more.
        for column in session_columns() {
            manager.alter_table(Table::alter().table("sessions").add_column(column).take()).await?;
        }
        for column in invite_columns() {
            manager.alter_table(Table::alter().table("invites").add_column(column).take()).await?;
        }
        manager.alter_table(Table::alter().table("grants").add_column(string_null("room_claim")).take()).await?;
        let began = Query::update().table("sessions").value("starts_at", Expr::col("opened_at")).take();
        manager.execute(began).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn accounts() -> TableCreateStatement {
    Table::create()
        .table("accounts")
        .col(string("id").primary_key())
        .col(string("email").unique_key())
        .col(string_null("name"))
        .col(big_integer("created_at"))
        .take()
}

fn sign_ins() -> TableCreateStatement {
    Table::create()
        .table("sign_ins")
        .col(string("id").primary_key())
        .col(string("account_id"))
        .col(string("secret_hash").unique_key())
        .col(string("way"))
        .col(string_null("client_address"))
        .col(text("user_agent").null())
        .col(big_integer("created_at"))
        .col(big_integer("last_seen_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("revoked_at"))
        .foreign_key(ForeignKey::create().from("sign_ins", "account_id").to("accounts", "id"))
        .take()
}

/// Who leads a session, with what a host's list is searched, ordered and paged by: so the list
/// needs no look at the sessions of others.
fn session_hosts() -> TableCreateStatement {
    Table::create()
        .table("session_hosts")
        .col(string("email"))
        .col(string("session_id"))
        .col(boolean("owner"))
        .col(string("title_folded"))
        .col(big_integer("starts_at"))
        .col(big_integer("over_at"))
        .primary_key(Index::create().col("email").col("session_id"))
        .foreign_key(ForeignKey::create().from("session_hosts", "session_id").to("sessions", "id"))
        .take()
}

fn invite_uses() -> TableCreateStatement {
    Table::create()
        .table("invite_uses")
        .col(string("invite_id"))
        .col(string("device"))
        .col(string("user_id"))
        .col(string("name"))
        .col(big_integer("first_at"))
        .col(big_integer("last_at"))
        .primary_key(Index::create().col("invite_id").col("device"))
        .foreign_key(ForeignKey::create().from("invite_uses", "invite_id").to("invites", "id"))
        .take()
}

fn people() -> TableCreateStatement {
    Table::create()
        .table("people")
        .col(string("session_id"))
        .col(string("user_id"))
        .col(string("name"))
        .col(string("role"))
        .col(string_null("invite_id"))
        .col(string_null("participant_id"))
        .col(big_integer("first_at"))
        .col(big_integer("last_at"))
        .col(big_integer_null("removed_at"))
        .primary_key(Index::create().col("session_id").col("user_id"))
        .foreign_key(ForeignKey::create().from("people", "session_id").to("sessions", "id"))
        .take()
}

fn waiting() -> TableCreateStatement {
    Table::create()
        .table("waiting")
        .col(string("session_id"))
        .col(string("user_id"))
        .col(string("invite_id"))
        .col(string("name"))
        .col(string("answer"))
        .col(big_integer("asked_at"))
        .col(big_integer("seen_at"))
        .col(big_integer_null("answered_at"))
        .primary_key(Index::create().col("session_id").col("user_id"))
        .foreign_key(ForeignKey::create().from("waiting", "session_id").to("sessions", "id"))
        .take()
}

fn session_columns() -> [ColumnDef; 11] {
    [
        string_null("owner").take(),
        big_integer("starts_at").default(0).take(),
        big_integer_null("ends_at").take(),
        string("time_zone").default("UTC").take(),
        integer_null("capacity").take(),
        boolean("waits_for_host").default(false).take(),
        boolean("admits_each").default(false).take(),
        big_integer_null("host_in_at").take(),
        big_integer_null("cancelled_at").take(),
        integer("sequence").default(0).take(),
        integer("guests").default(0).take(),
    ]
}

fn invite_columns() -> [ColumnDef; 6] {
    [
        string_null("label").take(),
        boolean("personal").default(false).take(),
        big_integer_null("expires_at").take(),
        integer_null("max_uses").take(),
        integer("uses").default(0).take(),
        big_integer_null("closed_at").take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &str, table: &str, columns: &[&str]| {
        let mut index = Index::create();
        index.name(name).table(table.to_owned());
        for column in columns {
            index.col((*column).to_owned());
        }
        index.take()
    };
    vec![
        index("sign_ins_of_account", "sign_ins", &["account_id", "id"]),
        index("sessions_of_host_by_start", "session_hosts", &["email", "starts_at", "session_id"]),
        index("sessions_of_host_by_end", "session_hosts", &["email", "over_at", "session_id"]),
        index("hosts_of_session", "session_hosts", &["session_id"]),
        index("people_of_invite", "people", &["invite_id"]),
        index("grants_of_person", "grants", &["session_id", "user_id", "id"]),
    ]
}
