//! The app id of a `JaaS` account and the tenant that it names.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a `JaaS` tenant starts with.
pub const TENANT_PREFIX: &str = "vpaas-magic-cookie-";

/// The 32 hex digits that the `JaaS` console shows as the app id, without their prefix.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AppId(String);

/// Why a text is no app id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected 32 hex digits, with or without `vpaas-magic-cookie-` before them")]
pub struct AppIdError;

impl AppId {
    /// `vpaas-magic-cookie-{app id}`: a token's `sub` and the first part of a room's path.
    pub fn tenant(&self) -> String {
        format!("{TENANT_PREFIX}{}", self.0)
    }
}

impl FromStr for AppId {
    type Err = AppIdError;

    /// Reads an app id, with or without the tenant's prefix.
    fn from_str(text: &str) -> Result<Self, AppIdError> {
        let digits = text.strip_prefix(TENANT_PREFIX).unwrap_or(text);
        if digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(digits.to_ascii_lowercase()))
        } else {
            Err(AppIdError)
        }
    }
}

impl TryFrom<String> for AppId {
    type Error = AppIdError;

    fn try_from(text: String) -> Result<Self, AppIdError> {
        text.parse()
    }
}

impl From<AppId> for String {
    fn from(id: AppId) -> Self {
        id.0
    }
}

impl fmt::Display for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn an_app_id_is_read_with_and_without_its_prefix() {
        let bare: AppId = DIGITS.parse().unwrap();
        let prefixed: AppId = format!("{TENANT_PREFIX}{DIGITS}").parse().unwrap();
        assert_eq!(bare, prefixed);
        assert_eq!(bare.tenant(), format!("{TENANT_PREFIX}{DIGITS}"));
    }

    #[test]
    fn anything_but_32_hex_digits_is_refused() {
        for text in ["", "abc", &DIGITS[1..], &format!("{DIGITS}0"), &DIGITS.replace('a', "g"), "*"] {
            assert_eq!(text.parse::<AppId>(), Err(AppIdError), "{text}");
        }
    }
}
