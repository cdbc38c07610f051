//! Asking the browser for cameras and microphones.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamTrack};

use crate::ui::green_room::{Availability, DeviceChoice};

#[wasm_bindgen]
extern "C" {
    type Navigator;

    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Navigator;

    /// Absent on pages that are not secure.
    #[wasm_bindgen(method, getter, js_name = mediaDevices)]
    fn media_devices(this: &Navigator) -> Option<MediaDevices>;

    type MediaDevices;

    #[wasm_bindgen(method, catch, js_name = getUserMedia)]
    fn get_user_media(this: &MediaDevices, constraints: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = enumerateDevices)]
    fn enumerate_devices(this: &MediaDevices) -> Result<Promise, JsValue>;

    /// A device, or the error of a request for one.
    type Described;

    #[wasm_bindgen(method, getter)]
    fn kind(this: &Described) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn label(this: &Described) -> Option<String>;

    #[wasm_bindgen(method, getter, js_name = deviceId)]
    fn device_id(this: &Described) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn name(this: &Described) -> Option<String>;
}

/// A kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui::jitsi) enum Kind {
    /// Hears.
    Microphone,
    /// Sees.
    Camera,
}

impl Kind {
    /// Its name in constraints.
    const fn constraint(self) -> &'static str {
        match self {
            Self::Microphone => "audio",
            Self::Camera => "video",
        }
    }

    /// Its name in the list of devices.
    const fn input(self) -> &'static str {
        match self {
            Self::Microphone => "audioinput",
            Self::Camera => "videoinput",
        }
    }
}

/// One track of that kind, or why there is none. `wish` is a device's id; a device that is gone by
/// now gives way to another, so it is not asked for as `exact`.
pub(super) async fn track(kind: Kind, wish: Option<&str>) -> Result<MediaStreamTrack, Availability> {
    let devices = NAVIGATOR.with(Navigator::media_devices).ok_or(Availability::Missing)?;
    let wanted = match wish {
        Some(id) => object("deviceId", &JsValue::from_str(id)).into(),
        None => JsValue::TRUE,
    };
    let asked = devices.get_user_media(&object(kind.constraint(), &wanted));
    let given = match asked {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    let stream: MediaStream = given.map_err(|error| meaning(error.unchecked_ref()))?.unchecked_into();
    stream.get_tracks().get(0).dyn_into().map_err(|_| Availability::Missing)
}

fn object(key: &str, value: &JsValue) -> Object {
    let object = Object::new();
    let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    object
}

/// The browser's names of what went wrong (W3C Media Capture and Streams, 10.2).
fn meaning(error: &Described) -> Availability {
    match error.name().as_deref() {
        Some("NotAllowedError" | "SecurityError") => Availability::Denied,
        _ => Availability::Missing,
    }
}

/// The devices of a kind. Labels are told only after a permission, and without one there is nothing
/// to choose by.
pub(super) async fn list(kind: Kind, in_use: Option<&str>) -> Vec<DeviceChoice> {
    let asked = NAVIGATOR.with(Navigator::media_devices).map(|devices| devices.enumerate_devices());
    let Some(Ok(promise)) = asked else { return Vec::new() };
    let Ok(found) = JsFuture::from(promise).await else { return Vec::new() };
    let found: Array = found.unchecked_into();
    let mut choices = Vec::new();
    for device in found.iter() {
        let device: Described = device.unchecked_into();
        let label = device.label().unwrap_or_default();
        if device.kind().as_deref() == Some(kind.input()) && !label.is_empty() {
            let id = device.device_id().unwrap_or_default();
            choices.push(DeviceChoice { id, chosen: in_use == Some(label.as_str()), label });
        }
    }
    choices
}
