//! The form of a new API key: what was typed, and what became of it.

use std::sync::Arc;

use url::form_urlencoded;

use super::{MadeApiKey, NewApiKey, PolicyBreach, TextError};
use crate::storage::Scope;

/// A new key, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiKeyForm {
    /// What it is for.
    pub name: String,
    /// The scopes that were ticked.
    pub scopes: Vec<String>,
    /// In how many days it ends; empty is never.
    pub days: String,
}

/// What became of the form, on its way to the page that says it.
#[derive(Clone, Debug)]
pub enum ApiKeyAnswer {
    /// The key was made.
    Made(Arc<MadeApiKey>),
    /// It was not.
    NotMade {
        /// What was typed.
        typed: ApiKeyForm,
        /// What is wrong with it.
        breach: PolicyBreach,
    },
}

impl ApiKeyForm {
    /// Reads the form as it was sent. Of a field that may stand there once, the last one counts.
    pub fn read(body: &str) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(body.as_bytes()) {
            match &*name {
                "name" => form.name = value.into_owned(),
                "scope" => form.scopes.push(value.into_owned()),
                "days" => form.days = value.into_owned(),
                _ => {}
            }
        }
        form
    }

    /// The key that it asks for.
    ///
    /// # Errors
    ///
    /// A scope that there is not, or days that are no number.
    pub fn new_key(&self) -> Result<NewApiKey, PolicyBreach> {
        let scopes: Option<Vec<_>> = self.scopes.iter().map(|scope| Scope::parse(scope)).collect();
        let days = match self.days.trim() {
            "" => None,
            typed => {
                let no_number = |_| PolicyBreach::Text { field: "expiresInDays", reason: TextError::Number };
                Some(typed.parse().map_err(no_number)?)
            }
        };
        let scopes = scopes.ok_or(PolicyBreach::Unreadable { field: "scopes" })?;
        Ok(NewApiKey { name: self.name.clone(), scopes, days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_with_all_the_scopes_that_were_ticked() {
        let form = ApiKeyForm::read("name=Course+portal&scope=tokens%3Amint&scope=audit%3Aread&days=+90+&more=1");
        let new = NewApiKey {
            name: "Course portal".to_owned(),
            scopes: vec![Scope::TokensMint, Scope::AuditRead],
            days: Some(90),
        };
        assert_eq!(form.new_key(), Ok(new));
        assert_eq!(ApiKeyForm::read("name=x&days=").new_key().unwrap().days, None);
        for (body, field) in
            [("scope=everything", "scopes"), ("days=soon", "expiresInDays"), ("days=1.5", "expiresInDays")]
        {
            assert_eq!(ApiKeyForm::read(body).new_key().unwrap_err().field(), field, "{body}");
        }
    }
}
