//! What is deployed agrees with the code: the image with its script, the guide and the alerts with the figures.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[track_caller]
fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every file of Rust below the folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

fn is_part_of_a_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

/// The words of the text that begin like the name of a figure.
fn figures_in(text: &str) -> BTreeSet<String> {
    let words = text.match_indices("greenroom_").map(|(at, _)| &text[at..]);
    words.map(|rest| rest.chars().take_while(|c| is_part_of_a_name(*c)).collect()).collect()
}

/// The names under which figures are registered.
fn registered() -> BTreeSet<String> {
    let texts = sources(&root().join("src")).into_iter().map(|path| fs::read_to_string(path).unwrap());
    texts
        .flat_map(|text| {
            let calls = text.split(".register(").skip(1);
            calls
                .filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned))
                .collect::<Vec<_>>()
        })
        .filter(|name| name.starts_with("greenroom_"))
        .collect()
}

/// Whether `OpenMetrics` may call that figure so.
fn is_called(figure: &str, name: &str) -> bool {
    let ends = ["", "_total", "_info", "_bucket", "_sum", "_count"];
    name.strip_prefix(figure).is_some_and(|end| ends.contains(&end))
}

#[test]
fn every_figure_stands_in_the_guide() {
    let (registered, guide) = (registered(), figures_in(&read("docs/OPERATIONS.md")));
    assert!(registered.len() >= 8, "figures are registered in another way: {registered:?}");
    let silent: Vec<_> = registered.iter().filter(|figure| !guide.iter().any(|name| is_called(figure, name))).collect();
    assert!(silent.is_empty(), "the guide does not say what these are: {silent:?}");
}

#[test]
fn every_alert_goes_by_figures_that_there_are_and_stands_in_the_guide() {
    let (alerts, registered, guide) = (read("deploy/alerts.yml"), registered(), read("docs/OPERATIONS.md"));
    for name in figures_in(&alerts) {
        assert!(registered.iter().any(|figure| is_called(figure, &name)), "no figure is called {name}");
    }
    let names: Vec<_> = alerts.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(names.len() > 5);
    for name in names {
        assert!(guide.contains(&format!("| `{name}` |")), "the guide does not say what to do about {name}");
    }
}

#[test]
fn the_image_is_built_by_the_script_that_can_be_tried_without_it() {
    let (image, script) = (read("Dockerfile"), read("scripts/image"));
    let has = |line: &str| image.lines().any(|found| found == line);
    assert!(has("RUN scripts/image build"));
    assert!(has("COPY --from=build /src/target/image /opt/greenroom"));
    assert!(script.contains("image=\"$root/target/image\""));
    assert!(image.contains(r#"["/opt/greenroom/greenroom", "health"]"#) && script.contains("greenroom\" health"));
    let user = image.lines().find_map(|line| line.strip_prefix("USER ")).unwrap();
    let (id, group) = user.split_once(':').unwrap();
    assert!(id.parse::<u32>().unwrap() > 0 && image.contains(&format!("-o {id} -g {group}")));
    let compiler = read("Cargo.toml").lines().find_map(|line| line.strip_prefix("rust-version = ").map(str::to_owned));
    assert!(has(&format!("FROM rust:{}-bookworm AS build", compiler.unwrap().trim_matches('"'))));
}

#[test]
fn the_image_gets_what_is_built_and_nothing_secret() {
    let (ignored, manifest) = (read(".dockerignore"), read("Cargo.toml"));
    let has = |line: &str| ignored.lines().any(|found| found == line);
    assert!(has("*"), "everything is left out that is not named");
    let members = manifest.lines().find_map(|line| line.strip_prefix("members = [")).unwrap();
    let members = members.trim_end_matches(']').split(',').map(|member| member.trim().trim_matches('"'));
    for part in members.chain(["Cargo.toml", "Cargo.lock", "locales", "public", "scripts", "src", "style"]) {
        assert!(has(&format!("!{part}")), "{part} is missing in the image's build");
    }
    for secret in ["!.env", "!secrets", "!data", "!."] {
        assert!(!has(secret));
    }
}

#[test]
fn the_unit_waits_for_the_servers_last_answers() {
    let (unit, listen) = (read("deploy/greenroom.service"), read("src/cli/listen.rs"));
    let drain = listen.split("drain: Duration::from_secs(").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
    let stop = unit.lines().find_map(|line| line.strip_prefix("TimeoutStopSec=")).unwrap();
    assert!(stop.parse::<u32>().unwrap() > drain.parse::<u32>().unwrap());
    assert!(read("compose.yaml").contains(&format!("stop_grace_period: {stop}s")));
}
