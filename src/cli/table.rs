//! A table on the terminal: columns as wide as their longest text, two blanks between them.

/// The table with its heads; the last column is not padded.
pub(super) fn table<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let heads = heads.map(str::to_owned);
    let all = || std::iter::once(&heads).chain(rows);
    let widths: [usize; N] =
        std::array::from_fn(|column| all().map(|row| row[column].chars().count()).max().unwrap_or_default());
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    all().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_longest_text() {
        let rows = [["ada@example.com".to_owned(), "Ada".to_owned()], ["g@example.com".to_owned(), "Grâce".to_owned()]];
        assert_eq!(
            table(["HOST", "NAME"], &rows),
            "HOST             NAME\nada@example.com  Ada\ng@example.com    Grâce"
        );
        assert_eq!(table(["HOST", "NAME"], &[]), "HOST  NAME");
    }
}
