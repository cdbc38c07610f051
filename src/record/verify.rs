//! Proving a chain: event by event, in order, in little memory.

use std::{collections::HashMap, fmt};

use super::{Event, EventKind, GENESIS, Hash, hash_of, personal_hash};

/// Where a chain fails, and how.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// An event is not there.
    #[error("event {expected} is missing: event {found} comes after event {}", expected - 1)]
    Missing {
        /// The place that is empty.
        expected: i64,
        /// What came in its stead.
        found: i64,
    },
    /// What happened is not what was written, or another event was put before it.
    #[error(
        "event {seq} was changed, or stands in another's place: its hash does not follow from it and the one before"
    )]
    Changed {
        /// Its place.
        seq: i64,
    },
    /// Who it was is not what was written.
    #[error("event {seq} was changed: who it names is not who was written")]
    PersonChanged {
        /// Its place.
        seq: i64,
    },
    /// Who it was is gone, and no event says that it was erased.
    #[error("event {seq} names nobody any more, and no event says that this was erased")]
    Blanked {
        /// Its place.
        seq: i64,
    },
    /// Events are missing at the end.
    #[error("the last {missing} events are missing: the chain had {expected}, and ends at {found}")]
    CutOff {
        /// How many there should be.
        expected: i64,
        /// How many there are.
        found: i64,
        /// The difference.
        missing: i64,
    },
    /// The place where the chain ends is written down beside it, with another hash.
    #[error("event {seq} has another hash than the end of the record that is written down beside it")]
    OtherEnd {
        /// Its place.
        seq: i64,
    },
    /// An event holds what this program never writes.
    #[error("event {seq} was changed: it holds what is no event")]
    Unreadable {
        /// Its place.
        seq: i64,
    },
    /// The chain ends with another hash than was noted.
    #[error("event {seq} has another hash than was noted: the chain was written anew")]
    Rewritten {
        /// Its place.
        seq: i64,
    },
}

/// A place in the chain and its hash, noted down somewhere else: `SEQ:HASH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The place.
    pub seq: i64,
    /// The hash.
    pub hash: Hash,
}

impl Noted {
    /// Reads what its `Display` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (seq, hash) = text.trim().split_once(':')?;
        let seq = seq.parse().ok().filter(|seq| *seq >= 0)?;
        let is_hash = hash.len() == GENESIS.len() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| Self { seq, hash: Hash(hash.to_ascii_lowercase()) })
    }
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash.0)
    }
}

/// What was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many events: the place of the last one.
    pub events: i64,
    /// Of how many of them the personal part was erased.
    pub erased: i64,
    /// The hash of the last one: who notes it can prove later that all of these are still there.
    pub head: Hash,
}

/// Looks at one event after the other.
#[derive(Debug)]
pub struct Verifier {
    seq: i64,
    head: Hash,
    /// A place and its hash, noted earlier.
    noted: Option<(i64, Hash)>,
    erased: i64,
    /// The latest moment before which personal data was purged.
    purged_before: i64,
    /// The latest event without a personal part that no erasure accounts for: its moment and place.
    blank: Option<(i64, i64)>,
    /// How many events say of themselves that this event erased them, and one of them.
    erasures: HashMap<String, (i64, i64)>,
    /// How many events each erasure says that it erased.
    said: HashMap<String, i64>,
}

impl Verifier {
    /// Begins before the first event. `noted` is a place and its hash as they were noted earlier.
    pub fn new(noted: Option<(i64, Hash)>) -> Self {
        Self {
            seq: 0,
            head: Hash(GENESIS.to_owned()),
            noted,
            erased: 0,
            purged_before: i64::MIN,
            blank: None,
            erasures: HashMap::new(),
            said: HashMap::new(),
        }
    }

    /// Looks at the next event.
    ///
    /// # Errors
    ///
    /// It is not what must come next.
    pub fn next(&mut self, event: &Event) -> Result<(), ChainFault> {
        let seq = self.seq + 1;
        if event.seq != seq {
            return Err(ChainFault::Missing { expected: seq, found: event.seq });
        }
        if hash_of(event, &self.head) != event.hash {
            return Err(ChainFault::Changed { seq });
        }
        match &event.personal {
            Some((salt, personal)) if personal_hash(salt, personal) != event.personal_hash => {
                return Err(ChainFault::PersonChanged { seq });
            }
            Some(_) => {}
            None => self.blank(event),
        }
        if self.noted.as_ref().is_some_and(|(noted, hash)| *noted == seq && *hash != event.hash) {
            return Err(ChainFault::Rewritten { seq });
        }
        self.hear(event);
        self.seq = seq;
        self.head = event.hash.clone();
        Ok(())
    }

