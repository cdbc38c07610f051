//! The right of operators: who runs this deployment, and may do what concerns all of it.

use super::{Email, Refusal, Service, Visitor, events::command_line};
use crate::{
    record::{Actor, ActorKind},
    storage::Account,
};

/// The e-mail addresses of operators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operators(Vec<String>);

impl Operators {
    /// Those with these addresses. What is no address is nobody's.
    pub fn new<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Self {
        let addresses = addresses.into_iter().filter_map(Email::parse);
        Self(addresses.map(|email| email.as_str().to_owned()).collect())
    }

    fn has(&self, account: &Account) -> bool {
        self.0.contains(&account.email)
    }
}

/// The right of an operator.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Who it is, for the record.
    pub(super) actor: Actor,
}

impl Operator {
    /// The address of their account; none where a command is run on the server's own machine.
    pub fn email(&self) -> Option<&str> {
        self.actor.id.as_deref()
    }
}

impl Service {
    /// Checks that the visitor is an operator.
    ///
    /// # Errors
    ///
    /// Nobody is signed in, or their account is no operator's.
    pub async fn operator(&self, visitor: &Visitor) -> Result<Operator, Refusal> {
        let account = self.signed_in(visitor).await?;
        if !self.is_operator(&account) {
            return Err(Refusal::NotOperator);
        }
        let actor = visitor.actor(ActorKind::Operator, Some(&account.email));
        visitor.is(&actor);
        Ok(Operator { actor })
    }

    /// The right of whoever runs a command on the server's machine: the configuration and the database
    /// are theirs anyway.
    pub const fn operator_by_command(&self) -> Operator {
        Operator { actor: command_line() }
    }

    /// Whether the account is an operator's. In the sandbox everybody is one.
    pub fn is_operator(&self, account: &Account) -> bool {
        self.is_sandbox() || self.operators.has(account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(email: &str) -> Account {
        Account { id: "1".to_owned(), email: email.to_owned(), name: None, created_at: 0 }
    }

    #[test]
    fn an_operator_is_the_whole_address_in_whichever_case_it_was_written() {
        let operators = Operators::new(["Olga@Example.com", "no address"]);
        for (email, expected) in [
            ("olga@example.com", true),
            ("olga@example.com.evil.example", false),
            ("xolga@example.com", false),
            ("example.com", false),
            ("no address", false),
            ("", false),
        ] {
            assert_eq!(operators.has(&account(email)), expected, "{email}");
        }
        assert!(!Operators::default().has(&account("olga@example.com")));
    }
}
