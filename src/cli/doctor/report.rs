//! What came out, for people and for machines.

use serde_json::json;

use crate::{
    checks::{Check, Mark},
    cli::paragraph,
};

/// Whether nothing fails.
pub(super) fn is_well(checks: &[Check]) -> bool {
    count(checks, Mark::Fail) == 0
}

/// `{"ok", "checks"}`.
pub(super) fn json(checks: &[Check]) -> String {
    format!("{:#}", json!({ "ok": is_well(checks), "checks": checks }))
}

/// A paragraph for each check, and a line that counts them.
pub(super) fn text(checks: &[Check]) -> String {
    let mut lines: Vec<_> = checks.iter().map(paragraphs).collect();
    let counts = [(Mark::Ok, "ok"), (Mark::Warn, "warn"), (Mark::Fail, "fail"), (Mark::Skipped, "skipped")];
    let counts = counts.map(|(mark, word)| format!("{} {word}", count(checks, mark)));
    lines.push(format!("\n{}.", counts.join(", ")));
    lines.join("\n")
}

fn paragraphs(check: &Check) -> String {
    let mark = match check.mark {
        Mark::Ok => "ok",
        Mark::Warn => "warn",
        Mark::Fail => "FAIL",
        Mark::Skipped => "skipped",
    };
    let mut text = format!("{}\n{}", paragraph::labelled(mark, &check.name), paragraph::labelled("", &check.advice));
    if matches!(check.mark, Mark::Warn | Mark::Fail) {
        text.push('\n');
        text.push_str(&paragraph::labelled("", &format!("See {}", check.topic.link())));
    }
    text
}

fn count(checks: &[Check], mark: Mark) -> usize {
    checks.iter().filter(|check| check.mark == mark).count()
}
