//! A token made by the deployment's own signer, checked with its public half, and explained.

use crate::{
    checks::{Check, Topic},
    jaas::explain::{Explanation, Grade, explain},
    service::Service,
};

/// Makes a token, checks it and says what it allows. The token itself is not shown.
pub(super) async fn check(service: &Service, now: i64) -> Check {
    let token = match service.trial_token().await {
        Ok(Some(token)) => token,
        Ok(None) => return Check::skipped(Topic::Token, "This deployment takes no tokens."),
        Err(error) => return Check::fail(Topic::Token, format!("No token can be made: {error}.")),
    };
    let Some(verifier) = service.meetings().verifier() else {
        return Check::fail(Topic::Token, "The key's public half cannot be written down, so no token can be checked.");
    };
    match explain(&token, now, Some(&verifier)) {
        Ok(explanation) => judged(&explanation),
        Err(error) => Check::fail(Topic::Token, format!("A token was made and cannot be read: {error}.")),
    }
}

fn judged(explanation: &Explanation) -> Check {
    let broken: Vec<_> = explanation
        .findings
        .iter()
        .filter(|finding| finding.grade == Grade::Broken)
        .map(|finding| format!("{} ({})", finding.words, finding.rule.key()))
        .collect();
    if !broken.is_empty() {
        return Check::fail(Topic::Token, format!("A token was made, and it breaks rules. {}", broken.join(" ")));
    }
    let said: Vec<_> = explanation.says.iter().map(|saying| format!("{} {}", saying.topic, saying.words)).collect();
    Check::ok(Topic::Token, format!("A token was made and checked. It says: {}.", said.join("; ")))
}
