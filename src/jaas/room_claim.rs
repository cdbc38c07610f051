//! The two forms of a token's `room` claim.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// How a token names its room.
///
/// The setup guide writes the tenant before the name; 8x8's documentation and Jitsi's own
/// Prosody plugins expect the name alone and answer the other form with `not-allowed` and "Room
/// and token mismatched".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoomClaim {
    /// `vpaas-magic-cookie-{app id}/{room}`, the guide's form.
    Qualified,
    /// `{room}`, Jitsi's form.
    Name,
}

impl RoomClaim {
    /// The form's name in configuration, API and database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::Name => "name",
        }
    }

    /// The form of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Qualified, Self::Name].into_iter().find(|form| form.as_str() == name)
    }

    /// The form to try when this one was refused.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Qualified => Self::Name,
            Self::Name => Self::Qualified,
        }
    }
}

// Not derived: a derived one calls a number in the word's place broken JSON.
impl<'de> Deserialize<'de> for RoomClaim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| D::Error::unknown_variant(&name, &["qualified", "name"]))
    }
}
