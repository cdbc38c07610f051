//! Two servers on one PostgreSQL database: what holds on one holds on both.

mod limits;
mod outage;
mod shared;
mod texts;

use std::sync::Arc;

use crate::support::{StillWorld, TestApp};

/// Two servers on a database of their own.
async fn two() -> (Arc<TestApp>, Arc<TestApp>) {
    two_on(&testing::Cluster::shared().database()).await
}

/// Two servers on that database, which ring each other's bells.
async fn two_on(address: &str) -> (Arc<TestApp>, Arc<TestApp>) {
    let world: Arc<StillWorld> = Arc::default();
    let (one, other) = tokio::join!(TestApp::server_on(address, &world), TestApp::server_on(address, &world));
    for app in [&one, &other] {
        let service = Arc::clone(&app.service);
        tokio::spawn(async move { service.exchange_bells().await });
    }
    (Arc::new(one), Arc::new(other))
}
