//! What a client sends to submit a job, and what it gets back.

use std::time::Duration;

use chrono::{DateTime, Utc};
use commands::inputs::objects::NamedObject;
use commands::jobs::{Items, Submission};
use commands::ports::Appended;
use domain::options::{ConcurrencyKey, Options, Throttle};
use domain::processor::{Limits, Processor as DomainProcessor};
use domain::raw_json::RawJson;
use domain::{DatasetId, JobId};
use poem_openapi::Object;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::options::{Key, Priority, Retry, Tolerance};
use super::processor::{Processor, usual_attempts};
use super::source::{JobObject, Redrive};
use crate::body::AnyJson;
use crate::problem::{Kind, Problem};
use crate::text::{self, Text};
use crate::throttle::Rate;

/// The most items of a request: each costs memory beside its bytes.
const MAX_ITEMS: usize = 1_000_000;
/// The longest time from now, in milliseconds: ten years.
const MAX_AFTER_MS: u64 = 10 * 365 * 86_400_000;

/// A job to do: give one of `items`, `dataset`, `objects` and `redrive`.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmitJob {
    /// A name for people: up to 200 characters.
    #[serde(default)]
    name: Option<String>,
    /// The items: any JSON values, of up to 1 MiB each. They are kept byte for byte.
    #[serde(default, deserialize_with = "some_items")]
    #[oai(validator(min_items = 1, max_items = 1000000))]
    items: Option<Vec<AnyJson>>,
    /// The dataset whose items are processed.
    #[serde(default)]
    dataset: Option<Text<DatasetId>>,
    /// The objects whose items are processed, one object after the other. They must not change until the job has ended;
    /// one that is missing or cannot be read fails the job, with the reason.
    #[serde(default)]
    #[oai(validator(min_items = 1, max_items = 10000))]
    objects: Option<Vec<JobObject>>,
    /// The tasks of an earlier job that are to run again.
    #[serde(default)]
    redrive: Option<Redrive>,
    /// The columns that make an item, where all items are rows of Parquet; without it, all columns. They are columns
    /// at the top: with each comes all that is within it.
    #[serde(default)]
    columns: Option<Vec<String>>,
    /// What is done to each item.
    processor: Processor,
    /// How long one attempt at one task may run, in milliseconds: 1 to 600000. The default is 5000.
    #[serde(default)]
    attempt_timeout_ms: Option<u32>,
    /// How long one task may take from its first attempt on, in milliseconds: no attempt begins later.
    #[serde(default)]
    task_timeout_ms: Option<u64>,
    /// How much memory a jq filter may take, in MiB. The default is the service's own limit.
    #[serde(default)]
    memory_mib: Option<u32>,
    /// How many tasks a batch has at most: 1 to 1000, which is the default. A batch is what one worker takes at once.
    #[serde(default)]
    batch_size: Option<u64>,
    /// Which of your jobs go first; the default is `normal`.
    #[serde(default)]
    priority: Option<Priority>,
    /// No task starts before this time.
    #[serde(default)]
    start_at: Option<DateTime<Utc>>,
    /// No task starts before so many milliseconds from now. Give it or `start_at`.
    #[serde(default)]
    delay_ms: Option<u64>,
    /// What has not ended at this time is cancelled, and the job fails.
    #[serde(default)]
    deadline: Option<DateTime<Utc>>,
    /// What has not ended in so many milliseconds from now is cancelled, and the job fails. Give it or `deadline`.
    #[serde(default)]
    deadline_ms: Option<u64>,
    /// Which failed tasks are tried again, and when.
    #[serde(default)]
    retry: Option<Retry>,
    /// How many tasks may fail before the job is stopped and fails; without it, any number.
    #[serde(default)]
    tolerated_failures: Option<Tolerance>,
    /// Up to 32 words to find the job by, of up to 128 bytes each.
    #[serde(default)]
    tags: Option<Vec<String>>,
    /// Jobs of the same key wait for each other.
    #[serde(default)]
    key: Option<Key>,
    /// How many of the job's tasks run at a time, at most.
    #[serde(default)]
    max_concurrency: Option<u32>,
    /// How many attempts begin in a second, at most.
    #[serde(default)]
    rate: Option<Rate>,
}

/// A job that was accepted.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Accepted {
    /// The job's id.
    id: Text<JobId>,
    /// Where its first events are.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<LogPosition>,
}

