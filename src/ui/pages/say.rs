//! The words of the page that is rendered, in its reader's language.

use leptos::prelude::use_context;

use crate::{
    words::{self, Argument, Language},
    zone::Zone,
};

/// The reader's language.
pub(super) fn language() -> Language {
    use_context().unwrap_or_default()
}

/// A text.
pub(super) fn t(key: &str) -> String {
    words::text(language(), key)
}

/// A text with something filled in.
pub(super) fn t_with(key: &str, arguments: impl IntoIterator<Item = (&'static str, Argument)>) -> String {
    words::text_with(language(), key, arguments)
}

/// A whole number.
pub(super) fn number(count: impl Into<u64>) -> String {
    words::number(language(), count.into())
}

/// How long something lasts.
pub(super) fn duration(seconds: i64) -> String {
    words::duration(language(), seconds)
}

/// A day, in that zone.
pub(super) fn date(at: i64, zone: &Zone) -> String {
    words::date(language(), at, zone)
}

/// A time of the day, in that zone.
pub(super) fn time_of_day(at: i64, zone: &Zone) -> String {
    words::time(language(), at, zone)
}

/// A day and a time, in that zone.
pub(super) fn moment(at: i64, zone: &Zone) -> String {
    words::date_time(language(), at, zone)
}
