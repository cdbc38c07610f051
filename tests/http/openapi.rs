//! The document against the router and the handlers.

use std::{collections::BTreeSet, fs};

use axum::http::Method;
use greenroom::wire::Door;
use serde_json::{Value, json};

use crate::{
    matrix::routes,
    support::{Answer, TestApp},
};

async fn document(app: &TestApp) -> Value {
    app.get("/api/openapi.json", "").await.expect(200)
}

/// Every operation with its method and path.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
    });
    all.collect()
}

fn schema<'a>(document: &'a Value, name: &str) -> &'a Value {
    &document["components"]["schemas"][name]
}

/// The answer itself, where it is told among those that many operations share.
fn resolved<'a>(document: &'a Value, answer: &'a Value) -> &'a Value {
    let reference = answer["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    reference.map_or(answer, |pointer| document.pointer(pointer).unwrap())
}

/// The codes of a documented answer.
fn codes(answer: &Value) -> BTreeSet<&str> {
    let parts = answer["content"]["application/json"]["schema"]["allOf"].as_array().into_iter().flatten();
    parts.flat_map(|part| part["properties"]["code"]["enum"].as_array().into_iter().flatten()).map(text).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test]
async fn every_route_of_the_api_is_described_and_nothing_else_is() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let described: BTreeSet<_> = operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let routes: BTreeSet<_> = routes(&app).into_iter().filter(|(_, path)| path.starts_with("/api/")).collect();
    assert_eq!(described, routes, "describe each route beside its handler: CONTRIBUTING.md says how");
}

#[tokio::test]
async fn every_operation_wants_the_key_that_it_says() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    for (method, path, operation) in operations(&document) {
        let concrete = path.replace("{id}", "none").replace("{invite_id}", "none");
        let answer = app.json(method.parse::<Method>().unwrap(), &concrete, &[], &json!({})).await;
        assert_eq!(answer.status == 401, operation.get("security").is_some(), "{method} {path}: {}", answer.status);
    }
}

#[tokio::test]
async fn every_operation_is_told_in_full() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let tags: BTreeSet<_> = document["tags"].as_array().unwrap().iter().map(|tag| text(&tag["name"])).collect();
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let name = format!("{method} {path}");
        assert!(ids.insert(text(&operation["operationId"])), "{name}: its id is another one's, too");
        assert!(text(&operation["summary"]).ends_with('.'), "{name} says in a sentence what it does");
        assert!(operation["tags"].as_array().unwrap().iter().all(|tag| tags.contains(text(tag))), "{name}: {tags:?}");
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let answer = resolved(&document, answer);
            assert!(!text(&answer["description"]).is_empty(), "{name}, {status}: when");
            assert!(answer["headers"]["X-Request-Id"].is_object(), "{name}, {status}: its headers");
            let refused = status.as_str() >= "400";
            assert_eq!(refused, !codes(answer).is_empty(), "{name}, {status}: with which codes");
            let waits = ["429", "503"].contains(&status.as_str());
            assert_eq!(waits, answer["headers"]["Retry-After"].is_object(), "{name}, {status}: when to come again");
        }
    }
}

#[tokio::test]
async fn every_code_has_the_status_that_the_guide_for_operators_says() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/OPERATIONS.md")).unwrap();
    let mut seen = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        for (status, answer) in operation["responses"].as_object().unwrap() {
            for code in codes(resolved(&document, answer)) {
                let row = format!("| `{code}` | {status} |");
                assert!(guide.contains(&row), "{method} {path}: no {row}");
                seen.insert(code.to_owned());
            }
        }
    }
    let known = schema(&document, "ErrorCode")["enum"].as_array().unwrap();
    let unused: Vec<_> = known.iter().map(text).filter(|code| !seen.contains(*code)).collect();
    // Those that only pages and the addresses outside /api answer with.
    assert_eq!(unused, ["method_not_allowed", "changed_meanwhile", "sign_in_failed"]);
}

