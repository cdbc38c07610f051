//! Who waits at a session's door, and who is in.

use async_trait::async_trait;

use crate::{
    record::NewEvent,
    storage::{Answer, Person, StoreError, Waiting},
};

/// Keeps the people of a session.
#[async_trait]
pub trait DoorStore: Send + Sync {
    /// Somebody knocks, or knocks again: the name and the time are new, the answer stays. The event is
    /// written the first time.
    async fn knock(&self, waiting: &Waiting, event: &NewEvent) -> Result<(), StoreError>;

    /// What is known of one who knocked.
    async fn waiting_person(&self, session_id: &str, user_id: &str) -> Result<Option<Waiting>, StoreError>;

    /// Notes that their page is still there.
    async fn still_waiting(&self, session_id: &str, user_id: &str, now: i64) -> Result<(), StoreError>;

    /// Who has knocked, was heard of since `since`, and has no answer; first come first, at most `limit`.
    async fn waiting(&self, session_id: &str, since: i64, limit: u64) -> Result<Vec<Waiting>, StoreError>;

    /// The host's answer to one of them. Says whether there is such a one.
    async fn answer(
        &self,
        session_id: &str,
        user_id: &str,
        answer: Answer,
        event: &NewEvent,
    ) -> Result<bool, StoreError>;

    /// Who was let in, newest first, at most `limit`.
    async fn people(&self, session_id: &str, limit: u64) -> Result<Vec<Person>, StoreError>;

    /// One of them.
    async fn person(&self, session_id: &str, user_id: &str) -> Result<Option<Person>, StoreError>;

    /// Notes what the meeting calls somebody who was let in, unless somebody else in the session is
    /// called so: nobody shall be put out in another one's place.
    async fn set_participant(
        &self,
        session_id: &str,
        user_id: &str,
        participant_id: &str,
        event: &NewEvent,
    ) -> Result<(), StoreError>;

    /// Keeps a guest out from now on; their place is free. Says whether they were in until now.
    async fn remove_person(&self, session_id: &str, user_id: &str, event: &NewEvent) -> Result<bool, StoreError>;
}
