//! Why the ring was not read, and why a step was not taken.

/// A text is no ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No JSON of this form.
    #[error("it is damaged at line {line}, column {column}")]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// JSON of this form that cannot be meant: two keys that sign, one key twice, no fingerprint.
    #[error("what it says contradicts itself")]
    Contradictory,
    /// Of a form to come.
    #[error("a newer version of Greenroom wrote it")]
    Newer,
}

/// A step was not taken, and nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RingError {
    /// The ring has this key.
    #[error("this key is in the ring already, as {0}")]
    KnownAlready(&'static str),
    /// It is the configured one.
    #[error("this is the key that JITSI_PRIVATE_KEY holds: stage another one")]
    IsConfigured,
    /// No key has this name, and none is staged that could get it.
    #[error("no key has this id, and none is staged that it could belong to: begin with `greenroom keys stage`")]
    UnknownKid,
    /// No key has this fingerprint.
    #[error("no key has this fingerprint: `greenroom keys list` shows them")]
    UnknownFingerprint,
    /// The digits do not say which key is meant.
    #[error("more keys than one begin with these digits: give more of them, eight at least")]
    UnclearFingerprint,
    /// Nothing says which of the staged keys the name belongs to.
    #[error("more keys than one are staged: say which by --fingerprint")]
    SeveralStaged,
    /// The key signs already.
    #[error("the key with this id signs already. Is it the id of the new key's row in the console?")]
    ActiveAlready,
    /// Another key has this name.
    #[error("another key has this id: copy the id from the row of this very key in the console")]
    KidTaken,
    /// It was retired: its private half is gone.
    #[error("the key with this id was retired, and its private half is not kept: stage a new one")]
    Retired,
    /// The configured key's name is what the configuration says.
    #[error("the configured key has the id that JITSI_KEY_ID says: change it there")]
    ConfiguredKid,
    /// The configured key of then is not the one of now.
    #[error("this key was once configured, and JITSI_PRIVATE_KEY holds another one now: stage it from its file")]
    NotConfiguredAnyMore,
    /// It signs.
    #[error("this key signs: stage another one and activate that first")]
    Signs,
    /// Tokens of it may still be in use.
    #[error("tokens of this key are valid for some time yet")]
    TooEarly {
        /// Until when, in seconds since 1970.
        until: i64,
    },
    /// Nothing says which one is meant.
    #[error("say which key by --kid or --fingerprint: `greenroom keys list` shows them")]
    WhichOne,
}
