//! Texts that people type: titles, names and addresses.

use crate::words::{self, Language};

/// The longest title, in characters.
pub const MAX_TITLE: usize = 120;
/// The longest name, in characters.
pub const MAX_NAME: usize = 80;

/// The longest e-mail address (RFC 5321, 4.5.3.1.3).
pub const MAX_EMAIL: usize = 254;

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but blanks, or characters that show nothing.
    #[error("it is empty")]
    Empty,
    /// Longer than so many characters.
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    /// A control character, or one that turns the direction of the text around.
    #[error("it has a control character or one that changes the direction of text")]
    Control,
    /// Something else than a number, where one is asked for.
    #[error("it is no number")]
    Number,
}

/// A session's title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(String);

/// The name that others see in the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

impl Title {
    /// Reads a title.
    ///
    /// # Errors
    ///
    /// Empty, over 120 characters, or with control characters.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        one_line(text, MAX_TITLE).map(Self)
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl PersonName {
    /// Reads a name.
    ///
    /// # Errors
    ///
    /// Empty, over 80 characters, or with control characters.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        one_line(text, MAX_NAME).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// An e-mail address, in lower case: by it accounts are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address: something before and after its last `@`, on one line, without blanks. Whether
    /// somebody gets mail there is for others to prove.
    pub fn parse(text: &str) -> Option<Self> {
        let text = one_line(text, MAX_EMAIL).ok()?;
        let (local, domain) = text.rsplit_once('@')?;
        let plausible = !local.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace);
        // ASCII alone: other letters have small ones that belong to other letters as well.
        plausible.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after its last `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A session's title as people see it: a word in its place where it was erased.
pub fn shown_title(title: &str, language: Language) -> String {
    if title.is_empty() { words::text(language, "erased-title") } else { title.to_owned() }
}

/// One visible line of at most `max` characters, without blanks around it.
pub(super) fn one_line(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim();
    if !text.chars().any(is_visible) {
        Err(TextError::Empty)
    } else if text.chars().count() > max {
        Err(TextError::TooLong(max))
    } else if text.chars().any(|c| c.is_control() || is_invisible_control(c)) {
        Err(TextError::Control)
    } else {
        Ok(text.to_owned())
    }
}

/// Whether a character leaves a mark. Joiners and variation selectors belong to many scripts and to
/// emoji, so they may stand in a text; but one of them alone is no name (Unicode's
/// `Default_Ignorable_Code_Point`, and the blank of Braille).
fn is_visible(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// Unicode's bidirectional controls, separators and byte order mark: a name must not be able to
/// turn the line around it, or to hide in it.
const fn is_invisible_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_script_is_taken_without_the_blanks_around_it() {
        for name in ["Ada", "Müller-Lüdenscheidt", "山田 太郎", "أحمد", "O'Brien", "👩‍🚀"] {
            assert_eq!(PersonName::parse(&format!("  {name} ")).unwrap().as_str(), name);
        }
    }

    #[test]
    fn an_address_is_read_in_lower_case() {
        let email = Email::parse(" Hanna@Example.COM ").unwrap();
        assert_eq!((email.as_str(), email.domain()), ("hanna@example.com", "example.com"));
        assert_eq!(Email::parse("\u{212a}@example.com").unwrap().as_str(), "\u{212a}@example.com");
        for wrong in ["", "hanna", "@example.com", "hanna@", "han na@example.com", "a\nb@c", &"a@".repeat(200)] {
            assert_eq!(Email::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_title_that_was_erased_is_shown_as_a_word() {
        assert_eq!(shown_title("Weekly", Language::German), "Weekly");
        assert_eq!(shown_title("", Language::English), "A session whose title was erased");
    }

    #[test]
    fn a_text_that_hides_something_is_refused_with_the_reason() {
        let long = "a".repeat(MAX_NAME + 1);
        let table = [
            ("", TextError::Empty),
            (" \t ", TextError::Empty),
            ("\u{200d}\u{200c}", TextError::Empty),
            ("\u{2060} \u{ad}\u{3164}", TextError::Empty),
            ("\u{200b}", TextError::Empty),
            ("\u{7}", TextError::Empty),
            (&long, TextError::TooLong(MAX_NAME)),
            ("Ada\nHost", TextError::Control),
            ("Ada\u{0}", TextError::Control),
            ("\u{202e}adA", TextError::Control),
            ("Ada\u{2066}", TextError::Control),
            ("Ada\u{200b}x", TextError::Control),
        ];
        for (text, expected) in table {
            assert_eq!(PersonName::parse(text), Err(expected), "{text:?}");
        }
    }
}
