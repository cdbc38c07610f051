//! The key that signs: size, fingerprint, age, and who may read its file.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::UNIX_EPOCH};

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;

use crate::{
    checks::{Check, Topic},
    cli::start,
    config::Deployment,
};

/// How old a key may be before it is time for another, in days.
const OLD: i64 = 90;
const DAY: i64 = 86_400;
const NO_FILE: &str = "The key comes from no file (JITSI_PRIVATE_KEY_FILE is not set).";

/// What key it is. The fingerprint is that of its public half, so it may be shown to anybody.
pub(super) fn check(deployment: &Deployment) -> Check {
    let Some(key) = deployment.key() else {
        return Check::skipped(Topic::Key, "Nothing here is signed with an RSA key of yours.");
    };
    let Ok(public) = key.public_der() else {
        return Check::fail(
            Topic::Key,
            "Its public half cannot be written down. Make another with `greenroom keys new`.",
        );
    };
    let fingerprint = HEXLOWER.encode(digest::digest(&digest::SHA256, &public).as_ref());
    let shown = format!(
        "SHA-256 of its public half: {fingerprint}. `openssl pkey -pubout -outform DER | sha256sum` prints the same for the key's file, and with -pubin for the uploaded one."
    );
    match start::key_warning(key) {
        Some(warning) => Check::warn(Topic::Key, format!("JITSI_PRIVATE_KEY: {warning}. {shown}")),
        None => Check::ok(Topic::Key, format!("RSA, {} bits. {shown}", key.bits())),
    }
}

/// How old the key's file is.
pub(super) fn age(file: Option<&Path>, now: i64) -> Check {
    let Some(file) = file else { return Check::skipped(Topic::KeyAge, NO_FILE) };
    let changed = fs::metadata(file).and_then(|data| data.modified()).ok();
    let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let Some(changed) = changed.and_then(|since| i64::try_from(since.as_secs()).ok()) else {
        return Check::skipped(Topic::KeyAge, "The system does not say when the key's file was written.");
    };
    let days = now.saturating_sub(changed).max(0) / DAY;
    if days > OLD {
        Check::warn(
            Topic::KeyAge,
            format!(
                "The key's file is {days} days old. Make another with `greenroom keys new`, upload it, and change over; {OLD} days are a good age to do so."
            ),
        )
    } else {
        let noun = if days == 1 { "day" } else { "days" };
        Check::ok(Topic::KeyAge, format!("The key's file is {days} {noun} old."))
    }
}

/// Who may read the key's file.
pub(super) fn file(file: Option<&Path>) -> Check {
    let Some(file) = file else { return Check::skipped(Topic::KeyFile, NO_FILE) };
    let mode = match fs::metadata(file) {
        Ok(data) => data.permissions().mode() & 0o777,
        Err(error) => return Check::fail(Topic::KeyFile, format!("The key's file cannot be looked at ({error}).")),
    };
    let others = match (mode & 0o077, mode & 0o007) {
        (0, _) => return Check::ok(Topic::KeyFile, "Nobody but its owner may read the key's file."),
        (_, 0) => "its group",
        _ => "everybody on this machine",
    };
    Check::warn(
        Topic::KeyFile,
        format!("The key's file is open to {others} (mode {mode:03o}). Close it with `chmod 600 {}`.", file.display()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Mark;

    #[test]
    fn a_key_is_old_after_90_days_and_open_when_others_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, "x").unwrap();
        let written = fs::metadata(&path).unwrap().modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
        let written = i64::try_from(written.as_secs()).unwrap();
        for (days, mark) in [(0, Mark::Ok), (90, Mark::Ok), (91, Mark::Warn)] {
            assert_eq!(age(Some(&path), written + days * DAY).mark, mark, "{days}");
        }
        for (mode, mark) in [(0o600, Mark::Ok), (0o400, Mark::Ok), (0o640, Mark::Warn), (0o604, Mark::Warn)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(super::file(Some(&path)).mark, mark, "{mode:o}");
        }
        assert_eq!(age(None, written).mark, Mark::Skipped);
        assert_eq!(super::file(None).mark, Mark::Skipped);
    }
}
