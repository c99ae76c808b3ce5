//! The messages of a WebSocket: what a client says, and what it is told.

use domain::{JobId, QueueName};
use serde::Deserialize;
use serde_json::Value;

use super::topic::{MOST_LISTED, Topic, Wanted, invalid};
use super::view::News;
use crate::jobs::JobState;
use crate::problem::Problem;
use crate::text::cut;

/// The longest name that a client may give to a subscription, in characters.
const LONGEST_NAME: usize = 100;
/// How much of an error is told, in bytes.
const LONGEST_ERROR: usize = 200;
/// How many jobs a list has where nobody said.
const USUAL_LIMIT: u16 = 50;

/// What a client says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Said {
    /// It wants to watch something.
    Subscribe(Subscribe),
    /// It wants to watch it no more.
    Unsubscribe(String),
}

/// What is to be watched: one of three things.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Subscribe {
    /// What the client calls it.
    id: String,
    job: Option<JobId>,
    list: Option<ListOf>,
    queue: Option<QueueName>,
    /// The `resume` of the last message that the client has of it.
    resume: Option<String>,
}

/// Which list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListOf {
    state: Option<JobState>,
    limit: Option<u16>,
}

impl Said {
    /// Reads a message.
    pub(super) fn parse(text: &str) -> Result<Self, Problem> {
        serde_json::from_str(text).map_err(|error: serde_json::Error| {
            let error = error.to_string();
            // It repeats what the client sent, which may be long.
            let error = &error[..error.floor_char_boundary(LONGEST_ERROR)];
            invalid(format!(
                "a message is `{{\"subscribe\": {{…}}}}` or `{{\"unsubscribe\": \"…\"}}`: {error}"
            ))
        })
    }
}

impl Subscribe {
    /// What the client calls it.
    pub(super) fn name(&self) -> &str {
        cut(&self.id)
    }

    /// What is to be watched, and what was seen of it.
    pub(super) fn wanted(self) -> Result<(Wanted, Option<String>), Problem> {
        if self.id.is_empty() || self.id.chars().count() > LONGEST_NAME {
            return Err(invalid(format!("id: give a name of 1 to {LONGEST_NAME} characters")));
        }
        let topic = match (self.job, self.list, self.queue) {
            (Some(job), None, None) => Topic::Job(job),
            (None, Some(list), None) => list.topic()?,
            (None, None, Some(queue)) => Topic::Queue(queue),
            _ => return Err(invalid("subscribe to one of `job`, `list` and `queue`")),
        };
        Ok((Wanted { name: self.id, topic }, self.resume))
    }
}

impl ListOf {
    fn topic(self) -> Result<Topic, Problem> {
        let limit = self.limit.unwrap_or(USUAL_LIMIT);
        if !(1..=MOST_LISTED).contains(&limit) {
            return Err(invalid(format!("list.limit: {limit} is not from 1 to {MOST_LISTED}")));
        }
        Ok(Topic::List { state: self.state.map(Into::into), limit: usize::from(limit) })
    }
}

/// A message with news. `name` is written as JSON already.
pub(super) fn news(name: &str, News { kind, body, seen }: &News) -> String {
    format!("{{\"id\":{name},\"{kind}\":{body},\"resume\":\"{}\"}}", seen.token())
}

/// A message with a problem: of a subscription, or of the connection.
pub(super) fn problem(name: Option<&str>, problem: &Problem) -> String {
    let problem = problem.json();
    match name {
        Some(name) => format!("{{\"id\":{name},\"problem\":{problem}}}"),
        None => format!("{{\"problem\":{problem}}}"),
    }
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
