//! The key that signs: which one, its size, its age, who may read its file; and the keys beside it.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use crate::{
    checks::{Check, Topic},
    cli::{
        moment::moment,
        signing_key::{Source, written_at},
        start,
    },
    config::Deployment,
    key_ring::{Key, State},
};

/// How long a key may be staged before somebody must have forgotten it, in seconds: two weeks.
const FORGOTTEN: i64 = 14 * DAY;
const DAY: i64 = 86_400;
const PASSED_OVER: &str = "JITSI_PRIVATE_KEY holds a key that signs nothing, since a key of the ring does: stage it from its file with `greenroom keys stage --key FILE`, or unset the variable.";
const NO_FILE: &str = "The key comes from no file (JITSI_PRIVATE_KEY_FILE is not set).";

/// What key it is, and where from. The fingerprint is that of its public half, so it may be shown to
/// anybody.
pub(super) fn check(deployment: &Deployment, source: &Source) -> Check {
    let Some((key, fingerprint)) = deployment.key().and_then(|key| Some((key, key.fingerprint().ok()?))) else {
        return Check::fail(
            Topic::Key,
            "Its public half cannot be written down. Make another with `greenroom keys stage`.",
        );
    };
    let shown = format!(
        "It signs, from {source}. SHA-256 of its public half: {fingerprint}. `openssl pkey -pubout -outform DER | sha256sum` prints the same for the key's file, and with -pubin for the uploaded one."
    );
    match start::key_warning(key) {
        Some(warning) => Check::warn(Topic::Key, format!("{warning}. {shown}")),
        None => Check::ok(Topic::Key, format!("RSA, {} bits. {shown}", key.bits())),
    }
}

/// How old it is: by the ring where that knows, else by its file. `oldest` is in days.
pub(super) fn age(active: Option<&Key>, source: &Source, oldest: Option<u32>, now: i64) -> Check {
    let by_ring = active.and_then(|key| key.made_at);
    let Some(made_at) = by_ring.or_else(|| source.file().and_then(written_at)) else {
        return Check::skipped(
            Topic::KeyAge,
            "Nobody knows how old the key is: the ring does not say, and it comes from no file that would.",
        );
    };
    let days = now.saturating_sub(made_at).max(0) / DAY;
    let noun = if days == 1 { "day" } else { "days" };
    let told = if by_ring.is_some() {
        format!("The key was made {days} {noun} ago.")
    } else {
        format!("The key's file was written {days} {noun} ago.")
    };
    match oldest {
        Some(oldest) if days > i64::from(oldest) => Check::warn(
            Topic::KeyAge,
            format!(
                "{told} After {oldest} days (GREENROOM_KEY_WARNING_DAYS) it is time for another: begin with `greenroom keys stage`; nothing stands still meanwhile."
            ),
        ),
        _ => Check::ok(Topic::KeyAge, told),
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

/// What waits in the ring: a staged key that was forgotten, a retiring one whose time is over.
pub(super) fn ring(keys: &[Key], now: i64) -> Check {
    let waits: Vec<_> = keys.iter().filter_map(|key| waiting(key, now)).collect();
    if !waits.is_empty() {
        return Check::warn(Topic::KeyRing, waits.join(" "));
    }
    let count = |wanted: &str| keys.iter().filter(|key| key.state.word() == wanted).count();
    let counts = ["staged", "active", "retiring", "retired"].map(|word| format!("{} {word}", count(word)));
    Check::ok(Topic::KeyRing, format!("Keys: {}. Nothing waits for you.", counts.join(", ")))
}

fn waiting(key: &Key, now: i64) -> Option<String> {
    let (short, name) = (key.short(), key.kid.as_deref().unwrap_or("A key"));
    if key.is_passed_over() {
        return Some(PASSED_OVER.to_owned());
    }
    match (key.state, key.since) {
        (State::Staged, Some(since)) if now - since > FORGOTTEN => Some(format!(
            "The key {short} is staged since {} UTC: let it sign with `greenroom keys activate`, or drop it with `greenroom keys retire --fingerprint {short}`.",
            moment(since)
        )),
        (State::Retiring { until }, _) if now >= until => Some(format!(
            "{name} has signed no token that is still valid, since {} UTC: `greenroom keys retire --fingerprint {short}`.",
            moment(until)
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{checks::Mark, key_ring::Origin};

    fn key(state: State, since: Option<i64>, made_at: Option<i64>) -> Key {
        let fingerprint = "0123456789abcdef".repeat(4);
        Key { fingerprint, bits: 4096, kid: Some("t/one".to_owned()), origin: Origin::Folder, made_at, state, since }
    }

    #[test]
    fn a_key_is_old_after_the_days_that_were_set_and_open_when_others_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, "x").unwrap();
        let source = Source::File(path.clone());
        let written = written_at(&path).unwrap();
        for (days, oldest, mark) in [
            (0, Some(90), Mark::Ok),
            (90, Some(90), Mark::Ok),
            (91, Some(90), Mark::Warn),
            (31, Some(30), Mark::Warn),
            (10_000, None, Mark::Ok),
        ] {
            assert_eq!(age(None, &source, oldest, written + days * DAY).mark, mark, "{days} {oldest:?}");
        }
        for (mode, mark) in [(0o600, Mark::Ok), (0o400, Mark::Ok), (0o640, Mark::Warn), (0o604, Mark::Warn)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(super::file(Some(&path)).mark, mark, "{mode:o}");
        }
        assert_eq!(super::file(None).mark, Mark::Skipped);
    }

    #[test]
    fn the_ring_knows_a_keys_age_before_its_file_does_and_none_is_made_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, "x").unwrap();
        let now = written_at(&path).unwrap();
        let old = key(State::Active, Some(now), Some(now - 100 * DAY));
        let check = age(Some(&old), &Source::Ring(path.clone()), Some(90), now);
        assert_eq!(check.mark, Mark::Warn);
        assert!(check.advice.contains("made 100 days ago"), "{}", check.advice);
        let unsaid = key(State::Active, Some(now), None);
        let check = age(Some(&unsaid), &Source::Ring(path), Some(90), now);
        assert!(check.advice.contains("file was written 0 days ago"), "{}", check.advice);
        let check = age(None, &Source::Variable, Some(90), now);
        assert_eq!(check.mark, Mark::Skipped);
        assert!(check.advice.contains("Nobody knows"), "{}", check.advice);
    }

    #[test]
    fn what_waits_in_the_ring_is_told() {
        let now = 1_800_000_000;
        let table = [
            (State::Active, now - 400 * DAY, Mark::Ok),
            (State::Staged, now - FORGOTTEN, Mark::Ok),
            (State::Staged, now - FORGOTTEN - 1, Mark::Warn),
            (State::Retiring { until: now + 1 }, now - DAY, Mark::Ok),
            (State::Retiring { until: now }, now - DAY, Mark::Warn),
            (State::Retired, now - 400 * DAY, Mark::Ok),
        ];
        for (state, since, mark) in table {
            let check = ring(&[key(state, Some(since), None)], now);
            assert_eq!(check.mark, mark, "{state:?}: {}", check.advice);
            assert_eq!(check.advice.contains("0123456789abcdef"), mark == Mark::Warn, "{}", check.advice);
        }
        assert_eq!(ring(&[], now).mark, Mark::Ok);
        let passed_over = Key { origin: Origin::Configured, ..key(State::Retired, None, None) };
        assert!(ring(&[passed_over], now).advice.contains("JITSI_PRIVATE_KEY holds a key that signs nothing"));
    }
}
