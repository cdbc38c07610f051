//! The sentences of the meeting's bar: what happened, whose side it is on, what to do.
//!
//! The texts themselves are in `locales/`, as all others of the pages.

use std::borrow::Cow;

use super::machine::{Cause, Phase, View};

/// The texts of one language: a Fluent file of one line a text (`locales/*/meeting.ftl`), read line by
/// line. Fluent itself would weigh more than the rest of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Cow<'static, str>);

impl Default for Words {
    /// English.
    fn default() -> Self {
        Self(Cow::Borrowed(include_str!("../../../locales/en/meeting.ftl")))
    }
}

impl From<String> for Words {
    /// The texts of a file of that shape.
    fn from(file: String) -> Self {
        Self(Cow::Owned(file))
    }
}

impl Words {
    /// The text of that key; what is no key is a text already, as a server wrote it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        let of = |line: &'a str| line.strip_prefix(key)?.strip_prefix(" = ");
        self.0.lines().find_map(of).unwrap_or(key)
    }

    /// When it is tried again by itself.
    fn countdown(&self, seconds: u32) -> String {
        let key = match seconds {
            0 => "meeting-retry-now",
            1 => "meeting-retry-one",
            _ => "meeting-retry",
        };
        self.get(key).replace("{ $seconds }", &seconds.to_string())
    }
}

/// What is going on, for the status line; empty while the meeting itself shows it.
const fn status(phase: Phase) -> &'static str {
    match phase {
        Phase::Idle | Phase::Loading => "meeting-connecting",
        Phase::Prepared => "meeting-ready",
        Phase::Mounting => "meeting-opening",
        Phase::Ready | Phase::Joined | Phase::Left | Phase::Failed => "",
        Phase::Closed => "meeting-over",
    }
}

/// What went wrong and what to do.
fn sentence(cause: &Cause) -> &str {
    match cause {
        Cause::ScriptFailed => "meeting-script-failed",
        Cause::ScriptSlow => "meeting-script-slow",
        Cause::ScriptEmpty => "meeting-script-empty",
        Cause::RateLimited => "meeting-rate-limited",
        Cause::Busy => "meeting-busy",
        Cause::Unreachable => "meeting-unreachable",
        Cause::Refused(sentence) => sentence,
        Cause::TokenRefused => "meeting-token-refused",
        Cause::NotResponding => "meeting-not-responding",
        Cause::JoinSlow => "meeting-join-slow",
        Cause::ConnectionLost => "meeting-connection-lost",
        Cause::LobbyRefused => "meeting-lobby-refused",
        Cause::Full => "meeting-full",
        Cause::Destroyed => "meeting-destroyed",
        Cause::Other => "meeting-fault",
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
pub fn shown(words: &Words, view: &View, seconds: Option<u32>) -> Shown {
    let notice = view.notice.as_ref();
    Shown {
        phase: phase_name(view.phase),
        text: words.get(notice.map_or(status(view.phase), |notice| sentence(&notice.cause))).to_owned(),
        countdown: seconds.map(|seconds| words.countdown(seconds)).unwrap_or_default(),
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

#[cfg(test)]
mod tests {
    use super::{super::machine::Notice, *};

    fn words() -> Words {
        Words::default()
    }

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
        let words = Words::default();
        for cause in causes {
            let sentence = words.get(sentence(&cause));
            assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
        }
    }

    #[test]
    fn the_countdown_counts() {
        let words = Words::default();
        assert_eq!(words.countdown(0), "Trying again now.");
        assert_eq!(words.countdown(1), "Trying again in 1 second.");
        assert_eq!(words.countdown(8), "Trying again in 8 seconds.");
        let german = Words::from(include_str!("../../../locales/de/meeting.ftl").to_owned());
        assert_eq!(german.countdown(8), "Neuer Versuch in 8 Sekunden.");
    }

    #[test]
    fn a_key_is_found_whole_and_a_sentence_stays_as_it_is() {
        let words = Words::from("# a = no\nab = AB\na = A\n".to_owned());
        assert_eq!((words.get("a"), words.get("ab")), ("A", "AB"));
        assert_eq!(words.get("This session has ended."), "This session has ended.");
        assert_eq!(words.get(""), "");
    }

    #[test]
    fn the_bar_is_quiet_in_the_meeting_and_says_what_can_be_done_outside() {
        let quiet = shown(&words(), &View { phase: Phase::Joined, notice: None }, None);
        assert_eq!(quiet, Shown { phase: "joined", ..Shown::default() });
        let failed = |cause, can_retry| {
            let notice = Some(Notice { cause, retry_at_ms: Some(0.0), can_retry });
            shown(&words(), &View { phase: Phase::Failed, notice }, Some(7))
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
        assert!(!shown(&words(), &View { phase: Phase::Loading, notice }, Some(2)).can_open_tab);
    }
}
