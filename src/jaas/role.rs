//! Who somebody is in a session. The server alone decides it.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// The role that an invite carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Leads the session: moderator in the meeting.
    Host,
    /// Takes part in it.
    Guest,
}

impl Role {
    /// The role's name in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Guest => "guest",
        }
    }

    /// Whether the meeting makes this role a moderator.
    pub const fn is_moderator(self) -> bool {
        matches!(self, Self::Host)
    }

    /// The role of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Host, Self::Guest].into_iter().find(|role| role.as_str() == name)
    }
}

// Not derived: a derived one calls a number in the word's place broken JSON.
impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| D::Error::unknown_variant(&name, &["host", "guest"]))
    }
}
