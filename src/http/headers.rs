//! Security headers, on every kind of answer.

use std::fmt::Write as _;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::nonce::Nonce;

use super::Shared;

/// What the meeting's iframe may use; `self` is for the green room.
const DELEGATED: [&str; 8] = [
    "camera",
    "microphone",
    "display-capture",
    "autoplay",
    "fullscreen",
    "speaker-selection",
    "clipboard-write",
    "screen-wake-lock",
];

/// The policy of everything that is no page: whoever opens it as one gets nothing to run. The long
/// policies would make up a tenth of what a guest's browser loads, and mean something for pages alone.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// The nonce of the page that is being rendered: the same in its scripts and in its header.
#[derive(Clone)]
pub struct PageNonce(pub Nonce);

/// Draws the page's nonce and sets the headers that an inner handler did not set itself.
pub(super) async fn secure(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(PageNonce(nonce.clone()));
    let is_asset = request.uri().path().starts_with("/pkg/");
    let forms = Forms::of(request.uri().path());
    let mut response = next.run(request).await;
    let cacheable = is_asset && response.status().is_success();
    let headers = response.headers_mut();
    if is_page(headers) {
        let meeting = shared.service.meetings().origin();
        let policy = content_policy(&nonce, meeting.as_deref(), forms, shared.reload_port);
        set(headers, header::CONTENT_SECURITY_POLICY, &policy);
        set(headers, HeaderName::from_static("permissions-policy"), &permissions(meeting.as_deref()));
        set(headers, header::X_FRAME_OPTIONS, "DENY");
        set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    } else {
        set(headers, header::CONTENT_SECURITY_POLICY, NO_PAGE);
    }
    set(headers, header::REFERRER_POLICY, "no-referrer");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Hashed names never change their content; everything else may bear something personal.
    let caching = if cacheable { "public, max-age=31536000, immutable" } else { "no-store" };
    set(headers, header::CACHE_CONTROL, caching);
    if shared.service.public_url().scheme() == "https" {
        set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Whether it is a document of ours.
pub(super) fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let (false, Ok(value)) = (headers.contains_key(&name), HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}

/// Where a page's forms may lead.
#[derive(Clone, Copy)]
enum Forms {
    /// To us.
    Home,
    /// To a provider as well: Chromium holds every redirect after a form against the policy, and a
    /// provider may send the browser on to another one. No other page is let out, and this one shows
    /// nothing that a stranger wrote.
    Provider,
}

impl Forms {
    fn of(path: &str) -> Self {
        if path == "/sign-in" { Self::Provider } else { Self::Home }
    }

    const fn action(self) -> &'static str {
        match self {
            Self::Home => "'self'",
            // Over plain HTTP there are providers on this machine alone.
            Self::Provider => "'self' https: http://127.0.0.1:* http://localhost:*",
        }
    }
}

/// Scripts and frames from us and the meeting's domain alone. WASM needs `wasm-unsafe-eval`.
fn content_policy(nonce: &Nonce, meeting: Option<&str>, forms: Forms, reload_port: Option<u32>) -> String {
    let other = meeting.unwrap_or_default();
    let mut policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval' {other}; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; media-src 'self' blob:; \
         frame-src {}; base-uri 'none'; form-action {}; frame-ancestors 'none'; \
         manifest-src 'self'; connect-src 'self'",
        meeting.unwrap_or("'self'"),
        forms.action(),
    );
    if let Some(port) = reload_port {
        let _ = write!(policy, " ws://127.0.0.1:{port} ws://localhost:{port}");
    }
    policy
}

fn permissions(meeting: Option<&str>) -> String {
    let allowed = meeting.map_or_else(|| "(self)".to_owned(), |origin| format!("(self \"{origin}\")"));
    DELEGATED.map(|feature| format!("{feature}={allowed}")).join(", ")
}
