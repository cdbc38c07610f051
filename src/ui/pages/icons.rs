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
/// A tick in a circle: all is well.
pub(super) static WELL: Icon = icondata_lu::LuCircleCheck;
/// A triangle: it could be better.
pub(super) static WARNING: Icon = icondata_lu::LuTriangleAlert;
/// A cross in a circle: it does not work.
pub(super) static FAILURE: Icon = icondata_lu::LuCircleX;
/// A line in a circle: it was left out.
pub(super) static SKIPPED: Icon = icondata_lu::LuCircleMinus;
/// An open door.
pub(super) static DOOR: Icon = icondata_lu::LuDoorOpen;
/// A clock.
pub(super) static CLOCK: Icon = icondata_lu::LuClock;
/// A calendar.
pub(super) static CALENDAR: Icon = icondata_lu::LuCalendarPlus;
/// A magnifying glass.
pub(super) static SEARCH: Icon = icondata_lu::LuSearch;
