//! Room names: what may stand in a token and in a room's path.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::TENANT_PREFIX;

/// A room name that Jitsi leaves as it is.
///
/// Jitsi normalises a room's text (NFKC, lower case), strips `` :?#[]@!$&'()*+,;=></" `` and
/// percent-encodes the rest (jitsi-meet `react/features/base/util/uri.ts`). A name that comes out
/// changed would open another room than the token names, so only those that pass unchanged exist
/// here: lower-case letters, digits and `-._~`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoomName(String);

/// Why a text is no room name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomNameError {
    /// Nothing is left of it.
    #[error("the room name is empty")]
    Empty,
    /// Longer than 200 characters.
    #[error("the room name is longer than {} characters", RoomName::MAX_LENGTH)]
    TooLong,
    /// `*` would open every room of the tenant.
    #[error("`*` would open every room: name one room")]
    Wildcard,
    /// A browser reads `.` and `..` in an address as folders.
    #[error("`.` and `..` lead to another address: give the room a name")]
    Dots,
    /// A tenant stands before the name, and it is not ours.
    #[error("the room name starts with another tenant than the configured one")]
    OtherTenant,
    /// Jitsi would turn upper-case letters into lower-case ones.
    #[error("Jitsi would turn the room name into lower case: send it in lower case")]
    UpperCase,
    /// Jitsi would strip or encode a character.
    #[error("Jitsi would strip or encode {0:?} in the room name: use a-z, 0-9, `-`, `.`, `_` and `~`")]
    Changed(char),
}

impl RoomName {
    /// The longest room name that is accepted, in characters.
    pub const MAX_LENGTH: usize = 200;

    /// Reads a room name as a backend may send it: bare, or with `own_tenant` before it.
    ///
    /// # Errors
    ///
    /// Another tenant, `*`, and every name that Jitsi would change.
    pub fn parse(text: &str, own_tenant: Option<&str>) -> Result<Self, RoomNameError> {
        let Some((tenant, name)) = text.split_once('/') else {
            return text.to_owned().try_into();
        };
        if own_tenant.is_some_and(|own| own.eq_ignore_ascii_case(tenant)) {
            name.to_owned().try_into()
        } else if tenant.starts_with(TENANT_PREFIX) {
            Err(RoomNameError::OtherTenant)
        } else {
            Err(RoomNameError::Changed('/'))
        }
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RoomName {
    type Error = RoomNameError;

    fn try_from(name: String) -> Result<Self, RoomNameError> {
        if name.is_empty() {
            return Err(RoomNameError::Empty);
        }
        if name == "*" {
            return Err(RoomNameError::Wildcard);
        }
        if matches!(&*name, "." | "..") {
            return Err(RoomNameError::Dots);
        }
        if name.chars().count() > Self::MAX_LENGTH {
            return Err(RoomNameError::TooLong);
        }
        if let Some(changed) = name.chars().find(|&c| !c.is_uppercase() && !passes_unchanged(c)) {
            return Err(RoomNameError::Changed(changed));
        }
        if name.chars().any(char::is_uppercase) {
            return Err(RoomNameError::UpperCase);
        }
        Ok(Self(name))
    }
}

const fn passes_unchanged(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~')
}

impl From<RoomName> for String {
    fn from(room: RoomName) -> Self {
        room.0
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";

    #[test]
    fn a_name_is_read_bare_and_with_our_own_tenant() {
        for text in ["weekly-check.in_1~", &format!("{OWN}/weekly-check.in_1~")] {
            let room = RoomName::parse(text, Some(OWN)).unwrap();
            assert_eq!(room.as_str(), "weekly-check.in_1~");
        }
    }

    #[test]
    fn names_that_would_open_another_room_are_refused_with_the_reason() {
        let other = "vpaas-magic-cookie-ffffffffffffffffffffffffffffffff/a";
        let table = [
            ("", RoomNameError::Empty),
            ("*", RoomNameError::Wildcard),
            (&format!("{OWN}/*"), RoomNameError::Wildcard),
            (&format!("{OWN}/"), RoomNameError::Empty),
            (".", RoomNameError::Dots),
            ("..", RoomNameError::Dots),
            (&format!("{OWN}/.."), RoomNameError::Dots),
            (other, RoomNameError::OtherTenant),
            ("a/b", RoomNameError::Changed('/')),
            (&format!("{OWN}/a/b"), RoomNameError::Changed('/')),
            ("Weekly", RoomNameError::UpperCase),
            ("Äpfel", RoomNameError::UpperCase),
            ("äpfel", RoomNameError::Changed('ä')),
            ("a b", RoomNameError::Changed(' ')),
            ("a?b", RoomNameError::Changed('?')),
            ("a%2f", RoomNameError::Changed('%')),
            ("a\u{202e}b", RoomNameError::Changed('\u{202e}')),
            (&"a".repeat(201), RoomNameError::TooLong),
        ];
        for (text, expected) in table {
            assert_eq!(RoomName::parse(text, Some(OWN)), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn a_tenant_is_refused_where_none_is_configured() {
        assert_eq!(RoomName::parse(&format!("{OWN}/a"), None), Err(RoomNameError::OtherTenant));
    }
}
