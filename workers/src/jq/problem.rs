//! Says what is wrong with a filter, and where.

use jaq_core::compile::{self, Undefined};
use jaq_core::load;
use thiserror::Error;

/// How much of a word is quoted in a message, in bytes.
const MAX_WORD_BYTES: usize = 40;

/// A filter was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message} at line {line}, column {column}")]
pub struct CompileError {
    /// The kind of problem.
    pub kind: CompileErrorKind,
    /// What is wrong.
    pub message: String,
    /// Where it is wrong, in bytes from the start.
    pub offset: usize,
    /// The line of the offset, counted from 1.
    pub line: usize,
    /// The column of the offset, in characters, counted from 1.
    pub column: usize,
}

/// Why a filter was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompileErrorKind {
    /// The filter is too long or nests too deeply.
    Limit,
    /// The filter is not jq, or it imports a module.
    Syntax,
    /// The filter uses a function, a variable or a label that does not exist.
    Undefined,
    /// The compiler itself failed. It says nothing about the filter.
    Internal,
}

impl CompileError {
    /// Makes an error at a byte offset.
    pub(crate) fn at(source: &str, kind: CompileErrorKind, offset: usize, message: String) -> Self {
        let offset = source.floor_char_boundary(offset);
        let before = &source[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        Self { kind, message, offset, line, column }
    }

    /// Makes an error of what the parser found.
    pub(super) fn of_syntax(source: &str, files: load::Errors<&str, ()>) -> Self {
        let problems = files.into_iter().flat_map(|(_, error)| syntax_problems(error));
        Self::first(source, CompileErrorKind::Syntax, problems)
    }

    /// Makes an error of the names that the compiler does not know.
    pub(super) fn of_names(source: &str, files: compile::Errors<&str, ()>) -> Self {
        let problems = files.into_iter().flat_map(|(_, names)| names).map(|(name, kind)| match kind {
            Undefined::Filter(arity) => (name, format!("undefined filter `{name}/{arity}`")),
            kind => (name, format!("undefined {} `{name}`", kind.as_str())),
        });
        Self::first(source, CompileErrorKind::Undefined, problems)
    }

    /// Picks the problem that comes first. Each is the part of the source where it is, and what.
    fn first<'a>(
        source: &str,
        kind: CompileErrorKind,
        problems: impl Iterator<Item = (&'a str, String)>,
    ) -> Self {
        let offset = |part: &str| (part.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize);
        let first = problems.map(|(part, message)| (offset(part), message)).min_by_key(|(at, _)| *at);
        let (at, message) = first.unwrap_or((0, "the filter does not compile".into()));
        Self::at(source, kind, at, message)
    }
}

fn syntax_problems(error: load::Error<&str>) -> Vec<(&str, String)> {
    let told = |expected: &str, at: &str| format!("expected {expected}, found {}", found(at));
    match error {
        load::Error::Io(modules) => modules,
        load::Error::Lex(errors) => {
            errors.into_iter().map(|(expected, at)| (at, told(expected.as_str(), at))).collect()
        }
        load::Error::Parse(errors) => {
            errors.into_iter().map(|(expected, at)| (at, told(expected.as_str(), at))).collect()
        }
    }
}

/// Names what stands at a place, by its first word or character.
fn found(at: &str) -> String {
    let Some(first) = at.chars().next() else {
        return "the end of the filter".into();
    };
    let word = at.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(at.len());
    match word.min(MAX_WORD_BYTES) {
        0 => format!("`{first}`"),
        len => format!("`{}`", &at[..len]),
    }
}
