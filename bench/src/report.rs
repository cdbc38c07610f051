//! What was found, as a table for people and as JSON for comparing.
//!
//! The browser's part (`end2end/bench`) writes its figures in the same form; `join` makes one report
//! of all.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use crate::Outcome;

/// The parts in the order of the report. Those that were not measured are left out.
const PARTS: [&str; 4] = [SERVER, "scale", "waiting", "pages"];
/// The server's part, without which there is no report.
pub const SERVER: &str = "server";
/// All of them.
const REPORT: &str = "target/bench/report.json";

/// One number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Figure {
    measure: String,
    value: f64,
    unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<Target>,
}

/// What a number shall be.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Target {
    AtLeast(f64),
    AtMost(f64),
}

/// The numbers about one thing.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    name: String,
    figures: Vec<Figure>,
}

/// Rows in the order in which they were found.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Report(Vec<Row>);

impl Figure {
    /// What was measured, its value and its unit; a ratio has none.
    pub fn new(measure: &str, value: f64, unit: &str) -> Self {
        Self { measure: measure.to_owned(), value, unit: unit.to_owned(), target: None }
    }

    /// The value shall be at most that.
    pub fn at_most(self, most: f64) -> Self {
        Self { target: Some(Target::AtMost(most)), ..self }
    }

    /// The value shall be at least that.
    pub fn at_least(self, least: f64) -> Self {
        Self { target: Some(Target::AtLeast(least)), ..self }
    }

    /// The same figure of something else: `p50` of what was sent late is not that of an answer.
    pub fn of(self, what: &str) -> Self {
        Self { measure: format!("{what} {}", self.measure), ..self }
    }

    fn words(&self) -> String {
        let number = short(self.value);
        let value = match self.unit.as_str() {
            "" => number,
            "/s" => format!("{number}/s"),
            unit => format!("{number} {unit}"),
        };
        let target = self.target.map_or_else(String::new, |target| target.words(self.value));
        format!("{} {value}{target}", self.measure)
    }
}

impl Target {
    fn words(self, value: f64) -> String {
        let (words, met) = match self {
            Self::AtLeast(least) => (format!("at least {}", short(least)), value >= least),
            Self::AtMost(most) => (format!("at most {}", short(most)), value <= most),
        };
        format!(" (target: {words}; {})", if met { "met" } else { "missed" })
    }
}

impl Report {
    /// Adds a row, and says it at once: the next one takes a while.
    pub fn row(&mut self, name: &str, figures: impl IntoIterator<Item = Figure>) {
        let row = Row { name: name.to_owned(), figures: figures.into_iter().collect() };
        row.print();
        self.0.push(row);
    }

    /// Says why something was not measured.
    pub fn skipped(&mut self, name: &str, why: &str) {
        self.row(&format!("{name}: skipped, since {why}"), []);
    }

    /// Writes down a part.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn save(&self, part: &str) -> Outcome<()> {
        fs::create_dir_all("target/bench")?;
        Ok(fs::write(file_of(part), serde_json::to_string_pretty(self)?)?)
    }
}

/// The figures of a part.
fn file_of(part: &str) -> String {
    format!("target/bench/{part}.json")
}

/// Prints all parts and writes them down as one.
///
/// # Errors
///
/// The server's part is missing, or the file cannot be written.
pub fn join() -> Outcome<()> {
    let mut all = Report::default();
    for part in PARTS {
        match fs::read_to_string(file_of(part)) {
            Ok(text) => all.0.extend(serde_json::from_str::<Report>(&text)?.0),
            Err(error) if part == SERVER => return Err(format!("{}: {error}", file_of(part)).into()),
            Err(_) => println!("{part:<44} not measured"),
        }
    }
    all.0.iter().for_each(Row::print);
    fs::write(REPORT, serde_json::to_string_pretty(&all)?)?;
    println!("\nThe same as JSON: {}", Path::new(REPORT).display());
    Ok(())
}

impl Row {
    fn print(&self) {
        let words: Vec<String> = self.figures.iter().map(Figure::words).collect();
        println!("{:<44} {}", self.name, words.join(", "));
    }
}

/// Three digits are as much as a benchmark knows.
fn short(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_says_whether_its_target_is_met() {
        let table = [
            (Figure::new("rate", 1234.5, "/s"), "rate 1234/s"),
            (Figure::new("p50", 1.234, "ms"), "p50 1.23 ms"),
            (Figure::new("of bare", 0.9, "").at_least(0.85), "of bare 0.90 (target: at least 0.85; met)"),
            (Figure::new("of bare", 0.8, "").at_least(0.85), "of bare 0.80 (target: at least 0.85; missed)"),
        ];
        for (figure, words) in table {
            assert_eq!(figure.words(), words);
        }
    }

    #[test]
    fn the_browsers_part_is_read_as_it_writes() {
        let text = r#"[{"name":"n","figures":[{"measure":"m","value":1.5,"unit":"kB","target":{"at_most":90}}]}]"#;
        let report: Report = serde_json::from_str(text).unwrap();
        assert_eq!(report.0[0].figures[0].words(), "m 1.50 kB (target: at most 90.0; met)");
    }
}
