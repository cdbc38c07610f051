//! Keeps the rooms of the code apart: which room may know which other, and the shape of a file.
//!
//! `scan` finds the references; the table of allowed arrows is here. The map of the rooms is in
//! `src/lib.rs`, and `docs/ARCHITECTURE.md` says why the arrows point this way.

#[path = "architecture/scan.rs"]
mod scan;
#[path = "architecture/scan_tests.rs"]
mod scan_tests;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each room and the rooms that it may know. A room always knows itself; a pair that is not here
/// is forbidden. `ui/jitsi_meeting` and the other rooms within `ui` know
/// nothing of our server functions, so that other apps can use the meeting component.
const ALLOWED: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("lib", &[]),
    (
        "cli",
        &["app", "checks", "commands", "config", "sandbox", "service", "storage", "clock", "jaas", "key_ring", "oidc"],
    ),
    ("app", &["checks", "http", "ui", "sandbox", "service"]),
    ("http", &["service", "wire", "words", "zone", "calendar", "jaas"]),
    ("ui", &["server_fns", "wire", "words", "zone", "ui/jitsi", "ui/jitsi_meeting", "ui/meeting", "ui/green_room"]),
    ("ui/jitsi_meeting", &["ui/jitsi", "ui/meeting", "wire"]),
    ("ui/jitsi", &["ui/meeting", "ui/green_room", "wire"]),
    ("ui/green_room", &["ui/meeting"]),
    ("ui/meeting", &["wire"]),
    ("server_fns", &["checks", "service", "wire", "words", "zone"]),
    ("service", &["commands", "oidc", "record", "storage", "wire", "words", "zone", "jaas", "clock"]),
    ("oidc", &["clock"]),
    ("commands", &["jaas"]),
    ("storage", &["jaas", "record"]),
    ("record", &[]),
    ("config", &["jaas"]),
    ("sandbox", &["jaas"]),
    ("wire", &["jaas"]),
    ("words", &["zone"]),
    ("calendar", &["zone"]),
    ("checks", &[]),
    ("clock", &[]),
    ("zone", &[]),
    ("key_ring", &[]),
    ("jaas", &[]),
];

/// Past this many lines of code a file says in its `//!` text why it is that long: `size: …`.
const MOST_LINES_OF_CODE: usize = 400;

#[test]
fn every_arrow_between_rooms_is_in_the_table() {
    let faults: Vec<String> = sources().iter().flat_map(forbidden_arrows).collect();
    assert!(faults.is_empty(), "forbidden arrows:\n{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "files without `//!` in the first line:\n{}", silent.join("\n"));
}

#[test]
fn a_long_file_says_why() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source, lines_of_code(&source.text)))
        .filter(|(source, lines)| *lines > MOST_LINES_OF_CODE && !explains_its_size(&source.text))
        .map(|(source, lines)| format!("{}: {lines} lines", source.path.display()))
        .collect();
    assert!(long.is_empty(), "split these, or explain `size:`:\n{}", long.join("\n"));
}

#[test]
fn every_room_in_the_table_exists() {
    for (room, _) in ALLOWED {
        let file = source_folder().join(format!("{room}.rs"));
        let folder = source_folder().join(room).join("mod.rs");
        assert!(file.exists() || folder.exists(), "the table names `{room}`, which is gone");
    }
}

/// One file under `src/`.
struct Source {
    path: PathBuf,
    text: String,
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&source_folder(), &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no source was found");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("the source folder can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            found.push(Source { path, text });
        }
    }
}

fn forbidden_arrows(source: &Source) -> Vec<String> {
    let inside = source.path.strip_prefix(source_folder()).expect("it is under src/");
    let module = scan::module_of(inside);
    let from = match module.first() {
        Some(_) => room_of(&module),
        None => inside.file_stem().map_or_else(String::new, |stem| stem.display().to_string()),
    };
    scan::references(&source.text, &module)
        .into_iter()
        .map(|reference| (reference.line, room_of(&reference.path)))
        .filter(|(_, to)| !allowed(&from, to))
        .map(|(line, to)| format!("src/{}:{line}: {from} -> {to}", inside.display()))
        .collect()
}

/// The room that a module path lies in. Of rooms within a room the inner one counts.
fn room_of(path: &[String]) -> String {
    let inner = path.iter().take(2).cloned().collect::<Vec<_>>().join("/");
    if ALLOWED.iter().any(|(room, _)| *room == inner) { inner } else { path[0].clone() }
}

fn allowed(from: &str, to: &str) -> bool {
    from == to || ALLOWED.iter().any(|(room, knows)| *room == from && knows.contains(&to))
}

fn lines_of_code(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

fn explains_its_size(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("//!") && line.contains("size:"))
}
