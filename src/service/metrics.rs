//! What is counted of sessions, tokens, signatures and the record, for Prometheus.
//!
//! No figure bears a name, a room or an address: who reads them learns how much, never who.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

use super::{Refusal, Service};
use crate::jaas::Role;

/// By what right a token was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// An API key.
    Backend,
    /// A page.
    Page,
}

impl By {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Backend => "backend",
            Self::Page => "page",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Issued {
    role: &'static str,
    by: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OpenedBy {
    by: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    reason: &'static str,
    by: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OverLimit {
    purpose: &'static str,
    by: &'static str,
}

/// What was refused because its caller, or its address, asked for too much.
#[derive(Clone, Default)]
pub(super) struct LimitMetrics(Family<OverLimit, Counter>);

impl LimitMetrics {
    /// Counts one refusal: what was asked for, and whose limit was used up.
    pub(super) fn refused(&self, purpose: &'static str, by: &'static str) {
        self.0.get_or_create(&OverLimit { purpose, by }).inc();
    }
}

/// Everything that is counted here.
#[derive(Clone, Default)]
pub(super) struct Metrics {
    turned_away: Counter,
    opened: Family<OpenedBy, Counter>,
    issued: Family<Issued, Counter>,
    refused: Family<Refused, Counter>,
    pub(super) signing: SigningMetrics,
    pub(super) limits: LimitMetrics,
    pub(super) record: RecordMetrics,
}

/// How the record keeps up.
#[derive(Clone, Default)]
pub(super) struct RecordMetrics {
    /// How many events wait for a place, as far as they are counted.
    pub(super) waiting: Gauge,
    /// The last place.
    pub(super) head: Gauge,
    /// How often the keeper could not do its work.
    pub(super) failed: Counter,
}

/// How signing goes.
#[derive(Clone)]
pub(super) struct SigningMetrics {
    /// How long one signature took, in seconds, without the wait.
    pub(super) seconds: Histogram,
    /// How many are signed or wait for it.
    pub(super) queue: Gauge,
}

impl Default for SigningMetrics {
    fn default() -> Self {
        // From half a millisecond, which is a small key on a fast core, to half a second.
        Self { seconds: Histogram::new(exponential_buckets(0.0005, 2.0, 11)), queue: Gauge::default() }
    }
}

impl Metrics {
    /// Counts how a question for a token ended.
    pub(super) fn count<T>(&self, by: By, role: Role, outcome: &Result<T, Refusal>) {
        match outcome {
            Ok(_) => self.issued.get_or_create(&Issued { role: role.as_str(), by: by.as_str() }).inc(),
            Err(refusal) => {
                let reason = refusal.code().as_str();
                self.refused.get_or_create(&Refused { reason, by: by.as_str() }).inc()
            }
        };
    }

    /// Counts one that was turned away before it was looked at.
    pub(super) fn turned_away(&self) {
        self.turned_away.inc();
    }

    /// Counts a session that was opened.
    pub(super) fn opened(&self, by: By) {
        self.opened.get_or_create(&OpenedBy { by: by.as_str() }).inc();
    }

    fn register(&self, registry: &mut Registry) {
        registry.register("greenroom_sessions_opened", "Sessions that were opened", self.opened.clone());
        registry.register("greenroom_tokens_issued", "Tokens that were issued", self.issued.clone());
        registry.register("greenroom_tokens_refused", "Questions for a token that were refused", self.refused.clone());
        registry.register(
            "greenroom_rate_limited",
            "Requests that were answered 429, by what they were for and whose limit was used up",
            self.limits.0.clone(),
        );
        registry.register(
            "greenroom_turned_away",
            "Questions for a token that were answered 503 at once, because the signing queue was full",
            self.turned_away.clone(),
        );
        registry.register(
            "greenroom_signing_seconds",
            "How long one signature took, without the wait for it",
            self.signing.seconds.clone(),
        );
        registry.register(
            "greenroom_signing_queue",
            "Tokens that are being signed or wait for it",
            self.signing.queue.clone(),
        );
        self.record.register(registry);
    }
}

impl RecordMetrics {
    fn register(&self, registry: &mut Registry) {
        registry.register(
            "greenroom_record_events_waiting",
            "Events that wait for a place in the record, counted up to ten thousand",
            self.waiting.clone(),
        );
        registry.register("greenroom_record_head", "The last place in the record", self.head.clone());
        registry.register(
            "greenroom_record_seal_failures",
            "How often events could not be written or given their places; each is tried again within a second",
            self.failed.clone(),
        );
    }
}

impl Service {
    /// Enters what the service counts into a registry.
    pub fn register_metrics(&self, registry: &mut Registry) {
        self.metrics.register(registry);
    }
}
