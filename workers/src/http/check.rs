//! Refuses a call that can never work, and says where it is wrong.

use std::collections::HashSet;

use domain::processor::HttpCall;
use thiserror::Error;

use super::failure::CallFailure;
use super::prepared;
use super::template::{self, Piece};
use crate::jq::{CompileError, CompileErrorKind, compile};

/// What is wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {error}")]
pub struct CallError {
    /// The field, such as `url` or `headers.accept`.
    pub field: String,
    /// The problem, and its place in the field.
    pub error: CompileError,
}

/// Checks a call as far as that is possible without an item.
///
/// # Errors
///
/// Gives the first problem.
pub fn check(call: &HttpCall) -> Result<(), CallError> {
    check_template("method", &call.method, |text| prepared::method(text).map(drop))?;
    check_template("url", &call.url, |text| prepared::url(text).map(drop))?;
    check_headers(call)?;
    for (field, filter) in [("body", &call.body), ("output", &call.output)] {
        if let Some(filter) = filter {
            check_filter(field, filter, filter, 0)?;
        }
    }
    check_numbers(call)?;
    check_program("url", &program(call)?)?;
    call.output.iter().try_for_each(|filter| check_program("output", &template::output_program(filter)))
}

/// The call's templates as a program.
pub(super) fn program(call: &HttpCall) -> Result<String, CallError> {
    template::program(call).map_err(|(field, at)| unclosed(&field, template_of(call, &field), at))
}

fn template_of<'a>(call: &'a HttpCall, field: &str) -> &'a str {
    match field {
        "method" => &call.method,
        "url" => &call.url,
        header => {
            header.strip_prefix("headers.").and_then(|name| call.headers.get(name)).map_or("", |text| text)
        }
    }
}

fn check_headers(call: &HttpCall) -> Result<(), CallError> {
    let mut seen = HashSet::new();
    for (text, template) in &call.headers {
        let field = template::header_field(text);
        let name = prepared::header_name(text).map_err(|failure| refused(&field, "", failure.message))?;
        check_template(&field, template, |text| prepared::header(&name, text).map(drop))?;
        if !seen.insert(name) {
            return Err(refused(&field, "", "the header is given twice, in other letters".into()));
        }
    }
    Ok(())
}

/// Checks the filters of a template; and its text, if there is none.
fn check_template(
    field: &str,
    template: &str,
    check_text: impl FnOnce(&str) -> Result<(), CallFailure>,
) -> Result<(), CallError> {
    if let Some(text) = template::literal(template) {
        return check_text(text).map_err(|failure| refused(field, template, failure.message));
    }
    for piece in template::pieces(template).map_err(|at| unclosed(field, template, at))? {
        if let Piece::Filter(filter, at) = piece {
            check_filter(field, template, filter, at)?;
        }
    }
    Ok(())
}

/// Checks a filter that begins at an offset of a field. It must be a filter by itself, so that nothing in it can mean
/// anything to what stands around it.
fn check_filter(field: &str, text: &str, filter: &str, at: usize) -> Result<(), CallError> {
    compile(filter).map(drop).map_err(|error| {
        let error = CompileError::at(text, error.kind, at + error.offset, error.message);
        CallError { field: field.to_owned(), error }
    })
}

/// Checks what templates are together: that may be too long, though each of them is not.
fn check_program(field: &str, program: &str) -> Result<(), CallError> {
    compile(program).map(drop).map_err(|error| CallError {
        field: field.to_owned(),
        error: CompileError { offset: 0, line: 1, column: 1, ..error },
    })
}

fn check_numbers(call: &HttpCall) -> Result<(), CallError> {
    if call.redirects > HttpCall::MAX_REDIRECTS {
        let message = format!("at most {} redirects can be followed", HttpCall::MAX_REDIRECTS);
        return Err(refused("redirects", "", message));
    }
    if !(1..=HttpCall::MAX_RESPONSE_BYTES).contains(&call.max_response_bytes) {
        let message = format!("it must be 1 to {}", HttpCall::MAX_RESPONSE_BYTES);
        return Err(refused("max_response_bytes", "", message));
    }
    Ok(())
}

