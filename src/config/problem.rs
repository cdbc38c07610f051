//! What is wrong with the configuration, in words that mend it.

use std::fmt;

/// One thing that is wrong. Never holds a value that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The variable, by the name under which it was set.
    pub variable: String,
    /// What was expected and how to mend it.
    pub advice: String,
}

impl Problem {
    /// A problem with `variable`.
    pub fn new(variable: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { variable: variable.into(), advice: advice.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.variable, self.advice)
    }
}

/// Everything that is wrong, at least one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        writeln!(f, "The configuration has {count} {noun}:")?;
        self.0.iter().try_for_each(|problem| writeln!(f, "  {problem}"))?;
        f.write_str("Every variable is explained in .env.example.")
    }
}

impl std::error::Error for Problems {}
