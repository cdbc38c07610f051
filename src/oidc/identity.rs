//! Who somebody is, out of an ID token that holds, and the userinfo of the same person.

use serde_json::{Map, Value};

/// Who somebody is, as the provider says.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// Whom the provider means, for good.
    pub subject: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whether the provider has seen that the address is this person's.
    pub email_verified: bool,
    /// What the person is called.
    pub name: Option<String>,
    /// Everything that the provider says.
    pub claims: Map<String, Value>,
}

impl Identity {
    /// Reads the claims of both. Where they differ the ID token is right: it is signed.
    pub(super) fn of(id_token: Map<String, Value>, userinfo: Map<String, Value>) -> Self {
        let (email, email_verified) = email(&id_token, &userinfo);
        let mut claims = userinfo;
        claims.extend(id_token);
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        Self { subject: text("sub").unwrap_or_default(), name: text("name"), email, email_verified, claims }
    }
}

/// An address and whether it is verified, both from one of the two: what one says of an address
/// tells nothing about another address.
fn email(id_token: &Map<String, Value>, userinfo: &Map<String, Value>) -> (Option<String>, bool) {
    let address = |claims: &Map<String, Value>| claims.get("email").and_then(Value::as_str).map(str::to_owned);
    let complete = |claims: &&Map<String, Value>| address(claims).is_some() && claims.contains_key("email_verified");
    let said = [id_token, userinfo].into_iter().find(complete);
    match said {
        Some(claims) => (address(claims), is_true(claims.get("email_verified"))),
        None => (address(id_token).or_else(|| address(userinfo)), false),
    }
}

/// `true`, also in the form of those providers that write it as a text.
fn is_true(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Bool(true))) || value.and_then(Value::as_str) == Some("true")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn an_address_is_verified_by_who_names_it() {
        let ada = Some("ada@example.com".to_owned());
        let rows = [
            ("nothing", json!({}), json!({}), (None, false)),
            ("the token", json!({"email": "ada@example.com", "email_verified": true}), json!({}), (ada.clone(), true)),
            ("a text", json!({"email": "ada@example.com", "email_verified": "true"}), json!({}), (ada.clone(), true)),
            ("a number", json!({"email": "ada@example.com", "email_verified": 1}), json!({}), (ada.clone(), false)),
            ("nobody says", json!({"email": "ada@example.com"}), json!({}), (ada.clone(), false)),
            (
                "the userinfo",
                json!({}),
                json!({"email": "ada@example.com", "email_verified": true}),
                (ada.clone(), true),
            ),
            (
                "another address is verified",
                json!({"email": "boss@example.com"}),
                json!({"email": "ada@example.com", "email_verified": true}),
                (ada.clone(), true),
            ),
            (
                "the token says no",
                json!({"email": "ada@example.com", "email_verified": false}),
                json!({"email": "ada@example.com", "email_verified": true}),
                (ada.clone(), false),
            ),
            ("a flag alone", json!({"email": "ada@example.com"}), json!({"email_verified": true}), (ada, false)),
        ];
        for (name, id_token, userinfo, expected) in rows {
            let identity = Identity::of(map(&id_token), map(&userinfo));
            assert_eq!((identity.email, identity.email_verified), expected, "{name}");
        }
    }

    #[test]
    fn where_they_differ_the_token_is_right() {
        let identity = Identity::of(
            map(&json!({"sub": "1", "groups": ["staff"]})),
            map(&json!({"sub": "1", "groups": ["hosts"], "name": "Ada"})),
        );
        assert_eq!(identity.claims["groups"], json!(["staff"]));
        assert_eq!((identity.subject.as_str(), identity.name.as_deref()), ("1", Some("Ada")));
    }
}
