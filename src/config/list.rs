//! Lists with commas between their parts: domains and e-mail addresses.

use url::Host;

use super::{Problem, Variable, environment::Found};

/// The parts of a list with commas, in lower case.
pub(super) fn list(
    found: Option<&Found>,
    fits: impl Fn(&str) -> bool,
    variable: &Variable,
    problems: &mut Vec<Problem>,
) -> Vec<String> {
    let Some(found) = found else { return Vec::new() };
    let parts: Vec<_> = found.value().split(',').map(|part| part.trim().to_lowercase()).collect();
    if parts.iter().any(|part| !fits(part)) {
        let advice = format!("expected values with commas between them, such as `{}`", variable.example);
        problems.push(found.problem(advice));
    }
    parts
}

/// Whether a part is a domain with a dot in it.
pub(super) fn is_domain(text: &str) -> bool {
    !text.contains('@') && text.contains('.') && Host::parse(text).is_ok()
}

/// Whether a part is an e-mail address at such a domain.
pub(super) fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(name, domain)| !name.is_empty() && is_domain(domain))
}
