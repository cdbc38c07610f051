//! Bad requests, one row each: what they get, that the answer names the field where there is one,
//! and that nothing was lost: the app serves on, and the session's grants are what they were.

use axum::{
    body::{Body, Bytes},
    http::{Method, Request},
};
use serde_json::{Value, json};

use crate::support::{API_KEY, Answer, OpenedSession, TestApp, verified};

/// One bad request.
pub(crate) struct Row {
    name: String,
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    status: u16,
    code: &'static str,
    says: &'static str,
}

impl Row {
    /// A POST of a backend with JSON.
    pub(crate) fn backend(name: impl Into<String>, path: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers =
            vec![("authorization", format!("Bearer {API_KEY}")), ("content-type", "application/json".to_owned())];
        Self::new(name, Method::POST, path, headers, body)
    }

    /// A call of one of our pages.
    pub(crate) fn page(name: impl Into<String>, path: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers =
            vec![("sec-fetch-site", "same-origin".to_owned()), ("content-type", "application/json".to_owned())];
        Self::new(name, Method::POST, path, headers, body)
    }

    pub(crate) fn new(
        name: impl Into<String>,
        method: Method,
        path: &str,
        headers: Vec<(&'static str, String)>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        let (name, path, body) = (name.into(), path.to_owned(), body.into());
        Self { name, method, path, headers, body, status: 422, code: "invalid_request", says: "" }
    }

    pub(crate) fn by(self, method: Method) -> Self {
        Self { method, ..self }
    }

    pub(crate) fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(name, _)| *name != header);
        self.headers.push((header, value.into()));
        self
    }

    pub(crate) fn without(mut self, header: &str) -> Self {
        self.headers.retain(|(name, _)| *name != header);
        self
    }

    /// What the answer is, and a word that its sentence has.
    pub(crate) fn gets(self, status: u16, code: &'static str, says: &'static str) -> Self {
        Self { status, code, says, ..self }
    }

    async fn send(&self, app: &TestApp) -> Answer {
        let mut request = Request::builder().method(&self.method).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        app.send(request.body(Body::from(Bytes::from(self.body.clone()))).unwrap()).await
    }
}

/// Sends the rows and judges each answer; afterwards the app must be as good as before.
pub(crate) async fn refuse_all(app: &TestApp, session: &OpenedSession, rows: Vec<Row>) {
    assert!(!rows.is_empty());
    let before = grants(app, session).await;
    let mut faults = Vec::new();
    for row in rows {
        let answer = row.send(app).await;
        if let Err(fault) = judge(&row, &answer) {
            faults.push(format!("{}: {fault}", row.name));
        }
        // So that no row is refused for coming too often.
        app.world.pass(10);
    }
    assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(grants(app, session).await, before, "a refused request leaves no grant");
    app.guest_token(&session.guest, "Gus").await.expect(200);
    app.host_token(session, &session.host_cookie()).await.expect(200);
    let good = json!({ "userId": "u1", "userName": "Ada", "roomName": session.room });
    app.backend(Method::POST, "/api/jitsi/jwt", &good).await.expect(200);
    assert_eq!(grants(app, session).await.len(), before.len() + 3, "good requests leave one each");
}

fn judge(row: &Row, answer: &Answer) -> Result<(), String> {
    let got = answer.status.as_u16();
    let said = answer.text.chars().take(300).collect::<String>();
    if got != row.status {
        return Err(format!("{got} instead of {}: {said}", row.status));
    }
    if answer.text.len() > 600 {
        return Err(format!("the answer repeats too much: {} bytes", answer.text.len()));
    }
    let body: Value = serde_json::from_str(&answer.text).map_err(|_| format!("no JSON: {said}"))?;
    let sentence = body["error"].as_str().unwrap_or_default();
    if body["code"] != row.code || !sentence.contains(row.says) {
        return Err(format!("expected {} and `{}`: {said}", row.code, row.says));
    }
    if !sentence.ends_with('.') || sentence.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c))
    {
        return Err(format!("no sentence to show: {said}"));
    }
    Ok(())
}

