//! Shows errors: to people as text, with a caret under what is wrong in a filter; to programs as problems.

use std::fmt;

use thousandfold_client::{Error, Problem};

use super::excerpt::excerpt;
use super::output::write_stderr;
use super::text::clean;

/// An error, with what helps to understand it.
#[derive(Debug)]
pub(super) struct Failure {
    cause: anyhow::Error,
    filter: Option<String>,
    job: Option<String>,
}

impl Failure {
    /// The error came when `filter` was submitted: its line and column are the filter's.
    pub(super) fn in_filter(cause: impl Into<anyhow::Error>, filter: &str) -> Self {
        Self { cause: cause.into(), filter: Some(filter.to_owned()), job: None }
    }

    /// The error came after `job` had been submitted, and does not affect it.
    pub(super) fn after_submission(cause: impl Into<anyhow::Error>, job: String) -> Self {
        Self { cause: cause.into(), filter: None, job: Some(job) }
    }

    /// The error itself.
    pub(super) fn cause(error: &anyhow::Error) -> &anyhow::Error {
        error.downcast_ref::<Self>().map_or(error, |failure| &failure.cause)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl std::error::Error for Failure {}

/// Shows an error on stderr.
pub(crate) fn report(error: &anyhow::Error, json: bool) {
    let text = if json { to_json(error) } else { to_text(error) };
    write_stderr(&text);
}

fn to_json(error: &anyhow::Error) -> String {
    let mut problem = to_problem(Failure::cause(error));
    if let Some(job) = error.downcast_ref::<Failure>().and_then(|failure| failure.job.as_deref()) {
        problem.other.insert("job".to_owned(), job.into());
    }
    serde_json::to_string(&problem).unwrap_or_default()
}

fn to_problem(cause: &anyhow::Error) -> Problem {
    match cause.downcast_ref::<Error>() {
        Some(error @ Error::Problem(_)) => error.to_problem(),
        Some(error) => Problem { detail: Some(format!("{cause:#}")), ..error.to_problem() },
        None => Problem::new("The command failed", format!("{cause:#}")),
    }
}

fn to_text(error: &anyhow::Error) -> String {
    let (failure, cause) = (error.downcast_ref::<Failure>(), Failure::cause(error));
    let client_error = cause.downcast_ref::<Error>();
    let mut lines = vec![format!("error: {}", clean(&format!("{cause:#}")))];
    if let (Some(Error::Problem(problem)), Some(failure)) = (client_error, failure) {
        lines.extend(failure.filter.as_deref().and_then(|filter| excerpt(filter, problem)));
    }
    if let Some(Error::Unreachable { .. }) = client_error {
        lines.push(
            "Start one with `thousandfold serve`, or everything it needs as well with `make demo`;\n\
             or name another with --server or THOUSANDFOLD_SERVER."
                .to_owned(),
        );
    }
    if let Some(job) = failure.and_then(|failure| failure.job.as_ref()) {
        lines.push(format!(
            "{job} was submitted and is not affected: `thousandfold jobs show {job}` shows it, \
             and `jobs results` fetches its results once it has completed."
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad_filter(line: usize, column: usize) -> Problem {
        Problem {
            kind: "https://thousandfold.dev/problems/invalid-processor".into(),
            line: Some(line),
            column: Some(column),
            ..Problem::new("Bad filter", "undefined filter `foo/0`".into())
        }
    }

    fn refused(filter: &str, line: usize, column: usize) -> anyhow::Error {
        let error = Error::Problem(Box::new(bad_filter(line, column)));
        Failure::in_filter(error, filter).into()
    }

    #[test]
    fn a_caret_stands_under_the_column() {
        let expected = "error: Bad filter: undefined filter `foo/0`\n1 | .a | foo\n  |      ^";
        assert_eq!(to_text(&refused(".a | foo", 1, 6)), expected);
    }

    #[test]
    fn a_place_in_the_request_is_no_place_in_the_filter() {
        let problem =
            Problem { kind: "https://thousandfold.dev/problems/malformed-body".into(), ..bad_filter(1, 1) };
        let error = Error::Problem(Box::new(problem));
        let text = to_text(&Failure::in_filter(error, ".").into());
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn programs_get_the_problem_and_the_job_that_is_not_affected() {
        let job = "job_00000000000000000000000000000007";
        let error = Failure::after_submission(anyhow::anyhow!("disk full"), job.to_owned()).into();
        let json: serde_json::Value = serde_json::from_str(&to_json(&error)).unwrap();
        assert_eq!(json["detail"], "disk full");
        assert_eq!(json["job"], job);
        assert!(to_text(&error).contains("is not affected"));
    }
}
