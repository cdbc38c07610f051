//! What the driver asks of the component that it drives.

use std::{future::Future, pin::Pin};

use serde_json::Value;

use super::MeetingHandle;
use crate::{
    ui::meeting::{MeetingEnd, MeetingEvent, TokenFailure, View},
    wire::{MeetingPlace, MeetingToken, RoomClaim},
};

/// A token on its way.
pub type TokenAnswer = Pin<Box<dyn Future<Output = Result<MeetingToken, TokenFailure>>>>;

/// The component, as the driver sees it. All of it is called in the browser alone.
pub struct Hooks {
    /// Where the meeting is now.
    pub place: Box<dyn Fn() -> MeetingPlace>,
    /// Asks for a token, in this form where one is wanted.
    pub ask: Box<dyn Fn(Option<RoomClaim>) -> TokenAnswer>,
    /// The constructor's options with this token.
    pub options: Box<dyn Fn(Option<String>) -> Value>,
    /// The participant's name now.
    pub name: Box<dyn Fn() -> String>,
    /// What the page shall show, with the seconds until the next try.
    pub show: Box<dyn Fn(View, Option<u32>)>,
    /// The meeting says something.
    pub event: Box<dyn Fn(MeetingEvent)>,
    /// The meeting's page is there and takes commands.
    pub mounted: Box<dyn Fn(MeetingHandle)>,
    /// This form of the room claim got the participant in.
    pub report: Box<dyn Fn(RoomClaim)>,
    /// The meeting is over.
    pub ended: Box<dyn Fn(MeetingEnd)>,
}

/// The answer to the request for a token that the page sent before the WASM was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EarlyAnswer {
    /// The status; 0 where the network failed.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
    /// The body.
    pub body: String,
}