/// A place in the log of events.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct LogPosition {
    /// The shard of the log.
    shard: u16,
    /// The place in the shard: 1, 2, 3 …
    position: u64,
}

impl Accepted {
    /// The answer to a submission.
    pub(crate) fn new(id: JobId, Appended { shard, position }: Appended) -> Self {
        Self { id: Text(id), position: Some(LogPosition { shard, position }) }
    }
}

impl SubmitJob {
    /// The submission, as of `now`.
    ///
    /// # Errors
    /// A field has a value that it cannot have.
    pub(crate) fn into_submission(mut self, now: DateTime<Utc>) -> Result<Submission, Problem> {
        if let Some(Err(wrong)) = self.name.as_deref().map(text::check_name) {
            return Err(invalid("name", &wrong));
        }
        let items = self.take_items()?;
        let usual = Limits::default();
        let limits = Limits {
            attempt_timeout_ms: self.attempt_timeout_ms.unwrap_or(usual.attempt_timeout_ms),
            task_timeout_ms: self.task_timeout_ms,
            memory_mib: self.memory_mib,
        };
        let (name, columns, batch_size) = (self.name.take(), self.columns.take(), self.batch_size);
        let (processor, options) = self.into_processor_and_options(now)?;
        Ok(Submission { name, items, columns, processor, limits, batch_size, options })
    }

    fn take_items(&mut self) -> Result<Items, Problem> {
        match (self.items.take(), self.dataset.take(), self.objects.take(), self.redrive.take()) {
            (Some(items), None, None, None) => {
                Ok(Items::Inline(items.into_iter().map(|item| item.0).collect()))
            }
            (None, Some(Text(dataset)), None, None) => Ok(Items::Dataset(dataset)),
            (None, None, Some(objects), None) => {
                Ok(Items::Objects(objects.into_iter().map(NamedObject::from).collect()))
            }
            (None, None, None, Some(redrive)) => Ok(redrive.into()),
            _ => Err(invalid("items", "give one of `items`, `dataset`, `objects` and `redrive`")),
        }
    }

    fn into_processor_and_options(self, now: DateTime<Utc>) -> Result<(DomainProcessor, Options), Problem> {
        let processor = self.processor.into_domain()?;
        let options = Options {
            priority: self.priority.unwrap_or(Priority::Normal).into(),
            start_at: time(("start_at", self.start_at), ("delay_ms", self.delay_ms), now)?,
            deadline: time(("deadline", self.deadline), ("deadline_ms", self.deadline_ms), now)?,
            retry: self.retry.unwrap_or_default().into_domain(usual_attempts(&processor)),
            tolerated_failures: self.tolerated_failures.map(Tolerance::into_domain).transpose()?,
            tags: self.tags.unwrap_or_default().into_iter().collect(),
            key: self.key.map(ConcurrencyKey::from),
            throttle: Throttle { max_concurrency: self.max_concurrency, rate: self.rate.map(Into::into) },
        };
        Ok((processor, options))
    }
}

/// A time that is given, or so many milliseconds from now.
fn time(
    (at_name, at): (&str, Option<DateTime<Utc>>),
    (after_name, after_ms): (&str, Option<u64>),
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Problem> {
    match (at, after_ms) {
        (Some(_), Some(_)) => {
            Err(invalid(after_name, &format!("give either `{at_name}` or `{after_name}`, not both")))
        }
        (at, None) => Ok(at),
        (None, Some(after_ms)) if after_ms > MAX_AFTER_MS => {
            Err(invalid(after_name, &format!("give at most {MAX_AFTER_MS}, which is ten years")))
        }
        (None, Some(after_ms)) => Ok(Some(now + Duration::from_millis(after_ms))),
    }
}

pub(super) fn invalid(field: &str, detail: &str) -> Problem {
    Problem::new(Kind::InvalidJob, detail).with(|details| details.field = Some(field.to_owned()))
}

fn some_items<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<AnyJson>>, D::Error> {
    deserializer.deserialize_any(ItemsVisitor)
}

/// Reads items, and stops at the first that is too many.
struct ItemsVisitor;

impl<'de> Visitor<'de> for ItemsVisitor {
    type Value = Option<Vec<AnyJson>>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of items")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<RawJson>()? {
            if items.len() == MAX_ITEMS {
                return Err(A::Error::custom(format_args!(
                    "more than {MAX_ITEMS} items: upload them as a dataset, and name it"
                )));
            }
            items.push(poem_openapi::types::Any(item));
        }
        Ok(Some(items))
    }
}
