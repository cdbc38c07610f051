//! Which languages there are, and which one somebody gets.

use std::sync::LazyLock;

use fluent_langneg::{NegotiationStrategy, negotiate_languages, parse_accepted_languages};
use fluent_templates::LanguageIdentifier;
use icu_locale_core::{Locale, locale};

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, where nothing else is wanted.
    #[default]
    English,
    /// German.
    German,
}

/// The languages as Fluent names them, in the order of [`Language::ALL`].
static IDS: LazyLock<[LanguageIdentifier; 2]> =
    LazyLock::new(|| Language::ALL.map(|language| language.code().parse().unwrap_or_default()));

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its code (BCP 47), which is also Jitsi's (`languages.json`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language with that code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The one of ours that fits best what a browser asks for (RFC 9110, 12.5.4).
    pub fn negotiate(accept_language: &str) -> Self {
        let wanted = parse_accepted_languages(accept_language);
        let ours: [fluent_langneg::LanguageIdentifier; 2] =
            Self::ALL.map(|language| language.code().parse().unwrap_or_default());
        let found = negotiate_languages(&wanted, &ours, None, NegotiationStrategy::Lookup);
        found.first().and_then(|id| Self::parse(id.language.as_str())).unwrap_or_default()
    }

    /// How dates and numbers are written in it.
    pub(super) fn locale(self) -> Locale {
        match self {
            // British: what most of the world takes for English dates.
            Self::English => locale!("en-GB"),
            Self::German => locale!("de"),
        }
    }

    pub(super) fn id(self) -> &'static LanguageIdentifier {
        &IDS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_that_it_asks_for_first_of_ours() {
        for (asked, expected) in [
            ("", Language::English),
            ("de", Language::German),
            ("de-AT,de;q=0.9,en;q=0.8", Language::German),
            ("fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4", Language::German),
            ("en-GB,en;q=0.9,de;q=0.8", Language::English),
            ("fr", Language::English),
            ("*", Language::English),
            ("de;q=nonsense,,;;", Language::German),
            ("\u{0}", Language::English),
        ] {
            assert_eq!(Language::negotiate(asked), expected, "{asked:?}");
        }
    }

    #[test]
    fn a_code_is_read_back() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.code()), Some(language));
            assert_eq!(language.id().to_string(), language.code());
        }
    }
}
