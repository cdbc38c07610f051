//! A little provider of OpenID Connect on loopback, which can be told to answer wrongly.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use greenroom::oidc::{Client, Provider};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::NOW;

const CLIENT_ID: &str = "greenroom";

/// What is wrong with the next answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    WrongNonce,
    NoNonce,
    OtherAudience,
    OtherIssuer,
    Expired,
    UnknownKid,
    ForeignSignature,
    Unsigned,
    SharedSecret,
    OtherSubject,
    RedirectsTheCode,
    RefusesTheClient,
    NoIdToken,
    Fails,
}

/// What the provider knows of a code.
struct Issued {
    nonce: String,
    challenge: String,
    redirect: String,
}

struct Inner {
    issuer: String,
    keys: Vec<(String, KeyPair)>,
    codes: HashMap<String, Issued>,
    person: Value,
    userinfo: Value,
    fault: Option<Fault>,
    issued: u32,
    asked: HashMap<&'static str, u32>,
}

/// The provider; each clone is the same.
#[derive(Clone)]
pub(crate) struct TestProvider {
    inner: Arc<Mutex<Inner>>,
    address: std::net::SocketAddr,
}

/// A provider that listens. It is gone when this is dropped.
pub(crate) struct Up(JoinHandle<()>);

impl Drop for Up {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl TestProvider {
    /// What both sides know.
    pub(crate) const CLIENT_SECRET: &str = "the-secret-of-the-client";

    /// One that listens.
    pub(crate) async fn up() -> (Self, Up) {
        let provider = Self::down().await;
        let up = provider.listen().await;
        (provider, up)
    }

    /// One that does not listen yet.
    pub(crate) async fn down() -> Self {
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let inner = Inner {
            issuer: format!("http://{address}"),
            keys: vec![new_key("first")],
            codes: HashMap::new(),
            person: json!({ "sub": "ada", "email": "Ada@example.com", "email_verified": true, "name": "Ada" }),
            userinfo: json!({ "sub": "ada" }),
            fault: None,
            issued: 0,
            asked: HashMap::new(),
        };
        Self { inner: Arc::new(Mutex::new(inner)), address }
    }

    /// Begins to listen at its address.
    pub(crate) async fn listen(&self) -> Up {
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/elsewhere", post(elsewhere))
            .route("/userinfo", get(userinfo))
            .with_state(self.clone());
        let listener = TcpListener::bind(self.address).await.unwrap();
        Up(tokio::spawn(async move { axum::serve(listener, router).await.unwrap() }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// The provider as Greenroom gets to know it.
    pub(crate) fn known(&self) -> Provider {
        let redirect = "https://meet.example.com/sign-in/callback".parse().unwrap();
        let client = Client { id: CLIENT_ID.to_owned(), secret: Some(Self::CLIENT_SECRET.to_owned()), redirect };
        Provider::new(&self.inner().issuer, client).unwrap()
    }

    /// Who signs in from now on, as the ID token says.
    pub(crate) fn person(&self, claims: Value) {
        self.inner().person = claims;
    }

    /// What the userinfo says from now on.
    pub(crate) fn says(&self, claims: Value) {
        self.inner().userinfo = claims;
    }

    /// What is wrong from now on.
    pub(crate) fn fault(&self, fault: impl Into<Option<Fault>>) {
        self.inner().fault = fault.into();
    }

    /// Signs with a new key from now on; the old one is forgotten.
    pub(crate) fn rotate(&self, kid: &str) {
        self.inner().keys = vec![new_key(kid)];
    }

    /// How often `document`, `jwks`, `token`, `userinfo` or `elsewhere` was asked for.
    pub(crate) fn asked(&self, what: &str) -> u32 {
        self.inner().asked.get(what).copied().unwrap_or_default()
    }

    /// Signs the person in at the page that `url` leads to: where the browser is sent then.
    #[track_caller]
    pub(crate) fn sign_in_at(&self, url: &str) -> String {
        let url = Url::parse(url).unwrap();
        let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
        let mut inner = self.inner();
        assert_eq!(url.origin().ascii_serialization(), inner.issuer);
        assert_eq!(url.path(), "/authorize");
        assert_eq!(query["client_id"], CLIENT_ID);
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["code_challenge_method"], "S256");
        assert!(query["scope"].split(' ').eq(["openid", "email", "profile"]), "{}", query["scope"]);
        inner.issued += 1;
        let code = format!("code-{}", inner.issued);
        let issued = Issued {
            nonce: query["nonce"].clone(),
            challenge: query["code_challenge"].clone(),
            redirect: query["redirect_uri"].clone(),
        };
        inner.codes.insert(code.clone(), issued);
        let mut back = Url::parse(&query["redirect_uri"]).unwrap();
        back.query_pairs_mut().append_pair("code", &code).append_pair("state", &query["state"]);
        format!("{}?{}", back.path(), back.query().unwrap())
    }
}

fn new_key(kid: &str) -> (String, KeyPair) {
    (kid.to_owned(), KeyPair::generate(KeySize::Rsa2048).unwrap())
}

type Told = State<TestProvider>;

fn count(inner: &mut Inner, what: &'static str) {
    *inner.asked.entry(what).or_default() += 1;
}

async fn document(State(provider): Told) -> Response {
    let mut inner = provider.inner();
    count(&mut inner, "document");
    if inner.fault == Some(Fault::Fails) {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let issuer = &inner.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "HS256"],
    }))
    .into_response()
}

