//! Commands as a meeting service on loopback gets them, and what its answers come to.

use std::{net::SocketAddr, sync::Mutex, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http_body_util::BodyExt;
use rsa::{
    PublicKey,
    pkcs1v15::{Signature, VerifyingKey},
    pkcs8::DecodePublicKey,
    signature::Verifier,
};
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;

use super::*;
use crate::jaas::{KeyId, PrivateKey, Signer};

const TENANT: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";
const KID: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef/4f4910";
const NOW: i64 = 1_800_000_000;
const BANNED: &str = "eyJ.a.token";

/// The key of all tests, made once: RSA 4096 takes a while.
static KEYS: LazyLock<Arc<Keychain>> = LazyLock::new(|| {
    let kid = KeyId::parse("4f4910", &app_id()).unwrap();
    Arc::new(Signer::rs256(PrivateKey::generate().unwrap(), Some(kid)).into())
});

fn app_id() -> AppId {
    TENANT.parse().unwrap()
}

fn room() -> RoomName {
    "k3v9qzt2m8w4r7x1".to_owned().try_into().unwrap()
}

fn commands(address: SocketAddr, patience: Patience) -> Commands {
    let base = Url::parse(&format!("http://{address}/sandbox/")).unwrap();
    Commands::with_patience(base, &app_id(), Arc::clone(&KEYS), patience).unwrap()
}

/// One request as it came.
struct Asked {
    line: String,
    headers: HeaderMap,
    body: Bytes,
}

type Book = Arc<Mutex<Vec<Asked>>>;

/// A meeting service that writes down what it is asked and always gives the same answer.
struct Service {
    address: SocketAddr,
    book: Book,
}

impl Service {
    async fn that_answers(status: StatusCode) -> Self {
        Self::start(move || async move { (status, [(header::LOCATION, "/elsewhere")]).into_response() }).await
    }

    async fn start<F>(answer: impl Fn() -> F + Clone + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send,
    {
        let book = Book::default();
        let write = move |State(book): State<Book>, request: Request| async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let line = format!("{} {}", parts.method, parts.uri);
            book.lock().unwrap().push(Asked { line, headers: parts.headers, body });
            answer().await
        };
        let router = Router::new().fallback(write).with_state(Arc::clone(&book));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, book }
    }

    fn commands(&self) -> Commands {
        commands(self.address, Patience::default())
    }

    /// The only request that came.
    #[track_caller]
    fn only(&self) -> Asked {
        let mut asked = std::mem::take(&mut *self.book.lock().unwrap());
        assert_eq!(asked.len(), 1);
        asked.remove(0)
    }
}

impl Asked {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Header and payload of the bearer token, once our public key has verified it.
    fn token(&self) -> (Value, Value) {
        let bearer = self.headers[header::AUTHORIZATION].to_str().unwrap().strip_prefix("Bearer ").unwrap();
        let (message, signature) = bearer.rsplit_once('.').unwrap();
        let pem = KEYS.active().key().unwrap().public_pem().unwrap();
        let key = VerifyingKey::<Sha256>::new(PublicKey::from_public_key_pem(&pem).unwrap());
        let decoded = |part| BASE64_URL_SAFE_NO_PAD.decode(part).unwrap();
        let signature = Signature::try_from(&*decoded(signature)).unwrap();
        key.verify(message.as_bytes(), &signature).expect("the signature holds");
        let (head, payload) = message.split_once('.').unwrap();
        let json = |part| serde_json::from_slice(&decoded(part)).unwrap();
        (json(head), json(payload))
    }
}

