//! The IFrame API's options, typed, and the value that its constructor takes.
//!
//! Names and meanings: Jitsi's handbook, "IFrame API", and `configWhitelist.ts`.

use super::Value;
use crate::wire::SessionType;

/// What a meeting is configured with: `configOverwrite`, as far as it is worth a name.
///
/// `None` leaves Jitsi's own default. What has no name here goes into `extra`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeetingConfig {
    /// Whether Jitsi's own page before the meeting is shown.
    pub prejoin: Option<bool>,
    /// Whether that page hides the field for the name.
    pub prejoin_hides_name: Option<bool>,
    /// Whether the participant comes in with the microphone off.
    pub start_with_audio_muted: Option<bool>,
    /// Whether the participant comes in with the camera off.
    pub start_with_video_muted: Option<bool>,
    /// The meeting's title, as this participant alone sees it.
    pub local_subject: Option<String>,
    /// The buttons of the toolbar, by Jitsi's names.
    pub toolbar_buttons: Option<Vec<String>>,
    /// Whether the name cannot be changed in the meeting.
    pub read_only_name: Option<bool>,
    /// Whether a name must be given.
    pub require_display_name: Option<bool>,
    /// Whether inviting from inside the meeting is off.
    pub disable_invite_functions: Option<bool>,
    /// Whether a phone offers Jitsi's app first; off unless it is said, since the app does not get the token.
    pub deep_linking: bool,
    /// Whether Jitsi keeps no list of the rooms that were visited.
    pub do_not_store_room: Option<bool>,
    /// Whether the participant is told when the meeting was ended.
    pub notify_on_conference_destruction: Option<bool>,
    /// Whether an older connection of the same user is replaced.
    pub replace_participant: Option<bool>,
    /// Whether nothing is asked of third parties (Gravatar and the like).
    pub disable_third_party_requests: Option<bool>,
    /// Whether the title is hidden in the meeting.
    pub hide_conference_subject: Option<bool>,
    /// Further keys of `configOverwrite`; they win.
    pub extra: Vec<(String, Value)>,
}

/// The devices to start with, by their labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Devices {
    /// The microphone.
    pub audio_input: Option<String>,
    /// The loudspeaker.
    pub audio_output: Option<String>,
    /// The camera.
    pub video_input: Option<String>,
}

/// Everything that the constructor gets, but for the node and the callbacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeetingOptions {
    /// `{tenant}/{room}`, or the bare room where there is no tenant.
    pub room_name: String,
    /// The token; none where the deployment wants none.
    pub jwt: Option<String>,
    /// Used only without a token: a token bears the name.
    pub display_name: String,
    /// Used only without a token.
    pub email: Option<String>,
    /// Video or audio.
    pub session_type: SessionType,
    /// The configuration.
    pub config: MeetingConfig,
    /// The devices to start with.
    pub devices: Devices,
    /// Jitsi's code of a language, such as `ptBR`.
    pub lang: Option<String>,
    /// A pinned release, such as `release-1234`.
    pub release: Option<String>,
}

impl MeetingOptions {
    /// The constructor's second argument.
    pub fn to_value(&self) -> Value {
        let mut all = Value::object([
            ("roomName", self.room_name.as_str().into()),
            ("width", "100%".into()),
            ("height", "100%".into()),
            ("configOverwrite", self.config.to_value(self.session_type)),
            ("jwt", self.jwt.clone().into()),
            ("lang", self.lang.clone().into()),
            ("release", self.release.clone().into()),
        ]);
        if self.jwt.is_none() && !self.display_name.is_empty() {
            let who = [("displayName", self.display_name.as_str().into()), ("email", self.email.clone().into())];
            all.set("userInfo", Value::object(who));
        }
        if self.devices != Devices::default() {
            let devices = Value::object([
                ("audioInput", self.devices.audio_input.clone().into()),
                ("audioOutput", self.devices.audio_output.clone().into()),
                ("videoInput", self.devices.video_input.clone().into()),
            ]);
            all.set("devices", devices);
        }
        all
    }
}

