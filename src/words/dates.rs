//! Dates, times and numbers as each language writes them (ICU4X).

use icu_datetime::{
    DateTimeFormatter,
    fieldsets::{T, YMD},
    input::{Date, DateTime, Time},
};
use icu_decimal::{DecimalFormatter, input::Decimal, options::DecimalFormatterOptions};

use super::{Language, text_with};
use crate::zone::Zone;

/// What a wall clock shows, in those fields; as the standard writes it where the language fails. A
/// macro, since each set of fields is a type of its own.
macro_rules! formatted {
    ($language:expr, $fields:expr, $shown:expr) => {{
        let shown = $shown;
        let [month, day, hour, minute] = [shown.month(), shown.day(), shown.hour(), shown.minute()]
            .map(|part| u8::try_from(part).unwrap_or_default());
        let date = Date::try_new_iso(shown.year().into(), month, day);
        let time = Time::try_new(hour, minute, 0, 0);
        let formatter = DateTimeFormatter::try_new($language.locale().into(), $fields);
        match (formatter, date, time) {
            (Ok(formatter), Ok(date), Ok(time)) => formatter.format(&DateTime { date, time }).to_string(),
            _ => shown.to_string(),
        }
    }};
}

/// A time of the day, to the minute.
pub fn time(language: Language, at: i64, zone: &Zone) -> String {
    formatted!(language, T::hm(), zone.wall_clock(at))
}

/// A day.
pub fn date(language: Language, at: i64, zone: &Zone) -> String {
    formatted!(language, YMD::medium(), zone.wall_clock(at))
}

/// A day and a time of it, to the minute.
pub fn date_time(language: Language, at: i64, zone: &Zone) -> String {
    formatted!(language, YMD::medium().with_time_hm(), zone.wall_clock(at))
}

/// A whole number.
pub fn number(language: Language, number: u64) -> String {
    let formatter = DecimalFormatter::try_new(language.locale().into(), DecimalFormatterOptions::default());
    formatter.map_or_else(|_| number.to_string(), |formatter| formatter.format(&Decimal::from(number)).to_string())
}

/// How long something lasts, in words, to the minute.
pub fn duration(language: Language, seconds: i64) -> String {
    let part = |key, count: i64| text_with(language, key, [("count", count.into())]);
    match (seconds / 3600, seconds / 60 % 60) {
        (0, 0) => part("duration-seconds", seconds),
        (0, minutes) => part("duration-minutes", minutes),
        (hours, 0) => part("duration-hours", hours),
        (hours, minutes) => {
            let parts = [part("duration-hours", hours), part("duration-minutes", minutes)];
            let [hours, minutes] = parts.map(Into::into);
            text_with(language, "duration-both", [("hours", hours), ("minutes", minutes)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-12-01, 13:30 UTC.
    const AT: i64 = 1_796_131_800;

    #[test]
    fn dates_are_written_as_each_language_does() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        assert_eq!(date_time(Language::English, AT, &berlin), "1 Dec 2026, 14:30");
        assert_eq!(date_time(Language::German, AT, &berlin), "01.12.2026, 14:30");
        assert_eq!(date(Language::English, AT, &berlin), "1 Dec 2026");
        assert_eq!(date(Language::German, AT, &berlin), "01.12.2026");
        assert_eq!(time(Language::German, AT, &Zone::utc()), "13:30");
        assert_eq!(number(Language::English, 12_345), "12,345");
        assert_eq!(number(Language::German, 12_345), "12.345");
    }

    #[test]
    fn durations_are_told_as_people_tell_them() {
        for (seconds, english, german) in [
            (1, "1 second", "1 Sekunde"),
            (42, "42 seconds", "42 Sekunden"),
            (60, "1 minute", "1 Minute"),
            (125, "2 minutes", "2 Minuten"),
            (3600, "1 hour", "1 Stunde"),
            (7_384, "2 hours and 3 minutes", "2 Stunden und 3 Minuten"),
        ] {
            assert_eq!(duration(Language::English, seconds), english);
            assert_eq!(duration(Language::German, seconds), german);
        }
    }
}
