//! What is remembered: whether it can be opened, is of this version, and can be written.

use std::{sync::Arc, time::Duration};

use super::{check::Check, topic::Topic};
use crate::{cli::start, config::Settings, storage::Store};

/// Opens the storage as `serve` does, but for waiting for it, and writes to it.
pub(super) async fn check(settings: &Settings) -> (Check, Option<Arc<dyn Store>>) {
    let store = match start::store(settings, Duration::ZERO).await {
        Ok(store) => store,
        Err(error) => return (Check::fail(Topic::Storage, error.to_string()), None),
    };
    let check = match store.try_writing().await {
        Ok(()) => Check::ok(
            Topic::Storage,
            "The database is at this version's schema, and a write succeeded (and was taken back).",
        ),
        Err(error) => {
            let advice =
                format!("The database cannot be written ({error}). Check its rights and the space that is left.");
            return (Check::fail(Topic::Storage, advice), None);
        }
    };
    (check, Some(store))
}
