//! JSON with indentation, and with every number and string as it was written.

/// What one level is moved in by.
const STEP: &str = "  ";

/// The JSON text in lines, each after `margin`.
pub(super) fn pretty(json: &str, margin: &str) -> String {
    let mut printer = Printer { out: margin.to_owned(), margin, depth: 0 };
    let mut rest = json.trim_start();
    while let Some(first) = rest.chars().next() {
        let token = match first {
            '"' => string_end(rest),
            '{' | '[' | '}' | ']' | ',' | ':' => 1,
            _ => rest.find(|c: char| "{}[],:\"".contains(c) || c.is_ascii_whitespace()).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(token.max(first.len_utf8()).min(rest.len()));
        rest = after.trim_start();
        printer.token(token, rest);
    }
    printer.out
}

struct Printer<'a> {
    out: String,
    margin: &'a str,
    depth: usize,
}

impl Printer<'_> {
    fn token(&mut self, token: &str, rest: &str) {
        match token {
            "{" | "[" => {
                self.out.push_str(token);
                if !rest.starts_with(['}', ']']) {
                    self.depth += 1;
                    self.line();
                }
            }
            "}" | "]" => {
                if !self.out.ends_with(['{', '[']) {
                    self.depth = self.depth.saturating_sub(1);
                    self.line();
                }
                self.out.push_str(token);
            }
            "," => {
                self.out.push(',');
                self.line();
            }
            ":" => self.out.push_str(": "),
            _ => self.out.extend(token.chars().map(printable)),
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.push_str(self.margin);
        self.out.push_str(&STEP.repeat(self.depth));
    }
}

/// Where the string that the text begins with ends.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A terminal gets no orders; JSON may have the controls beyond ASCII as they are.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_they_were_written() {
        let json = r#"{"a":[1.10,-2e1, "x,{\"}é\\"],"b":{},"c":[ ],"d":null}"#;
        let expected = "\
            | {\n|   \"a\": [\n|     1.10,\n|     -2e1,\n|     \"x,{\\\"}é\\\\\"\n|   ],\n|   \"b\": {},\n|   \"c\": [],\n|   \"d\": null\n| }";
        assert_eq!(pretty(json, "| "), expected);
    }

    #[test]
    fn one_value_is_one_line() {
        assert_eq!(pretty("7", ""), "7");
        assert_eq!(pretty("\"{}\"", " "), " \"{}\"");
        assert_eq!(pretty("{}", ""), "{}");
    }

    #[test]
    fn what_is_no_json_is_shown_too() {
        assert_eq!(pretty("\"open", ""), "\"open");
        assert_eq!(pretty("é\u{9b}", ""), "é ");
        assert_eq!(pretty("", ""), "");
    }
}
