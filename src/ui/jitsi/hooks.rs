//! What the driver asks of the component that it drives.

use std::{future::Future, pin::Pin};

use super::MeetingHandle;
use crate::{
    ui::meeting::{MeetingEnd, MeetingEvent, Phase, TokenFailure, Value, Words},
    wire::{MeetingPlace, MeetingToken, RoomClaim},
};

/// A token on its way.
pub type TokenAnswer = Pin<Box<dyn Future<Output = Result<MeetingToken, TokenFailure>>>>;

/// The component, as the driver sees it. All of it is called in the browser alone.
pub struct Hooks {
    /// The words of the bar.
    pub words: Words,
    /// Where the meeting is now.
    pub place: Box<dyn Fn() -> MeetingPlace>,
    /// Asks for a token, in this form where one is wanted.
    pub ask: Box<dyn Fn(Option<RoomClaim>) -> TokenAnswer>,
    /// The constructor's options with this token.
    pub options: Box<dyn Fn(Option<String>) -> Value>,
    /// The participant's name now.
    pub name: Box<dyn Fn() -> String>,
    /// The meeting is at another point of its way.
    pub phase: Box<dyn Fn(Phase)>,
    /// The meeting says something.
    pub event: Box<dyn Fn(MeetingEvent)>,
    /// The meeting's page is there and takes commands.
    pub mounted: Box<dyn Fn(MeetingHandle)>,
    /// This form of the room claim got the participant in.
    pub report: Box<dyn Fn(RoomClaim)>,
    /// The meeting is over.
    pub ended: Box<dyn Fn(MeetingEnd)>,
}
