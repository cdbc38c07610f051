//! The operators' status page: who sees it, what it counts, and what it never shows.

use axum::http::Method;
use serde_json::json;

use crate::support::{API_KEY, Answer, Browser, OPERATOR, TENANT, TestApp, key_pem};

const PAGE: &str = "/operator";
const DAY: i64 = 86_400;

async fn signed_in<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    let browser = Browser::new(app);
    let link = app.service.invite_host(email).await.unwrap().link;
    browser.form(link.split_once("example.com").unwrap().1, "").await;
    assert!(browser.cookie("greenroom_sign_in").is_some());
    browser
}

async fn status(app: &TestApp) -> Answer {
    app.service.seal_record().await.unwrap();
    let page = signed_in(app, OPERATOR).await.get(PAGE).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page
}

/// What stands in the row of the day that is so many days ago: sessions, tokens for guests, hosts and
/// backends, refusals.
#[track_caller]
fn row(page: &Answer, days_ago: usize) -> Vec<String> {
    let (_, table) = page.text.split_once("data-testid=\"usage\"").unwrap_or_else(|| panic!("{}", page.text));
    let (_, body) = table.split_once("<tbody>").unwrap();
    let row = body.split("<tr>").nth(days_ago + 1).unwrap();
    row.split("<td>").skip(1).map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn operators_see_it_hosts_and_strangers_do_not() {
    let app = TestApp::jaas().await;
    let olga = signed_in(&app, OPERATOR).await;
    assert!(olga.get("/account").await.text.contains("href=\"/operator\""));
    let page = olga.get(PAGE).await;
    assert_eq!(page.status, 200);
    for word in ["<h1>Status</h1>", "href=\"/operator/api-keys\"", "aria-current=\"page\""] {
        assert!(page.text.contains(word), "{word}: {}", page.text);
    }
    let hanna = signed_in(&app, "hanna@example.com").await;
    for (who, status) in [(&hanna, 403), (&Browser::new(&app), 401)] {
        let page = who.get(PAGE).await;
        assert_eq!(page.status, status);
        assert!(!page.text.contains("data-testid=\"check\"") && !page.text.contains("4f4910"), "{}", page.text);
    }
}

#[tokio::test]
async fn it_shows_what_doctor_sees_the_worst_first_and_how_old_that_is() {
    let app = TestApp::jaas().await;
    let olga = signed_in(&app, OPERATOR).await;
    let page = olga.get(PAGE).await.text;
    assert!(page.contains("One check fails. Mend that first."), "{page}");
    let marks: Vec<_> = page.split("data-testid=\"check\"").skip(1).collect();
    for (row, (mark, word, name, advice)) in marks.iter().zip([
        ("fail", "Fails", "clock", "90 seconds behind"),
        ("warn", "Warning", "public-url", "Links start with http."),
        ("ok", "Fine", "storage", "The database can be written."),
        ("skipped", "Skipped", "provider", "OIDC_ISSUER is not set."),
    ]) {
        for part in
            [format!("data-mark=\"{mark}\""), word.to_owned(), format!("<code>{name}</code>"), advice.to_owned()]
        {
            assert!(row.contains(&part), "{part}: {row}");
        }
    }
    assert_eq!(marks.len(), 4);
    assert!(marks[0].contains("docs/OPERATIONS.md#doctor-clock") && marks[0].contains("<svg"), "{}", marks[0]);
    assert!(!marks[2].contains("docs/OPERATIONS.md"), "{}", marks[2]);

    let checked = |page: &str| {
        let (_, rest) = page.split_once("Checked").unwrap();
        rest.split_once("datetime=\"").unwrap().1.split('"').next().unwrap().to_owned()
    };
    let mut last = checked(&page);
    // Of the last minute they are shown again; who asks for new ones gets them, once in five seconds.
    for (seconds, path, is_new) in
        [(59, PAGE, false), (1, PAGE, true), (4, "/operator?checks=now", false), (1, "/operator?checks=now", true)]
    {
        app.world.pass(seconds);
        let now = checked(&olga.get(path).await.text);
        assert_eq!(now != last, is_new, "{seconds} {path}");
        last = now;
    }
}

#[tokio::test]
async fn it_counts_sessions_tokens_and_refusals_by_day() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    app.guest_token(&session.guest, "Gus").await.expect(200);
    app.guest_token(&session.guest, "Ida").await.expect(200);
    app.host_token(&session, &session.host_cookie()).await.expect(200);
    let body = json!({ "userId": "u", "userName": "Ada", "roomName": "weekly" });
    app.backend(Method::POST, "/api/jitsi/jwt", &body).await.expect(200);
    for _ in 0..3 {
        app.guest_token("forged", "Gus").await.refused(404, "not_found");
    }
    app.json(Method::POST, "/api/jitsi/jwt", &[], &body).await.refused(401, "unauthenticated");
    app.world.pass(DAY);
    app.open_session().await;

    let page = status(&app).await;
    assert_eq!(row(&page, 0), ["1", "0", "0", "0", "0"]);
    assert_eq!(row(&page, 1), ["1", "2", "1", "1", "4"]);
    assert_eq!(row(&page, 29), ["0"; 5]);
    let chart = page.text.split("data-testid=\"chart-tokens\"").nth(1).unwrap().split("</figure>").next().unwrap();
    assert_eq!(chart.matches("class=\"chart__bar\"").count(), 3, "{chart}");
    for words in ["4 altogether, 4 at most on one day", "1 Jan 2026: 4", "2 Jan 2026: 0", "role=\"img\""] {
        assert!(chart.contains(words), "{words}: {chart}");
    }
    // What was counted on the first day goes with the thirtieth after it.
    app.world.pass(DAY * 29);
    assert_eq!(row(&status(&app).await, 29), ["1", "0", "0", "0", "0"]);
}

