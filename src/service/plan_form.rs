//! A session's plan as the pages' form has it: read from what a browser posts, and written back into
//! the form, with whatever was typed.

use url::form_urlencoded::{self, Serializer};

use super::{Plan, PolicyBreach};
use crate::{
    jaas::{Feature, SessionType},
    storage::Session,
    zone::Zone,
};

/// So much of a field goes back into the form, in characters.
const LONGEST_TYPED: usize = 600;

/// The fields that come once.
const FIELDS: [&str; 9] = [
    "title",
    "session_type",
    "starts",
    "time_zone",
    "minutes",
    "capacity",
    "waits_for_host",
    "admits_each",
    "co_hosts",
];

/// The fields of the form, as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanForm {
    /// The title.
    pub title: String,
    /// `video` or `audio`.
    pub session_type: SessionType,
    /// When it starts, as a wall clock in its time zone shows it: `2026-12-01T14:30`. Empty is now.
    pub starts: String,
    /// The time zone.
    pub time_zone: String,
    /// How long it lasts, in minutes. Empty is until it is ended.
    pub minutes: String,
    /// How many guests it takes at most. Empty is any number.
    pub capacity: String,
    /// Whether guests wait until a host is in.
    pub waits_for_host: bool,
    /// Whether a host lets guests in one by one.
    pub admits_each: bool,
    /// The features that the hosts' tokens may grant.
    pub features: Vec<Feature>,
    /// The addresses of the co-hosts, with commas, blanks or new lines between them.
    pub co_hosts: String,
    /// Which state of the session this changes.
    pub sequence: u32,
    /// A field that came twice, or with something that no form of ours sends.
    pub unreadable: Option<&'static str>,
}

impl Default for PlanForm {
    fn default() -> Self {
        Self {
            title: String::new(),
            session_type: SessionType::Video,
            starts: String::new(),
            time_zone: String::new(),
            minutes: "60".to_owned(),
            capacity: String::new(),
            waits_for_host: false,
            admits_each: false,
            features: Feature::GUIDE.to_vec(),
            co_hosts: String::new(),
            sequence: 0,
            unreadable: None,
        }
    }
}

