//! PostgreSQL is gone for a while and comes back.

use std::{sync::Arc, time::Duration};

use axum::http::Method;
use serde_json::json;
use testing::{Cluster, Disk};
use tokio::time::{Instant, timeout};

use super::{shared::hears, two_on};
use crate::{
    door::{follow, host_is_in},
    support::{API_KEY, TestApp},
};

const SENTENCE: &str = "The database does not answer. The log says why.";

async fn is_ready(app: &TestApp) -> bool {
    app.get("/readyz", "").await.status == 200
}

/// Every way to ask fails in words that are ours.
async fn all_fails(app: &TestApp, secret: &str) {
    app.get("/readyz", "").await.refused(503, "not_ready");
    let refused = app.guest_token(secret, "Gus").await;
    assert_eq!(refused.refused(503, "not_ready"), SENTENCE);
    assert_eq!(refused.header("retry-after"), "5");
    let opened = app.backend(Method::POST, "/api/sessions", &json!({ "title": "Weekly" })).await;
    assert_eq!(opened.refused(503, "not_ready"), SENTENCE);
    let page = app.get(&format!("/j/{secret}"), "").await;
    assert!(page.status == 503 && page.text.contains(SENTENCE), "{}: {}", page.status, page.text);
    assert_eq!(app.get("/healthz", "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_the_database_is_gone_requests_say_so_and_then_all_goes_on() {
    let cluster = Arc::new(tokio::task::spawn_blocking(|| Cluster::start_new(Disk::Hasty)).await.unwrap());
    let (one, other) = two_on(&cluster.database()).await;
    let session = one.open_session_with(json!({ "title": "Weekly", "waitsForHost": true })).await;
    let mut guest = follow(&other, &format!("/j/{}/door", session.guest), "").await;
    hears(&mut guest, "waiting_for_host").await;

    for how in [Cluster::stop, Cluster::kill] {
        how(&cluster);
        tokio::join!(all_fails(&one, &session.guest), all_fails(&other, &session.guest));
        one.service.seal_record().await.unwrap_err();
        cluster.start();
        let back = async { while !(is_ready(&one).await && is_ready(&other).await) {} };
        timeout(Duration::from_secs(10), back).await.expect("both work again");
        other.guest_token(&session.guest, "Gus").await.refused(409, "waiting_for_host");
    }

    host_is_in(&one, &session).await;
    hears(&mut guest, "open").await;
    other.guest_token(&session.guest, "Gus").await.expect(200);
    let figures =
        one.json(Method::GET, "/metrics", &[("authorization", &format!("Bearer {API_KEY}"))], &json!({})).await.text;
    assert!(figures.contains("greenroom_record_seal_failures_total 2"), "{figures}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_answer_takes_long_while_the_database_is_gone() {
    let cluster = Cluster::start_new(Disk::Hasty);
    let (one, _) = two_on(&cluster.database()).await;
    let session = one.open_session().await;
    cluster.stop();
    let begun = Instant::now();
    one.guest_token(&session.guest, "Gus").await.refused(503, "not_ready");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}