#[tokio::test]
async fn it_lists_what_was_refused_with_what_is_known_of_it() {
    let app = TestApp::jaas().await;
    assert!(status(&app).await.text.contains("Nothing was refused yet."));
    let session = app.open_session().await;
    for _ in 0..2 {
        app.guest_token("forged", "Gus").await.refused(404, "not_found");
    }
    app.service.seal_record().await.unwrap();
    app.world.pass(1);
    app.backend(Method::POST, &format!("/api/sessions/{}/end", session.id), &json!({})).await.expect(200);
    let late = app.guest_token(&session.guest, "Gus").await;
    late.refused(410, "session_ended");

    let page = status(&app).await.text;
    let rows: Vec<_> = page.split("data-testid=\"refusal\"").skip(1).collect();
    assert_eq!(rows.len(), 2, "{page}");
    for words in ["Session ended", "<code>session_ended</code>", &session.id, late.header("x-request-id"), "A guest"] {
        assert!(rows[0].contains(words), "{words}: {}", rows[0]);
    }
    for words in ["Nothing there", "<code>not_found</code>", "2 times", "Somebody unknown"] {
        assert!(rows[1].contains(words), "{words}: {}", rows[1]);
    }
}

#[tokio::test]
async fn it_says_of_the_server_which_one_it_is_and_where_the_record_ends() {
    let app = TestApp::jaas().await;
    app.open_session().await;
    let page = status(&app).await.text;
    let (seq, hash) = app.store.chain_head().await.unwrap();
    assert!(seq >= 1);
    for words in
        [env!("CARGO_PKG_VERSION"), "SQLite", "2026-01-01T00:00:00Z", &format!("{TENANT}/4f4910"), &hash.0[..12]]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(&hash.0) && !page.contains("last erased"), "{page}");
}

#[tokio::test]
async fn it_shows_no_secret() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    app.guest_token(&session.guest, "Gus").await.expect(200);
    app.json(Method::POST, "/api/jitsi/jwt", &[("authorization", "Bearer hunter2")], &json!({})).await;
    app.get("/j/hunter2", "").await;
    let page = status(&app).await.text;
    let line_of_key = key_pem().lines().nth(3).unwrap();
    for secret in [API_KEY, line_of_key, "PRIVATE KEY", "hunter2", &session.guest, &session.host] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
}

#[tokio::test]
async fn it_speaks_german_and_writes_numbers_as_that_does() {
    let app = TestApp::jaas().await;
    let many = greenroom::record::NewEvent { times: 12_345, ..refused(&app) };
    app.store.add_events(&[many]).await.unwrap();
    app.service.seal_record().await.unwrap();
    let olga = signed_in(&app, OPERATOR).await;
    olga.put("greenroom_language", "de");
    let page = olga.get(PAGE).await.text;
    for words in
        ["Eine Prüfung schlägt fehl.", "Die letzten 30 Tage", "12.345-mal", "<td>12.345</td>", "01.01.2026", "20.000"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

fn refused(app: &TestApp) -> greenroom::record::NewEvent {
    use greenroom::record::{ActorKind, EventKind, NewEvent, Personal};
    NewEvent {
        id: "e1".to_owned(),
        at: app.service.now(),
        kind: EventKind::Refused,
        actor: ActorKind::Anonymous,
        api_key: None,
        session_id: None,
        request_id: None,
        subject: None,
        detail: Some("forbidden".to_owned()),
        times: 1,
        salt: "salt".to_owned(),
        personal: Personal::default(),
    }
}
