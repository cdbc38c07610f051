//! Where values come from: the process's environment, and `.env` beneath it.

use std::{collections::BTreeMap, fs, path::Path};

use super::{
    Problem, Secret, Variable,
    variables::{JITSI_PRIVATE_KEY, VARIABLES},
};

/// Every variable that is set, by name. Empty ones count as not set.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Reads the process's environment and, beneath it, `.env` in the working folder.
    ///
    /// # Errors
    ///
    /// A `.env` that exists and cannot be read.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads it")]
    pub fn of_process() -> Result<Self, Problem> {
        let mut all = match fs::exists(".env") {
            Ok(true) => Self::of_file(Path::new(".env"))?.0,
            _ => BTreeMap::new(),
        };
        all.extend(
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
        );
        Ok(Self::of(all))
    }

    /// Reads a file in the form of a `.env`, values of several lines in quotes included.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or one of its lines cannot be read.
    pub fn of_file(path: &Path) -> Result<Self, Problem> {
        let file = path.display().to_string();
        let lines = dotenvy::from_path_iter(path)
            .map_err(|_| Problem::new(&file, "the file exists but cannot be opened: check its rights"))?;
        let mut all = BTreeMap::new();
        for line in lines {
            let (name, value) = line.map_err(|error| Problem::new(&file, unreadable(&error, path)))?;
            all.insert(name, value);
        }
        Ok(Self::of(all))
    }

    /// Takes the given variables.
    pub fn of(all: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(all.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// The names of our variables that are set, aliases and `{name}_FILE` included.
    pub fn names_set(&self) -> Vec<String> {
        let names = VARIABLES.iter().flat_map(|variable| {
            let file = variable.file.then(|| format!("{}_FILE", variable.name));
            [Some(variable.name.to_owned()), variable.alias.map(str::to_owned), file]
        });
        names.flatten().filter(|name| self.0.contains_key(name)).collect()
    }

    /// The names that look like our variables and are none: most likely misspelt.
    pub fn names_unknown(&self) -> Vec<&str> {
        let known = self.names_set();
        let ours =
            |name: &str| ["JITSI_", "GREENROOM_", "NEXT_PUBLIC_JITSI_"].iter().any(|start| name.starts_with(start));
        let unknown = |name: &&str| ours(name) && !known.iter().any(|known| known == name);
        self.0.keys().map(String::as_str).filter(unknown).collect()
    }

    /// The file that holds the private key, where the key comes from a file.
    pub fn private_key_file(&self) -> Option<&Path> {
        self.0.get(&format!("{}_FILE", JITSI_PRIVATE_KEY.name)).map(Path::new)
    }

    /// Where `cargo leptos watch` listens for pages, when it started us. It sets both variables.
    pub(super) fn reload_port(&self) -> Option<u32> {
        self.0.get("LEPTOS_WATCH")?;
        self.0.get("LEPTOS_RELOAD_PORT")?.parse().ok()
    }

    /// The variable's value, or its alias's, with the name under which it was set.
    pub(super) fn get(&self, variable: &Variable, problems: &mut Vec<Problem>) -> Option<Found> {
        let own = self.0.get(variable.name).map(|value| Found::new(variable.name, value));
        let alias = variable.alias.and_then(|alias| self.0.get(alias).map(|value| Found::new(alias, value)));
        if let (Some(own), Some(alias)) = (&own, &alias)
            && own.value != alias.value
        {
            let advice = format!("it differs from {}: set one of the two", alias.name);
            problems.push(Problem::new(&own.name, advice));
        }
        own.or(alias)
    }

    /// The variable's value, or the content of the file that `{name}_FILE` names; never both.
    pub(super) fn secret(&self, variable: &Variable, problems: &mut Vec<Problem>) -> Option<Found> {
        let direct = self.get(variable, problems);
        let file_name = format!("{}_FILE", variable.name);
        let Some(path) = self.0.get(&file_name) else { return direct };
        if let Some(direct) = direct {
            let advice = format!("{} is set as well: set one of the two", direct.name);
            problems.push(Problem::new(file_name, advice));
            return None;
        }
        match fs::read_to_string(path) {
            Ok(content) => Some(Found::new(&file_name, &content)),
            Err(error) => {
                let advice = format!("the file cannot be read ({}): check the path and its rights", error.kind());
                problems.push(Problem::new(file_name, advice));
                None
            }
        }
    }
}

/// A value that was set.
pub(super) struct Found {
    /// The name under which it was set.
    pub(super) name: String,
    value: Secret,
}

impl Found {
    fn new(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), value: Secret::new(value.trim().to_owned()) }
    }

    /// The value, without blanks around it.
    pub(super) fn value(&self) -> &str {
        self.value.expose()
    }

    /// A problem with this value.
    pub(super) fn problem(&self, advice: impl Into<String>) -> Problem {
        Problem::new(&self.name, advice)
    }
}

/// Which line is wrong, by its variable's name alone: the rest of the line may be a secret.
fn unreadable(error: &dotenvy::Error, path: &Path) -> String {
    let dotenvy::Error::LineParse(rest, _) = error else {
        return "the file cannot be read: it must be UTF-8 text".to_owned();
    };
    let text = Secret::new(fs::read_to_string(path).unwrap_or_default());
    let line = text.expose().lines().find(|line| !rest.is_empty() && line.contains(rest.trim_end()));
    let name = line.and_then(|line| line.split('=').next()).map(str::trim).filter(|name| is_name(name));
    let place = name.map_or_else(|| "a line".to_owned(), |name| format!("the line of {name}"));
    format!("{place} cannot be read: put values with blanks or several lines in double quotes")
}

fn is_name(text: &str) -> bool {
    text.len() < 64 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
}
