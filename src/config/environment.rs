//! Where values come from: the process's environment, and `.env` beneath it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{
    Problem, Secret, Variable,
    variables::{GREENROOM_DATA_DIR, JITSI_APP_SECRET, JITSI_KEY_ID, JITSI_PRIVATE_KEY, VARIABLES},
};

/// The file beneath the process's environment, in the working folder.
const DOT_ENV: &str = ".env";
/// What can be exchanged while the program runs.
const EXCHANGED: [&Variable; 3] = [&JITSI_PRIVATE_KEY, &JITSI_KEY_ID, &JITSI_APP_SECRET];
/// The largest file of variables or of a secret, in bytes: more than any key has.
const MAX_FILE: u64 = 64 * 1024;

/// Every variable that is set, by name. Empty ones count as not set.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Reads the process's environment and, beneath it, `.env` in the working folder.
    ///
    /// # Errors
    ///
    /// A `.env` that exists and cannot be read, and a value of ours that is no text.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads it")]
    pub fn of_process() -> Result<Self, Problem> {
        let mut all = match fs::exists(DOT_ENV) {
            Ok(true) => Self::of_file(Path::new(DOT_ENV))?.0,
            _ => BTreeMap::new(),
        };
        for (name, value) in std::env::vars_os() {
            // A name that is no text is none of ours.
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => _ = all.insert(name, value),
                Err(_) if is_ours(&name) => {
                    return Err(Problem::new(name, "the value is no UTF-8 text: set it again"));
                }
                Err(_) => {}
            }
        }
        Ok(Self::of(all))
    }

    /// Reads a file in the form of a `.env`, values of several lines in quotes included.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or one of its lines cannot be read.
    pub fn of_file(path: &Path) -> Result<Self, Problem> {
        let file = path.display().to_string();
        let bytes = read_whole(path).map_err(|error| Problem::new(&file, unopened(&error)))?;
        Self::of_bytes(&file, &bytes)
    }

    /// Reads the content of such a file; `file` is its name, for the problems.
    ///
    /// # Errors
    ///
    /// One of its lines cannot be read.
    pub fn of_bytes(file: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let text = text_of(bytes).map_err(|advice| Problem::new(file, advice))?;
        let mut all = BTreeMap::new();
        for line in dotenvy::from_read_iter(text.as_bytes()) {
            let (name, value) = line.map_err(|error| Problem::new(file, unreadable(&error, text)))?;
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
            let file = variable.file.then(|| file_of(variable));
            [Some(variable.name.to_owned()), variable.alias.map(str::to_owned), file]
        });
        names.flatten().filter(|name| self.0.contains_key(name)).collect()
    }

    /// The names that look like our variables and are none: most likely misspelt.
    pub fn names_unknown(&self) -> Vec<&str> {
        let known = self.names_set();
        let unknown = |name: &&str| is_ours(name) && !known.iter().any(|known| known == name);
        self.0.keys().map(String::as_str).filter(unknown).collect()
    }

    /// The folder of everything that is remembered.
    pub fn data_dir(&self) -> PathBuf {
        self.0.get(GREENROOM_DATA_DIR.name).map_or("./data", |value| value.trim()).into()
    }

    /// The files that hold the key or the secret that signs, and its name: whoever changes these
    /// changes what tokens are signed with. `.env` is one of them.
    pub fn signing_files(&self) -> Vec<PathBuf> {
        let named = EXCHANGED.iter().filter_map(|variable| self.0.get(&file_of(variable)));
        named.map(|path| PathBuf::from(path.trim())).chain([PathBuf::from(DOT_ENV)]).collect()
    }

    /// Whether the key has a name of its own, which every exchange of keys must change with it.
    pub fn names_its_key(&self) -> bool {
        [JITSI_KEY_ID.name.to_owned(), file_of(&JITSI_KEY_ID)].iter().any(|name| self.0.contains_key(name))
    }

    /// The names of our variables that are set differently than they were `before`, without those that
    /// say what tokens are signed with.
    pub fn changed_since(&self, before: &Self) -> Vec<String> {
        let exchanged: Vec<_> =
            EXCHANGED.iter().flat_map(|variable| [variable.name.to_owned(), file_of(variable)]).collect();
        let names: BTreeSet<_> = self.names_set().into_iter().chain(before.names_set()).collect();
        names.into_iter().filter(|name| !exchanged.contains(name) && self.0.get(name) != before.0.get(name)).collect()
    }

    /// The file that holds the private key, where the key comes from a file.
    pub fn private_key_file(&self) -> Option<&Path> {
        self.0.get(&file_of(&JITSI_PRIVATE_KEY)).map(|path| Path::new(path.trim()))
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
        let file_name = file_of(variable);
        let Some(path) = self.0.get(&file_name) else { return direct };
        if let Some(direct) = direct {
            let advice = format!("{} is set as well: set one of the two", direct.name);
            problems.push(Problem::new(file_name, advice));
            return None;
        }
        match secret_file(Path::new(path.trim())) {
            Ok(content) => Some(Found::new(&file_name, &content)),
            Err(advice) => {
                problems.push(Problem::new(file_name, advice));
                None
            }
        }
    }
}

/// The variable that may name a file instead.
fn file_of(variable: &Variable) -> String {
    format!("{}_FILE", variable.name)
}

/// Whether a variable of that name can only be meant for us.
fn is_ours(name: &str) -> bool {
    ["JITSI_", "GREENROOM_", "NEXT_PUBLIC_JITSI_", "OIDC_"].iter().any(|start| name.starts_with(start))
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

/// The content of a file that holds one secret, without blanks around it.
///
/// # Errors
///
/// What is wrong with the file, and what to do.
pub fn secret_file(path: &Path) -> Result<Zeroizing<String>, String> {
    let bytes = read_whole(path).map_err(|error| unopened(&error))?;
    let text = text_of(&bytes)?.trim();
    if text.is_empty() {
        return Err("the file is empty: write the secret into it, or unset this".to_owned());
    }
    Ok(Zeroizing::new(text.to_owned()))
}

/// A file's bytes, wiped when dropped; too large a one is not even read to its end.
fn read_whole(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    File::open(path)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

fn unopened(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file: check the path".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder: name the file in it".to_owned(),
        io::ErrorKind::FileTooLarge => format!("the file is larger than {} KB: name another one", MAX_FILE / 1024),
        kind => format!("the file cannot be read ({kind}): check its rights"),
    }
}

/// The text of a file without the mark that some editors put before it.
fn text_of(bytes: &[u8]) -> Result<&str, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    text.ok_or_else(|| "the file is no UTF-8 text: save it as UTF-8, and a key as PEM".to_owned())
}

/// Which line is wrong, by its variable's name alone: the rest of the line may be a secret.
fn unreadable(error: &dotenvy::Error, text: &str) -> String {
    let dotenvy::Error::LineParse(rest, _) = error else {
        return "the file cannot be read: it must be UTF-8 text".to_owned();
    };
    let line = text.lines().find(|line| !rest.is_empty() && line.contains(rest.trim_end()));
    let name = line.and_then(|line| line.split('=').next()).map(str::trim).filter(|name| is_name(name));
    let place = name.map_or_else(|| "a line".to_owned(), |name| format!("the line of {name}"));
    format!("{place} cannot be read: put values with blanks or several lines in double quotes")
}

fn is_name(text: &str) -> bool {
    text.len() < 64 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
}