#[tokio::test]
async fn each_command_goes_to_its_address_with_its_body_and_a_token_of_its_own() {
    let service = Service::that_answers(StatusCode::OK).await;
    let commands = service.commands();
    let ban = format!("POST /sandbox/v1/_jaas/jaccess/v1/access-management/{TENANT}/ban/jwt");
    let meeting = "POST /sandbox/v1/_jaas/conference-commands/v1/meeting".to_owned();
    let conference = format!("k3v9qzt2m8w4r7x1@conference.{TENANT}.8x8.vc");
    let kick = json!({
        "action": "KICK_PARTICIPANT",
        "payload": { "conferenceFullName": conference, "participantId": "0a1b2c3d" },
    });
    let destroy = json!({ "action": "DESTROY", "payload": { "conferenceFullName": conference } });
    let table = [
        (commands.ban_token(BANNED, NOW).await, ban, json!({ "jwt": BANNED })),
        (commands.kick(&room(), "0a1b2c3d", NOW + 1).await, meeting.clone(), kick),
        (commands.destroy(&room(), NOW + 2).await, meeting, destroy),
    ];
    let asked = std::mem::take(&mut *service.book.lock().unwrap());
    assert_eq!(asked.len(), table.len());
    for ((made, (result, line, body)), now) in asked.iter().zip(table).zip(NOW..) {
        assert_eq!(result, Ok(()), "{line}");
        assert_eq!((&made.line, made.json()), (&line, body));
        assert_eq!(made.headers[header::CONTENT_TYPE], "application/json");
        let (head, payload) = made.token();
        assert_eq!(head, json!({ "alg": "RS256", "kid": KID, "typ": "JWT" }));
        let (exp, nbf) = (payload["exp"].as_i64().unwrap(), payload["nbf"].as_i64().unwrap());
        assert!(exp > now && exp - now <= 60 && nbf <= now, "{payload}");
        let rest = json!({ "aud": "jitsi", "iss": "chat", "admin": true, "sub": TENANT, "exp": exp, "nbf": nbf });
        assert_eq!(payload, rest);
    }
}

#[tokio::test]
async fn an_answer_that_is_no_yes_says_whose_fault_it_is() {
    let refused = |status| Err(CommandError::Refused { status });
    let failing = |status| Err(CommandError::Failing { status });
    let table = [
        (StatusCode::NO_CONTENT, Ok(())),
        (StatusCode::UNAUTHORIZED, refused(401)),
        (StatusCode::FORBIDDEN, refused(403)),
        (StatusCode::NOT_FOUND, refused(404)),
        (StatusCode::TOO_MANY_REQUESTS, refused(429)),
        (StatusCode::INTERNAL_SERVER_ERROR, failing(500)),
        (StatusCode::SERVICE_UNAVAILABLE, failing(503)),
        (StatusCode::MOVED_PERMANENTLY, failing(301)),
        (StatusCode::TEMPORARY_REDIRECT, failing(307)),
    ];
    for (status, expected) in table {
        let service = Service::that_answers(status).await;
        assert_eq!(service.commands().destroy(&room(), NOW).await, expected, "{status}");
        // Asked once: a redirect is not followed, a failure not repeated.
        assert!(service.only().line.ends_with("/v1/meeting"), "{status}");
    }
}

#[tokio::test]
async fn a_service_that_never_answers_is_given_up_on_and_asked_once() {
    let service = Service::start(std::future::pending).await;
    let patience = Patience { whole: Duration::from_secs(1), ..Patience::default() };
    let result = commands(service.address, patience).kick(&room(), "0a1b2c3d", NOW).await;
    assert_eq!(result, Err(CommandError::Unreachable));
    service.only();
}

#[tokio::test]
async fn where_nothing_listens_nothing_is_reached() {
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let result = commands(address, Patience::default()).ban_token(BANNED, NOW).await;
    assert_eq!(result, Err(CommandError::Unreachable));
}

#[test]
fn commands_for_a_region_go_to_the_one_address_and_those_for_staging_to_its_own() {
    let table = [
        ("8x8.vc", "https://8x8.vc/"),
        ("frankfurt.8x8.vc", "https://8x8.vc/"),
        ("sydney.8x8.vc", "https://8x8.vc/"),
        ("stage.8x8.vc", "https://stage.8x8.vc/"),
    ];
    for (domain, base) in table {
        assert_eq!(Commands::base_for(domain).as_str(), base, "{domain}");
    }
}

#[test]
fn a_base_that_no_path_can_follow_is_refused() {
    let base = Url::parse("mailto:ada@example.com").unwrap();
    assert_eq!(Commands::new(base, &app_id(), Arc::clone(&KEYS)).err(), Some(BaseUrlError));
}

#[test]
fn it_shows_where_it_asks_and_nothing_of_the_key() {
    const fn shared_by_threads<T: Send + Sync>(_: &T) {}
    let commands = commands(([127, 0, 0, 1], 3000).into(), Patience::default());
    shared_by_threads(&commands);
    assert_eq!(format!("{commands:?}"), r#"Commands { base: "http://127.0.0.1:3000/sandbox/", .. }"#);
}
