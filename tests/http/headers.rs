//! Security headers, on every kind of answer.

use crate::support::TestApp;

#[tokio::test]
async fn every_kind_of_answer_bears_the_headers() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let pages =
        ["/", "/nothing", "/api/jitsi/jwt", "/api/nothing", "/api/openapi.json", &format!("/j/{}", session.guest)];
    for path in pages {
        let answer = app.get(path, "").await;
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        if answer.header("content-type").starts_with("text/html") {
            assert!(policy.contains("frame-src https://8x8.vc;"), "{path}: {policy}");
            let permissions = answer.header("permissions-policy");
            assert!(permissions.contains("camera=(self \"https://8x8.vc\")"), "{path}: {permissions}");
            assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        }
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn every_script_of_a_page_bears_the_nonce_of_its_header_and_no_other() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let mut seen = Vec::new();
    for path in ["/".to_owned(), format!("/j/{}", session.guest), format!("/j/{}?direct", session.guest)] {
        let answer = app.get(&path, "").await;
        let policy = answer.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        for script in answer.text.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        seen.push(nonce.to_owned());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 3, "a nonce is used once");
}

#[tokio::test]
async fn pages_that_refuse_say_so_with_their_status() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let table = [
        ("/j/AAAAAAAAAAAAAAAAAAAAAA".to_owned(), 404),
        (format!("/s/{}", session.id), 403),
        (format!("/s/{}/room", session.id), 403),
        ("/nothing".to_owned(), 404),
        (format!("/j/{}", session.guest), 200),
    ];
    for (path, status) in table {
        assert_eq!(app.get(&path, "").await.status, status, "{path}");
    }
    let answer = app.get(&format!("/j/{}", session.host), "").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, &*format!("/s/{}", session.id)));
    assert_eq!(app.get(&format!("/s/{}", session.id), &answer.cookies()).await.status, 200);
}

#[tokio::test]
async fn a_guests_page_holds_nothing_of_the_hosts() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let page = app.get(&format!("/j/{}", session.guest), "").await.text;
    assert!(!page.contains(&session.host));
    let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
    assert!(page.contains(&session.guest) && !page.contains(&session.host));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_is_rendered_by_whichever_thread_is_free() {
    let app = std::sync::Arc::new(TestApp::jaas().await);
    let session = app.open_session().await;
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let (app, path) = (std::sync::Arc::clone(&app), format!("/j/{}", session.guest));
            tokio::spawn(async move { app.get(&path, "").await })
        })
        .collect();
    for task in tasks {
        let page = task.await.unwrap();
        assert!(page.status == 200 && page.text.contains("</html>"), "{}", page.text);
    }
}
