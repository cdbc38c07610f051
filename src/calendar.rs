//! A session as a calendar's entry (iCalendar, RFC 5545; as an invitation, iTIP, RFC 5546).
//!
//! Pure. What Google's, Apple's and Microsoft's calendars want beyond the standard: an organizer and
//! an attendee in every request, and times in UTC, so that no time zone has to be described.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::zone::Zone;

/// The length of a session that has no planned end, as a calendar shows it, in seconds.
const USUAL_LENGTH: i64 = 3600;

/// An entry, for one of the people who come.
pub struct Entry<'a> {
    /// Stays the same through all changes: the session's id.
    pub uid: &'a str,
    /// How often it was changed.
    pub sequence: u32,
    /// The session's title.
    pub title: &'a str,
    /// When it starts, in seconds since 1970.
    pub starts_at: i64,
    /// When it shall be over.
    pub ends_at: Option<i64>,
    /// The way in.
    pub link: &'a str,
    /// What it is, in the reader's words.
    pub description: &'a str,
    /// The e-mail address of whose session it is.
    pub organizer: &'a str,
    /// Who comes: an address, as `mailto:` or another URI.
    pub attendee: &'a str,
    /// What they are called.
    pub attendee_name: &'a str,
    /// Whether it was called off.
    pub cancelled: bool,
    /// The present, in seconds since 1970.
    pub now: i64,
}

/// The entry as a file of type `text/calendar`.
pub fn file(entry: &Entry<'_>) -> String {
    let method = method(entry.cancelled);
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Greenroom//Greenroom//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("METHOD", method));
    calendar.push(event(entry));
    calendar.to_string()
}

/// What the file asks a calendar to do: to keep the entry, or to strike it out.
pub const fn method(cancelled: bool) -> &'static str {
    if cancelled { "CANCEL" } else { "REQUEST" }
}

fn event(entry: &Entry<'_>) -> Event {
    let mut event = Event::with_uid(entry.uid);
    event
        .sequence(entry.sequence)
        .summary(entry.title)
        .description(entry.description)
        .location(entry.link)
        .url(entry.link)
        .status(if entry.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .add_property("DTSTAMP", moment(entry.now))
        .add_property("DTSTART", moment(entry.starts_at))
        .add_property("DTEND", moment(entry.ends_at.unwrap_or(entry.starts_at + USUAL_LENGTH)))
        .add_property("TRANSP", "OPAQUE")
        .add_property("ORGANIZER", format!("mailto:{}", entry.organizer));
    let mut attendee = Property::new("ATTENDEE", entry.attendee);
    attendee
        .add_parameter("CN", &parameter(entry.attendee_name))
        .add_parameter("ROLE", "REQ-PARTICIPANT")
        .add_parameter("PARTSTAT", "NEEDS-ACTION")
        .add_parameter("RSVP", "FALSE");
    event.append_multi_property(attendee);
    event.done()
}

/// The form of a moment in UTC (RFC 5545, 3.3.5).
fn moment(at: i64) -> String {
    Zone::utc().wall_clock(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A parameter's value in quotes, which cannot hold a quote themselves (RFC 5545, 3.2).
fn parameter(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>() -> Entry<'a> {
        Entry {
            uid: "01980000-0000-7000-8000-000000000001",
            sequence: 2,
            title: "Weekly; check-in, with \\ and ü",
            starts_at: 1_796_131_800,
            ends_at: Some(1_796_135_400),
            link: "https://meet.example.com/j/secret",
            description: "Open the link.",
            organizer: "hanna@example.com",
            attendee: "urn:uuid:01980000-0000-7000-8000-000000000002",
            attendee_name: "A \"quoted\" guest; with: signs",
            cancelled: false,
            now: 1_796_000_000,
        }
    }

    #[test]
    fn a_request_has_all_that_calendars_want() {
        let text = file(&entry()).replace("\r\n ", "");
        for line in [
            "BEGIN:VCALENDAR",
            "METHOD:REQUEST",
            "UID:01980000-0000-7000-8000-000000000001",
            "SEQUENCE:2",
            "DTSTART:20261201T133000Z",
            "DTEND:20261201T143000Z",
            "STATUS:CONFIRMED",
            "ORGANIZER:mailto:hanna@example.com",
            "SUMMARY:Weekly\\; check-in\\, with \\\\ and ü",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
        assert!(text.contains("ATTENDEE;CN=\"A 'quoted' guest; with: signs\""), "{text}");
        assert!(file(&entry()).lines().all(|line| line.len() <= 75), "lines are folded");
    }

    #[test]
    fn a_cancelled_session_is_struck_out_under_the_same_uid() {
        let text = file(&Entry { cancelled: true, sequence: 3, ends_at: None, ..entry() });
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", "UID:01980000-0000-7000-8000-000000000001"] {
            assert!(text.contains(line), "{text}");
        }
    }
}
