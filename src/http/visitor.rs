//! Who knocks: read from the request, and given back to the browser as cookies. What they were refused
//! goes into the record.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use time::Duration;

use super::{Shared, client_address::client_address, failure::Refused, language, log::RequestId};
use crate::service::{HeldSecret, Memory, PersonName, Visitor};

const DEVICE: &str = "greenroom_device";
const NAME: &str = "greenroom_name";
const SIGN_IN: &str = "greenroom_sign_in";
const HOST: &str = "greenroom_host_";
/// The longest user agent that is kept, in characters.
const MAX_USER_AGENT: usize = 300;

/// Makes the [`Visitor`] of a request, and sets the cookies that its answer asks for.
pub(super) async fn introduce(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = peer.map(|peer| client_address(peer, request.headers(), &shared.trusted_proxies));
    let mut visitor = read(request.headers(), address, || shared.service.new_device());
    visitor.request_id = request.extensions().get::<RequestId>().map(|RequestId(id)| id.clone());
    let visitor = Arc::new(visitor);
    request.extensions_mut().insert(Arc::clone(&visitor));
    let mut response = next.run(request).await;
    if let Some(Refused(refusal)) = response.extensions().get() {
        shared.service.was_refused(&visitor, refusal);
    }
    let secure = shared.service.public_url().scheme() == "https";
    for memory in visitor.take_memory() {
        let cookie = cookie(memory, &visitor.device, secure).encoded().to_string();
        if let Ok(value) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn read(headers: &HeaderMap, address: Option<IpAddr>, new_device: impl FnOnce() -> String) -> Visitor {
    let jar = CookieJar::from_headers(headers);
    let device = jar.get(DEVICE).map(Cookie::value).filter(|device| is_device(device)).map(str::to_owned);
    let hosts = jar.iter().filter_map(|cookie| {
        let session_id = cookie.name().strip_prefix(HOST)?;
        Some((session_id.to_owned(), HeldSecret::parse(cookie.value())?))
    });
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Visitor {
        name: jar.get(NAME).and_then(|cookie| PersonName::parse(cookie.value()).ok()).map(PersonName::into_string),
        hosts: hosts.collect(),
        sign_in: jar.get(SIGN_IN).and_then(|cookie| HeldSecret::parse(cookie.value())),
        language: language::of(headers),
        user_agent: user_agent.map(|text| text.chars().take(MAX_USER_AGENT).collect()),
        ..Visitor::new(device.unwrap_or_else(new_device), address)
    }
}

fn is_device(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn cookie(memory: Memory, device: &str, secure: bool) -> Cookie<'static> {
    let (name, value, age) = match memory {
        Memory::Device => (DEVICE.to_owned(), device.to_owned(), Duration::days(365)),
        Memory::Name(name) => (NAME.to_owned(), name, Duration::days(365)),
        Memory::Language(language) => (language::COOKIE.to_owned(), language.code().to_owned(), Duration::days(365)),
        Memory::SignIn(secret) => (SIGN_IN.to_owned(), secret.text(), Duration::days(7)),
        Memory::SignedOut => (SIGN_IN.to_owned(), String::new(), Duration::ZERO),
        Memory::Host { session_id, secret } => (format!("{HOST}{session_id}"), secret.text(), Duration::days(30)),
    };
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure).max_age(age).build()
}
