//! What a check is: a name, a mark, a sentence of advice, a place to read on.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::topic::Topic;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mark {
    Ok,
    Warn,
    Fail,
    Skipped,
}

/// One check that was made, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Check {
    /// Stable, for machines.
    pub(super) name: Cow<'static, str>,
    pub(super) mark: Mark,
    /// What was found, then what to do.
    pub(super) advice: String,
    #[serde(rename = "link", serialize_with = "as_link")]
    pub(super) topic: Topic,
}

impl Check {
    pub(super) fn new(topic: Topic, mark: Mark, advice: impl Into<String>) -> Self {
        Self { name: Cow::Borrowed(topic.name()), mark, advice: advice.into(), topic }
    }

    pub(super) fn ok(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Ok, advice)
    }

    pub(super) fn warn(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Warn, advice)
    }

    pub(super) fn fail(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Fail, advice)
    }

    pub(super) fn skipped(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Skipped, advice)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn as_link<S: Serializer>(topic: &Topic, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&topic.link())
}
