//! The files: whole, in order, sent while they are read, and good for verifying.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    http::{Request, Response, header},
};
use greenroom::record::{ActorKind, Event, EventKind, Hash, Personal, Verifier};
use http_body_util::BodyExt;
use serde_json::Value;

use super::{EVENTS, GUS, IDA, events, from_address, get, made_up, operator, seqs, write};
use crate::support::{API_KEY, TestApp};

const NAMES: &str = "seq,id,at,kind,actor,apiKey,sessionId,requestId,subject,detail,times,personalHash,hash,salt,by,\
                     person,name,address,userAgent,erasedBy";

/// The file as it begins, not read yet.
async fn open(app: &TestApp, path: &str) -> Response<Body> {
    let request = Request::get(path)
        .header(header::AUTHORIZATION, format!("Bearer {API_KEY}"))
        .header(header::ACCEPT_ENCODING, "gzip, br")
        .body(Body::empty())
        .unwrap();
    let response = app.open(request).await;
    assert_eq!(response.status(), 200);
    response
}

async fn frame(body: &mut Body) -> Option<Bytes> {
    Some(body.frame().await?.unwrap().into_data().unwrap())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The event that a line tells of, read by its names.
fn parsed(line: &Value) -> Event {
    let text = |name: &str| line[name].as_str().map(str::to_owned);
    let personal = Personal {
        by: text("by"),
        person: text("person"),
        name: text("name"),
        address: text("address"),
        user_agent: text("userAgent"),
    };
    Event {
        seq: line["seq"].as_i64().unwrap(),
        id: text("id").unwrap(),
        at: line["at"].as_i64().unwrap(),
        kind: EventKind::parse(line["kind"].as_str().unwrap()).unwrap(),
        actor: ActorKind::parse(line["actor"].as_str().unwrap()).unwrap(),
        api_key: text("apiKey"),
        session_id: text("sessionId"),
        request_id: text("requestId"),
        subject: text("subject"),
        detail: text("detail"),
        times: u32::try_from(line["times"].as_u64().unwrap()).unwrap(),
        personal_hash: Hash(text("personalHash").unwrap()),
        hash: Hash(text("hash").unwrap()),
        personal: text("salt").map(|salt| (salt, personal)),
        erased_by: text("erasedBy"),
    }
}

/// A session with a guest of that name, seen from an address, and a refusal.
async fn lived_in(app: &TestApp, name: &str) -> String {
    let session = app.open_session().await;
    let door = serde_json::json!({ "by": "invite", "secret": session.guest });
    app.page_token(&serde_json::json!({ "door": door, "name": name }), GUS).await.expect(200);
    app.open(from_address(&format!("/s/{}", session.id), IDA, "192.0.2.7")).await;
    session.id
}

#[tokio::test]
async fn lines_of_json_verify_and_say_what_the_pages_say() {
    let app = TestApp::jaas().await;
    lived_in(&app, "Gus").await;
    let answer = get(&app, &format!("{EVENTS}.jsonl")).await;
    let disposition = "attachment; filename=\"greenroom-record.jsonl\"";
    assert_eq!(answer.header("content-type"), "application/jsonl; charset=utf-8");
    assert_eq!((answer.header("content-disposition"), answer.header("cache-control")), (disposition, "no-store"));
    let found = lines(&answer.text);
    let mut of_pages = events(&app, "").await;
    of_pages.reverse();
    assert_eq!(found, of_pages);
    let mut verifier = Verifier::new(None);
    for line in &found {
        verifier.next(&parsed(line)).unwrap();
    }
    let proved = verifier.end(3).unwrap();
    assert_eq!((proved.events, proved.erased, proved.head), (3, 0, app.store.chain_head().await.unwrap().1));
    // Each line has every name, in that order, also where there is nothing.
    for line in answer.text.lines() {
        let names = NAMES.split(',').map(|name| line.find(&format!("\"{name}\":")).expect(name));
        assert!(names.is_sorted(), "{line}");
    }
    let mut changed = parsed(&found[1]);
    changed.personal.as_mut().unwrap().1.name = Some("Ida".to_owned());
    let mut verifier = Verifier::new(None);
    verifier.next(&parsed(&found[0])).unwrap();
    assert!(verifier.next(&changed).is_err());
}

#[tokio::test]
async fn a_table_has_the_same_and_no_formula() {
    let app = TestApp::jaas().await;
    lived_in(&app, "=HYPERLINK(\"http://evil.example\")").await;
    let answer = get(&app, &format!("{EVENTS}.csv")).await;
    assert!(answer.header("content-type").starts_with("text/csv"));
    assert!(answer.header("content-disposition").ends_with("filename=\"greenroom-record.csv\""));
    let mut table = csv::Reader::from_reader(answer.text.as_bytes());
    assert_eq!(table.headers().unwrap().iter().collect::<Vec<_>>(), NAMES.split(',').collect::<Vec<_>>());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let found = lines(&get(&app, &format!("{EVENTS}.jsonl")).await.text);
    assert_eq!(rows.len(), found.len());
    for (row, line) in rows.iter().zip(&found) {
        for (name, cell) in NAMES.split(',').zip(row) {
            let expected = match &line[name] {
                Value::Null => String::new(),
                Value::String(text) if text.starts_with('=') => format!("'{text}"),
                Value::String(text) => text.clone(),
                _ if name == "at" => "2026-01-01T00:00:00Z".to_owned(),
                number => number.to_string(),
            };
            assert_eq!(cell, expected, "{name}");
        }
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
    assert!(rows.iter().any(|row| row.iter().any(|cell| cell.starts_with("'=HYPERLINK("))), "{rows:?}");
}

#[tokio::test]
async fn the_files_of_a_session_are_for_people_and_have_no_salt() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let path = format!("/s/{}/record", session.id);
    let table = app.get(&format!("{path}.csv"), &session.host_cookie()).await;
    let names = "seq,id,at,kind,actor,subject,detail,times,by,person,name";
    assert_eq!(table.text.lines().next(), Some(names));
    let found = lines(&app.get(&format!("{path}.jsonl"), &session.host_cookie()).await.text);
    assert_eq!(found.len(), 1);
    let mut expected: Vec<_> = names.split(',').collect();
    expected.sort_unstable();
    assert_eq!(found[0].as_object().unwrap().keys().collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_long_record_is_sent_in_parts_to_where_it_ended_at_first() {
    let app = TestApp::jaas().await;
    let news = made_up(2600, "s1");
    write(&app, &news[..2500]).await;
    let response = open(&app, &format!("{EVENTS}.jsonl")).await;
    assert_eq!(response.headers().get(header::CONTENT_ENCODING), None);
    assert_eq!(response.headers().get(header::CONTENT_LENGTH), None);
    let mut body = response.into_body();
    let mut found = lines(std::str::from_utf8(&frame(&mut body).await.unwrap()).unwrap());
    assert_eq!(seqs(&found), (1..=1000).collect::<Vec<_>>());
    // What happens meanwhile is for the next one.
    write(&app, &news[2500..]).await;
    app.service.seal_record().await.unwrap();
    while let Some(part) = frame(&mut body).await {
        found.extend(lines(std::str::from_utf8(&part).unwrap()));
    }
    assert_eq!(seqs(&found), (1..=2500).collect::<Vec<_>>());
    let table = get(&app, &format!("{EVENTS}.csv")).await.text;
    assert_eq!(table.lines().count(), 2601);
    let joined = lines(&get(&app, &format!("{EVENTS}.jsonl?kind=joined&before=5&limit=3")).await.text);
    // A file has all that the filter lets through: pages are another matter.
    assert_eq!(seqs(&joined), (1..=2600).filter(|seq| seq % 2 == 1).collect::<Vec<_>>());
}

#[tokio::test]
async fn who_reads_slowly_is_not_cut_off() {
    let app = TestApp::jaas().await;
    write(&app, &made_up(2500, "s1")).await;
    let mut body = open(&app, &format!("{EVENTS}.csv")).await.into_body();
    let mut text = frame(&mut body).await.unwrap().to_vec();
    for _ in 0..3 {
        // Longer than a request may take up to the head of its answer.
        tokio::time::pause();
        tokio::time::advance(Duration::from_mins(1)).await;
        tokio::time::resume();
        text.extend(frame(&mut body).await.unwrap());
    }
    assert_eq!(frame(&mut body).await, None);
    assert_eq!(String::from_utf8(text).unwrap().lines().count(), 2501);
}

#[tokio::test]
async fn an_empty_record_is_a_file_too() {
    let app = TestApp::jaas().await;
    let table = get(&app, &format!("{EVENTS}.csv")).await;
    assert_eq!((table.status.as_u16(), table.text.as_str()), (200, format!("{NAMES}\r\n").as_str()));
    let nothing = get(&app, &format!("{EVENTS}.jsonl")).await;
    assert_eq!((nothing.status.as_u16(), nothing.text.as_str()), (200, ""));
}

#[tokio::test]
async fn an_operators_files_are_those_of_the_api() {
    let app = TestApp::jaas().await;
    lived_in(&app, "Gus").await;
    let olga = operator(&app).await;
    for ending in [".csv", ".jsonl"] {
        let by_page =
            olga.get(&format!("/operator/record{ending}?kind=token_issued&timeZone=Europe%2FBerlin&from=")).await;
        let by_key = get(&app, &format!("{EVENTS}{ending}?kind=token_issued")).await;
        assert_eq!((by_page.status.as_u16(), &by_page.text), (200, &by_key.text));
        assert!(by_page.text.contains("Gus") && !by_page.text.contains("session_opened"), "{}", by_page.text);
    }
}
