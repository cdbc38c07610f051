//! Time zones: from what a wall clock shows to a moment, and back. Reads no clock.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{TimeZone, db},
};

/// A time zone of the IANA database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// The zone with that name, such as `Europe/Berlin`.
    pub fn parse(name: &str) -> Option<Self> {
        let rules = TimeZone::get(name).ok()?;
        // The database takes any case; one zone shall have one name.
        let name = rules.iana_name()?.to_owned();
        Some(Self { name, rules })
    }

    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a wall clock there shows at that moment, in seconds since 1970. Moments that no calendar
    /// has show as 1970.
    pub fn wall_clock(&self, at: i64) -> DateTime {
        self.rules.to_datetime(Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// The same as a browser's field for date and time has it: `2026-12-01T14:30`.
    pub fn field(&self, at: i64) -> String {
        self.wall_clock(at).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The moment at which a wall clock there shows this, in seconds since 1970: what a browser's field
    /// for date and time holds. An hour that is skipped in spring is taken as the one after it, one that
    /// comes twice in autumn as the first.
    pub fn moment(&self, field: &str) -> Option<i64> {
        let shown: DateTime = field.trim().parse().ok()?;
        let moment = self.rules.to_ambiguous_timestamp(shown).compatible().ok()?;
        Some(moment.as_second())
    }

    /// The midnight that ends that day there, `2026-12-01`, in seconds since 1970.
    pub fn end_of_day(&self, day: &str) -> Option<i64> {
        // A date of jiff's may have a time behind it, which would not be heard.
        let day: Date = day.trim().parse().ok().filter(|_| day.trim().len() == "2026-12-01".len())?;
        let midnight = day.tomorrow().ok()?.at(0, 0, 0, 0);
        Some(self.rules.to_ambiguous_timestamp(midnight).compatible().ok()?.as_second())
    }

    /// A moment that says its own offset (RFC 3339), in seconds since 1970.
    pub fn instant(text: &str) -> Option<i64> {
        text.trim().parse().ok().map(Timestamp::as_second)
    }

    /// The names of all zones that a person would choose.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = db().available().map(|name| name.as_str().to_owned()).collect();
        names.retain(|name| {
            name == "UTC" || name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("SystemV/")
        });
        names.sort_unstable();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_clock_is_read_in_its_zone() {
        let berlin = Zone::parse("europe/berlin").unwrap();
        assert_eq!(berlin.name(), "Europe/Berlin");
        let winter = berlin.moment("2026-12-01T14:30").unwrap();
        assert_eq!(winter, 1_796_131_800);
        assert_eq!(berlin.field(winter), "2026-12-01T14:30");
        assert_eq!(Zone::utc().field(winter), "2026-12-01T13:30");
        let summer = berlin.moment("2026-07-01T14:30").unwrap();
        assert_eq!(Zone::utc().field(summer), "2026-07-01T12:30");
    }

    #[test]
    fn a_day_ends_at_its_own_midnight_and_an_instant_has_its_own_offset() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        for (day, ends) in [("2026-12-01", "2026-12-01T23:00"), ("2026-03-29", "2026-03-29T22:00")] {
            assert_eq!(Zone::utc().field(berlin.end_of_day(day).unwrap()), ends);
        }
        assert_eq!(berlin.end_of_day("2026-12-01T14:30"), None);
        assert_eq!(Zone::instant("2026-12-01T14:30:00+01:00"), Some(1_796_131_800));
        assert_eq!(Zone::instant("2026-12-01T14:30"), None);
    }

    #[test]
    fn the_hours_around_a_change_of_the_clock_are_taken() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let skipped = berlin.moment("2026-03-29T02:30").unwrap();
        assert_eq!(berlin.field(skipped), "2026-03-29T03:30");
        let twice = berlin.moment("2026-10-25T02:30").unwrap();
        assert_eq!(Zone::utc().field(twice), "2026-10-25T00:30");
    }

    #[test]
    fn nonsense_is_no_zone_and_no_moment() {
        for name in ["", "Mars/Olympus", "../../etc/passwd", "Europe/Berlin\u{0}"] {
            assert_eq!(Zone::parse(name), None, "{name:?}");
        }
        for field in ["", "tomorrow", "2026-13-01T00:00", "2026-02-30T00:00", "99999-01-01T00:00"] {
            assert_eq!(Zone::utc().moment(field), None, "{field:?}");
        }
    }

    #[test]
    fn there_are_zones_to_choose_from() {
        let names = Zone::names();
        assert!(names.len() > 300, "{}", names.len());
        assert!(["UTC", "Europe/Berlin", "America/New_York"].iter().all(|name| names.iter().any(|one| one == name)));
        assert!(names.iter().all(|name| Zone::parse(name).is_some()));
    }
}
