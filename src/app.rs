//! The whole app as one router: the server and the tests build it here.

use std::sync::Arc;

use axum::{Router, http::request::Parts, middleware, routing::post};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_axum::{
    LeptosRoutes, file_and_error_handler_with_context, generate_route_list, render_app_async_with_context,
};

use ipnet::IpNet;

use crate::{
    checks::Checks,
    http::{self, Metrics, PageNonce, Shared},
    sandbox::{self, Sandbox},
    service::{Service, Visitor},
    ui::pages::{self, Frame, Reference},
};

pub use crate::http::{Stop, Stopping};

/// What the app is built from.
pub struct App {
    /// The use cases.
    pub service: Arc<Service>,
    /// What `doctor` sees of it, for its operators.
    pub checks: Arc<Checks>,
    /// The stand-in for a Jitsi, where none is configured.
    pub sandbox: Option<Sandbox>,
    /// Where the client's files are, and what they are called.
    pub options: LeptosOptions,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Told when the server stops.
    pub stopping: Stopping,
    /// The port on which `cargo leptos watch` tells pages to reload.
    pub reload_port: Option<u32>,
}

/// The app as a router.
pub fn build(app: App) -> Router {
    let shared = Shared {
        service: Arc::clone(&app.service),
        metrics: Arc::new(Metrics::new(&app.service)),
        trusted_proxies: app.trusted_proxies.into(),
        stopping: app.stopping,
        reload_port: app.reload_port,
    };
    let (api, document) = http::routes(&shared);
    let reference = Arc::new(Reference::read(&document));
    let mut router = api.merge(pages(app.service, reference, app.checks, app.options, &shared));
    if let Some(sandbox) = app.sandbox {
        // Over the token addresses too: there the sandbox's switch for tests answers in our place.
        router = router.layer(middleware::from_fn_with_state(sandbox.clone(), sandbox::faults)).merge(sandbox.router());
    }
    http::over_all(router, &shared)
}

/// The pages, their server functions and the client's files.
fn pages(
    service: Arc<Service>,
    reference: Arc<Reference>,
    checks: Arc<Checks>,
    options: LeptosOptions,
    shared: &Shared,
) -> Router {
    let routes = generate_route_list(pages::App);
    let provide = move || {
        provide_context(Arc::clone(&service));
        provide_context(Arc::clone(&reference));
        provide_context(Arc::clone(&checks));
        let visitor = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Arc<Visitor>>().cloned());
        let signed_in = visitor.as_ref().is_some_and(|visitor| visitor.sign_in.is_some());
        provide_context(Frame { signed_in });
        provide_context(visitor.map(|visitor| visitor.language).unwrap_or_default());
        // The page's scripts bear the nonce that the header announces.
        let nonce = use_context::<Parts>().and_then(|parts| parts.extensions.get::<PageNonce>().cloned());
        if let Some(PageNonce(nonce)) = nonce {
            provide_context(nonce);
        }
    };
    let shell = {
        let options = options.clone();
        move || pages::shell(options.clone())
    };
    // The one page that answers a form: what it shows must not be shown again.
    let make_api_key = post(render_app_async_with_context(provide.clone(), shell.clone()))
        .route_layer(middleware::from_fn_with_state(shared.clone(), http::make_api_key));
    Router::new()
        .leptos_routes_with_context(&options, routes, provide.clone(), shell)
        .route("/operator/api-keys", make_api_key)
        .fallback(file_and_error_handler_with_context(provide, pages::shell))
        .with_state(options)
}
