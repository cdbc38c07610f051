//! What happens to a meeting, and what it wants done.

use super::{super::TokenFailure, STALE_MS};
use crate::wire::RoomClaim;

/// How far to go. The green room prepares everything before Join is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Go {
    /// Wait.
    Nothing,
    /// Load the script.
    Script,
    /// Load the script and ask for the token, at the same time.
    Token,
    /// And mount the meeting.
    #[default]
    Enter,
}

/// What the machine needs to know of a token; the text itself is elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// When it expires, in milliseconds since 1970 by this browser's own clock; never where there
    /// is none.
    pub expires_at_ms: Option<f64>,
    /// The form of its room claim.
    pub room_claim: RoomClaim,
    /// Whether its source wants to hear that the form got the participant in.
    pub report_join: bool,
}

impl Held {
    /// Whether it expires so soon that it would be refused at the door.
    pub fn is_stale(&self, now_ms: f64) -> bool {
        self.expires_at_ms.is_some_and(|expires| expires - now_ms < STALE_MS)
    }
}

/// Why the script did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptFault {
    /// The browser could not load it: no network, an error of the server, or a blocker.
    Failed,
    /// It took longer than ten seconds.
    Slow,
    /// It came, but without the constructor that it should bring.
    Empty,
}

/// What the meeting in the iframe says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// `ready`: it is alive.
    Ready,
    /// `prejoinScreenLoaded`, or the lobby: it asks the participant something, and time is theirs.
    Asking,
    /// `videoConferenceJoined`.
    Joined,
    /// `videoConferenceLeft`.
    Left,
    /// `readyToClose`.
    Closing,
    /// `errorOccurred`.
    Error {
        /// Jitsi's name of it.
        name: String,
        /// Whether Jitsi gave up.
        fatal: bool,
    },
}

/// What may wake the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Load the script again.
    Script,
    /// Ask for a token again.
    Token,
    /// Mount again.
    Mount,
    /// Jitsi should have said that it is ready.
    Ready,
    /// The participant should be in.
    Join,
    /// Try again after a failure.
    Rest,
    /// The token should have come.
    TokenSlow,
}

impl Timer {
    /// Every timer.
    pub const ALL: [Self; 7] =
        [Self::Script, Self::Token, Self::Mount, Self::Ready, Self::Join, Self::Rest, Self::TokenSlow];
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The page says how far to go.
    Go(Go),
    /// The participant has another name.
    NameChanged,
    /// The meeting is elsewhere.
    PlaceChanged,
    /// The script is there.
    ScriptLoaded {
        /// Of which request.
        number: u32,
    },
    /// The script did not come.
    ScriptFailed {
        /// Of which request.
        number: u32,
        /// Why.
        fault: ScriptFault,
    },
    /// A token came.
    TokenArrived {
        /// Of which request.
        number: u32,
        /// What it is.
        held: Held,
    },
    /// No token came.
    TokenFailed {
        /// Of which request.
        number: u32,
        /// Why.
        failure: TokenFailure,
    },
    /// The IFrame API could not be constructed.
    MountFailed {
        /// Which mount.
        number: u32,
    },
    /// The meeting in the iframe says something.
    Signal {
        /// Which mount.
        number: u32,
        /// What.
        signal: Signal,
    },
    /// Time is up.
    Timer(Timer),
    /// The participant wants another try.
    Retry,
    /// The network is back.
    Online,
    /// The page is left (`pagehide`), perhaps for the back-forward cache.
    PageHidden,
    /// The page is back out of that cache (`pageshow`).
    PageShown,
    /// The component goes.
    Dispose,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Load the script with a new element.
    LoadScript {
        /// To be said in the answer.
        number: u32,
    },
    /// Ask for a token; a request that runs is stopped.
    FetchToken {
        /// To be said in the answer.
        number: u32,
        /// In this form, where one is wanted.
        room_claim: Option<RoomClaim>,
    },
    /// Construct the IFrame API with the script and the token that are there.
    Mount {
        /// To be said in what follows.
        number: u32,
    },
    /// Dispose of the IFrame API.
    Unmount,
    /// Send the new name into the meeting.
    Rename,
    /// Say [`Event::Timer`] after a while; a timer of that kind that runs is replaced.
    Wake {
        /// Which.
        timer: Timer,
        /// After how many milliseconds.
        after_ms: f64,
    },
    /// Stop that timer.
    Cancel(Timer),
    /// Stop the request for a token.
    DropToken,
    /// Stop every timer and every request.
    Quiet,
    /// Say that this form of the room claim got the participant in.
    Report(RoomClaim),
    /// The meeting is over.
    Ended {
        /// How long the participant was in it.
        seconds: u32,
    },
}
