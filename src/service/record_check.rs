//! Proving the record: every event in its place, none changed, none removed.

use super::{Refusal, Service};
use crate::{
    record::{ChainFault, Hash, Noted, Verified, Verifier},
    storage::StoreError,
};

/// How many events are read in one step.
const AT_ONCE: u64 = 1000;

impl Service {
    /// Proves the record as it is now. `noted` is a place that was noted down somewhere else; `progress`
    /// hears how many events of how many were looked at. What is added meanwhile is looked at, too.
    ///
    /// # Errors
    ///
    /// The storage fails. That the record does not hold is no error: it is an answer.
    pub async fn verify_record(
        &self,
        noted: Option<&Noted>,
        mut progress: impl FnMut(i64, i64),
    ) -> Result<Result<Verified, ChainFault>, Refusal> {
        self.seal_record().await?;
        let end = self.store.chain_head().await?;
        let mut verifier = Verifier::new(noted.map(|noted| (noted.seq, noted.hash.clone())));
        let mut seen = 0;
        // To the very end, and not to where it was: the event that accounts for an erasure comes before it in
        // time, so whoever has read on to the end has read it.
        loop {
            let events = match self.store.events_after(seen, AT_ONCE).await {
                Err(error) => return unreadable(error).map(Err),
                Ok(events) => events,
            };
            let Some(last) = events.last() else { break };
            let last = last.seq;
            for event in &events {
                let step = verifier.next(event).and_then(|()| is_end(&end, event.seq, &event.hash));
                if let Err(fault) = step {
                    return Ok(Err(fault));
                }
            }
            seen = last;
            progress(seen, end.0.max(seen));
        }
        Ok(verifier.end(end.0))
    }
}

/// The end that is written down beside the chain is what the next event would follow.
fn is_end((end, noted): &(i64, Hash), seq: i64, hash: &Hash) -> Result<(), ChainFault> {
    if *end == seq && noted != hash { Err(ChainFault::OtherEnd { seq }) } else { Ok(()) }
}

/// An event that cannot be read was changed by somebody else; that the database fails is no proof of
/// anything.
fn unreadable(error: StoreError) -> Result<ChainFault, Refusal> {
    match &error {
        StoreError::Corrupt { table: "events", id } => {
            id.parse().map(|seq| ChainFault::Unreadable { seq }).map_err(|_| error.into())
        }
        _ => Err(error.into()),
    }
}
