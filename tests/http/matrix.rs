//! Who may do what: every route of the router, as every kind of caller, against the matrix.
//!
//! The routes are those that the router itself lists, so a new one is missing in the table until
//! somebody says there who may use it.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use greenroom::service::{NewApiKey, Scope};
use serde_json::{Value, json};

use crate::support::{API_KEY, Answer, Browser, NOW, OPERATOR, TestApp};

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
    /// Nobody in particular: knows no link, is not signed in.
    Nobody,
    /// Holds the session's guest link.
    Guest,
    /// Signed in, a host of other sessions.
    Stranger,
    /// Signed in, a co-host of the session.
    CoHost,
    /// Signed in, and the session is theirs.
    Owner,
    /// Signed in, and runs the deployment.
    Operator,
    /// Bears an API key.
    Backend,
}

use Caller::{Backend, CoHost, Guest, Nobody, Operator, Owner, Stranger};

const ALL: [Caller; 7] = [Nobody, Guest, Stranger, CoHost, Owner, Operator, Backend];
const HOSTS: &[Caller] = &[CoHost, Owner];
const SIGNED_IN: &[Caller] = &[Stranger, CoHost, Owner, Operator];
/// Who knows the session's guest link: its hosts see it.
const LINK: &[Caller] = &[Guest, CoHost, Owner];

/// Every route with those who may use it. Everybody else is refused.
const MATRIX: &[(&str, &str, &[Caller])] = &[
    // Open to everybody: they tell nothing of anybody.
    ("GET", "/", &ALL),
    ("GET", "/api/jitsi/jwt", &ALL),
    ("GET", "/api/openapi.json", &ALL),
    ("GET", "/docs/api", &ALL),
    ("GET", "/healthz", &ALL),
    ("GET", "/readyz", &ALL),
    ("GET", "/sign-in", &ALL),
    ("POST", "/language", &ALL),
    ("POST", "/sign-out", &ALL),
    // They say nothing but what is in their own address, and lead to pages that ask.
    ("GET", "/j/{secret}/after", &ALL),
    ("GET", "/s/{id}/after", &ALL),
    ("POST", "/j/{secret}/name", &ALL),
    ("POST", "/s/{id}/name", &ALL),
    // For backends.
    ("GET", "/metrics", &[Backend]),
    ("GET", "/api/audit/events", &[Backend]),
    ("GET", "/api/audit/events.csv", &[Backend]),
    ("GET", "/api/audit/events.jsonl", &[Backend]),
    ("POST", "/api/jitsi/jwt", &[Backend]),
    ("POST", "/api/sessions", &[Backend]),
    ("GET", "/api/sessions/{id}", &[Backend]),
    ("GET", "/api/sessions/{id}/grants", &[Backend]),
    ("POST", "/api/sessions/{id}/end", &[Backend]),
    ("POST", "/api/sessions/{id}/invites", &[Backend]),
    ("DELETE", "/api/sessions/{id}/invites/{invite_id}", &[Backend]),
    // For who holds the link.
    ("GET", "/j/{secret}", LINK),
    ("GET", "/j/{secret}/calendar.ics", LINK),
    ("GET", "/j/{secret}/door", LINK),
    ("GET", "/j/{secret}/door/state", LINK),
    ("POST", "/j/{secret}/knock", LINK),
    // A guest's link makes nobody a host, whoever has it.
    ("POST", "/j/{secret}/host", &[]),
    // A token: guests by the link, hosts by who they are.
    ("POST", "/api/pages/meeting-token", &[Guest, CoHost, Owner]),
    ("POST", "/api/pages/joined", &[Guest, CoHost, Owner]),
    // For who is signed in.
    ("GET", "/account", SIGNED_IN),
    ("POST", "/account/sign-ins/{id}/revoke", SIGNED_IN),
    ("POST", "/account/sign-out-everywhere", SIGNED_IN),
    ("GET", "/sessions", SIGNED_IN),
    ("GET", "/sessions/new", SIGNED_IN),
    ("POST", "/sessions", SIGNED_IN),
    // For who runs the deployment.
    ("GET", "/operator", &[Operator]),
    ("GET", "/operator/api-keys", &[Operator]),
    ("POST", "/operator/api-keys", &[Operator]),
    ("POST", "/operator/api-keys/{id}/revoke", &[Operator]),
    ("GET", "/operator/record", &[Operator]),
    ("GET", "/operator/record.csv", &[Operator]),
    ("GET", "/operator/record.jsonl", &[Operator]),
    // For who leads this session.
    ("GET", "/s/{id}", HOSTS),
    ("GET", "/s/{id}/room", HOSTS),
    ("GET", "/s/{id}/door", HOSTS),
    ("GET", "/s/{id}/calendar.ics", HOSTS),
    ("GET", "/s/{id}/record", HOSTS),
    ("GET", "/s/{id}/record.csv", HOSTS),
    ("GET", "/s/{id}/record.jsonl", HOSTS),
    ("POST", "/s/{id}/end", HOSTS),
    ("POST", "/s/{id}/guest-link", HOSTS),
    ("POST", "/s/{id}/invites", HOSTS),
    ("POST", "/s/{id}/invites/revoke-all", HOSTS),
    ("POST", "/s/{id}/invites/{invite_id}/revoke", HOSTS),
    ("POST", "/s/{id}/people/{user_id}/admit", HOSTS),
    ("POST", "/s/{id}/people/{user_id}/refuse", HOSTS),
    ("POST", "/s/{id}/people/{user_id}/remove", HOSTS),
    // For whose session it is.
    ("GET", "/s/{id}/edit", &[Owner]),
    ("POST", "/s/{id}/edit", &[Owner]),
    ("POST", "/s/{id}/cancel", &[Owner]),
];

