//! What was found, as a table for people and as JSON for comparing.

use std::fs;

use serde_json::{Map, Value};

/// The file with the figures of the last run.
const FILE: &str = "target/bench/server.json";

/// Figures by their names, in the order in which they were found.
#[derive(Default)]
pub struct Report(Vec<(String, String)>);

impl Report {
    /// Adds a figure, and says it at once: the next one takes a while.
    pub fn add(&mut self, name: &str, words: String) {
        println!("{name:<36} {words}");
        self.0.push((name.to_owned(), words));
    }

    /// Writes them down.
    pub fn print(self) {
        let all: Map<String, Value> = self.0.into_iter().map(|(name, words)| (name, words.into())).collect();
        let written = fs::create_dir_all("target/bench").and_then(|()| fs::write(FILE, Value::from(all).to_string()));
        if let Err(error) = written {
            println!("{FILE} was not written: {error}");
        }
    }
}
