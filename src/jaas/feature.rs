//! The features that a token can grant.

use serde::{Deserialize, Serialize};

/// A key of a token's `context.features`.
///
/// The first eleven are in 8x8's documentation, the rest in jitsi-meet's
/// `react/features/base/jwt/constants.ts`. Jitsi refuses a token with any other
/// (`featureInvalid`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema), schema(rename_all = "kebab-case"))]
#[serde(try_from = "String", into = "&'static str")]
pub enum Feature {
    /// Stream to an RTMP service.
    Livestreaming,
    /// Record the meeting.
    Recording,
    /// Transcribe what is said.
    Transcription,
    /// Receive SIP calls.
    SipInboundCall,
    /// Place SIP calls.
    SipOutboundCall,
    /// Receive telephone calls.
    InboundCall,
    /// Place telephone calls.
    OutboundCall,
    /// Share files in the chat.
    FileUpload,
    /// See the list of visitors.
    ListVisitors,
    /// Write to everybody in the chat.
    SendGroupchat,
    /// Create polls.
    CreatePolls,
    /// Use the tenant's branding.
    Branding,
    /// Use a calendar.
    Calendar,
    /// Flip the picture for others.
    Flip,
    /// Translate live.
    LiveTranslation,
    /// Manage the lobby.
    Lobby,
    /// Moderate audio and video.
    Moderation,
    /// Manage the room.
    Room,
    /// Share the screen.
    ScreenSharing,
    /// Write to one participant in the chat.
    SendPrivateMessage,
}

/// A name that is no feature of a `JaaS` token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a feature of a JaaS token", shown(.0))]
pub struct UnknownFeature(pub String);

/// As much of a foreign name as a sentence bears, without what would turn the sentence around.
fn shown(name: &str) -> String {
    name.chars().take(40).flat_map(char::escape_debug).collect()
}

impl Feature {
    /// Every feature, documented ones first.
    pub const ALL: [Self; 20] = [
        Self::Livestreaming,
        Self::Recording,
        Self::Transcription,
        Self::SipInboundCall,
        Self::SipOutboundCall,
        Self::InboundCall,
        Self::OutboundCall,
        Self::FileUpload,
        Self::ListVisitors,
        Self::SendGroupchat,
        Self::CreatePolls,
        Self::Branding,
        Self::Calendar,
        Self::Flip,
        Self::LiveTranslation,
        Self::Lobby,
        Self::Moderation,
        Self::Room,
        Self::ScreenSharing,
        Self::SendPrivateMessage,
    ];

    /// The three that the setup guide names; every token of ours says yes or no to each.
    pub const GUIDE: [Self; 3] = [Self::Livestreaming, Self::Recording, Self::Moderation];

    /// The feature's key in a token.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Livestreaming => "livestreaming",
            Self::Recording => "recording",
            Self::Transcription => "transcription",
            Self::SipInboundCall => "sip-inbound-call",
            Self::SipOutboundCall => "sip-outbound-call",
            Self::InboundCall => "inbound-call",
            Self::OutboundCall => "outbound-call",
            Self::FileUpload => "file-upload",
            Self::ListVisitors => "list-visitors",
            Self::SendGroupchat => "send-groupchat",
            Self::CreatePolls => "create-polls",
            Self::Branding => "branding",
            Self::Calendar => "calendar",
            Self::Flip => "flip",
            Self::LiveTranslation => "live-translation",
            Self::Lobby => "lobby",
            Self::Moderation => "moderation",
            Self::Room => "room",
            Self::ScreenSharing => "screen-sharing",
            Self::SendPrivateMessage => "send-private-message",
        }
    }
}

impl TryFrom<String> for Feature {
    type Error = UnknownFeature;

    fn try_from(name: String) -> Result<Self, UnknownFeature> {
        Self::ALL.into_iter().find(|feature| feature.as_str() == name).ok_or(UnknownFeature(name))
    }
}

impl From<Feature> for &'static str {
    fn from(feature: Feature) -> Self {
        feature.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_read_back_from_its_own_name() {
        for feature in Feature::ALL {
            assert_eq!(Feature::try_from(feature.as_str().to_owned()), Ok(feature));
        }
    }

    #[test]
    fn an_unknown_feature_is_refused_by_name() {
        let error = Feature::try_from("Recording".to_owned()).unwrap_err();
        assert_eq!(error.to_string(), "`Recording` is not a feature of a JaaS token");
    }
}
