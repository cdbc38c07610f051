//! The scanner on small texts: it must see every way to write an arrow, and nothing else.

use super::{allowed, room_of, scan};

/// The text's references as `line room`, for a file of the module `module`.
fn seen(module: &str, text: &str) -> Vec<String> {
    let module: Vec<String> = module.split('/').map(str::to_owned).collect();
    scan::references(text, &module)
        .iter()
        .map(|reference| format!("{} {}", reference.line, room_of(&reference.path)))
        .collect()
}

#[test]
fn a_plain_path_is_seen() {
    assert_eq!(seen("jaas", "fn f() { crate::ui::show() }"), ["1 ui"]);
    assert_eq!(seen("jaas", "use crate::service;"), ["1 service"]);
    assert_eq!(seen("main", "fn main() { greenroom::cli::run() }"), ["1 cli"]);
}

#[test]
fn a_grouped_import_is_seen_entry_by_entry() {
    let text = "use crate::{jaas::RoomName, service::{Refusal, Service}, wire};";
    assert_eq!(seen("storage", text), ["1 jaas", "1 service", "1 service", "1 wire"]);
}

#[test]
fn nested_groups_over_many_lines_are_seen_on_their_own_lines() {
    let text = "use std::fs;\nuse crate::{\n    ui::{\n        jitsi::api,\n        pages::{home, after},\n    },\n    storage as store,\n};";
    assert_eq!(seen("jaas", text), ["4 ui/jitsi", "5 ui", "5 ui", "7 storage"]);
}

#[test]
fn super_is_followed_up_to_the_root() {
    assert_eq!(seen("storage/entities/grant", "use super::super::super::http::Bearer;"), ["1 http"]);
    assert_eq!(seen("storage/entities/grant", "use super::session;"), ["1 storage"]);
    assert_eq!(seen("ui/meeting/component", "use super::super::components::Bar;"), ["1 ui"]);
    assert_eq!(
        seen("ui/meeting/component", "use super::{machine, super::{super::server_fns}};"),
        ["1 ui/meeting", "1 server_fns"]
    );
}

#[test]
fn a_module_inside_the_file_is_one_step_deeper() {
    assert_eq!(seen("clock", "mod tests { use super::super::http::x; }"), ["1 http"]);
    assert_eq!(seen("clock", "mod tests { use super::*; }"), ["1 clock"]);
}

#[test]
fn paths_in_macros_attributes_and_types_are_seen() {
    let text =
        "#[serde(with = \"x\")] struct A(Vec<crate::http::B>);\nfn f() { view! { <p>{crate::service::x()}</p> } }";
    assert_eq!(seen("jaas", text), ["1 http", "2 service"]);
    assert_eq!(seen("jaas", "#[derive(crate::wire::D)] struct A;"), ["1 wire"]);
    assert_eq!(seen("jaas", "macro_rules! m { () => { $crate::http::x() } }"), ["1 http"]);
}

#[test]
fn a_glob_over_the_crate_is_no_way_around_the_table() {
    assert_eq!(seen("jaas", "use crate::*;"), ["1 *"]);
    assert_eq!(seen("jaas", "use crate::{self as all};"), ["1 *"]);
    assert!(!allowed("jaas", "*"));
}

#[test]
fn words_that_are_no_arrows_are_not_seen() {
    let nothing: [&str; 0] = [];
    for text in [
        "// crate::ui::x",
        "/* crate::ui::x */",
        "/// See [`crate::ui::x`].\nstruct A;",
        "const A: &str = \"crate::ui::x\";",
        "const A: &str = r#\"crate::ui::x\"#;",
        "pub(in crate::ui) fn f() {}",
        "pub(crate) fn f() {}",
        "use other::crate_::ui;",
        "fn f(&self) -> u8 { self.crate_ }",
    ] {
        assert_eq!(seen("jaas", text), nothing, "{text}");
    }
}

#[test]
fn the_table_forbids_what_it_does_not_name() {
    assert!(allowed("service", "storage"));
    assert!(!allowed("storage", "service"));
    assert!(!allowed("sandbox", "service"));
    assert!(!allowed("ui/meeting", "server_fns"));
    assert!(!allowed("a room that nobody drew", "jaas"));
}