/// These sign somebody in by a secret of their own, which `sign_in` tests at length.
const SIGN_IN: [(&str, &str); 5] = [
    ("POST", "/sign-in"),
    ("GET", "/sign-in/callback"),
    ("GET", "/sign-in/failed/{why}"),
    ("GET", "/sign-in/link/{secret}"),
    ("POST", "/sign-in/link/{secret}"),
];

/// The routes as the router describes itself: method and path. `HEAD` is `GET`.
pub(crate) fn routes(app: &TestApp) -> Vec<(String, String)> {
    let described = app.described();
    let described = described.split("fallback_router").next().unwrap();
    let (methods, paths) = described.split_once(", node: Node").expect("the router lists its paths");
    let mut found = Vec::new();
    for part in paths.split("RouteId(").skip(1) {
        let Some((id, rest)) = part.split_once("): \"") else { continue };
        let path = rest.split('"').next().unwrap();
        let route = methods.split(&format!("RouteId({id}): ")).nth(1).expect("each path has a route");
        let allow = route.split("allow_header: Bytes(b\"").nth(1).unwrap().split('"').next().unwrap();
        found.extend(allow.split(',').filter(|m| *m != "HEAD").map(|method| (method.to_owned(), path.to_owned())));
    }
    assert!(found.len() > 50, "{} routes were read", found.len());
    found
}

#[tokio::test]
async fn every_route_of_the_router_is_in_the_matrix() {
    let app = TestApp::jaas().await;
    let known = |method: &str, path: &str| {
        MATRIX.iter().any(|row| (row.0, row.1) == (method, path)) || SIGN_IN.contains(&(method, path))
    };
    let routes = routes(&app);
    let forgotten: Vec<_> = routes.iter().filter(|(method, path)| !known(method, path)).collect();
    assert!(forgotten.is_empty(), "say in the matrix who may use {forgotten:?}");
    for (method, path, _) in MATRIX {
        assert!(routes.iter().any(|route| (route.0.as_str(), route.1.as_str()) == (*method, *path)), "{method} {path}");
    }
    // In the sandbox there is nothing more but the stand-in for 8x8.vc.
    let more = self::routes(&TestApp::sandbox().await);
    let own = more.iter().filter(|(method, path)| !known(method, path) && !path.starts_with("/sandbox/"));
    assert_eq!(own.count(), 0);
}