async fn grants(app: &TestApp, session: &OpenedSession) -> Vec<String> {
    let path = format!("/api/sessions/{}/grants", session.id);
    let body = app.backend(Method::GET, &path, &json!({})).await.expect(200);
    body["grants"].as_array().unwrap().iter().map(|grant| grant["id"].as_str().unwrap().to_owned()).collect()
}

const JWT: &str = "/api/jitsi/jwt";
const SESSIONS: &str = "/api/sessions";
const TOKEN: &str = "/api/pages/meeting-token";
const CLAIM: &str = "/api/pages/joined";

/// Every address that takes JSON, with a body that it takes.
fn good(session: &OpenedSession) -> Vec<(String, Value)> {
    let door = json!({ "by": "invite", "secret": session.guest });
    vec![
        (
            JWT.to_owned(),
            json!({ "userId": "u1", "userName": "Ada", "userEmail": "a@b.c", "userAvatar": "https://a.b/c.png",
                    "isModerator": false, "roomName": session.room, "expirationSeconds": 60, "features": {} }),
        ),
        (SESSIONS.to_owned(), json!({ "title": "Weekly", "sessionType": "video", "features": [] })),
        (format!("{SESSIONS}/{}/invites", session.id), json!({ "role": "guest" })),
        (TOKEN.to_owned(), json!({ "door": door, "name": "Gus", "room_claim": "name" })),
        (CLAIM.to_owned(), json!({ "door": door, "room_claim": "name" })),
    ]
}

fn row(name: String, path: &str, body: impl Into<Vec<u8>>) -> Row {
    if path.starts_with("/api/pages/") { Row::page(name, path, body) } else { Row::backend(name, path, body) }
}

#[tokio::test]
async fn every_field_of_every_body_refuses_the_wrong_type_by_its_name() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let wrong =
        [json!(7), json!(1.5), json!("x"), json!(true), json!([[]]), json!({ "a": {} }), json!("9".repeat(9000))];
    let mut rows = Vec::new();
    for (path, body) in good(&session) {
        for (field, value) in body.as_object().unwrap() {
            for wrong in wrong.iter().filter(|wrong| !fits(field, value, wrong)) {
                let mut body = body.clone();
                body[field] = wrong.clone();
                let name = format!("{path} {field} = {}", wrong.to_string().chars().take(20).collect::<String>());
                let field: &'static str = field.clone().leak();
                rows.push(row(name, &path, body.to_string()).gets(422, "invalid_request", field));
            }
        }
    }
    refuse_all(&app, &session, rows).await;
}

/// Whether a field that takes `good` takes `other`'s type as well.
fn fits(field: &str, good: &Value, other: &Value) -> bool {
    let free_text = !["sessionType", "role", "room_claim"].contains(&field);
    match good {
        Value::String(_) => other.is_string() && free_text,
        Value::Number(_) => other.is_i64(),
        Value::Bool(_) => other.is_boolean(),
        Value::Array(_) => other == &json!([]),
        _ => false,
    }
}

#[tokio::test]
async fn every_required_field_is_missed_by_its_name() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let mut rows = Vec::new();
    for (path, body) in good(&session) {
        for field in ["userId", "userName", "roomName", "title", "role", "door", "name", "room_claim"] {
            let mut body = body.clone();
            let optional = path == TOKEN && field == "room_claim";
            if body.as_object_mut().unwrap().remove(field).is_some() && !optional {
                rows.push(row(format!("{path} without {field}"), &path, body.to_string()).gets(
                    422,
                    "invalid_request",
                    field,
                ));
            }
        }
        for (name, body) in [("null", "null"), ("a list", "[]"), ("a text", "\"x\""), ("a number", "7")] {
            rows.push(row(format!("{path} {name}"), &path, body));
        }
    }
    refuse_all(&app, &session, rows).await;
}

