//! A moment on the terminal.

use time::{OffsetDateTime, macros::format_description};

/// Date, hour and minute in UTC.
pub(super) fn moment(at: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    moment.format(format_description!("[year]-[month]-[day] [hour]:[minute]")).unwrap_or_default()
}