impl MeetingConfig {
    /// `configOverwrite`. Where Jitsi renamed a key, the old name is written as well: releases
    /// differ in which of the two they read.
    fn to_value(&self, session_type: SessionType) -> Value {
        let mut all = Value::object([
            ("deeplinking", Value::object([("disabled", (!self.deep_linking).into())])),
            ("disableDeepLinking", (!self.deep_linking).into()),
            ("localSubject", self.local_subject.clone().into()),
            ("toolbarButtons", self.toolbar_buttons.clone().into()),
        ]);
        if let Some(shown) = self.prejoin {
            let prejoin = [("enabled", shown.into()), ("hideDisplayName", self.prejoin_hides_name.into())];
            all.set("prejoinConfig", Value::object(prejoin));
        }
        let switches = [
            ("prejoinPageEnabled", self.prejoin),
            ("startWithAudioMuted", self.start_with_audio_muted),
            ("startWithVideoMuted", self.start_with_video_muted),
            ("readOnlyName", self.read_only_name),
            ("requireDisplayName", self.require_display_name),
            ("disableInviteFunctions", self.disable_invite_functions),
            ("doNotStoreRoom", self.do_not_store_room),
            ("notifyOnConferenceDestruction", self.notify_on_conference_destruction),
            ("replaceParticipant", self.replace_participant),
            ("disableThirdPartyRequests", self.disable_third_party_requests),
            ("hideConferenceSubject", self.hide_conference_subject),
        ];
        for (key, switch) in switches {
            all.set(key, switch.into());
        }
        if session_type == SessionType::Audio {
            all.set("startAudioOnly", true.into());
            all.set("startWithVideoMuted", true.into());
        }
        for (key, value) in &self.extra {
            all.set(key, value.clone());
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(value: Value) -> serde_json::Value {
        value.into()
    }

    #[test]
    fn the_smallest_options_switch_off_the_app_and_nothing_else() {
        let options =
            MeetingOptions { room_name: "t/r".to_owned(), jwt: Some("j".to_owned()), ..MeetingOptions::default() };
        let expected = json!({
            "roomName": "t/r", "jwt": "j", "width": "100%", "height": "100%",
            "configOverwrite": { "deeplinking": { "disabled": true }, "disableDeepLinking": true },
        });
        assert_eq!(written(options.to_value()), expected);
    }

    #[test]
    fn every_option_has_its_key_and_renamed_ones_have_both() {
        let config = MeetingConfig {
            prejoin: Some(false),
            prejoin_hides_name: Some(true),
            start_with_audio_muted: Some(true),
            start_with_video_muted: Some(false),
            local_subject: Some("Weekly".to_owned()),
            toolbar_buttons: Some(vec!["microphone".to_owned()]),
            read_only_name: Some(true),
            require_display_name: Some(true),
            disable_invite_functions: Some(true),
            deep_linking: true,
            do_not_store_room: Some(true),
            notify_on_conference_destruction: Some(true),
            replace_participant: Some(true),
            disable_third_party_requests: Some(true),
            hide_conference_subject: Some(false),
            extra: vec![("whiteboard".to_owned(), Value::object([("enabled", false.into())]))],
        };
        let expected = json!({
            "prejoinConfig": { "enabled": false, "hideDisplayName": true }, "prejoinPageEnabled": false,
            "startWithAudioMuted": true, "startWithVideoMuted": false, "localSubject": "Weekly",
            "toolbarButtons": ["microphone"], "readOnlyName": true, "requireDisplayName": true,
            "disableInviteFunctions": true, "deeplinking": { "disabled": false }, "disableDeepLinking": false,
            "doNotStoreRoom": true, "notifyOnConferenceDestruction": true, "replaceParticipant": true,
            "disableThirdPartyRequests": true, "hideConferenceSubject": false, "whiteboard": { "enabled": false },
        });
        assert_eq!(written(config.to_value(SessionType::Video)), expected);
    }

    #[test]
    fn an_audio_session_starts_without_a_picture() {
        let options = MeetingOptions { session_type: SessionType::Audio, ..MeetingOptions::default() };
        let config = &written(options.to_value())["configOverwrite"];
        assert_eq!((&config["startAudioOnly"], &config["startWithVideoMuted"]), (&json!(true), &json!(true)));
    }

    #[test]
    fn the_name_is_told_only_where_no_token_bears_it() {
        let mut options = MeetingOptions { display_name: "Ada".to_owned(), ..MeetingOptions::default() };
        assert_eq!(written(options.to_value())["userInfo"]["displayName"], "Ada");
        options.jwt = Some("j".to_owned());
        assert_eq!(written(options.to_value()).get("userInfo"), None);
    }

    #[test]
    fn devices_are_told_by_label() {
        let devices = Devices { audio_input: Some("Headset".to_owned()), ..Devices::default() };
        let options = MeetingOptions { devices, ..MeetingOptions::default() };
        assert_eq!(written(options.to_value())["devices"], json!({ "audioInput": "Headset" }));
    }
}
