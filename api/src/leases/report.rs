//! What a worker says of its tasks.

use std::time::Duration;

use commands::external;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

use super::{check_worker, of_field};
use crate::body::AnyJson;
use crate::problem::{Kind, Problem};
use crate::text;

/// The longest pause that a worker may ask for, in milliseconds: a day.
const MAX_RETRY_AFTER_MS: u64 = 86_400_000;

/// How tasks ended.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct TasksReport {
    /// Who reports.
    worker: String,
    /// How each task ended.
    outcomes: Vec<TaskOutcome>,
}

/// How a task ended: give either `outputs` or `error`.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskOutcome {
    /// The task's number in the job.
    task: u64,
    /// What came of it: any number of any JSON values.
    #[serde(default)]
    outputs: Option<Vec<AnyJson>>,
    /// How it failed. Whether it is tried again is for its job to say.
    #[serde(default)]
    error: Option<OutcomeError>,
    /// How long it ran, in milliseconds.
    #[serde(default)]
    duration_ms: Option<f64>,
}

/// How a task failed.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutcomeError {
    /// The kind of failure: a short word such as `worker_error`, which may pass by itself.
    class: String,
    /// What went wrong, for a person.
    message: String,
    /// How long to wait at least before the task is tried again, in milliseconds: up to a day.
    #[serde(default)]
    retry_after_ms: Option<u64>,
}

impl TasksReport {
    /// Who reports, and what.
    pub(super) fn into_domain(self) -> Result<(String, Vec<external::TaskOutcome>), Problem> {
        check_worker(&self.worker, Kind::InvalidReport)?;
        if self.outcomes.is_empty() {
            return Err(invalid("outcomes", "there are none: give at least one".to_owned()));
        }
        let outcomes = self.outcomes.into_iter().map(TaskOutcome::into_domain).collect::<Result<_, _>>()?;
        Ok((self.worker, outcomes))
    }
}

impl TaskOutcome {
    fn into_domain(self) -> Result<external::TaskOutcome, Problem> {
        let (task, micros) = (self.task, micros(self.task, self.duration_ms)?);
        match (self.outputs, self.error) {
            (Some(outputs), None) => {
                let outputs = outputs.into_iter().map(|output| output.0.on_one_line()).collect();
                Ok(external::TaskOutcome { task, micros, result: Ok(outputs), retry_after: None })
            }
            (None, Some(error)) => {
                error.check()?;
                let retry_after = error.retry_after_ms.map(Duration::from_millis);
                Ok(external::TaskOutcome {
                    task,
                    micros,
                    result: Err((error.class, error.message)),
                    retry_after,
                })
            }
            _ => Err(invalid(
                "outcomes",
                format!("task {task} needs either `outputs` or `error`, and not both"),
            )),
        }
    }
}

impl OutcomeError {
    fn check(&self) -> Result<(), Problem> {
        let class = if self.class.is_empty() {
            Err("a class is empty: give a word such as `worker_error`".to_owned())
        } else {
            text::check_words("a class", &self.class)
        };
        class.map_err(|wrong| invalid("error.class", wrong))?;
        match self.retry_after_ms {
            Some(pause) if pause > MAX_RETRY_AFTER_MS => {
                let wrong = format!("{pause} is too long: give at most {MAX_RETRY_AFTER_MS}");
                Err(invalid("error.retry_after_ms", wrong))
            }
            _ => Ok(()),
        }
    }
}

fn micros(task: u64, duration_ms: Option<f64>) -> Result<u32, Problem> {
    let micros = duration_ms.unwrap_or(0.0) * 1_000.0;
    if !(0.0..=f64::from(u32::MAX)).contains(&micros) {
        let wrong = format!("task {task} cannot have run so long: give 0 to {} ms", u32::MAX / 1_000);
        return Err(invalid("duration_ms", wrong));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "its bounds are checked")]
    Ok(micros as u32)
}

fn invalid(field: &str, detail: String) -> Problem {
    of_field(Kind::InvalidReport, field, detail)
}
