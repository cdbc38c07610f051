//! What is counted of requests, and the address where Prometheus reads all figures.
//!
//! Routes are counted by their pattern, never by a path: a link's secret would be in it. How much a
//! deployment is used is not for strangers: an API key is wanted.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        histogram::{Histogram, exponential_buckets},
        info::Info,
    },
    registry::Registry,
};

use super::{Failure, Shared, bearer::ApiKey};
use crate::service::Service;

/// The address of the figures.
pub(super) const METRICS: &str = "/metrics";
/// The text format of `OpenMetrics`, which Prometheus reads.
const OPEN_METRICS: (HeaderName, HeaderValue) =
    (header::CONTENT_TYPE, HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8"));

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// What is counted of requests, and the registry that everything is entered in.
pub struct Metrics {
    answered: Family<Answered, Counter>,
    seconds: Family<Route, Histogram>,
    registry: Mutex<Registry>,
}

impl Metrics {
    /// Everything that this process counts.
    pub fn new(service: &Service) -> Self {
        let answered = Family::<Answered, Counter>::default();
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let mut registry = Registry::default();
        let build = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("greenroom_build", "Which version runs", build);
        registry.register("greenroom_http_requests", "Requests that were answered", answered.clone());
        registry.register("greenroom_http_request_seconds", "How long an answer took", seconds.clone());
        service.register_metrics(&mut registry);
        Self { answered, seconds, registry: Mutex::new(registry) }
    }

    /// Counts one answered request.
    pub(super) fn count(&self, method: &str, route: &str, status: u16, took: Duration) {
        let answered = Answered { method: method.to_owned(), route: route.to_owned(), status };
        self.answered.get_or_create(&answered).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    fn written(&self) -> String {
        let mut text = String::new();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing into a string fails only where there is no memory.
        let _ = encode(&mut text, &registry);
        text
    }
}

/// From a millisecond to four seconds.
fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 13))
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route(METRICS, get(read))
}

async fn read(State(shared): State<Shared>, _key: ApiKey) -> Result<impl IntoResponse, Failure> {
    Ok(([OPEN_METRICS], shared.metrics.written()))
}
