//! The words of the pages, in each language, and dates and numbers as it writes them.
//!
//! The texts are Fluent files in `locales/`, one folder a language, one file a topic; they are part of
//! the program. `tests/words.rs` holds that every key in use is there in every language, and that no
//! other is. The words of the meeting's component are in `meeting.ftl`, which the browser reads itself
//! (`ui/meeting/words.rs`).

mod dates;
mod language;

use std::collections::HashMap;

use fluent_templates::{Loader, fluent_bundle::FluentValue, static_loader};

pub use dates::{date, date_time, duration, number, time};
pub use language::Language;

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // The marks around what is filled in would show up in titles and attributes.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// What is filled into a text.
pub type Argument = FluentValue<'static>;

/// A text.
pub fn text(language: Language, key: &str) -> String {
    found(key, TEXTS.try_lookup(language.id(), key))
}

/// A text with something filled in.
pub fn text_with(
    language: Language,
    key: &str,
    arguments: impl IntoIterator<Item = (&'static str, Argument)>,
) -> String {
    let arguments: HashMap<_, _> = arguments.into_iter().map(|(name, value)| (name.into(), value)).collect();
    found(key, TEXTS.try_lookup_with_args(language.id(), key, &arguments))
}

/// A key that is missing is a fault of ours: it fails every test that meets it, and a person at least
/// sees what was meant.
fn found(key: &str, text: Option<String>) -> String {
    debug_assert!(text.is_some(), "there is no text for `{key}`");
    text.unwrap_or_else(|| key.replace('-', " "))
}

/// The words of the meeting's component in that language, as the component reads them.
pub const fn meeting(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../locales/en/meeting.ftl"),
        Language::German => include_str!("../../locales/de/meeting.ftl"),
    }
}
