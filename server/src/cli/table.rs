//! Aligned tables.

use super::text::clean;

/// To which side a column leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// A table that is laid out once all rows are known.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub(crate) fn new(headings: &[(&str, Align)]) -> Self {
        let (names, columns) = headings.iter().map(|(name, align)| ((*name).to_owned(), *align)).unzip();
        Self { columns, rows: vec![names] }
    }

    /// Names and values, without headings.
    pub(crate) fn of_pairs(pairs: &[(&str, String)]) -> Self {
        let mut table = Self { columns: vec![Align::Left; 2], rows: vec![] };
        for (name, value) in pairs {
            table.push(vec![(*name).to_owned(), value.clone()]);
        }
        table
    }

    /// Adds a row, with as many cells as there are headings.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row.iter().map(|cell| clean(cell)).collect());
    }

    /// The table's lines, each with its end.
    pub(crate) fn render(&self) -> String {
        let width = |column| self.rows.iter().map(|row| length(row, column)).max();
        let widths: Vec<_> = (0..self.columns.len()).map(|column| width(column).unwrap_or(0)).collect();
        self.rows.iter().map(|row| self.line(row, &widths)).collect()
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let cells: Vec<_> = row
            .iter()
            .zip(&self.columns)
            .zip(widths)
            .map(|((cell, align), width)| match align {
                Align::Left => format!("{cell:<width$}"),
                Align::Right => format!("{cell:>width$}"),
            })
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    }
}

fn length(row: &[String], column: usize) -> usize {
    row.get(column).map_or(0, |cell| cell.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_lines_end_without_blanks() {
        let mut table = Table::new(&[("ID", Align::Left), ("TASKS", Align::Right), ("NAME", Align::Left)]);
        table.push(vec!["a".into(), "1,000,000".into(), "größer".into()]);
        table.push(vec!["bcd".into(), "1".into(), String::new()]);
        let expected = "ID       TASKS  NAME\na    1,000,000  größer\nbcd          1\n";
        assert_eq!(table.render(), expected);
    }

    #[test]
    fn pairs_have_no_headings() {
        let table = Table::of_pairs(&[("id", "x".into()), ("state", "a\nb".into())]);
        assert_eq!(table.render(), "id     x\nstate  a b\n");
    }
}
