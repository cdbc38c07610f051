//! What is asked of the record, as a page's form or a program writes it.

use url::form_urlencoded::{self, Serializer};

use super::{
    PolicyBreach, TextError,
    audit::EventFilter,
    plan::within,
    text::{MAX_EMAIL, one_line},
};
use crate::{record::EventKind, zone::Zone};

/// How many events stand on a page where nobody says how many.
const PAGE: i64 = 50;
/// The most that stand on one.
const LARGEST_PAGE: i64 = 200;
/// The longest id of a session that is looked for, in characters.
const LONGEST_ID: usize = 64;
/// The last moment that calendars have four digits for, in seconds since 1970.
const LAST_MOMENT: i64 = 253_402_300_799;

/// Which events somebody asks for, as it was typed; what is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordQuery {
    /// Of one session, by its id.
    pub session: String,
    /// Of one kind, by its name.
    pub kind: String,
    /// About one person: an account's address, or the user id of a token.
    pub person: String,
    /// Done by one person.
    pub by: String,
    /// Not before this moment.
    pub from: String,
    /// Before this moment; where it is a day, up to its end.
    pub until: String,
    /// The time zone of moments without one; UTC where nothing is said.
    pub time_zone: String,
    /// Those that stand before this place in the chain.
    pub before: String,
    /// At most so many.
    pub limit: String,
    /// A field that came twice.
    twice: Option<&'static str>,
}

impl RecordQuery {
    /// Reads the query of an address. What it does not know it does not hear.
    pub fn read(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let Some((field, place)) = query.fields().into_iter().find(|(field, _)| *field == name) else { continue };
            let again = !place.is_empty();
            value.trim().clone_into(place);
            if again {
                query.twice = Some(field);
            }
        }
        query
    }

    /// The same as a query, from that place on.
    pub fn write(&self, before: Option<i64>) -> String {
        let mut query = self.clone();
        query.before = before.map(|before| before.to_string()).unwrap_or_default();
        let mut text = Serializer::new(String::new());
        for (name, value) in query.fields() {
            if !value.is_empty() {
                text.append_pair(name, value);
            }
        }
        text.finish()
    }

    fn fields(&mut self) -> [(&'static str, &mut String); 9] {
        [
            ("session", &mut self.session),
            ("kind", &mut self.kind),
            ("person", &mut self.person),
            ("by", &mut self.by),
            ("from", &mut self.from),
            ("until", &mut self.until),
            ("timeZone", &mut self.time_zone),
            ("before", &mut self.before),
            ("limit", &mut self.limit),
        ]
    }

    /// The events that it asks for.
    ///
    /// # Errors
    ///
    /// A field that nobody can make sense of.
    pub fn filter(&self) -> Result<EventFilter, PolicyBreach> {
        if let Some(field) = self.twice {
            return Err(PolicyBreach::Unreadable { field });
        }
        let zone = match self.time_zone.as_str() {
            "" => Zone::utc(),
            name => Zone::parse(name).ok_or(PolicyBreach::TimeZone)?,
        };
        let kind =
            given(&self.kind).map(|name| EventKind::parse(name).ok_or(PolicyBreach::Unreadable { field: "kind" }));
        let limit = number("limit", &self.limit)?.map(|limit| within("limit", limit, 1, LARGEST_PAGE)).transpose()?;
        let before = number("before", &self.before)?;
        Ok(EventFilter {
            session_id: text("session", &self.session, LONGEST_ID)?,
            kind: kind.transpose()?,
            person: text("person", &self.person, MAX_EMAIL)?,
            by: text("by", &self.by, MAX_EMAIL)?,
            from: moment("from", &self.from, |text| zone.moment(text))?,
            until: moment("until", &self.until, |text| zone.end_of_day(text).or_else(|| zone.moment(text)))?,
            before: before.map(|before| within("before", before, 1, i64::MAX)).transpose()?,
            limit: limit.unwrap_or(PAGE).unsigned_abs(),
        })
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn text(field: &'static str, text: &str, max: usize) -> Result<Option<String>, PolicyBreach> {
    given(text).map(|text| one_line(text, max)).transpose().map_err(|reason| PolicyBreach::Text { field, reason })
}

fn number(field: &'static str, text: &str) -> Result<Option<i64>, PolicyBreach> {
    let no_number = |_| PolicyBreach::Text { field, reason: TextError::Number };
    given(text).map(str::parse).transpose().map_err(no_number)
}

/// A moment: seconds since 1970, RFC 3339, or what a wall clock or a calendar shows, which `local` reads.
fn moment(
    field: &'static str,
    text: &str,
    local: impl FnOnce(&str) -> Option<i64>,
) -> Result<Option<i64>, PolicyBreach> {
    let Some(text) = given(text) else { return Ok(None) };
    let at = text.parse().ok().or_else(|| Zone::instant(text)).or_else(|| local(text));
    let at = at.filter(|at| (0..=LAST_MOMENT).contains(at));
    at.map(Some).ok_or(PolicyBreach::Time { field })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_and_written_back_and_says_what_it_asks_for() {
        let text = "session=s1&kind=let_in&person=ada%40example.com&from=2026-12-01T14%3A30&until=2026-12-01\
                    &timeZone=Europe%2FBerlin&by=&before=9&limit=20&more=1";
        let query = RecordQuery::read(text);
        let filter = EventFilter {
            session_id: Some("s1".to_owned()),
            kind: Some(EventKind::LetIn),
            person: Some("ada@example.com".to_owned()),
            by: None,
            from: Some(1_796_131_800),
            until: Some(1_796_166_000),
            before: Some(9),
            limit: 20,
        };
        assert_eq!(query.filter(), Ok(filter));
        let again = RecordQuery::read(&query.write(Some(4)));
        assert_eq!(again, RecordQuery { before: "4".to_owned(), ..query.clone() });
        assert_eq!(RecordQuery::read("").filter(), Ok(EventFilter { limit: 50, ..EventFilter::default() }));
    }

    #[test]
    fn moments_are_read_as_programs_and_people_write_them() {
        for (text, expected) in [
            ("1796131800", 1_796_131_800),
            ("0", 0),
            ("2026-12-01T13:30:00Z", 1_796_131_800),
            ("2026-12-01T14:30:00.250+01:00", 1_796_131_800),
            ("2026-12-01T13:30", 1_796_131_800),
        ] {
            let query = RecordQuery { from: text.to_owned(), ..RecordQuery::default() };
            assert_eq!(query.filter().unwrap().from, Some(expected), "{text}");
        }
    }

    #[test]
    fn what_nobody_can_make_sense_of_names_its_field() {
        let long = format!("person={}", "x".repeat(255));
        for (text, field) in [
            ("kind=everything", "kind"),
            ("session=%00", "session"),
            ("by=a%0Ab", "by"),
            (long.as_str(), "person"),
            ("from=yesterday", "from"),
            ("from=-1", "from"),
            ("until=9223372036854775807", "until"),
            ("until=2026-02-30", "until"),
            ("timeZone=Mars%2FOlympus", "timeZone"),
            ("before=0", "before"),
            ("before=last", "before"),
            ("limit=0", "limit"),
            ("limit=201", "limit"),
            ("limit=1e3", "limit"),
            ("kind=joined&kind=refused", "kind"),
        ] {
            assert_eq!(RecordQuery::read(text).filter().unwrap_err().field(), field, "{text}");
        }
    }
}
