//! What a page shows of the machine.

/// Where a meeting is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is asked for yet.
    #[default]
    Idle,
    /// Script, token or both are on their way.
    Loading,
    /// Both are there; it waits for [`super::Go::Enter`].
    Prepared,
    /// The iframe is there, Jitsi not yet.
    Mounting,
    /// Jitsi is there, the participant not yet in.
    Ready,
    /// The participant is in.
    Joined,
    /// The participant is out, but the meeting has not closed.
    Left,
    /// The meeting is over, or the component gone.
    Closed,
    /// It did not work; the notice says why.
    Failed,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The script could not be loaded.
    ScriptFailed,
    /// The script took too long.
    ScriptSlow,
    /// The script came without its constructor.
    ScriptEmpty,
    /// The token endpoint said 429.
    RateLimited,
    /// The token endpoint said 502, 503 or 504.
    Busy,
    /// The token endpoint could not be reached.
    Unreachable,
    /// The token endpoint said no, in its own words.
    Refused(String),
    /// Jitsi did not accept the token.
    TokenRefused,
    /// Jitsi did not start.
    NotResponding,
    /// Jitsi lets the participant in very slowly.
    JoinSlow,
    /// Jitsi lost its connection.
    ConnectionLost,
    /// The host did not let the participant in.
    LobbyRefused,
    /// The meeting is full.
    Full,
    /// The meeting was ended.
    Destroyed,
    /// Jitsi failed in another way.
    Other,
}

/// What the page's bar says.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// What went wrong.
    pub cause: Cause,
    /// When it is tried again by itself, in milliseconds since 1970.
    pub retry_at_ms: Option<f64>,
    /// Whether a button may try it again now.
    pub can_retry: bool,
}

/// What a page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Where the meeting is on its way.
    pub phase: Phase,
    /// What is wrong, where something is.
    pub notice: Option<Notice>,
}
