//! Times: in UTC from the server, in the reader's own zone once the client is alive.

use leptos::prelude::*;
use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// A moment, in seconds since 1970.
#[component]
pub(super) fn Moment(at: i64) -> impl IntoView {
    let moment = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let machine = moment.format(&Rfc3339).unwrap_or_default();
    let format = format_description!("[day padding:none] [month repr:short] [year], [hour]:[minute] UTC");
    let person = moment.format(format).unwrap_or_default();
    view! { <time datetime=machine>{person}</time> }
}

/// How long something lasted, in words.
pub(super) fn duration(seconds: u32) -> String {
    let count = |number: u32, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    match (seconds / 3600, seconds / 60 % 60) {
        (0, 0) => count(seconds, "second"),
        (0, minutes) => count(minutes, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, minutes) => format!("{} and {}", count(hours, "hour"), count(minutes, "minute")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_as_people_tell_them() {
        let table = [
            (1, "1 second"),
            (42, "42 seconds"),
            (60, "1 minute"),
            (125, "2 minutes"),
            (3600, "1 hour"),
            (7_384, "2 hours and 3 minutes"),
        ];
        for (seconds, words) in table {
            assert_eq!(duration(seconds), words);
        }
    }
}
