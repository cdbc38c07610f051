//! The icons in use, from one set: Lucide.

use icondata_core::Icon;

/// A camera.
pub static CAMERA: Icon = icondata_lu::LuVideo;
/// A camera, crossed out.
pub static CAMERA_OFF: Icon = icondata_lu::LuVideoOff;
/// A microphone.
pub static MICROPHONE: Icon = icondata_lu::LuMic;
/// A microphone, crossed out.
pub static MICROPHONE_OFF: Icon = icondata_lu::LuMicOff;
/// Headphones.
pub static HEADPHONES: Icon = icondata_lu::LuHeadphones;
/// Something to know.
pub static INFO: Icon = icondata_lu::LuInfo;
/// An open door.
pub static DOOR: Icon = icondata_lu::LuDoorOpen;