#[tokio::test]
async fn every_server_function_is_among_the_routes() {
    let app = TestApp::jaas().await;
    let routes = routes(&app);
    let mut seen = 0;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert!(routes.contains(&(method.to_string(), path.to_owned())), "{method} {path}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}

/// A session of Hanna's with a guest inside and one at the door, and everybody's browser.
struct Scene<'a> {
    app: &'a TestApp,
    id: String,
    guest: String,
    invite: String,
    inside: String,
    at_door: String,
    api_key: String,
}

/// Those who stay the same through all scenes.
struct Cast<'a> {
    hanna: Browser<'a>,
    cora: Browser<'a>,
    steve: Browser<'a>,
    olga: Browser<'a>,
}

async fn signed_in<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    let browser = Browser::new(app);
    let link = app.service.invite_host(email).await.unwrap().link;
    let path = link.split_once("example.com").unwrap().1.to_owned();
    assert_eq!(browser.form(&path, "").await.header("location"), "/sessions");
    browser
}

const GUS: &str = "greenroom_device=00000000000000000000000000000001";
const IDA: &str = "greenroom_device=00000000000000000000000000000002";

impl<'a> Scene<'a> {
    /// Planned for those who call it off, open for all others.
    async fn set(app: &'a TestApp, cast: &Cast<'a>) -> Self {
        // The limits count by the minute, and all of these come from one place.
        app.world.pass(10);
        let form = "title=Weekly&starts=&minutes=60&co_hosts=cora%40example.com&admits_each=on";
        let opened = cast.hanna.form("/sessions", form).await;
        let id = opened.header("location").trim_start_matches("/s/").to_owned();
        let page = cast.hanna.get(&format!("/s/{id}")).await.text;
        let guest = between(&page, "id=\"guest-link\"", "/j/", "\"");
        let invite = between(&page, "row--tall", "/invites/", "/revoke");
        let mut people = Vec::new();
        for cookies in [GUS, IDA] {
            app.form(&format!("/j/{guest}/knock"), cookies, "name=Somebody").await;
            let page = cast.hanna.get(&format!("/s/{id}")).await.text;
            let user_id = between(&page, "id=\"door\"", "id=\"admit-", "\"");
            if cookies == GUS {
                cast.hanna.form(&format!("/s/{id}/people/{user_id}/admit"), "").await;
                let door = json!({ "door": { "by": "invite", "secret": guest }, "name": "Gus" });
                app.page_token(&door, GUS).await.expect(200);
            }
            people.push(user_id);
        }
        let at_door = people.pop().unwrap();
        let new = NewApiKey { name: "Portal".to_owned(), scopes: vec![Scope::AuditRead], days: None };
        let made = app.service.make_api_key(&app.service.operator_by_command(), &new).await.unwrap();
        Self { app, id, guest, invite, inside: people.pop().unwrap(), at_door, api_key: made.record.id }
    }

    fn path(&self, pattern: &str, caller: Caller) -> String {
        let secret = if LINK.contains(&caller) { &self.guest } else { "AAAAAAAAAAAAAAAAAAAAAA" };
        let person = if pattern.ends_with("/remove") { &self.inside } else { &self.at_door };
        let id = if pattern.starts_with("/operator/api-keys/") { &self.api_key } else { &self.id };
        let path = pattern.replace("{secret}", secret).replace("{id}", id);
        path.replace("{invite_id}", &self.invite).replace("{user_id}", person)
    }

    /// What the route takes: a form, JSON, or nothing.
    fn body(&self, pattern: &str, caller: Caller) -> (&'static str, String) {
        let json = |value: Value| ("application/json", value.to_string());
        let door = match caller {
            Guest => json!({ "by": "invite", "secret": self.guest }),
            Nobody | Backend => json!({ "by": "invite", "secret": "AAAAAAAAAAAAAAAAAAAAAA" }),
            Stranger | CoHost | Owner | Operator => json!({ "by": "host", "sessionId": self.id }),
        };
        match pattern {
            "/api/jitsi/jwt" => json(json!({ "userId": "u", "userName": "Ada", "roomName": "weekly" })),
            "/api/sessions" => json(json!({ "title": "Weekly" })),
            "/api/sessions/{id}/invites" => json(json!({ "role": "guest" })),
            "/api/pages/meeting-token" => json(json!({ "door": door, "name": "Somebody" })),
            "/api/pages/joined" => json(json!({ "door": door, "room_claim": "name" })),
            "/sessions" => ("application/x-www-form-urlencoded", "title=Another&starts=&minutes=30".to_owned()),
            "/operator/api-keys" => {
                ("application/x-www-form-urlencoded", "name=Another&scope=audit%3Aread&days=30".to_owned())
            }
            "/s/{id}/edit" => {
                ("application/x-www-form-urlencoded", "title=Changed&starts=&minutes=30&sequence=0".to_owned())
            }
            _ => ("application/x-www-form-urlencoded", "name=Somebody&kind=one&language=de".to_owned()),
        }
    }

