//! The language of an answer: what the browser asks for, or what was chosen.

use axum::{
    body::Body,
    http::{Request, header},
};

use crate::support::{Answer, TestApp};

async fn page(app: &TestApp, path: &str, accept_language: &str, cookies: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .header(header::ACCEPT_LANGUAGE, accept_language)
        .header(header::COOKIE, cookies);
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn choose(app: &TestApp, language: &str, referer: &str) -> Answer {
    let request = Request::post("/language")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::REFERER, referer)
        .header("sec-fetch-site", "same-origin");
    app.send(request.body(Body::from(format!("language={language}"))).unwrap()).await
}

#[tokio::test]
async fn a_page_speaks_the_browsers_language_unless_another_was_chosen() {
    let app = TestApp::sandbox().await;
    for (asked, cookies, lang, words) in [
        ("", "", "en", "Open a session"),
        ("de-DE,de;q=0.9", "", "de", "Sitzung öffnen"),
        ("de", "greenroom_language=en", "en", "Open a session"),
        ("en", "greenroom_language=de", "de", "Sitzung öffnen"),
        ("en", "greenroom_language=tlh", "en", "Open a session"),
    ] {
        let text = page(&app, "/", asked, cookies).await.text;
        assert!(text.contains(&format!("<html lang=\"{lang}\">")) && text.contains(words), "{asked} {cookies}");
    }
}

#[tokio::test]
async fn refusals_speak_it_too_and_programs_read_english() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    for path in ["/j/AAAAAAAAAAAAAAAAAAAAAA", "/s/none", "/nothing"] {
        let page = page(&app, path, "de", "").await;
        assert!(page.text.contains("lang=\"de\"") && page.text.contains("Zur Startseite"), "{path}: {}", page.text);
    }
    // A form that is refused outside the pages proper.
    let request = Request::post(format!("/s/{}/end", session.id))
        .header(header::ACCEPT, "text/html")
        .header(header::ACCEPT_LANGUAGE, "de")
        .header("sec-fetch-site", "same-origin");
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert!(answer.status == 403 && answer.text.contains("Das hat nicht geklappt"), "{}", answer.text);
    let api = page(&app, "/api/nothing", "de", "").await;
    assert!(api.refused(404, "not_found").starts_with("There is nothing"));
}

#[tokio::test]
async fn what_a_page_asks_for_is_refused_in_its_language() {
    let app = TestApp::jaas().await;
    let body = serde_json::json!({ "door": { "by": "invite", "secret": "AAAAAAAAAAAAAAAAAAAAAA" }, "name": "Gus" });
    let headers = [("sec-fetch-site", "same-origin"), ("accept-language", "de")];
    let answer = app.json(axum::http::Method::POST, "/api/pages/meeting-token", &headers, &body).await;
    assert!(answer.refused(404, "not_found").starts_with("Dieser Link"));
}

#[tokio::test]
async fn choosing_leads_back_to_the_page_and_nowhere_else() {
    let app = TestApp::sandbox().await;
    for (referer, back) in [
        ("http://127.0.0.1:3000/sessions?part=past", "/sessions?part=past"),
        ("http://127.0.0.1:3000/j/secret#part", "/j/secret"),
        ("http://127.0.0.1:3000//evil.example", "/"),
        ("nonsense", "/"),
        ("", "/"),
    ] {
        let answer = choose(&app, "de", referer).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, back), "{referer}");
        assert_eq!(answer.cookies(), "greenroom_language=de");
    }
    assert_eq!(choose(&app, "tlh", "").await.cookies(), "");
}

#[tokio::test]
async fn the_meeting_gets_the_pages_language_and_its_words() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let german = page(&app, &format!("/j/{}?direct", session.guest), "de", "").await.text;
    assert!(
        german.contains("&quot;lang&quot;:&quot;de&quot;") && german.contains("Das Treffen wird geöffnet"),
        "{german}"
    );
    let english = page(&app, &format!("/j/{}", session.guest), "en", "").await.text;
    assert!(english.contains("&quot;lang&quot;:&quot;en&quot;") && english.contains("Opening the meeting"));
}
