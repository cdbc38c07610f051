//! Asking the browser for cameras and microphones.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaDeviceInfo, MediaDeviceKind, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack};

use crate::ui::jitsi::devices::Availability;

/// Which device of a kind is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Whichever.
    Any,
    /// This one.
    Id(String),
}

impl Wish {
    fn constraint(&self) -> JsValue {
        match self {
            Self::Any => JsValue::TRUE,
            Self::Id(id) => {
                let wanted = Object::new();
                // Not `exact`: a device that is gone by now gives way to another.
                let _ = Reflect::set(&wanted, &"deviceId".into(), &JsValue::from_str(id));
                wanted.into()
            }
        }
    }
}

fn devices() -> Option<MediaDevices> {
    // Absent on pages that are not secure.
    web_sys::window()?.navigator().media_devices().ok().filter(|devices| devices.is_object())
}

/// One track, or why there is none.
pub(super) async fn track(audio: bool, wish: &Wish) -> Result<MediaStreamTrack, Availability> {
    let devices = devices().ok_or(Availability::Missing)?;
    let constraints = MediaStreamConstraints::new();
    if audio {
        constraints.set_audio(&wish.constraint());
    } else {
        constraints.set_video(&wish.constraint());
    }
    let promise = devices.get_user_media_with_constraints(&constraints).map_err(|error| meaning(&error))?;
    let stream: MediaStream = JsFuture::from(promise)
        .await
        .map_err(|error| meaning(&error))?
        .dyn_into()
        .map_err(|_| Availability::Missing)?;
    let tracks = if audio { stream.get_audio_tracks() } else { stream.get_video_tracks() };
    tracks.get(0).dyn_into().map_err(|_| Availability::Missing)
}

/// The browser's names of what went wrong (W3C Media Capture and Streams, 10.2).
fn meaning(error: &JsValue) -> Availability {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "SecurityError" => Availability::Denied,
        _ => Availability::Missing,
    }
}

/// The devices of a kind, by id and label. Labels are told only after a permission.
pub(super) async fn list(kind: MediaDeviceKind) -> Vec<(String, String)> {
    let Some(Ok(promise)) = devices().map(|devices| devices.enumerate_devices()) else { return Vec::new() };
    let found: Array = JsFuture::from(promise).await.ok().and_then(|list| list.dyn_into().ok()).unwrap_or_default();
    let infos = found.iter().filter_map(|info| info.dyn_into::<MediaDeviceInfo>().ok());
    infos
        .filter(|info| info.kind() == kind && !info.label().is_empty())
        .map(|info| (info.device_id(), info.label()))
        .collect()
}
