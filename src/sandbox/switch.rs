//! The switch for tests: where failures are ordered, and how they look over HTTP.
//!
//! A failure is ordered by one browser and met by that browser alone: the answer to the order
//! sets a cookie, so that tests that run side by side do not disturb one another. Commands come from
//! a server, which bears no cookie: their failures are ordered for one room.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use serde_json::json;

use super::{
    Sandbox,
    fault::{Fault, Kind, Order, Target},
    random,
};
use crate::jaas::RoomName;

/// Whose failures a request meets.
const COOKIE: &str = "sandbox_faults";
/// The app's addresses that answer with a token.
const TOKEN_PATHS: [&str; 2] = ["/api/pages/meeting-token", "/api/jitsi/jwt"];
/// A request that is never answered ends some day all the same.
const HANG: Duration = Duration::from_mins(1);

/// `POST /sandbox/{tenant}/faults`: orders one failure more for this browser.
pub(super) async fn order(
    State(sandbox): State<Sandbox>,
    Path(tenant): Path<String>,
    jar: CookieJar,
    Json(order): Json<Order>,
) -> Response {
    if !sandbox.serves(&tenant) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let browser = browser(&jar).map_or_else(random::hex::<16>, str::to_owned);
    if let Err(error) = sandbox.0.faults.add(&browser, order) {
        return (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()).into_response();
    }
    let cookie = Cookie::build((COOKIE, browser)).path("/").http_only(true).same_site(SameSite::Lax);
    (StatusCode::NO_CONTENT, jar.add(cookie)).into_response()
}

/// `DELETE /sandbox/{tenant}/faults`: this browser meets no failures any more.
pub(super) async fn clear(State(sandbox): State<Sandbox>, jar: CookieJar) -> StatusCode {
    if let Some(browser) = browser(&jar) {
        sandbox.0.faults.clear(browser);
    }
    StatusCode::NO_CONTENT
}

/// A layer over the app's own addresses: a token that was ordered to fail fails.
pub async fn faults(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_token = request.method() == Method::POST && TOKEN_PATHS.iter().any(|start| path.starts_with(start));
    if is_token {
        let jar = CookieJar::from_headers(request.headers());
        let fault = browser(&jar).and_then(|browser| sandbox.0.faults.take(browser, Target::Token));
        if let Some(fault) = fault {
            return token_failure(fault).await;
        }
    }
    next.run(request).await
}

/// The failure that the script meets in this browser, if any.
pub(super) async fn script_failure(sandbox: &Sandbox, jar: &CookieJar) -> Option<Response> {
    let fault = sandbox.0.faults.take(browser(jar)?, Target::Script)?;
    let status = status(fault.kind, StatusCode::NOT_FOUND).await;
    Some(with_retry_after(status.into_response(), fault.retry_after))
}

/// The failure that a command to this room meets, if any.
pub(super) async fn command_failure(sandbox: &Sandbox, room: &RoomName) -> Option<Response> {
    let fault = sandbox.0.faults.take_command(room)?;
    let status = status(fault.kind, StatusCode::FORBIDDEN).await;
    Some(with_retry_after(status.into_response(), fault.retry_after))
}

/// Whose failures requests with these cookies meet.
pub(super) fn browser(jar: &CookieJar) -> Option<&str> {
    jar.get(COOKIE).map(Cookie::value)
}

async fn token_failure(fault: Fault) -> Response {
    let (code, sentence) = match fault.kind {
        Kind::TooManyRequests => ("rate_limited", "Too many requests at the moment."),
        Kind::Unavailable => ("overloaded", "The server is busy at the moment."),
        Kind::BadGateway | Kind::GatewayTimeout | Kind::Hang => {
            ("unreachable", "The server behind this one does not answer.")
        }
        Kind::Refuse | Kind::Forbidden => ("forbidden", "The sandbox was told to refuse this."),
    };
    let body = Json(json!({ "error": sentence, "code": code }));
    let status = status(fault.kind, StatusCode::FORBIDDEN).await;
    let response = (status, [(header::CACHE_CONTROL, "no-store")], body).into_response();
    with_retry_after(response, fault.retry_after)
}

/// The failure's status, at once or after the long silence.
async fn status(kind: Kind, refused: StatusCode) -> StatusCode {
    match kind {
        Kind::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        Kind::BadGateway => StatusCode::BAD_GATEWAY,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::GatewayTimeout => StatusCode::GATEWAY_TIMEOUT,
        Kind::Refuse => refused,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Hang => {
            tokio::time::sleep(HANG).await;
            StatusCode::GATEWAY_TIMEOUT
        }
    }
}

fn with_retry_after(mut response: Response, seconds: Option<u32>) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
