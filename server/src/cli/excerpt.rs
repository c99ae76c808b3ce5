//! Shows the place of a problem in a filter.

use thousandfold_client::Problem;

/// What the type of a problem ends with whose line and column are those of a filter, not of the request.
const BAD_FILTER: &str = "/invalid-processor";
/// How much of a long line is shown on either side of the caret.
const SIDE: usize = 60;

/// The line of the filter that the problem speaks of, with a caret under the column.
pub(super) fn excerpt(filter: &str, problem: &Problem) -> Option<String> {
    let (number, column) = (problem.line?, problem.column?);
    let line = filter.split('\n').nth(number.checked_sub(1)?)?;
    let of_filter = problem.kind.ends_with(BAD_FILTER);
    of_filter.then(|| pointed(number, line, column.saturating_sub(1)))
}

fn pointed(number: usize, line: &str, at: usize) -> String {
    let line: Vec<char> = line.chars().map(printable).collect();
    let at = at.min(line.len());
    let (start, end) = (at.saturating_sub(SIDE), line.len().min(at + SIDE));
    let before = if start > 0 { "…" } else { "" };
    let after = if end < line.len() { "…" } else { "" };
    let shown: String = line[start..end].iter().collect();
    let pad: String = before.chars().chain(line[start..at].iter().copied()).map(blank).collect();
    let margin = " ".repeat(number.to_string().len());
    format!("{number} | {before}{shown}{after}\n{margin} | {pad}^")
}

fn printable(c: char) -> char {
    if c.is_control() && c != '\t' { ' ' } else { c }
}

/// A tab under a tab keeps the caret in its place.
fn blank(c: char) -> char {
    if c == '\t' { '\t' } else { ' ' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: usize, column: usize) -> Problem {
        Problem { kind: BAD_FILTER.into(), line: Some(line), column: Some(column), ..Problem::default() }
    }

    #[test]
    fn the_line_is_the_one_that_is_wrong() {
        let shown = excerpt("def f: .;\n\t\"é\" | foo\n| f", &problem(2, 8)).unwrap();
        assert_eq!(shown, "2 | \t\"é\" | foo\n  | \t      ^");
    }

    #[test]
    fn the_end_of_a_filter_has_a_place() {
        assert_eq!(excerpt(".a |", &problem(1, 5)).unwrap(), "1 | .a |\n  |     ^");
        assert_eq!(excerpt("", &problem(1, 1)).unwrap(), "1 | \n  | ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let filter = format!("{} foo {}", "a".repeat(200), "b".repeat(200));
        let shown = excerpt(&filter, &problem(1, 202)).unwrap();
        let (text, caret) = shown.split_once('\n').unwrap();
        assert!(text.starts_with("1 | …a") && text.ends_with("b…"));
        let column = caret.chars().position(|c| c == '^').unwrap();
        assert_eq!(text.chars().nth(column), Some('f'));
    }

    #[test]
    fn a_place_outside_of_the_filter_shows_nothing() {
        assert_eq!(excerpt(".", &problem(2, 1)), None);
        assert_eq!(excerpt(".", &problem(0, 0)), None);
    }
}
