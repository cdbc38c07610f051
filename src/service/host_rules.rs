//! Who of a provider's people may host.

use serde_json::{Map, Value};

use super::Email;

/// Whoever one of these rules fits may host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostRules {
    /// Domains of e-mail addresses, in lower case.
    pub domains: Vec<String>,
    /// E-mail addresses, in lower case.
    pub emails: Vec<String>,
    /// A claim's name and value.
    pub claim: Option<(String, String)>,
}

impl HostRules {
    /// Whether somebody with this verified address and these claims may host.
    pub(super) fn allow(&self, email: &Email, claims: &Map<String, Value>) -> bool {
        self.emails.iter().any(|allowed| allowed == email.as_str())
            || self.domains.iter().any(|allowed| allowed == email.domain())
            || self.claim.as_ref().is_some_and(|(name, value)| claims.get(name).is_some_and(|claim| says(claim, value)))
    }
}

/// Whether a claim is that text, or a list with that text in it.
fn says(claim: &Value, value: &str) -> bool {
    let is = |claim: &Value| claim.as_str() == Some(value);
    is(claim) || claim.as_array().is_some_and(|list| list.iter().any(is))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn allowed(rules: &HostRules, email: &str, claims: &Value) -> bool {
        rules.allow(&Email::parse(email).unwrap(), claims.as_object().unwrap())
    }

    #[test]
    fn without_a_rule_nobody_may_host() {
        assert!(!allowed(&HostRules::default(), "ada@example.com", &json!({ "groups": ["hosts"] })));
    }

    #[test]
    fn a_domain_is_what_stands_after_the_last_at_and_nothing_else() {
        let rules = HostRules { domains: vec!["example.com".to_owned()], ..HostRules::default() };
        for (email, expected) in [
            ("ada@example.com", true),
            ("Ada@EXAMPLE.com", true),
            ("ada@mail.example.com", false),
            ("ada@notexample.com", false),
            ("ada@example.com.evil.example", false),
            ("ada@example.com@evil.example", false),
            ("\"ada@evil.example\"@example.com", true),
            ("ada@example.co", false),
        ] {
            assert_eq!(allowed(&rules, email, &json!({})), expected, "{email}");
        }
    }

    #[test]
    fn an_address_is_the_whole_address() {
        let rules = HostRules { emails: vec!["ada@example.com".to_owned()], ..HostRules::default() };
        for (email, expected) in [
            ("ADA@example.com", true),
            ("grace@example.com", false),
            ("ada@example.org", false),
            ("ada+x@example.com", false),
        ] {
            assert_eq!(allowed(&rules, email, &json!({})), expected, "{email}");
        }
    }

    #[test]
    fn a_claim_is_that_text_or_a_list_with_it() {
        let rules = HostRules { claim: Some(("groups".to_owned(), "hosts".to_owned())), ..HostRules::default() };
        for (claims, expected) in [
            (json!({ "groups": "hosts" }), true),
            (json!({ "groups": ["staff", "hosts"] }), true),
            (json!({ "groups": [] }), false),
            (json!({ "groups": "hosts staff" }), false),
            (json!({ "groups": "HOSTS" }), false),
            (json!({ "groups": { "hosts": true } }), false),
            (json!({ "groups": [["hosts"]] }), false),
            (json!({ "groups": true }), false),
            (json!({ "roles": ["hosts"] }), false),
        ] {
            assert_eq!(allowed(&rules, "ada@example.com", &claims), expected, "{claims}");
        }
    }
}
