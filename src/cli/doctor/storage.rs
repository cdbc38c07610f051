//! What is remembered: whether it can be opened, is of this version, and can be written.

use std::{sync::Arc, time::Duration};

use crate::{
    checks::{Check, Topic},
    cli::start,
    config::Settings,
    storage::Store,
};

/// Opens the storage as `serve` does, but for waiting for it, and writes to it.
pub(super) async fn check(settings: &Settings) -> (Check, Option<Arc<dyn Store>>) {
    match start::store(settings, Duration::ZERO).await {
        Ok(store) => written(store).await,
        Err(error) => (Check::fail(Topic::Storage, error.to_string()), None),
    }
}

/// Writes to a storage that is open.
pub(super) async fn written(store: Arc<dyn Store>) -> (Check, Option<Arc<dyn Store>>) {
    match store.try_writing().await {
        Ok(()) => {
            let advice = "The database is at this version's schema, and a write succeeded (and was taken back).";
            (Check::ok(Topic::Storage, advice), Some(store))
        }
        Err(error) => {
            let advice =
                format!("The database cannot be written ({error}). Check its rights and the space that is left.");
            (Check::fail(Topic::Storage, advice), None)
        }
    }
}
