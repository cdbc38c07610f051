//! The icons in use, from one set: Lucide.

use icondata_core::Icon;

/// A camera.
pub(super) static CAMERA: Icon = icondata_lu::LuVideo;
/// A camera, crossed out.
pub(super) static CAMERA_OFF: Icon = icondata_lu::LuVideoOff;
/// A microphone.
pub(super) static MICROPHONE: Icon = icondata_lu::LuMic;
/// A microphone, crossed out.
pub(super) static MICROPHONE_OFF: Icon = icondata_lu::LuMicOff;
/// Headphones.
pub(super) static HEADPHONES: Icon = icondata_lu::LuHeadphones;
/// Something to know.
pub(super) static INFO: Icon = icondata_lu::LuInfo;
/// An open door.
pub(super) static DOOR: Icon = icondata_lu::LuDoorOpen;
/// A clock.
pub(super) static CLOCK: Icon = icondata_lu::LuClock;
/// A calendar.
pub(super) static CALENDAR: Icon = icondata_lu::LuCalendarPlus;
/// A magnifying glass.
pub(super) static SEARCH: Icon = icondata_lu::LuSearch;
