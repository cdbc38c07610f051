//! With picture or without.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// What kind of meeting a session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionType {
    /// Camera and microphone.
    #[default]
    Video,
    /// Microphone alone: no camera is asked for, and the meeting starts without video.
    Audio,
}

impl SessionType {
    /// The type's name in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Audio => "audio",
        }
    }

    /// The type of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Video, Self::Audio].into_iter().find(|kind| kind.as_str() == name)
    }
}

// Not derived: a derived one calls a number in the word's place broken JSON.
impl<'de> Deserialize<'de> for SessionType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| D::Error::unknown_variant(&name, &["video", "audio"]))
    }
}