pub(super) fn refused(field: &str, text: &str, message: String) -> CallError {
    CallError { field: field.to_owned(), error: CompileError::at(text, CompileErrorKind::Syntax, 0, message) }
}

fn unclosed(field: &str, text: &str, at: usize) -> CallError {
    let message = "no `)` closes this `\\(`".to_owned();
    CallError {
        field: field.to_owned(),
        error: CompileError::at(text, CompileErrorKind::Syntax, at, message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call() -> HttpCall {
        HttpCall {
            method: "POST".into(),
            url: "https://example.org/\\(.id|@uri)?job=\\($job.id)".into(),
            headers: [("X-Item".to_owned(), "a \"\\($item.id)\" \\(\"(\")".to_owned())].into(),
            body: Some("{id, $tenant} # a comment \\".into()),
            output: Some("[.status, .body] # another".into()),
            redirects: 3,
            max_response_bytes: 1000,
        }
    }

    fn problem(change: impl FnOnce(&mut HttpCall)) -> String {
        let mut call = call();
        change(&mut call);
        check(&call).unwrap_err().to_string()
    }

    #[test]
    fn a_good_call_is_good() {
        assert_eq!(check(&call()), Ok(()));
    }

    #[test]
    fn a_wrong_filter_has_its_field_and_place() {
        let in_url = problem(|call| call.url = "https://x.org/\\(.a)/\\(.b | foo)".into());
        assert_eq!(in_url, "url: undefined filter `foo/0` at line 1, column 28");
        let in_header = problem(|call| drop(call.headers.insert("X-B".into(), "\\($nope)".into())));
        assert_eq!(in_header, "headers.X-B: undefined variable `$nope` at line 1, column 3");
        let in_body = problem(|call| call.body = Some("{\n a: }".into()));
        assert!(in_body.starts_with("body: ") && in_body.ends_with("at line 2, column 5"), "{in_body}");
        let unclosed = problem(|call| call.method = "P\\(.a".into());
        assert_eq!(unclosed, "method: no `)` closes this `\\(` at line 1, column 2");
    }

    #[test]
    fn a_filter_cannot_reach_what_stands_around_it() {
        for filter in ["1) + (2", "1\n)] catch error([", "\"", "1 | (", "def f: 1;", "import \"a\" as x; ."] {
            problem(|call| call.body = Some(filter.into()));
            problem(|call| call.output = Some(filter.into()));
        }
        for template in ["\\(1 | \"a)", "\\(.a])", "\\(def f: 1;)", "\\(1 # )", "\\()", "\\(\"\\(1\")"] {
            problem(|call| call.url = format!("https://example.org/{template}"));
        }
    }

    #[test]
    fn text_without_filters_is_checked_at_once() {
        assert!(problem(|call| call.url = "ftp://example.org".into()).contains("use http or https"));
        assert!(problem(|call| call.url = "http://u:p@example.org".into()).contains("Authorization"));
        assert!(problem(|call| call.method = "CONNECT".into()).contains("may not be used"));
        assert!(problem(|call| call.method = "a b".into()).contains("such as POST"));
        for name in ["Host", "content-length", "Transfer-Encoding", "Connection", "TE"] {
            let refused = problem(|call| drop(call.headers.insert(name.into(), "x".into())));
            assert!(refused.contains("leave it out"), "{refused}");
        }
        assert!(problem(|call| drop(call.headers.insert("a b".into(), "x".into()))).contains("not the name"));
        assert!(problem(|call| drop(call.headers.insert("x-item".into(), "x".into()))).contains("twice"));
        assert!(problem(|call| drop(call.headers.insert("x".into(), "a\r\nb".into()))).contains("line end"));
        assert!(problem(|call| call.redirects = 11).contains("at most 10"));
        assert!(problem(|call| call.max_response_bytes = 0).contains("1 to 1048576"));
    }

    #[test]
    fn templates_that_are_too_long_together_are_refused() {
        let long = "a".repeat(40_000);
        let message = problem(|call| {
            call.url = format!("https://example.org/{long}\\(1)");
            call.body = Some(format!("\"{long}\""));
        });
        assert!(message.contains("longer than"), "{message}");
    }
}
