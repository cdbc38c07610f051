//! Who knocks, as far as a browser tells: what it was given before, and from where it comes.

use std::{
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;

use super::InviteSecret;
use crate::jaas::Role;

/// A browser that calls. The HTTP layer makes it from the request, and gives the browser back what
/// was put into its memory.
#[derive(Debug)]
pub struct Visitor {
    /// Which browser this is: random, the same at each visit.
    pub device: String,
    /// The name that the visitor gave last time.
    pub name: Option<String>,
    /// The host's secrets that the browser holds, by session.
    pub hosts: Vec<(String, InviteSecret)>,
    /// From where the request came.
    pub address: Option<IpAddr>,
    /// By which program.
    pub user_agent: Option<String>,
    memory: Mutex<Vec<Memory>>,
}

/// Something that the browser shall bring along next time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Memory {
    /// Which browser it is.
    Device,
    /// The name that was given.
    Name(String),
    /// The right of a session's host.
    Host {
        /// The session's id.
        session_id: String,
        /// The host's secret.
        secret: InviteSecret,
    },
}

impl Visitor {
    /// A browser, or a backend, as its request tells of it.
    pub fn new(
        device: String,
        name: Option<String>,
        hosts: Vec<(String, InviteSecret)>,
        address: Option<IpAddr>,
        user_agent: Option<String>,
    ) -> Self {
        Self { device, name, hosts, address, user_agent, memory: Mutex::default() }
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
    pub fn host_secret(&self, session_id: &str) -> Option<&InviteSecret> {
        self.hosts.iter().find(|(id, _)| id == session_id).map(|(_, secret)| secret)
    }

    /// `context.user.id`: the same for one browser in one session and role, different across
    /// sessions, so that nobody can be followed from one to the next.
    pub(super) fn user_id(&self, session_id: &str, role: Role) -> String {
        let digest = digest::digest(&digest::SHA256, format!("{session_id} {}", self.device).as_bytes());
        format!("{}-{}", role.as_str(), HEXLOWER.encode(&digest.as_ref()[..10]))
    }
}
