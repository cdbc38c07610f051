//! What can happen.

/// Declares the kinds with their names, so that none is forgotten in one of the places.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident = $name:literal,)+) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl EventKind {
            /// All of them, in the order of the lists.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// The name by which it is stored, exported and asked for.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }

            /// What it says, in words: the table of docs/RECORD.md is made of it.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$kind => concat!($($doc,)+).trim_ascii(),)+
                }
            }
        }
    };
}

kinds! {
    /// A token was issued. The subject is the grant's id, the token's `jti`.
    TokenIssued = "token_issued",
    /// Something was refused. The detail is the code of the refusal, as the API says it.
    Refused = "refused",
    /// Somebody signed in. The subject is the sign-in's id, the detail the way.
    SignedIn = "signed_in",
    /// A sign-in ended before its time. The subject is its id, or the account's id where all ended.
    SignedOut = "signed_out",
    /// A one-time link to sign in with was made. The subject is its id.
    SignInLinkMade = "sign_in_link_made",
    /// An operator ended what an address could host by: its links and its sign-ins.
    HostRevoked = "host_revoked",
    /// A session was opened.
    SessionOpened = "session_opened",
    /// A session's plan was changed.
    SessionChanged = "session_changed",
    /// A session was ended for everyone.
    SessionEnded = "session_ended",
    /// A session was called off.
    SessionCancelled = "session_cancelled",
    /// An invite was made. The subject is its id, the detail its role.
    InviteMade = "invite_made",
    /// A host's invite was used. The subject is its id.
    InviteUsed = "invite_used",
    /// An invite was withdrawn. The subject is its id; none where all guests' invites were.
    InviteRevoked = "invite_revoked",
    /// An invite was closed to newcomers. The subject is its id.
    InviteClosed = "invite_closed",
    /// The link for all guests was replaced. The subject is the new invite's id, the detail the old one's.
    GuestLinkRenewed = "guest_link_renewed",
    /// Somebody knocked at the door.
    Knocked = "knocked",
    /// A host let somebody in.
    LetIn = "let_in",
    /// A host did not let somebody in.
    TurnedAway = "turned_away",
    /// Somebody is in the meeting, as their page tells. The subject is Jitsi's id of the participant.
    Joined = "joined",
    /// A host was in for the first time: guests who wait for one may come in.
    HostIn = "host_in",
    /// Somebody was removed and is kept out.
    Removed = "removed",
    /// Another form of the room claim got somebody in. The detail is the form.
    RoomClaimLearnt = "room_claim_learnt",
    /// An API key was made. The subject is its id.
    ApiKeyMade = "api_key_made",
    /// An API key was revoked. The subject is its id.
    ApiKeyRevoked = "api_key_revoked",
    /// A server signs with this key from now on. The subject is its kid.
    SigningKeyActive = "signing_key_active",
    /// Personal data older than a moment was erased. The detail is that moment, in seconds since 1970.
    PersonalDataPurged = "personal_data_purged",
    /// All that is known of one person was given out.
    PersonalDataExported = "personal_data_exported",
    /// All that was known of one person was erased. The detail is of how many events.
    PersonalDataErased = "personal_data_erased",
    /// The record was moved here from another database. The detail is its last hash there.
    RecordMoved = "record_moved",
}

impl EventKind {
    /// Reads what [`EventKind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_and_no_two_have_one_name() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Some(*kind));
        }
        assert_eq!(EventKind::parse("anything"), None);
    }
}
