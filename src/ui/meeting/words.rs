//! The sentences of the meeting's bar: what happened, whose side it is on, what to do.

use super::machine::{Cause, Phase, View};

/// What is going on, for the status line; empty while the meeting itself shows it.
const fn status(phase: Phase) -> &'static str {
    match phase {
        Phase::Idle | Phase::Loading => "Connecting to the meeting service.",
        Phase::Prepared => "Everything is ready.",
        Phase::Mounting => "Opening the meeting.",
        Phase::Ready | Phase::Joined | Phase::Left | Phase::Failed => "",
        Phase::Closed => "The meeting is over.",
    }
}

/// What went wrong and what to do.
fn sentence(cause: &Cause) -> &str {
    match cause {
        Cause::ScriptFailed => {
            "The meeting service cannot be reached. Check the connection, and that no blocker stops it."
        }
        Cause::ScriptSlow => "The meeting service is slow to answer.",
        Cause::ScriptEmpty => "The meeting service sent something that does not work. The fault is on its side.",
        Cause::RateLimited => "Many people are coming in at this moment.",
        Cause::Busy => "The server is busy at the moment. The fault is on its side.",
        Cause::Unreachable => "The server cannot be reached. Check the connection.",
        Cause::Refused(sentence) => sentence,
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

/// What the bar shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of the bar that is there or not")]
pub struct Shown {
    /// The phase, as the page's style knows it.
    pub phase: &'static str,
    /// What is going on, or what is wrong; empty where the meeting speaks for itself.
    pub text: String,
    /// When it is tried again by itself; empty where it is not.
    pub countdown: String,
    /// Whether something is wrong.
    pub trouble: bool,
    /// Whether a screen reader says it at once.
    pub urgent: bool,
    /// Whether there is a button to try again.
    pub can_retry: bool,
    /// Whether there is a button to open the meeting in a tab of its own.
    pub can_open_tab: bool,
}

/// What the bar shows at this point, with so many seconds until the next try.
pub fn shown(view: &View, seconds: Option<u32>) -> Shown {
    let notice = view.notice.as_ref();
    Shown {
        phase: phase_name(view.phase),
        text: notice.map_or(status(view.phase), |notice| sentence(&notice.cause)).to_owned(),
        countdown: seconds.map(countdown).unwrap_or_default(),
        trouble: notice.is_some(),
        urgent: view.phase == Phase::Failed,
        can_retry: notice.is_some_and(|notice| notice.can_retry),
        can_open_tab: notice.is_some_and(|notice| helps_to_leave(view.phase, &notice.cause)),
    }
}

/// Whether the meeting may work in a tab of its own where it did not in the page.
const fn helps_to_leave(phase: Phase, cause: &Cause) -> bool {
    match cause {
        Cause::JoinSlow => true,
        Cause::ScriptFailed
        | Cause::ScriptSlow
        | Cause::ScriptEmpty
        | Cause::RateLimited
        | Cause::Busy
        | Cause::Unreachable
        | Cause::NotResponding
        | Cause::ConnectionLost
        | Cause::Other => matches!(phase, Phase::Failed),
        Cause::Refused(_) | Cause::TokenRefused | Cause::LobbyRefused | Cause::Full | Cause::Destroyed => false,
    }
}

const fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Idle => "idle",
        Phase::Loading => "loading",
        Phase::Prepared => "prepared",
        Phase::Mounting => "mounting",
        Phase::Ready => "ready",
        Phase::Joined => "joined",
        Phase::Left => "left",
        Phase::Closed => "closed",
        Phase::Failed => "failed",
    }
}

/// When it is tried again by itself.
fn countdown(seconds: u32) -> String {
    match seconds {
        0 => "Trying again now.".to_owned(),
        1 => "Trying again in 1 second.".to_owned(),
        _ => format!("Trying again in {seconds} seconds."),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::machine::Notice, *};

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

    #[test]
    fn the_bar_is_quiet_in_the_meeting_and_says_what_can_be_done_outside() {
        let quiet = shown(&View { phase: Phase::Joined, notice: None }, None);
        assert_eq!(quiet, Shown { phase: "joined", ..Shown::default() });
        let failed = |cause, can_retry| {
            let notice = Some(Notice { cause, retry_at_ms: Some(0.0), can_retry });
            shown(&View { phase: Phase::Failed, notice }, Some(7))
        };
        let blocked = failed(Cause::ScriptFailed, true);
        assert!(blocked.urgent && blocked.trouble && blocked.can_retry && blocked.can_open_tab);
        assert_eq!(blocked.countdown, "Trying again in 7 seconds.");
        let refused = failed(Cause::Refused("This link was withdrawn.".to_owned()), false);
        assert_eq!(refused.text, "This link was withdrawn.");
        assert!(!refused.can_retry && !refused.can_open_tab);
    }

    #[test]
    fn a_wait_between_two_tries_offers_no_tab() {
        let notice = Some(Notice { cause: Cause::ScriptFailed, retry_at_ms: Some(0.0), can_retry: true });
        assert!(!shown(&View { phase: Phase::Loading, notice }, Some(2)).can_open_tab);
    }
}
