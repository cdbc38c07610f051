//! The pages of the record.

use super::{GUS, between, made_up, operator, signed_in, write};
use crate::support::{Browser, TestApp};

const PAGE: &str = "/operator/record";

fn count(page: &str) -> usize {
    page.matches("data-testid=\"event\"").count()
}

#[tokio::test]
async fn an_operator_sees_what_was_done_by_whom_and_where() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    app.guest_token(&session.guest, "Gus <b>").await.expect(200);
    let olga = operator(&app).await;
    let page = olga.get(PAGE).await;
    assert_eq!(page.status, 200, "{}", page.text);
    for words in [
        "A session was opened",
        "A token was issued",
        "Somebody signed in",
        "Gus &lt;b&gt;",
        "environment-1",
        "olga@example.com",
        "<caption",
        "scope=\"col\"",
        "scope=\"row\"",
        "aria-current=\"page\"",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let head = app.store.chain_head().await.unwrap().1.0;
    assert!(page.text.contains(&format!(">{}<", &head[..8])), "the last event's hash begins so");
    assert!(page.text.contains(&format!("href=\"/s/{}\"", session.id)));

    let found = olga.get(&format!("{PAGE}?kind=token_issued&session={}&person=&from=&until=", session.id)).await.text;
    assert_eq!(count(&found), 1);
    assert_eq!(between(&found, "data-testid=\"event\"", "data-kind=\"", "\""), "token_issued");
    for ending in ["csv", "jsonl"] {
        let file = between(&found, "id=\"files\"", &format!("href=\"{PAGE}.{ending}?"), "\"");
        assert!(file.contains("kind=token_issued") && file.contains(&session.id), "{file}");
    }
    // The form keeps what was asked for.
    assert!(between(&found, "value=\"token_issued\"", "", ">").contains("selected"));
    assert!(found.contains(&format!("value=\"{}\"", session.id)));
}

#[tokio::test]
async fn the_record_goes_on_page_by_page_and_back_to_the_newest() {
    let app = TestApp::jaas().await;
    write(&app, &made_up(60, "s1")).await;
    let olga = operator(&app).await;
    let first = olga.get(&format!("{PAGE}?kind=joined&limit=20")).await.text;
    assert_eq!(count(&first), 20);
    assert!(!first.contains(">Newest<"));
    let next = first.split("href=\"").find(|part| part.contains("before=")).unwrap().split('"').next().unwrap();
    let second = olga.get(&next.replace("&amp;", "&")).await.text;
    assert_eq!(count(&second), 10);
    assert!(second.contains(">Newest<") && !second.contains("before="), "{second}");
}

#[tokio::test]
async fn where_nothing_is_found_and_where_nothing_is_understood_the_page_says_so() {
    let app = TestApp::jaas().await;
    let olga = operator(&app).await;
    let none = olga.get(&format!("{PAGE}?kind=record_moved")).await;
    assert_eq!(none.status, 200);
    assert!(none.text.contains("Nothing of that kind was done here.") && count(&none.text) == 0);
    for (query, says) in [
        ("from=yesterday", "Choose a day and a time."),
        ("kind=everything", "kind: it comes twice"),
        ("limit=0", "Choose a number from 1 to"),
    ] {
        let wrong = olga.get(&format!("{PAGE}?{query}")).await;
        assert_eq!((wrong.status.as_u16(), count(&wrong.text)), (422, 0), "{query}");
        assert!(wrong.text.contains(says), "{query}: {}", wrong.text);
    }
}

#[tokio::test]
async fn who_is_no_operator_is_told_so() {
    let app = TestApp::jaas().await;
    let hanna = signed_in(&app, "hanna@example.com").await;
    let page = hanna.get(PAGE).await;
    assert_eq!(page.status, 403);
    assert!(page.text.contains("For operators") && count(&page.text) == 0, "{}", page.text);
    let nobody = Browser::new(&app).get(PAGE).await;
    assert_eq!(nobody.status, 401);
    assert!(nobody.text.contains("/sign-in?to=%2Foperator%2Frecord"), "{}", nobody.text);
}

#[tokio::test]
async fn a_hosts_page_says_who_came_and_who_let_them_in() {
    let app = TestApp::jaas().await;
    let hanna = signed_in(&app, "hanna@example.com").await;
    let opened = hanna.form("/sessions", "title=Weekly&starts=&minutes=60&admits_each=on").await;
    let base = opened.header("location").to_owned();
    let page = hanna.get(&base).await.text;
    let guest = between(&page, "id=\"guest-link\"", "/j/", "\"");
    app.form(&format!("/j/{guest}/knock"), GUS, "name=Gus").await;
    let gus = between(&hanna.get(&base).await.text, "id=\"door\"", "id=\"admit-", "\"");
    hanna.form(&format!("{base}/people/{gus}/admit"), "").await;
    let record = hanna.get(&format!("{base}/record")).await.text;
    assert_eq!(count(&record), 3, "{record}");
    let let_in = between(&record, "data-kind=\"let_in\"", "", "</tr>");
    for words in ["Somebody was let in", "Gus", "by hanna@example.com (host)"] {
        assert!(let_in.contains(words), "{words}: {let_in}");
    }
    assert!(!record.contains("id=\"person\"") && record.contains(&format!("{base}/record.csv")));
    assert_eq!(count(&hanna.get(&format!("{base}/record?kind=knocked")).await.text), 1);
}

#[tokio::test]
async fn the_pages_speak_german() {
    let app = TestApp::jaas().await;
    let olga = operator(&app).await;
    olga.put("greenroom_language", "de");
    let page = olga.get(PAGE).await.text;
    for words in ["Protokoll", "Jemand hat sich angemeldet", "Was geschehen ist", "Als Datei"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
