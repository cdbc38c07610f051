//! The colours: every pair that carries text reaches WCAG 2.1 AA, 4.5 to 1, in both schemes.

use std::{collections::BTreeMap, fs, path::Path};

/// Text on ground, as the style sheet puts them together.
const PAIRS: [(&str, &str); 17] = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink-soft", "paper"),
    ("ink-soft", "card"),
    ("green-ink", "green"),
    ("green", "paper"),
    ("green", "card"),
    ("red", "paper"),
    ("red", "card"),
    ("amber", "paper"),
    ("amber", "card"),
    ("stage-ink", "stage"),
    ("edge", "paper"),
    ("edge", "card"),
    ("ink", "line"),
    ("green", "green-ink"),
    ("red", "card"),
];

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two hex digits")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn tokens(block: &str) -> BTreeMap<String, String> {
    let block = block.split('}').next().unwrap_or_default();
    let lines = block.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": "));
    lines.filter(|(_, value)| value.starts_with('#')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn text_can_be_read_in_both_schemes() {
    let css = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/main.css")).unwrap();
    let mut blocks = css.split(":root {").skip(1).map(tokens);
    let (light, dark) = (blocks.next().unwrap(), blocks.next().unwrap());
    for (scheme, tokens) in [("light", light), ("dark", dark)] {
        for (text, ground) in PAIRS {
            let ratio = contrast(&tokens[text], &tokens[ground]);
            // An edge is no text: 3 to 1 (WCAG 1.4.11).
            let enough = if text == "edge" { 3.0 } else { 4.5 };
            assert!(ratio >= enough, "{scheme}: --{text} on --{ground} is {ratio:.2}");
        }
    }
}
