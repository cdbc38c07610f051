//! The record: what an event is, how events chain by hash, and what proves the chain.
//!
//! Pure: nothing here reads a database, a clock or a network. `storage` keeps events, `service` says
//! what one is.
//!
//! Each event has two parts. What happened (kind, when, which session, which request, by what kind of
//! caller) stays for good. Who it was (name, address, account) is personal, and can be erased: the
//! chain holds only a salted hash of it, so it verifies with and without.

mod chain;
mod event;
mod kind;
mod verify;

pub use chain::{GENESIS, Hash, hash_of, personal_hash};
pub use event::{Actor, ActorKind, Event, NewEvent, Personal};
pub use kind::EventKind;
pub use verify::{ChainFault, Noted, Verified, Verifier};