/// What a request of that schema looks like where nothing is wrong with it.
fn right(schema: &str) -> (&'static str, Value) {
    match schema {
        "JwtRequest" => ("/api/jitsi/jwt", json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly" })),
        "OpenRequest" => ("/api/sessions", json!({ "title": "Weekly" })),
        "InviteRequest" => ("/api/sessions/{id}/invites", json!({ "role": "guest" })),
        "MeetingTokenCall" => ("/api/pages/meeting-token", json!({ "name": "Gus" })),
        other => panic!("say what a right {other} looks like"),
    }
}

async fn ask(app: &TestApp, schema: &str, field: &str, value: Value) -> Answer {
    let session = app.open_session().await;
    let (path, mut body) = right(schema);
    if schema == "MeetingTokenCall" {
        body["door"] = json!({ "by": "invite", "secret": session.guest });
    }
    body[field] = value;
    // The limits count by the minute.
    app.world.pass(10);
    app.backend(Method::POST, &path.replace("{id}", &session.id), &body).await
}

#[tokio::test]
async fn the_documented_limits_of_a_field_are_those_that_it_is_held_against() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let mut seen = 0;
    for (_, _, operation) in operations(&document) {
        let reference = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        let Some(name) = reference.as_str().and_then(|reference| reference.rsplit('/').next()) else { continue };
        for (field, rules) in schema(&document, name)["properties"].as_object().unwrap() {
            let around =
                |number: &Value| number.as_i64().map(|number| (json!(number - 1), json!(number), json!(number + 1)));
            let mut tries = Vec::new();
            if let Some((below, least, _)) = around(&rules["minimum"]) {
                tries.extend([(below, false), (least, true)]);
            }
            if let Some((_, most, above)) = around(&rules["maximum"]) {
                tries.extend([(most, true), (above, false)]);
            }
            // A URL is read before it is measured.
            if let (Some(most), None) = (rules["maxLength"].as_u64(), rules["format"].as_str()) {
                let of = |length: u64| match field.as_str() {
                    "userEmail" => json!(format!("a@{}", "b".repeat(usize::try_from(length).unwrap() - 2))),
                    "roomName" => json!(format!(
                        "{}/{}",
                        crate::support::TENANT,
                        "b".repeat(usize::try_from(length).unwrap() - 52)
                    )),
                    _ => json!("b".repeat(usize::try_from(length).unwrap())),
                };
                tries.extend([(of(most), true), (of(most + 1), false)]);
            }
            if let Some(most) = rules["maxItems"].as_u64() {
                let of =
                    |count: u64| json!((0..count).map(|number| format!("h{number}@example.com")).collect::<Vec<_>>());
                tries.extend([(of(most), true), (of(most + 1), false)]);
            }
            for (value, fits) in tries {
                let answer = ask(&app, name, field, value.clone()).await;
                assert_eq!(answer.status.is_success(), fits, "{name}.{field} = {value:.80}: {}", answer.text);
                seen += 1;
            }
        }
    }
    assert!(seen >= 26, "{seen} limits were tried");
}

#[tokio::test]
async fn every_text_that_is_sent_says_how_it_may_look() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    for (_, _, operation) in operations(&document) {
        let reference = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        let Some(name) = reference.as_str().and_then(|reference| reference.rsplit('/').next()) else { continue };
        for (field, rules) in schema(&document, name)["properties"].as_object().unwrap() {
            let types = rules["type"].to_string();
            // Whatever stands there is read, or not heard.
            let free = field == "participant_id";
            let bound = ["pattern", "format", "enum"].iter().any(|rule| rules.get(rule).is_some());
            assert!(free || !types.contains("string") || bound, "{name}.{field}");
        }
    }
}

#[tokio::test]
async fn the_longest_lifetime_is_the_one_that_was_configured() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let seconds = &schema(&document, "JwtRequest")["properties"]["expirationSeconds"];
    assert_eq!((&seconds["default"], &seconds["maximum"]), (&json!(3600), &json!(14_400)));
    assert_eq!(document["servers"], json!([{ "url": "https://meet.example.com" }]));
}

#[tokio::test]
async fn answers_have_exactly_the_documented_fields() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let request = json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly" });
    let token = app.backend(Method::POST, "/api/jitsi/jwt", &request).await.expect(200);
    let refusal = app.get("/api/nothing", "").await.expect(404);
    for (name, answer) in [("JwtAnswer", token), ("ApiError", refusal)] {
        let known = schema(&document, name)["properties"].as_object().unwrap();
        for field in answer.as_object().unwrap().keys() {
            assert!(known.contains_key(field), "{name}.{field} is not documented");
        }
        for field in schema(&document, name)["required"].as_array().unwrap() {
            assert!(answer.get(field.as_str().unwrap()).is_some(), "{name} lacks {field}");
        }
    }
}

/// The derived schema and serde each have a mind of their own about the names in an enum.
#[tokio::test]
async fn a_door_is_described_as_it_is_read() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let doors = [Door::Invite { secret: String::new() }, Door::Host { session_id: String::new() }];
    for (door, described) in doors.iter().zip(schema(&document, "Door")["oneOf"].as_array().unwrap()) {
        let read = serde_json::to_value(door).unwrap();
        let names = |object: &Value| object.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&described["properties"]), names(&read));
        assert_eq!(described["properties"]["by"]["enum"], json!([read["by"]]));
    }
}

#[tokio::test]
async fn the_page_about_the_api_shows_every_operation_without_a_sign_in() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let page = app.get("/docs/api", "").await;
    assert_eq!(page.status, 200);
    for (method, path, operation) in operations(&document) {
        let id = text(&operation["operationId"]);
        assert!(page.text.contains(&format!("id=\"{id}\"")), "{method} {path}");
        assert!(page.text.contains(&format!("href=\"#{id}\"")), "{method} {path} in the contents");
    }
    assert!(page.text.contains("https://meet.example.com/api/jitsi/jwt"), "an example can be pasted");
    assert!(app.get("/", "").await.text.contains("href=\"/docs/api\""), "the foot of a page leads there");
}
