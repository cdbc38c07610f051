//! One event: before and after it has its place in the chain.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{EventKind, Hash};

/// By what right something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Nobody in particular: no right was shown, or none that holds.
    Anonymous,
    /// Who came by a guest's invite.
    Guest,
    /// Who leads a session, or is signed in to do so.
    Host,
    /// A backend with an API key.
    Backend,
    /// Who runs the server: on a page, or on the command line.
    Operator,
    /// The server by itself.
    Server,
}

impl ActorKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Anonymous, Self::Guest, Self::Host, Self::Backend, Self::Operator, Self::Server];

    /// The name by which it is stored and exported.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Guest => "guest",
            Self::Host => "host",
            Self::Backend => "backend",
            Self::Operator => "operator",
            Self::Server => "server",
        }
    }

    /// Reads what [`ActorKind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Who does something, from where, by which request.
#[derive(Clone, PartialEq, Eq)]
pub struct Actor {
    /// By what right.
    pub kind: ActorKind,
    /// Which person: an account's address, or a guest's user id.
    pub id: Option<String>,
    /// Which API key, by its id.
    pub api_key: Option<String>,
    /// From which address.
    pub address: Option<String>,
    /// By which program.
    pub user_agent: Option<String>,
    /// By which request, as the log names it.
    pub request_id: Option<String>,
}

impl Actor {
    /// One of whom nothing else is known.
    pub const fn of(kind: ActorKind) -> Self {
        Self { kind, id: None, api_key: None, address: None, user_agent: None, request_id: None }
    }
}

/// Without who it is: it rides in values that are printed.
impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Actor").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Who an event is about: what can be erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// Who did it: an account's address, or a guest's user id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whom it is about: the same, or the user id that a backend gave. Who did it, where it is about nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// What that person is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// From which address it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// By which program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

impl Personal {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An event that has no place in the chain yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEvent {
    /// A UUID of version 7.
    pub id: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What.
    #[serde(with = "kind_name")]
    pub kind: EventKind,
    /// By what right.
    pub actor: ActorKind,
    /// By which API key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// In which session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// By which request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What it is about: an id that says nothing of a person. See [`EventKind`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// A word more. See [`EventKind`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How often the same happened within a moment: equal refusals are written as one.
    pub times: u32,
    /// Random, so that nobody finds a short name by trying: 32 hexadecimal digits.
    pub salt: String,
    /// Who.
    pub personal: Personal,
}

impl NewEvent {
    /// In that session.
    #[must_use]
    pub fn in_session(mut self, id: &str) -> Self {
        self.session_id = Some(id.to_owned());
        self
    }

    /// About the thing with that id.
    #[must_use]
    pub fn on(mut self, subject: &str) -> Self {
        self.subject = Some(subject.to_owned());
        self
    }

    /// With a word more.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// About that person.
    #[must_use]
    pub fn about(mut self, person: &str) -> Self {
        self.personal.person = Some(person.to_owned());
        self
    }

    /// Who is called so.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        self.personal.name = Some(name.to_owned()).filter(|name| !name.is_empty());
        self
    }
}

/// An event with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place: 1 for the first one.
    pub seq: i64,
    /// A UUID of version 7.
    pub id: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What.
    pub kind: EventKind,
    /// By what right.
    pub actor: ActorKind,
    /// By which API key.
    pub api_key: Option<String>,
    /// In which session.
    pub session_id: Option<String>,
    /// By which request.
    pub request_id: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// A word more.
    pub detail: Option<String>,
    /// How often the same happened within a moment.
    pub times: u32,
    /// What the chain holds of who it was.
    pub personal_hash: Hash,
    /// Its own hash, over that of the event before it.
    pub hash: Hash,
    /// Who, with the salt; none where that was erased.
    pub personal: Option<(String, Personal)>,
    /// The id of the event that says that it was erased for one person's sake.
    pub erased_by: Option<String>,
}

impl Event {
    /// Gives a new event the place after `previous`.
    pub fn sealed(new: NewEvent, seq: i64, previous: &Hash) -> Self {
        let mut event = Self {
            seq,
            personal_hash: super::personal_hash(&new.salt, &new.personal),
            hash: Hash::default(),
            id: new.id,
            at: new.at,
            kind: new.kind,
            actor: new.actor,
            api_key: new.api_key,
            session_id: new.session_id,
            request_id: new.request_id,
            subject: new.subject,
            detail: new.detail,
            times: new.times,
            personal: Some((new.salt, new.personal)),
            erased_by: None,
        };
        event.hash = super::hash_of(&event, previous);
        event
    }

    /// Who, as far as it is still known.
    pub fn who(&self) -> Option<&Personal> {
        self.personal.as_ref().map(|(_, personal)| personal)
    }
}

/// A kind by its name.
mod kind_name {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::EventKind;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub(super) fn serialize<S: Serializer>(kind: &EventKind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EventKind, D::Error> {
        let name = String::deserialize(deserializer)?;
        EventKind::parse(&name).ok_or_else(|| D::Error::custom("an unknown kind of event"))
    }
}
