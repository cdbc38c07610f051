//! Text for a terminal of 80 columns: a label, and a paragraph beside it.

/// The width of the label's column, the blanks behind it included.
const LABEL: usize = 11;
/// The width of a line.
const WIDTH: usize = 80;

/// A paragraph beside its label. What stands in quotes or backticks is not broken: people copy it.
pub(super) fn labelled(label: &str, text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let fits = |line: &String| line.is_empty() || line.chars().count() + word.chars().count() < WIDTH - LABEL;
        let line = lines.last_mut().filter(|line| fits(line));
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    let mut label = label;
    let beside = |line: String| {
        let text = format!("{label:<LABEL$}{line}").trim_end().to_owned();
        label = "";
        text
    };
    lines.into_iter().map(beside).collect::<Vec<_>>().join("\n")
}

/// The words of a text; one in quotes or backticks may hold blanks.
fn words(text: &str) -> Vec<&str> {
    let mut quoted = None;
    text.split(move |c: char| {
        match (quoted, c) {
            (None, '"' | '`') => quoted = Some(c),
            (Some(open), c) if open == c => quoted = None,
            _ => {}
        }
        c == ' ' && quoted.is_none()
    })
    .filter(|word| !word.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_keeps_to_80_columns_and_its_quotations_whole() {
        let text = format!("{} `openssl pkey -pubout -outform DER` {}", "word ".repeat(14), "word ".repeat(20));
        let shown = labelled("ok", &text);
        assert!(shown.starts_with("ok         word"), "{shown}");
        assert!(shown.contains("`openssl pkey -pubout -outform DER`"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
        assert!(shown.lines().skip(1).all(|line| line.starts_with(&" ".repeat(11))), "{shown}");
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_stands_alone() {
        let long = "x".repeat(90);
        let blank = " ".repeat(11);
        assert_eq!(labelled("ok", &format!("{long} y")), format!("ok         {long}\n{blank}y"));
    }

    #[test]
    fn a_quotation_that_never_ends_loses_nothing() {
        assert_eq!(labelled("", "a \"b c"), format!("{}a \"b c", " ".repeat(11)));
    }
}
