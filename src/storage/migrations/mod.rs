//! The schema, step by step. A step that was released is never changed; the next one is added.

mod m001_sessions;
mod m002_hosts;
mod m003_signing_in;
mod m004_record;
mod m005_api_keys;
mod m006_days;

use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait};

/// Brings a database to this version's schema.
pub(super) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m001_sessions::Migration),
            Box::new(m002_hosts::Migration),
            Box::new(m003_signing_in::Migration),
            Box::new(m004_record::Migration),
            Box::new(m005_api_keys::Migration),
            Box::new(m006_days::Migration),
        ]
    }
}