#[tokio::test]
async fn what_is_no_json_is_refused_as_such_at_every_address() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let mut rows = Vec::new();
    for (path, body) in good(&session) {
        let whole = body.to_string();
        let first = body.as_object().unwrap().keys().next().unwrap().clone();
        let in_first = |value: &str| format!("{{\"{first}\":{value}}}").into_bytes();
        let bodies: Vec<(&str, Vec<u8>)> = vec![
            ("empty", Vec::new()),
            ("a blank", b" ".to_vec()),
            ("an open brace", b"{".to_vec()),
            ("cut in the middle", whole.as_bytes()[..whole.len() / 2].to_vec()),
            ("cut at the end", whole.as_bytes()[..whole.len() - 1].to_vec()),
            ("more behind it", format!("{whole}{whole}").into_bytes()),
            ("a comma too many", whole.replace('}', ",}").into_bytes()),
            ("single quotes", whole.replace('"', "'").into_bytes()),
            ("not a number", in_first("NaN")),
            ("a raw line break in a text", in_first("\"a\nb\"")),
            ("a lone high surrogate", in_first(r#""\ud800""#)),
            ("a lone low surrogate", in_first(r#""\udc00x""#)),
            ("no escape", in_first(r#""\x41""#)),
            ("no UTF-8", [b"{\"".as_slice(), first.as_bytes(), b"\":\"\xff\xfe\"}"].concat()),
            ("UTF-16", whole.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("a byte order mark", format!("\u{feff}{whole}").into_bytes()),
            ("braces without end", "{\"a\":".repeat(3_000).into_bytes()),
        ];
        for (name, body) in bodies {
            let name = format!("{path} {name}");
            rows.push(row(name, &path, body).gets(400, "invalid_request", "JSON"));
        }
        let deep = [
            ("brackets without end", "[".repeat(16_000).into_bytes()),
            ("brackets in a field", in_first(&"[".repeat(16_000))),
        ];
        for (name, body) in deep {
            rows.push(row(format!("{path} {name}"), &path, body).gets(422, "invalid_request", "expected"));
        }
        let twice = format!("{{\"{first}\":{0},{1}", body[&first], &whole[1..]);
        rows.push(row(format!("{path} a field twice"), &path, twice).gets(422, "invalid_request", "duplicate field"));
    }
    refuse_all(&app, &session, rows).await;
}

#[tokio::test]
async fn texts_that_are_empty_overlong_or_hide_something_are_refused_by_their_field() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let texts = ["userId", "userName", "userEmail", "userAvatar", "roomName", "title", "name"];
    let mut rows = Vec::new();
    for (path, good) in good(&session) {
        for field in texts.into_iter().filter(|field| good.get(field).is_some()) {
            for (name, text) in bad_texts(field) {
                let mut body = good.clone();
                body[field] = json!(text);
                rows.push(row(format!("{path} {field} {name}"), &path, body.to_string()).gets(
                    422,
                    "out_of_policy",
                    field,
                ));
            }
        }
    }
    refuse_all(&app, &session, rows).await;
}

fn bad_texts(field: &str) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> =
        ["\u{0}", "\u{7}", "\n", "\r\n", "\t", "\u{1b}[2J", "\u{7f}", "\u{85}", "\u{2028}"]
            .into_iter()
            .chain(["\u{200e}", "\u{200f}", "\u{61c}", "\u{feff}"])
            .map(|control| (format!("{control:?}"), format!("a{control}b")))
            .collect();
    for control in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
        texts.push((format!("{control:?}"), format!("a{control}b")));
        texts.push((format!("{control:?} alone"), control.to_string()));
    }
    texts.push(("overlong".to_owned(), "a".repeat(15_000)));
    // The name is the one of last time where none is given; a page says so by an empty one.
    if field != "name" {
        texts.push(("empty".to_owned(), String::new()));
        texts.push(("blank".to_owned(), "   ".to_owned()));
    }
    for hidden in
        ["\u{200b}", "\u{200c}\u{200d}", "\u{2060}", "\u{ad}", "\u{3164}", "\u{fe0f}", "\u{2800}", "\u{e0020}"]
    {
        texts.push((format!("nothing but {hidden:?}"), hidden.repeat(3)));
    }
    texts
}

#[tokio::test]
async fn numbers_that_are_no_lifetime_are_refused() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let body = |number: &str| {
        format!(r#"{{"userId":"u1","userName":"Ada","roomName":"{}","expirationSeconds":{number}}}"#, session.room)
    };
    let table = [
        ("0", 422, "out_of_policy", "expirationSeconds"),
        ("-1", 422, "out_of_policy", "expirationSeconds"),
        ("14401", 422, "out_of_policy", "14400"),
        ("9223372036854775807", 422, "out_of_policy", "expirationSeconds"),
        ("-9223372036854775808", 422, "out_of_policy", "expirationSeconds"),
        ("9223372036854775808", 422, "invalid_request", "expirationSeconds"),
        ("1e3", 422, "invalid_request", "expirationSeconds"),
        ("60.0", 422, "invalid_request", "expirationSeconds"),
        ("0.5", 422, "invalid_request", "expirationSeconds"),
        ("1e308", 422, "invalid_request", "expirationSeconds"),
        ("1e999", 400, "invalid_request", "JSON"),
        ("0x10", 400, "invalid_request", "JSON"),
        ("007", 400, "invalid_request", "JSON"),
        ("+60", 400, "invalid_request", "JSON"),
        ("Infinity", 400, "invalid_request", "JSON"),
    ];
    let rows =
        table.map(|(number, status, code, says)| Row::backend(number, JWT, body(number)).gets(status, code, says));
    refuse_all(&app, &session, rows.into()).await;
}

#[tokio::test]
async fn features_are_refused_by_name_and_none_is_said_twice() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let jwt = |features: &str| {
        format!(r#"{{"userId":"u1","userName":"Ada","roomName":"{}","features":{features}}}"#, session.room)
    };
    let long = "x".repeat(15_000);
    let rows = vec![
        Row::backend("twice", JWT, jwt(r#"{"recording":false,"recording":true}"#)).gets(
            422,
            "invalid_request",
            "twice",
        ),
        Row::backend("unknown", JWT, jwt(r#"{"teleport":true}"#)).gets(422, "out_of_policy", "`teleport`"),
        Row::backend("in capitals", JWT, jwt(r#"{"Recording":true}"#)).gets(422, "out_of_policy", "features"),
        Row::backend("overlong", JWT, jwt(&format!(r#"{{"{long}":true}}"#))).gets(422, "out_of_policy", "features"),
        Row::backend("turning", JWT, jwt("{\"\u{202e}x\":true}")).gets(422, "out_of_policy", "features"),
        Row::backend("not yes or no", JWT, jwt(r#"{"recording":1}"#)).gets(422, "invalid_request", "recording"),
        Row::backend("of a session", SESSIONS, r#"{"title":"a","features":["teleport"]}"#).gets(
            422,
            "out_of_policy",
            "`teleport`",
        ),
    ];
    refuse_all(&app, &session, rows).await;
}

#[tokio::test]
async fn a_guest_who_says_that_they_are_more_stays_a_guest() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let more = [
        json!({ "moderator": true }),
        json!({ "isModerator": true }),
        json!({ "role": "host" }),
        json!({ "features": { "recording": true } }),
        json!({ "user": { "moderator": "true" } }),
        json!({ "context": { "user": { "moderator": "true" }, "features": { "recording": "true" } } }),
    ];
    for addition in more {
        let mut body = json!({ "door": { "by": "invite", "secret": session.guest }, "name": "Gus" });
        for place in [vec![], vec!["door"]] {
            let target = place.iter().fold(&mut body, |value, key| &mut value[*key]);
            target.as_object_mut().unwrap().extend(addition.as_object().unwrap().clone());
        }
        let answer = app.page_token(&body, "").await.expect(200);
        let payload = verified(answer["token"].as_str().unwrap()).payload;
        assert_eq!(payload["context"]["user"]["moderator"], "false", "{addition}");
        for (feature, granted) in payload["context"]["features"].as_object().unwrap() {
            assert_eq!(granted, "false", "{feature}: {addition}");
        }
    }
}
