//! Finds what a source file refers to inside its own crate.
//!
//! It reads tokens, not lines, so comments and strings never count and a grouped import over many
//! lines does. What is allowed is decided by the caller.

use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The crate's name where it speaks of itself from outside, as `main.rs` does.
const CRATE: &str = "greenroom";

/// How much of a path is kept: a room, and a room within it.
const DEPTH: usize = 2;

/// A path inside the crate that a file refers to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The line in the file, from 1.
    pub(crate) line: usize,
    /// The first parts of the path, seen from the crate's root; never empty. `*` is a glob.
    pub(crate) path: Vec<String>,
}

/// The module that a file is, by its place under `src/`: none for `lib.rs` and `main.rs`.
pub(crate) fn module_of(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> = file.with_extension("").iter().map(|part| part.display().to_string()).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// Every path in the text that starts at the crate's root, or climbs up to it from `module`.
///
/// # Panics
///
/// On a text that is not Rust.
pub(crate) fn references(text: &str, module: &[String]) -> Vec<Reference> {
    let tokens: TokenStream = text.parse().expect("the source is Rust");
    let mut found = Vec::new();
    walk(tokens, module, &mut found);
    found
}

/// Goes through the tokens of a file or of a block.
fn walk(tokens: TokenStream, module: &[String], found: &mut Vec<Reference>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(body) = inline_module(&tokens[at..]) {
            let inner = [module, &[tokens[at + 1].to_string()]].concat();
            walk(body.stream(), &inner, found);
            at += 3;
        } else if starts_path(&tokens, at) {
            at += follow(&tokens[at..], module, found);
        } else {
            if let TokenTree::Group(group) = &tokens[at]
                && !restricts_visibility(&tokens, at)
            {
                walk(group.stream(), module, found);
            }
            at += 1;
        }
    }
}

/// `mod name { … }`: paths inside it climb one step more.
fn inline_module(tokens: &[TokenTree]) -> Option<&Group> {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(_), TokenTree::Group(body), ..]
            if word == "mod" && body.delimiter() == Delimiter::Brace =>
        {
            Some(body)
        }
        _ => None,
    }
}

/// `pub(in crate::room)` says who may look in; it is no arrow.
fn restricts_visibility(tokens: &[TokenTree], at: usize) -> bool {
    at > 0 && is_word(&tokens[at - 1], "pub")
}

fn starts_path(tokens: &[TokenTree], at: usize) -> bool {
    let root = ["crate", "super", "self", CRATE].iter().any(|word| is_word(&tokens[at], word));
    root && is_separator(&tokens[at + 1..]) && !(at >= 2 && is_separator(&tokens[at - 2..]))
}

/// Follows one path from its first word, notes where it leads, and says how many tokens it took.
fn follow(tokens: &[TokenTree], base: &[String], found: &mut Vec<Reference>) -> usize {
    let mut place = base.to_vec();
    let mut line = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        line = token.span().start().line;
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                follow_each(group, &place, found);
                return at + 1;
            }
            TokenTree::Ident(word) => step(&mut place, &word.to_string(), at == 0),
            TokenTree::Punct(star) if star.as_char() == '*' => place.push("*".to_owned()),
            _ => break,
        }
        at += 1;
        if !is_separator(&tokens[at..]) {
            break;
        }
        at += 2;
    }
    note(place, line, found);
    at
}

/// The entries of `{a::b, c::{d, e}}`, each on the ground of the path before the brace.
fn follow_each(group: &Group, base: &[String], found: &mut Vec<Reference>) {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    for entry in tokens.split(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ',')) {
        if !entry.is_empty() {
            follow(entry, base, found);
        }
    }
}

/// Where one word of a path leads.
fn step(place: &mut Vec<String>, word: &str, first: bool) {
    match word {
        "crate" => place.clear(),
        CRATE if first => place.clear(),
        "super" => drop(place.pop()),
        "self" => {}
        other => place.push(other.to_owned()),
    }
}

/// The crate's root itself stands for everything in it.
fn note(mut place: Vec<String>, line: usize, found: &mut Vec<Reference>) {
    if place.is_empty() {
        place.push("*".to_owned());
    }
    place.truncate(DEPTH);
    found.push(Reference { line, path: place });
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_separator(tokens: &[TokenTree]) -> bool {
    let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    matches!(tokens, [first, second, ..] if colon(first) && colon(second))
}