async fn jwks(State(provider): Told) -> Json<Value> {
    let mut inner = provider.inner();
    count(&mut inner, "jwks");
    let keys = inner.keys.iter().map(|(kid, key)| {
        let part = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let public = key.public_key();
        let n = part(public.modulus().big_endian_without_leading_zero());
        let e = part(public.exponent().big_endian_without_leading_zero());
        json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": n, "e": e })
    });
    Json(json!({ "keys": keys.collect::<Vec<_>>() }))
}

async fn token(State(provider): Told, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> Response {
    let mut inner = provider.inner();
    count(&mut inner, "token");
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    match inner.fault {
        Some(Fault::RedirectsTheCode) => return Redirect::temporary("/elsewhere").into_response(),
        Some(Fault::RefusesTheClient) => return refuse("invalid_client"),
        _ => {}
    }
    let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{CLIENT_ID}:{}", TestProvider::CLIENT_SECRET)));
    if headers.get(header::AUTHORIZATION).is_none_or(|given| given != basic.as_str()) {
        return refuse("invalid_client");
    }
    // A code is worth something once (RFC 6749, 4.1.2).
    let Some(issued) = inner.codes.remove(&form["code"]) else { return refuse("invalid_grant") };
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    if challenge != issued.challenge || form["redirect_uri"] != issued.redirect {
        return refuse("invalid_grant");
    }
    let mut answer = json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 600 });
    if inner.fault != Some(Fault::NoIdToken) {
        answer["id_token"] = id_token(&inner, &issued.nonce).into();
    }
    Json(answer).into_response()
}

/// Where nobody should come by.
async fn elsewhere(State(provider): Told) {
    count(&mut provider.inner(), "elsewhere");
}

async fn userinfo(State(provider): Told, headers: HeaderMap) -> Response {
    let mut inner = provider.inner();
    count(&mut inner, "userinfo");
    if headers.get(header::AUTHORIZATION).is_none_or(|given| given != "Bearer access") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut claims = inner.userinfo.clone();
    if inner.fault == Some(Fault::OtherSubject) {
        claims["sub"] = "mallory".into();
    }
    Json(claims).into_response()
}

fn id_token(inner: &Inner, nonce: &str) -> String {
    let mut claims = inner.person.clone();
    claims["iss"] = json!(inner.issuer);
    claims["aud"] = json!(CLIENT_ID);
    claims["iat"] = json!(NOW - 5);
    claims["exp"] = json!(NOW + 30 * 24 * 3600);
    claims["nonce"] = json!(nonce);
    let (kid, key) = &inner.keys[0];
    let mut head = json!({ "alg": "RS256", "kid": kid });
    match inner.fault {
        Some(Fault::WrongNonce) => claims["nonce"] = json!("another"),
        Some(Fault::NoNonce) => drop(claims.as_object_mut().unwrap().remove("nonce")),
        Some(Fault::OtherAudience) => claims["aud"] = json!(["another"]),
        Some(Fault::OtherIssuer) => claims["iss"] = json!("https://evil.example"),
        Some(Fault::Expired) => claims["exp"] = json!(NOW),
        Some(Fault::UnknownKid) => head["kid"] = json!("unknown"),
        Some(Fault::Unsigned) => head = json!({ "alg": "none" }),
        Some(Fault::SharedSecret) => head = json!({ "alg": "HS256" }),
        _ => {}
    }
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&head), part(&claims));
    let signature = match inner.fault {
        Some(Fault::Unsigned) => Vec::new(),
        Some(Fault::SharedSecret) => shared(&message),
        Some(Fault::ForeignSignature) => signed(&new_key("first").1, &message),
        _ => signed(key, &message),
    };
    format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

fn signed(key: &KeyPair, message: &str) -> Vec<u8> {
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
    signature
}

/// Signed with the secret that both sides know.
fn shared(message: &str) -> Vec<u8> {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, TestProvider::CLIENT_SECRET.as_bytes());
    aws_lc_rs::hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
}
