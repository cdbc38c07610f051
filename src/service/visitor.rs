//! Who knocks, as far as a browser tells: what it was given before, and from where it comes.

use std::{
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;

use super::HeldSecret;
use crate::{
    jaas::Role,
    record::{Actor, ActorKind},
    words::Language,
};

/// A browser that calls. The HTTP layer makes it from the request, and gives the browser back what
/// was put into its memory.
#[derive(Debug)]
pub struct Visitor {
    /// Which browser this is: random, the same at each visit.
    pub device: String,
    /// The name that the visitor gave last time.
    pub name: Option<String>,
    /// The secrets of host's links that the browser holds, by session.
    pub hosts: Vec<(String, HeldSecret)>,
    /// The secret of the browser's sign-in.
    pub sign_in: Option<HeldSecret>,
    /// The language that the visitor reads.
    pub language: Language,
    /// From where the request came.
    pub address: Option<IpAddr>,
    /// By which program.
    pub user_agent: Option<String>,
    /// By which request, as the log names it.
    pub request_id: Option<String>,
    /// What was put into its memory since it was last asked for.
    pub memory: Mutex<Vec<Memory>>,
    /// What the use cases found out about it.
    pub known: Mutex<Known>,
}

/// Who a visitor is and where, as far as a request's use case found out: for the record, should it be
/// refused.
#[derive(Debug, Default)]
pub struct Known {
    by: Option<Actor>,
    session_id: Option<String>,
}

/// Something that the browser shall bring along next time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Memory {
    /// Which browser it is.
    Device,
    /// The name that was given.
    Name(String),
    /// The language that was chosen.
    Language(Language),
    /// The secret of a new sign-in.
    SignIn(HeldSecret),
    /// That nobody is signed in.
    SignedOut,
    /// The right of a session's host.
    Host {
        /// The session's id.
        session_id: String,
        /// The host's secret.
        secret: HeldSecret,
    },
}

impl Visitor {
    /// A browser, or a backend, of which nothing is known but these.
    pub fn new(device: String, address: Option<IpAddr>) -> Self {
        Self {
            device,
            name: None,
            hosts: Vec::new(),
            sign_in: None,
            language: Language::default(),
            address,
            user_agent: None,
            request_id: None,
            memory: Mutex::default(),
            known: Mutex::default(),
        }
    }

    /// This visitor as one who does something by that right.
    pub(super) fn actor(&self, kind: ActorKind, id: Option<&str>) -> Actor {
        Actor {
            kind,
            id: id.map(str::to_owned),
            api_key: None,
            address: self.address.map(|address| address.to_string()),
            user_agent: self.user_agent.clone(),
            request_id: self.request_id.clone(),
        }
    }

    /// Notes who they are.
    pub(super) fn is(&self, actor: &Actor) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).by = Some(actor.clone());
    }

    /// Notes of which session it is about.
    pub(super) fn is_at(&self, session_id: &str) {
        // An id that a stranger made up is none of ours, and may be as long as they like.
        if uuid::Uuid::try_parse(session_id).is_ok() {
            self.known.lock().unwrap_or_else(PoisonError::into_inner).session_id = Some(session_id.to_owned());
        }
    }

    /// Who they are and where, as far as is known.
    pub(super) fn known(&self) -> (Actor, Option<String>) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let by = known.by.clone().unwrap_or_else(|| self.actor(ActorKind::Anonymous, None));
        (by, known.session_id.clone())
    }

    /// Puts something into the browser's memory.
    pub fn remember(&self, memory: Memory) {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    }

    /// What was put into the browser's memory since the last call.
    pub fn take_memory(&self) -> Vec<Memory> {
        std::mem::take(&mut *self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The host's secret for that session, if the browser holds one.
    pub fn host_secret(&self, session_id: &str) -> Option<&HeldSecret> {
        self.hosts.iter().find(|(id, _)| id == session_id).map(|(_, secret)| secret)
    }
}

/// By what somebody is known in a session.
pub(super) enum KnownBy<'a> {
    /// A host's account.
    Email(&'a str),
    /// An invite for one person.
    Invite(&'a str),
    /// The browser, where many come by one link.
    Device(&'a str),
}

impl KnownBy<'_> {
    /// `context.user.id`: the same for one person in one session and role, whatever else they come
    /// by; different across sessions, so that nobody can be followed from one to the next.
    pub(super) fn user_id(&self, session_id: &str, role: Role) -> String {
        let known = match self {
            Self::Email(email) => format!("{session_id} email {email}"),
            Self::Invite(id) => format!("{session_id} invite {id}"),
            Self::Device(device) => format!("{session_id} {device}"),
        };
        let digest = digest::digest(&digest::SHA256, known.as_bytes());
        format!("{}-{}", role.as_str(), HEXLOWER.encode(&digest.as_ref()[..10]))
    }
}
