//! Templates, and the jq program that they are together.
//!
//! A template is text with `\(filter)` in it. Everything else stands for itself, a backslash too: who needs `\(` in
//! the text writes `\("\\(")`.

use std::fmt::Write as _;

use domain::processor::HttpCall;
use serde_json::Value;

use crate::jq;

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text that stands for itself.
    Text(&'a str),
    /// A filter, and its byte offset in the template.
    Filter(&'a str, usize),
}

/// Takes a template apart. Fails with the offset of a `\(` that nothing closes.
pub(super) fn pieces(template: &str) -> Result<Vec<Piece<'_>>, usize> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    while let Some(found) = template[at..].find("\\(") {
        let start = at + found + 2;
        let end = jq::closing_parenthesis(template, start).ok_or(start - 2)?;
        if found > 0 {
            pieces.push(Piece::Text(&template[at..at + found]));
        }
        pieces.push(Piece::Filter(&template[start..end], start));
        at = end + 1;
    }
    if at < template.len() {
        pieces.push(Piece::Text(&template[at..]));
    }
    Ok(pieces)
}

/// The text of a template in which there is no filter.
pub(super) fn literal(template: &str) -> Option<&str> {
    (!template.contains("\\(")).then_some(template)
}

/// The program that makes `[[method], [url], [[header], …], [body]]` of an item, the headers in their order. A field
/// is in an array of its own, so that it can be seen which of them does not give exactly one value.
///
/// Fails with the name of a field and the offset of a `\(` that nothing closes.
pub(super) fn program(call: &HttpCall) -> Result<String, (String, usize)> {
    let method = field("method", &text("method", &call.method)?);
    let url = field("url", &text("url", &call.url)?);
    let mut headers = Vec::with_capacity(call.headers.len());
    for (name, template) in &call.headers {
        let name = header_field(name);
        headers.push(field(&name, &text(&name, template)?));
    }
    let body = call.body.as_deref().map(|filter| field("body", filter)).unwrap_or_else(|| "[]".into());
    Ok(format!("[{method},{url},[{}],{body}]", headers.join(",")))
}

/// The program that makes an output of `{item, answer}`.
pub(super) fn output_program(filter: &str) -> String {
    format!(".item as $item|.answer|{}", enclosed(filter))
}

/// How messages name a header's template.
pub(super) fn header_field(name: &str) -> String {
    format!("headers.{name}")
}

/// All values of a filter in an array. An error says in which field it is.
fn field(name: &str, filter: &str) -> String {
    let prefix = Value::from(format!("{name}: ")).to_string();
    format!("(try [{}] catch error({prefix}+\"\\(.)\"))", enclosed(filter))
}

/// A filter in parentheses. A comment at its end must not swallow the parenthesis: not even one whose last line ends
/// in a backslash, by which it would go on in the next line.
fn enclosed(filter: &str) -> String {
    format!("({filter}\n\n)")
}

/// A template as a string of jq's.
fn text(field: &str, template: &str) -> Result<String, (String, usize)> {
    let mut string = String::from("\"");
    for piece in pieces(template).map_err(|at| (field.to_owned(), at))? {
        // Writing to a string cannot fail.
        let _ = match piece {
            Piece::Text(text) => write!(string, "{}", escaped(text)),
            Piece::Filter(filter, _) => write!(string, "\\{}", enclosed(filter)),
        };
    }
    string.push('"');
    Ok(string)
}

/// Text for a string of jq's, which escapes as JSON does.
fn escaped(text: &str) -> String {
    let json = Value::from(text).to_string();
    json[1..json.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::Piece::{Filter, Text};
    use super::*;

    #[test]
    fn a_template_is_text_and_filters() {
        assert_eq!(pieces(""), Ok(vec![]));
        assert_eq!(pieces("a\"b\\n"), Ok(vec![Text("a\"b\\n")]));
        assert_eq!(pieces("a\\(.b)c"), Ok(vec![Text("a"), Filter(".b", 3), Text("c")]));
        assert_eq!(pieces("\\(1)\\(2)"), Ok(vec![Filter("1", 2), Filter("2", 6)]));
        assert_eq!(pieces("\\\\(1)"), Ok(vec![Text("\\"), Filter("1", 3)]));
    }

    #[test]
    fn parentheses_and_strings_nest() {
        for filter in [
            "(1 + (2)) * 3",
            "\")\"",
            "\"\\\")\"",
            "\"a\\(\")\" + \"\\(1)\")b\"",
            "[.a[(1)], {b: (2)}]",
            "# )\n1",
        ] {
            let template = format!("x\\({filter})y");
            assert_eq!(pieces(&template), Ok(vec![Text("x"), Filter(filter, 3), Text("y")]), "{filter}");
        }
    }

    #[test]
    fn what_is_not_closed_has_its_place() {
        for (template, at) in [("a\\(1", 1), ("\\(1)\\((2)", 4), ("\\(\")", 0), ("\\(1])", 0), ("\\(# )", 0)]
        {
            assert_eq!(pieces(template), Err(at), "{template}");
        }
    }
}
