//! When a job runs, how fast, and what becomes of tasks that fail, as arguments.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use thousandfold_client::types::{Key, Priority, Rate, Retry, SubmitJob, Tolerance};

use crate::cli::values::{self, millis};

/// When a job runs, how fast, and what becomes of tasks that fail.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How it runs")]
pub(super) struct OptionArgs {
    /// Which of the tenant's jobs go first
    #[arg(long, value_parser = priorities())]
    priority: Option<Priority>,
    /// Start no task before this time, such as 2026-07-11T12:30:00Z
    #[arg(long, value_name = "TIME", conflicts_with = "delay")]
    start_at: Option<DateTime<Utc>>,
    /// Start no task before so long, such as 5m
    #[arg(long, value_name = "TIME", value_parser = values::duration)]
    delay: Option<Duration>,
    /// Cancel what has not ended by then: a time, or how long from now, such as 2h
    #[arg(long, value_name = "TIME", value_parser = deadline)]
    deadline: Option<Deadline>,
    /// How long one task may take in all, such as 10m
    #[arg(long, value_name = "TIME", value_parser = values::duration)]
    task_timeout: Option<Duration>,
    /// How much memory a jq filter may take
    #[arg(long, value_name = "N")]
    memory_mib: Option<u32>,
    /// How often a task is tried in all
    #[arg(long, value_name = "N")]
    retry: Option<u32>,
    /// The pause before a task is tried again; each is twice as long as the one before
    #[arg(long, value_name = "TIME", value_parser = pause)]
    retry_pause: Option<u32>,
    /// The longest of these pauses
    #[arg(long, value_name = "TIME", value_parser = pause)]
    retry_longest_pause: Option<u32>,
    /// By how many of a hundred a pause may be shorter
    #[arg(long, value_name = "PERCENT")]
    retry_jitter: Option<u8>,
    /// The kinds of failure after which a task is tried again; by default those that may pass by themselves
    #[arg(long, value_name = "CLASSES", value_delimiter = ',')]
    retry_classes: Option<Vec<String>>,
    /// How many tasks may fail before the job does, such as 10 or 5%
    #[arg(long, value_name = "COUNT", value_parser = values::tolerance)]
    tolerate: Option<Tolerance>,
    /// A word to find the job by
    #[arg(long, value_name = "WORD")]
    tag: Vec<String>,
    /// Let only so many jobs of this key run at a time, one unless it says :N
    #[arg(long, value_name = "NAME[:N]", value_parser = values::key)]
    key: Option<Key>,
    /// The most tasks at a time
    #[arg(long, value_name = "N")]
    max_concurrency: Option<u32>,
    /// The most attempts a second, at once, and the key of the jobs that share them
    #[arg(long, value_name = "N[/N][@KEY]", value_parser = values::rate)]
    rate: Option<Rate>,
}

/// When a job must have ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deadline {
    At(DateTime<Utc>),
    In(Duration),
}

fn deadline(text: &str) -> Result<Deadline, String> {
    let wrong = |_| "give a time such as 2026-07-11T12:30:00Z, or how long from now, such as 2h".to_owned();
    let at = text.parse().map(Deadline::At);
    at.or_else(|_: chrono::ParseError| values::duration(text).map(Deadline::In)).map_err(wrong)
}

fn pause(text: &str) -> Result<u32, String> {
    let pause = values::duration(text)?;
    u32::try_from(pause.as_millis()).map_err(|_| "a pause is a day at most".to_owned())
}

fn priorities() -> impl TypedValueParser<Value = Priority> {
    PossibleValuesParser::new(["high", "normal", "low"]).try_map(|name| name.parse::<Priority>())
}

fn each_once(words: &[String]) -> Vec<String> {
    words.iter().collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

impl OptionArgs {
    /// The job, as it is to run.
    pub(super) fn set(&self, job: SubmitJob) -> SubmitJob {
        let (deadline, deadline_ms) = match self.deadline {
            Some(Deadline::At(at)) => (Some(at), None),
            Some(Deadline::In(time)) => (None, Some(millis(time))),
            None => (None, None),
        };
        let retry = Retry {
            max_attempts: self.retry,
            first_pause_ms: self.retry_pause,
            longest_pause_ms: self.retry_longest_pause,
            jitter_percent: self.retry_jitter,
            classes: self.retry_classes.as_deref().map(each_once),
        };
        SubmitJob {
            task_timeout_ms: self.task_timeout.map(millis),
            memory_mib: self.memory_mib,
            priority: self.priority,
            start_at: self.start_at,
            delay_ms: self.delay.map(millis),
            deadline,
            deadline_ms,
            retry: Some(retry).filter(|retry| *retry != Retry::default()),
            tolerated_failures: self.tolerate.clone(),
            tags: Some(each_once(&self.tag)).filter(|tags| !tags.is_empty()),
            key: self.key.clone(),
            max_concurrency: self.max_concurrency,
            rate: self.rate.clone(),
            ..job
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_a_time_or_how_long_from_now() {
        assert_eq!(deadline("2h"), Ok(Deadline::In(Duration::from_secs(7_200))));
        let at = deadline("1970-01-01T00:00:00Z");
        assert_eq!(at, Ok(Deadline::At(DateTime::UNIX_EPOCH)));
        assert!(deadline("tomorrow").is_err());
    }
}
