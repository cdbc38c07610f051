//! Every variable that is set or wrong, by its name, never with its value.

use std::borrow::Cow;

use crate::{
    checks::{Check, Mark, Topic},
    config::{Environment, Problem},
};

/// One check for each variable that is set or has a problem, in the order of the table.
pub(super) fn checks(environment: &Environment, problems: &[Problem]) -> Vec<Check> {
    let set = environment.names_set();
    let fine = set.iter().filter(|name| !problems.iter().any(|problem| problem.variable == **name));
    let mut checks: Vec<_> = fine.map(|name| named(name, Mark::Ok, "it is set, and can be read")).collect();
    checks.extend(problems.iter().map(|problem| named(&problem.variable, Mark::Fail, &problem.advice)));
    let unknown = environment.names_unknown();
    checks.extend(unknown.into_iter().map(|name| {
        named(name, Mark::Warn, "nothing here reads it: correct its name as in .env.example, or unset it")
    }));
    if checks.is_empty() {
        checks.push(Check::ok(Topic::Variables, "none is set: the defaults hold, and a sandbox runs"));
    }
    checks
}

fn named(variable: &str, mark: Mark, advice: &str) -> Check {
    let kebab = variable.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let name = format!("variable-{}", kebab.trim_matches('-'));
    Check { name: Cow::Owned(name), ..Check::new(Topic::Variables, mark, format!("{variable}: {advice}.")) }
}
