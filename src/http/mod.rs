//! Axum's side: addresses, what they read, what they answer, and what lies over all of them.
//!
//! A handler reads, calls one use case of `service`, and maps the answer. Rules live there.
//! A folder is an address, a file in it a verb.

mod audit;
mod bearer;
mod calendar;
mod client_address;
mod compress;
mod document;
mod door;
mod dress;
mod failure;
mod form_body;
mod forms;
mod headers;
mod health;
mod in_time;
mod jitsi_jwt;
mod json_body;
mod language;
mod log;
mod metrics;
mod panic;
mod plain_page;
mod same_origin;
mod sessions;
mod shed;
mod sign_in;
mod stopping;
mod visitor;
mod whole_body;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    routing::get,
};
use ipnet::IpNet;
use serde_json::Value;
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use failure::Failure;
pub use forms::make_api_key;
pub use headers::PageNonce;
pub use metrics::Metrics;
pub use stopping::{Stop, Stopping};

use crate::service::Service;

/// The largest request body, in bytes.
const MAX_BODY: usize = 16 * 1024;
/// So long a request may take from its header to the head of its answer. A body that drips in is
/// cut off by it; everything of ours takes a fraction of a second.
const LONGEST: Duration = Duration::from_secs(20);

const JSON: (HeaderName, HeaderValue) = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));

/// What the handlers share.
#[derive(Clone)]
pub struct Shared {
    /// The use cases.
    pub service: Arc<Service>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Told when the server stops.
    pub stopping: Stopping,
    /// The port on which `cargo leptos watch` tells pages to reload.
    pub reload_port: Option<u32>,
}

/// The JSON API, the forms of the pages, and the document that describes the API.
pub fn routes(shared: &Shared) -> (Router, Value) {
    let (api, document) = api();
    let document = document::complete(document, &shared.service);
    let served = Bytes::from(document.to_string());
    let router = Router::new()
        .merge(api)
        .route(document::ADDRESS, get(move || async move { ([JSON], served) }))
        .merge(forms::routes())
        .merge(door::routes())
        .merge(calendar::routes())
        .merge(audit::routes())
        .merge(language::routes())
        .merge(sign_in::routes())
        .merge(health::routes())
        .merge(metrics::routes())
        .with_state(shared.clone());
    (router, document)
}

fn api() -> (Router<Shared>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(document::Document::openapi())
        .routes(routes!(jitsi_jwt::get_jwt_status, jitsi_jwt::post_jwt))
        .routes(routes!(sessions::open_session))
        .routes(routes!(sessions::get_session))
        .routes(routes!(sessions::end_session))
        .routes(routes!(sessions::list_grants))
        .routes(routes!(sessions::add_invite))
        .routes(routes!(sessions::revoke_invite))
        .routes(routes!(audit::list_events))
        .routes(routes!(audit::export_csv))
        .routes(routes!(audit::export_json_lines))
        .split_for_parts()
}

/// What lies over every address, from the inside out: limits, who knocks, where from, how errors
/// look, headers, the log.
pub fn over_all(router: Router, shared: &Shared) -> Router {
    router
        .layer(middleware::from_fn(in_time::answered))
        .layer(middleware::from_fn(whole_body::read))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(middleware::from_fn_with_state(shared.clone(), visitor::introduce))
        .layer(middleware::from_fn_with_state(shared.clone(), same_origin::guard))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST))
        .layer(CatchPanicLayer::custom(panic::respond))
        .layer(middleware::from_fn(dress::errors))
        .layer(middleware::from_fn_with_state(shared.clone(), shed::when_full))
        .layer(middleware::from_fn_with_state(shared.clone(), headers::secure))
        .layer(compress::pages())
        .layer(middleware::from_fn_with_state(shared.clone(), log::requests))
}