impl PlanForm {
    /// Reads what a browser posts (`application/x-www-form-urlencoded`), or what [`PlanForm::write`]
    /// wrote. A box that is not ticked is not sent.
    pub fn read(text: &str) -> Self {
        let mut form = Self { features: Vec::new(), minutes: String::new(), ..Self::default() };
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let value = value.into_owned();
            if let Some(field) = FIELDS.into_iter().find(|field| *field == name) {
                if seen.contains(&field) {
                    form.unreadable = Some(field);
                }
                seen.push(field);
            }
            match &*name {
                "title" => form.title = value,
                "session_type" => match SessionType::parse(&value) {
                    Some(kind) => form.session_type = kind,
                    None => form.unreadable = Some("session_type"),
                },
                "starts" => form.starts = value,
                "time_zone" => form.time_zone = value,
                "minutes" => form.minutes = value,
                "capacity" => form.capacity = value,
                "waits_for_host" => form.waits_for_host = true,
                "admits_each" => form.admits_each = true,
                "features" => match Feature::try_from(value) {
                    Ok(feature) => form.features.push(feature),
                    Err(_) => form.unreadable = Some("features"),
                },
                "co_hosts" => form.co_hosts = value,
                "sequence" => form.sequence = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        form
    }

    /// The form as a query.
    pub fn write(&self) -> String {
        let mut query = Serializer::new(String::new());
        query
            .append_pair("title", shortened(&self.title))
            .append_pair("session_type", self.session_type.as_str())
            .append_pair("starts", shortened(&self.starts))
            .append_pair("time_zone", shortened(&self.time_zone))
            .append_pair("minutes", shortened(&self.minutes))
            .append_pair("capacity", shortened(&self.capacity))
            .append_pair("co_hosts", shortened(&self.co_hosts))
            .append_pair("sequence", &self.sequence.to_string());
        for (name, yes) in [("waits_for_host", self.waits_for_host), ("admits_each", self.admits_each)] {
            if yes {
                query.append_pair(name, "on");
            }
        }
        for feature in &self.features {
            query.append_pair("features", feature.as_str());
        }
        query.finish()
    }

    /// The form with which this session can be changed.
    pub fn of(session: &Session, co_hosts: &[String]) -> Self {
        let zone = Zone::parse(&session.time_zone).unwrap_or_else(Zone::utc);
        let minutes = session.ends_at.map(|end| ((end - session.starts_at) / 60).to_string());
        Self {
            title: session.title.clone(),
            session_type: session.session_type,
            starts: zone.field(session.starts_at),
            time_zone: session.time_zone.clone(),
            minutes: minutes.unwrap_or_default(),
            capacity: session.capacity.map(|most| most.to_string()).unwrap_or_default(),
            waits_for_host: session.waits_for_host,
            admits_each: session.admits_each,
            features: session.features.clone(),
            co_hosts: co_hosts.join(", "),
            sequence: session.sequence,
            unreadable: None,
        }
    }

    /// The plan that it means. A start that was not touched is that of the session, to the second.
    ///
    /// # Errors
    ///
    /// A field that cannot be read.
    pub fn plan(&self, before: Option<&Session>) -> Result<Plan, PolicyBreach> {
        if let Some(field) = self.unreadable {
            return Err(PolicyBreach::Unreadable { field });
        }
        let name = if self.time_zone.is_empty() { "UTC" } else { &self.time_zone };
        let zone = Zone::parse(name).ok_or(PolicyBreach::TimeZone)?;
        let untouched = before.filter(|session| zone.field(session.starts_at) == self.starts);
        let starts_at = match (untouched, self.starts.trim()) {
            (Some(session), _) => Some(session.starts_at),
            (None, "") => None,
            (None, typed) => Some(zone.moment(typed).ok_or(PolicyBreach::Moment { field: "startsAt" })?),
        };
        let minutes = number("durationSeconds", &self.minutes)?;
        let split = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        Ok(Plan {
            title: self.title.clone(),
            session_type: self.session_type,
            features: self.features.clone(),
            starts_at,
            seconds: minutes.map(|minutes| minutes.saturating_mul(60)),
            time_zone: Some(name.to_owned()),
            capacity: number("capacity", &self.capacity)?,
            waits_for_host: self.waits_for_host,
            admits_each: self.admits_each,
            co_hosts: self.co_hosts.split(split).filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        })
    }
}

/// As much of a text as may stand in an address: more than any field takes.
fn shortened(text: &str) -> &str {
    text.char_indices().nth(LONGEST_TYPED).map_or(text, |(end, _)| &text[..end])
}

/// A number of a form; none where nothing is typed. What is no number breaks the rule of its field.
fn number(field: &'static str, text: &str) -> Result<Option<i64>, PolicyBreach> {
    match text.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| PolicyBreach::Text { field, reason: super::TextError::Number }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let form = PlanForm {
            title: "A & B = \"C\"".to_owned(),
            session_type: SessionType::Audio,
            starts: "2026-12-01T14:30".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            minutes: "45".to_owned(),
            capacity: "7".to_owned(),
            waits_for_host: true,
            admits_each: true,
            features: vec![Feature::Recording],
            co_hosts: "ben@example.com".to_owned(),
            sequence: 3,
            unreadable: None,
        };
        assert_eq!(PlanForm::read(&form.write()), form);
        assert_eq!(PlanForm::read(""), PlanForm { minutes: String::new(), features: vec![], ..PlanForm::default() });
    }

    #[test]
    fn a_form_means_a_plan() {
        let text = "title=T&starts=2026-12-01T14%3A30&time_zone=Europe%2FBerlin&minutes=90&capacity=&co_hosts=a%40b.c%2C+d%40e.f%0Ag%40h.i&features=recording&admits_each=on";
        let plan = PlanForm::read(text).plan(None).unwrap();
        assert_eq!((plan.starts_at, plan.seconds, plan.capacity), (Some(1_796_131_800), Some(5400), None));
        assert_eq!(plan.co_hosts, ["a@b.c", "d@e.f", "g@h.i"]);
        assert_eq!((plan.features, plan.admits_each, plan.waits_for_host), (vec![Feature::Recording], true, false));
    }

    #[test]
    fn what_cannot_be_read_names_its_field() {
        for (text, field) in [
            ("starts=tomorrow", "startsAt"),
            ("time_zone=Mars", "timeZone"),
            ("minutes=an+hour", "durationSeconds"),
            ("minutes=99999999999999999999", "durationSeconds"),
            ("capacity=many", "capacity"),
            ("title=a&title=b", "title"),
            ("session_type=hologram", "session_type"),
            ("features=teleport", "features"),
        ] {
            assert_eq!(PlanForm::read(text).plan(None).unwrap_err().field(), field, "{text}");
        }
    }
}
