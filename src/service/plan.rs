//! What a session shall be: as somebody asks for it, and checked.

use super::{
    PolicyBreach, Title,
    text::{Email, TextError},
};
use crate::{
    jaas::{Feature, SessionType},
    zone::Zone,
};

/// The longest session, in seconds: a day.
pub const LONGEST_SESSION: i64 = 24 * 3600;
/// The shortest, in seconds.
pub const SHORTEST_SESSION: i64 = 5 * 60;
/// The most people of one meeting on `JaaS` (its FAQ).
pub const MOST_GUESTS: i64 = 499;
/// The most co-hosts of a session.
pub const MOST_CO_HOSTS: usize = 20;
/// How far ahead a session may be planned, in seconds: two years.
const FARTHEST: i64 = 2 * 366 * 24 * 3600;
/// How long ago a session may have begun when it is planned, in seconds: who plans at the last minute
/// must not be refused.
const JUST_BEGUN: i64 = 3600;

/// What a session shall be, as it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What its host calls it.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// What its hosts' tokens may grant.
    pub features: Vec<Feature>,
    /// When it starts, in seconds since 1970; now where nothing is said.
    pub starts_at: Option<i64>,
    /// How long it lasts, in seconds; until it is ended where nothing is said.
    pub seconds: Option<i64>,
    /// The time zone that its host thinks in; UTC where nothing is said.
    pub time_zone: Option<String>,
    /// How many guests it takes at most.
    pub capacity: Option<i64>,
    /// Whether guests wait until a host is in.
    pub waits_for_host: bool,
    /// Whether a host lets guests in one by one.
    pub admits_each: bool,
    /// The e-mail addresses of those who lead it as well.
    pub co_hosts: Vec<String>,
}

/// A plan that keeps to the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) title: String,
    pub(super) starts_at: i64,
    pub(super) ends_at: Option<i64>,
    pub(super) time_zone: String,
    pub(super) capacity: Option<u32>,
    pub(super) co_hosts: Vec<Email>,
}

impl Plan {
    /// Checks all of it. `begun_at` is when the session began that is changed to this plan: that it
    /// begins then is no fault.
    pub(super) fn checked(&self, now: i64, begun_at: Option<i64>) -> Result<Checked, PolicyBreach> {
        let title = Title::parse(&self.title).map_err(|reason| PolicyBreach::Text { field: "title", reason })?;
        let starts_at = self.starts_at.unwrap_or(now);
        let in_reach = starts_at > now - JUST_BEGUN && starts_at < now + FARTHEST;
        if !in_reach && begun_at != Some(starts_at) {
            return Err(PolicyBreach::Moment { field: "startsAt" });
        }
        let seconds =
            self.seconds.map(|it| within("durationSeconds", it, SHORTEST_SESSION, LONGEST_SESSION)).transpose()?;
        let capacity = self.capacity.map(|it| within("capacity", it, 1, MOST_GUESTS)).transpose()?;
        let time_zone = match self.time_zone.as_deref() {
            Some(name) => Zone::parse(name).ok_or(PolicyBreach::TimeZone)?,
            None => Zone::utc(),
        };
        Ok(Checked {
            title: title.into_string(),
            starts_at,
            ends_at: seconds.map(|seconds| starts_at + seconds),
            time_zone: time_zone.name().to_owned(),
            capacity: capacity.and_then(|it| u32::try_from(it).ok()),
            co_hosts: self.checked_co_hosts()?,
        })
    }

    fn checked_co_hosts(&self) -> Result<Vec<Email>, PolicyBreach> {
        let read = |text: &String| Email::parse(text).ok_or(PolicyBreach::Email { field: "coHosts" });
        let mut emails = self.co_hosts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        emails.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        emails.dedup();
        if emails.len() > MOST_CO_HOSTS {
            return Err(PolicyBreach::TooMany { field: "coHosts", max: MOST_CO_HOSTS });
        }
        Ok(emails)
    }
}

/// The number, if it is within its limits.
pub(super) fn within(field: &'static str, number: i64, min: i64, max: i64) -> Result<i64, PolicyBreach> {
    if (min..=max).contains(&number) { Ok(number) } else { Err(PolicyBreach::Number { field, min, max }) }
}

/// A short text that a host may write to find something again; none where nothing is written.
pub(super) fn label(field: &'static str, text: &str, max: usize) -> Result<Option<String>, PolicyBreach> {
    match super::text::one_line(text, max) {
        Ok(text) => Ok(Some(text)),
        Err(TextError::Empty) if text.trim().is_empty() => Ok(None),
        Err(reason) => Err(PolicyBreach::Text { field, reason }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_767_225_600;

    fn plan() -> Plan {
        Plan { title: "Weekly".to_owned(), ..Plan::default() }
    }

    #[test]
    fn a_plan_with_nothing_but_a_title_is_a_session_now_without_an_end() {
        let checked = plan().checked(NOW, None).unwrap();
        assert_eq!((checked.starts_at, checked.ends_at, checked.capacity), (NOW, None, None));
        assert_eq!(checked.time_zone, "UTC");
    }

    #[test]
    fn each_rule_names_its_field() {
        let table = [
            (Plan { title: " ".to_owned(), ..plan() }, "title"),
            (Plan { starts_at: Some(NOW - 2 * 3600), ..plan() }, "startsAt"),
            (Plan { starts_at: Some(NOW + 3 * FARTHEST), ..plan() }, "startsAt"),
            (Plan { starts_at: Some(i64::MAX), ..plan() }, "startsAt"),
            (Plan { seconds: Some(0), ..plan() }, "durationSeconds"),
            (Plan { seconds: Some(i64::MAX), ..plan() }, "durationSeconds"),
            (Plan { capacity: Some(0), ..plan() }, "capacity"),
            (Plan { capacity: Some(500), ..plan() }, "capacity"),
            (Plan { time_zone: Some("Mars/Olympus".to_owned()), ..plan() }, "timeZone"),
            (Plan { co_hosts: vec!["nobody".to_owned()], ..plan() }, "coHosts"),
            (Plan { co_hosts: (0..21).map(|n| format!("h{n}@example.com")).collect(), ..plan() }, "coHosts"),
        ];
        for (plan, field) in table {
            assert_eq!(plan.checked(NOW, None).unwrap_err().field(), field, "{plan:?}");
        }
    }

    #[test]
    fn a_session_that_has_begun_keeps_its_start() {
        let begun = Plan { starts_at: Some(NOW - 9 * 3600), ..plan() };
        assert!(begun.checked(NOW, Some(NOW - 9 * 3600)).is_ok());
        assert!(begun.checked(NOW, Some(NOW)).is_err());
    }

    #[test]
    fn a_co_host_named_twice_is_one() {
        let co_hosts = ["Cora@example.com", "cora@example.com ", "ben@example.com"].map(str::to_owned).to_vec();
        let checked = Plan { co_hosts, ..plan() }.checked(NOW, None).unwrap();
        let emails: Vec<_> = checked.co_hosts.iter().map(Email::as_str).collect();
        assert_eq!(emails, ["ben@example.com", "cora@example.com"]);
    }
}