    async fn ask(&self, method: &str, pattern: &str, caller: Caller, cast: &Cast<'_>) -> Answer {
        let cookies = match caller {
            Nobody | Backend => String::new(),
            Guest => GUS.to_owned(),
            Stranger => cast.steve.cookies(),
            CoHost => cast.cora.cookies(),
            Owner => cast.hanna.cookies(),
            Operator => cast.olga.cookies(),
        };
        let (kind, body) = self.body(pattern, caller);
        let mut request = Request::builder()
            .method(method.parse::<Method>().unwrap())
            .uri(self.path(pattern, caller))
            .header(header::COOKIE, cookies)
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin");
        if caller == Backend {
            request = request.header(header::AUTHORIZATION, format!("Bearer {API_KEY}"));
        }
        let body = if method == "GET" { Body::empty() } else { Body::from(body) };
        let request = request.header(header::CONTENT_TYPE, kind).body(body).unwrap();
        let response = self.app.open(request).await;
        if response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream") {
            // It has no end; that it is given is the answer.
            return Answer { status: response.status(), headers: response.headers().clone(), text: String::new() };
        }
        Answer::read(response).await
    }
}

/// What stands in `text` after `start` and then `before`, until `end`.
fn between(text: &str, start: &str, before: &str, end: &str) -> String {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    let rest = rest.split_once(before).unwrap_or_else(|| panic!("no {before} in {rest}")).1;
    rest.split_once(end).unwrap().0.to_owned()
}

#[tokio::test]
async fn each_kind_of_caller_may_do_what_the_matrix_says_and_nothing_else() {
    let app = TestApp::jaas().await;
    let cast = Cast {
        hanna: signed_in(&app, "hanna@example.com").await,
        cora: signed_in(&app, "cora@example.com").await,
        steve: signed_in(&app, "steve@example.com").await,
        olga: signed_in(&app, OPERATOR).await,
    };
    let mut wrong = Vec::new();
    for (method, pattern, allowed) in MATRIX {
        for caller in ALL {
            // What ends a sign-in is asked of nobody who is needed again.
            if pattern.starts_with("/account/sign-out") || *pattern == "/sign-out" && SIGNED_IN.contains(&caller) {
                continue;
            }
            let scene = Scene::set(&app, &cast).await;
            let answer = scene.ask(method, pattern, caller, &cast).await;
            let status = answer.status.as_u16();
            let to_sign_in = answer.header("location").starts_with("/sign-in?to=");
            let fits = if allowed.contains(&caller) {
                (200..400).contains(&status) && !to_sign_in
            } else {
                matches!(status, 401 | 403 | 404) || to_sign_in
            };
            if !fits {
                wrong.push(format!("{method} {pattern} as {caller:?}: {status} {:.200}", answer.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(app.service.now() > NOW);
}

#[tokio::test]
async fn signing_out_everywhere_ends_this_accounts_sign_ins_and_no_others() {
    let app = TestApp::jaas().await;
    let (hanna, again, steve) = (
        signed_in(&app, "hanna@example.com").await,
        signed_in(&app, "hanna@example.com").await,
        signed_in(&app, "steve@example.com").await,
    );
    let nobody = app.form("/account/sign-out-everywhere", "", "").await;
    assert_eq!(nobody.header("location"), "/sign-in?to=%2Faccount");
    assert!(hanna.form("/account/sign-out-everywhere", "").await.status.is_redirection());
    for (browser, status) in [(&hanna, 401), (&again, 401), (&steve, 200)] {
        assert_eq!(browser.get("/sessions").await.status, status);
    }
}