    fn blank(&mut self, event: &Event) {
        self.erased += 1;
        match &event.erased_by {
            Some(by) => self.erasures.entry(by.clone()).or_insert((0, event.seq)).0 += 1,
            None if self.blank.is_none_or(|(at, _)| event.at >= at) => self.blank = Some((event.at, event.seq)),
            None => {}
        }
    }

    fn hear(&mut self, event: &Event) {
        let number = event.detail.as_deref().and_then(|detail| detail.parse().ok());
        match (event.kind, number) {
            (EventKind::PersonalDataPurged, Some(before)) => self.purged_before = self.purged_before.max(before),
            (EventKind::PersonalDataErased, Some(count)) => _ = self.said.insert(event.id.clone(), count),
            _ => {}
        }
    }

    /// Ends: what is there must be all of it. `expected` is how many events there are said to be.
    ///
    /// # Errors
    ///
    /// Events are missing at the end, or personal data is gone that no event accounts for.
    pub fn end(self, expected: i64) -> Result<Verified, ChainFault> {
        let expected = self.noted.as_ref().map_or(expected, |(noted, _)| expected.max(*noted));
        if self.seq < expected {
            let missing = expected - self.seq;
            return Err(ChainFault::CutOff { expected, found: self.seq, missing });
        }
        if let Some((_, seq)) = self.blank.filter(|(at, _)| *at >= self.purged_before) {
            return Err(ChainFault::Blanked { seq });
        }
        let unsaid = self.erasures.iter().find(|(by, (count, _))| self.said.get(*by).is_none_or(|said| said < count));
        if let Some((_, (_, seq))) = unsaid {
            return Err(ChainFault::Blanked { seq: *seq });
        }
        Ok(Verified { events: self.seq, erased: self.erased, head: self.head })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{ActorKind, NewEvent, Personal};

    fn new(number: i64, kind: EventKind) -> NewEvent {
        NewEvent {
            id: format!("e{number}"),
            at: 1000 + number,
            kind,
            actor: ActorKind::Guest,
            api_key: None,
            session_id: Some("s1".to_owned()),
            request_id: Some("r1".to_owned()),
            subject: None,
            detail: None,
            times: 1,
            salt: format!("salt{number}"),
            personal: Personal { person: Some("ada".to_owned()), ..Personal::default() },
        }
    }

    fn chain(news: impl IntoIterator<Item = NewEvent>) -> Vec<Event> {
        let mut head = Hash(GENESIS.to_owned());
        let sealed = (1..).zip(news).map(|(seq, new)| {
            let event = Event::sealed(new, seq, &head);
            head = event.hash.clone();
            event
        });
        sealed.collect()
    }

    fn six() -> Vec<Event> {
        chain((1..=6).map(|number| new(number, EventKind::Joined)))
    }

    fn verify(events: &[Event], expected: i64, noted: Option<(i64, Hash)>) -> Result<Verified, ChainFault> {
        let mut verifier = Verifier::new(noted);
        for event in events {
            verifier.next(event)?;
        }
        verifier.end(expected)
    }

    #[test]
    fn a_whole_chain_holds_and_says_its_head() {
        let events = six();
        let verified = verify(&events, 6, None).unwrap();
        assert_eq!((verified.events, verified.erased, verified.head), (6, 0, events[5].hash.clone()));
        let nothing = verify(&[], 0, None).unwrap();
        assert_eq!((nothing.events, nothing.head.0.as_str()), (0, GENESIS));
    }

    #[test]
    fn whatever_is_done_to_an_event_is_found_and_named() {
        type Deed = fn(&mut Vec<Event>);
        let rows: [(&str, Deed, ChainFault); 14] = [
            ("removed", |all| _ = all.remove(2), ChainFault::Missing { expected: 3, found: 4 }),
            ("removed at the start", |all| _ = all.remove(0), ChainFault::Missing { expected: 1, found: 2 }),
            ("removed at the end", |all| _ = all.pop(), ChainFault::CutOff { expected: 6, found: 5, missing: 1 }),
            ("doubled", |all| all.insert(3, all[2].clone()), ChainFault::Missing { expected: 4, found: 3 }),
            ("reordered", |all| all.swap(2, 3), ChainFault::Missing { expected: 3, found: 4 }),
            (
                "reordered with their places",
                |all| {
                    all.swap(2, 3);
                    (all[2].seq, all[3].seq) = (3, 4);
                },
                ChainFault::Changed { seq: 3 },
            ),
            ("moved in time", |all| all[3].at += 1, ChainFault::Changed { seq: 4 }),
            ("of another kind", |all| all[3].kind = EventKind::Removed, ChainFault::Changed { seq: 4 }),
            ("by another right", |all| all[3].actor = ActorKind::Host, ChainFault::Changed { seq: 4 }),
            ("in another session", |all| all[3].session_id = None, ChainFault::Changed { seq: 4 }),
            ("with more detail", |all| all[3].detail = Some(String::new()), ChainFault::Changed { seq: 4 }),
            ("counted higher", |all| all[3].times = 2, ChainFault::Changed { seq: 4 }),
            (
                "of another person",
                |all| all[3].personal.as_mut().unwrap().1.person = Some("bob".to_owned()),
                ChainFault::PersonChanged { seq: 4 },
            ),
            ("of nobody", |all| all[3].personal = None, ChainFault::Blanked { seq: 4 }),
        ];
        for (name, deed, fault) in rows {
            let mut events = six();
            deed(&mut events);
            assert_eq!(verify(&events, 6, None), Err(fault), "{name}");
        }
    }

    #[test]
    fn a_chain_that_was_written_anew_is_found_by_who_noted_a_hash() {
        let noted = (4, six()[3].hash.clone());
        assert!(verify(&six(), 6, Some(noted.clone())).is_ok());
        let other = chain((1..=6).map(|number| new(number, EventKind::Removed)));
        assert_eq!(verify(&other, 6, Some(noted.clone())), Err(ChainFault::Rewritten { seq: 4 }));
        let short = ChainFault::CutOff { expected: 4, found: 3, missing: 1 };
        assert_eq!(verify(&six()[..3], 3, Some(noted)), Err(short));
    }

    #[test]
    fn what_was_noted_is_read_back_and_nothing_else_is() {
        let noted = Noted { seq: 12, hash: six()[3].hash.clone() };
        assert_eq!(Noted::parse(&format!(" {noted}\n")), Some(noted.clone()));
        assert_eq!(Noted::parse(&noted.to_string().to_uppercase()), Some(noted.clone()));
        for text in ["", "12", "12:", ":", "-1:", "x:"] {
            assert_eq!(Noted::parse(text), None, "{text}");
        }
        for text in [format!("-1:{}", noted.hash.0), format!("12:{}0", noted.hash.0), format!("12:{}", "g".repeat(64))]
        {
            assert_eq!(Noted::parse(&text), None, "{text}");
        }
    }

    #[test]
    fn what_was_purged_holds_where_an_event_says_so_and_nowhere_else() {
        let purge = |before: i64| new(7, EventKind::PersonalDataPurged).saying(before.to_string());
        let purged = |before: i64, count: usize| {
            let mut events = chain((1..=6).map(|number| new(number, EventKind::Joined)).chain([purge(before)]));
            events[..count].iter_mut().for_each(|event| event.personal = None);
            verify(&events, 7, None)
        };
        assert_eq!(purged(1004, 3).unwrap().erased, 3);
        assert_eq!(purged(1004, 4), Err(ChainFault::Blanked { seq: 4 }));
    }

    #[test]
    fn what_was_erased_for_one_person_holds_as_far_as_its_event_counts() {
        let erasure = new(7, EventKind::PersonalDataErased).saying("2");
        let erased = |by: &str, count: usize| {
            let mut events = chain((1..=6).map(|number| new(number, EventKind::Joined)).chain([erasure.clone()]));
            for event in &mut events[1..=count] {
                (event.personal, event.erased_by) = (None, Some(by.to_owned()));
            }
            verify(&events, 7, None)
        };
        assert_eq!(erased("e7", 2).unwrap().erased, 2);
        assert_eq!(erased("e7", 3), Err(ChainFault::Blanked { seq: 2 }));
        assert_eq!(erased("e9", 1), Err(ChainFault::Blanked { seq: 2 }));
    }
}
