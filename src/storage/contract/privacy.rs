//! Personal data: what is too old to be kept, and what is known of one person.

use async_trait::async_trait;

use crate::{
    record::NewEvent,
    storage::{Age, Due, Identity, PersonalData, PersonalRows, StoreError},
};

/// Finds personal data and erases it. An event of the record accounts for it: it must have its place in
/// the chain before an event's personal part goes.
#[async_trait]
pub trait PrivacyStore: Send + Sync {
    /// Looks at no more than `limit` rows behind the key `after`, and says in which there is personal
    /// data of that age.
    async fn due(&self, data: PersonalData, age: Age, after: Option<&str>, limit: u64) -> Result<Due, StoreError>;

    /// Erases the personal data of these rows, and how many that were. Erasing it twice changes nothing.
    async fn erase(&self, data: PersonalData, ids: &[String]) -> Result<u64, StoreError>;

    /// What is kept of one person outside of the record.
    async fn rows_of(&self, who: &Identity) -> Result<PersonalRows, StoreError>;

    /// Erases what is kept of one person, and who it was in the events at these places, all or nothing.
    /// These say by which event: `by`, which is written before and has its place.
    async fn erase_person(
        &self,
        who: &Identity,
        rows: &PersonalRows,
        places: &[i64],
        by: &NewEvent,
    ) -> Result<(), StoreError>;

    /// Sees to it that the database's files hold nothing more of what was erased, as far as that is in
    /// our hands.
    async fn leave_no_trace(&self) -> Result<(), StoreError>;
}
