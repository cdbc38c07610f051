//! The sentences of the meeting's bar: what happened, whose side it is on, what to do.

use super::machine::{Cause, Phase};

/// What is going on, for the status line; empty while the meeting itself shows it.
pub const fn status(phase: Phase) -> &'static str {
    match phase {
        Phase::Idle | Phase::Loading => "Connecting to the meeting service.",
        Phase::Prepared => "Everything is ready.",
        Phase::Mounting => "Opening the meeting.",
        Phase::Ready | Phase::Joined | Phase::Left | Phase::Failed => "",
        Phase::Closed => "The meeting is over.",
    }
}

/// What went wrong and what to do.
pub fn sentence(cause: &Cause) -> &str {
    match cause {
        Cause::ScriptFailed => {
            "The meeting service cannot be reached. Check the connection, and that no blocker stops it."
        }
        Cause::ScriptSlow => "The meeting service is slow to answer.",
        Cause::ScriptEmpty => "The meeting service sent something that does not work. The fault is on its side.",
        Cause::RateLimited => "Many people are coming in at this moment.",
        Cause::Busy => "The server is busy at the moment. The fault is on its side.",
        Cause::Unreachable => "The server cannot be reached. Check the connection.",
        Cause::Refused(error) => &error.error,
        Cause::TokenRefused => {
            "The meeting service did not accept the pass for this meeting. Tell the person who invited you."
        }
        Cause::NotResponding => "The meeting does not start. The fault is on the meeting service's side.",
        Cause::JoinSlow => "The meeting takes long to let you in. Wait a little longer, or try again.",
        Cause::ConnectionLost => "The connection to the meeting was lost.",
        Cause::LobbyRefused => "The host did not let you in. Ask the person who invited you.",
        Cause::Full => "The meeting is full. Try again when somebody has left.",
        Cause::Destroyed => "The meeting was ended.",
        Cause::Other => "Something went wrong in the meeting. The fault is on the meeting service's side.",
    }
}

/// When it is tried again by itself.
pub fn countdown(seconds: u32) -> String {
    match seconds {
        0 => "Trying again now.".to_owned(),
        1 => "Trying again in 1 second.".to_owned(),
        _ => format!("Trying again in {seconds} seconds."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_and_do_not_shout() {
        let causes = [
            Cause::ScriptFailed,
            Cause::ScriptSlow,
            Cause::ScriptEmpty,
            Cause::RateLimited,
            Cause::Busy,
            Cause::Unreachable,
            Cause::TokenRefused,
            Cause::NotResponding,
            Cause::JoinSlow,
            Cause::ConnectionLost,
        ];
        for cause in causes {
            let sentence = sentence(&cause);
            assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
        }
    }

    #[test]
    fn the_countdown_counts() {
        assert_eq!(countdown(0), "Trying again now.");
        assert_eq!(countdown(1), "Trying again in 1 second.");
        assert_eq!(countdown(8), "Trying again in 8 seconds.");
    }
}
