//! The words: every key in use is there in every language, and no other is.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use greenroom::{
    record::{ActorKind, EventKind},
    words::{Language, meeting},
};

/// The texts of one language: each key with what is filled into it.
type Texts = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn texts(language: Language) -> Texts {
    let mut texts = Texts::new();
    for entry in fs::read_dir(root().join("locales").join(language.code())).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '}'])) {
                name.clone_into(&mut key);
                let twice = texts.insert(key.clone(), BTreeSet::new());
                assert_eq!(twice, None, "{} is in {} twice", key, language.code());
            }
            if let Some(filled_in) = texts.get_mut(&key) {
                filled_in.extend(variables(line));
            }
        }
    }
    assert!(texts.len() > 200, "{} texts", texts.len());
    texts
}

/// The names after each `$`.
fn variables(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect())
}

#[test]
fn every_language_has_the_same_texts_and_fills_in_the_same() {
    let english = texts(Language::English);
    for language in Language::ALL {
        let other = texts(language);
        for (key, filled_in) in &english {
            assert_eq!(other.get(key), Some(filled_in), "{key} in {}", language.code());
        }
        let more: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(more.is_empty(), "only in {}: {more:?}", language.code());
    }
}

/// Whatever looks like a key in the source: lower-case words with dashes between them, in quotes.
fn words_in_source() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.extend(text.split('"').map(str::to_owned).filter(|word| is_key(word)));
            }
        }
    }
    found
}

fn is_key(word: &str) -> bool {
    word.contains('-') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Keys that are put together: the name of the feature, of the right or of what happened follows.
const PUT_TOGETHER: [&str; 3] = ["feature-", "record-actor-", "record-kind-"];

#[test]
fn every_text_is_used() {
    let used = words_in_source();
    let english = texts(Language::English);
    let unused: Vec<_> = english
        .keys()
        .filter(|key| !used.contains(*key) && !PUT_TOGETHER.iter().any(|start| key.starts_with(start)))
        .collect();
    assert!(unused.is_empty(), "texts that nothing shows: {unused:?}");
}

/// Words of these groups in the source are keys, but for these: parts of addresses, fields and ids.
const NO_KEYS: [&str; 10] = [
    "frame-src",
    "green-page",
    "link-expired",
    "link-unknown",
    "link-used",
    "meeting-title",
    "meeting-token",
    "room-claim",
    "room-of-the-session-1",
    "sign-in",
];

#[test]
fn all_that_can_happen_has_its_words_and_no_words_are_of_nothing() {
    let english = texts(Language::English);
    let kinds = EventKind::ALL.iter().map(|kind| format!("record-kind-{}", kind.as_str().replace('_', "-")));
    let actors = ActorKind::ALL.iter().map(|actor| format!("record-actor-{}", actor.as_str()));
    let meant: BTreeSet<String> = kinds.chain(actors).collect();
    let is_of_those = |key: &&String| key.starts_with("record-kind-") || key.starts_with("record-actor-");
    assert_eq!(english.into_keys().filter(|key| is_of_those(&key)).collect::<BTreeSet<_>>(), meant);
}

#[test]
fn every_key_in_use_has_a_text() {
    let english = texts(Language::English);
    let groups: BTreeSet<&str> = english.keys().filter_map(|key| key.split('-').next()).collect();
    let is_meant = |word: &String| {
        let group = word.split('-').next().unwrap_or_default();
        groups.contains(group) && !PUT_TOGETHER.contains(&word.as_str()) && !NO_KEYS.contains(&word.as_str())
    };
    let missing: Vec<_> =
        words_in_source().into_iter().filter(is_meant).filter(|word| !english.contains_key(word)).collect();
    assert!(missing.is_empty(), "there is no text for {missing:?}");
}

/// The browser reads these files itself, line by line.
#[test]
fn the_words_of_the_meeting_are_of_the_simple_kind() {
    for language in Language::ALL {
        for line in meeting(language).lines().filter(|line| !line.starts_with('#')) {
            let (key, text) = line.split_once(" = ").unwrap_or_else(|| panic!("{}: {line}", language.code()));
            assert!(is_key(key), "{key}");
            let rest = text.replace("{ $seconds }", "");
            assert!(!rest.contains(['{', '}', '[', '*']) && !rest.is_empty(), "{}: {line}", language.code());
        }
    }
}

#[test]
fn sentences_do_not_shout() {
    for language in Language::ALL {
        let folder = root().join("locales").join(language.code());
        for entry in fs::read_dir(folder).unwrap() {
            let path: &Path = &entry.unwrap().path();
            let text = fs::read_to_string(path).unwrap();
            assert!(!text.contains('!'), "{}", path.display());
        }
    }
}
