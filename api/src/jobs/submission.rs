//! What a client sends to submit a job, and what it gets back.

use commands::inputs::objects::NamedObject;
use commands::jobs::{Items, Submission};
use commands::ports::Appended;
use domain::processor::{Limits, Processor as DomainProcessor};
use domain::raw_json::RawJson;
use domain::{DatasetId, JobId};
use poem_openapi::{Enum, Object};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::body::AnyJson;
use crate::datasets::DatasetFormat;
use crate::problem::{Kind, Problem};
use crate::text::{self, Text};

/// The most items of a request: each costs memory beside its bytes.
const MAX_ITEMS: usize = 1_000_000;
/// The longest filter: every batch of the job repeats it.
const MAX_FILTER_BYTES: usize = 64 << 10;

/// A job to do: give one of `items`, `dataset` and `objects`.
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
    /// The columns that make an item, where all items are rows of Parquet; without it, all columns. They are columns
    /// at the top: with each comes all that is within it.
    #[serde(default)]
    columns: Option<Vec<String>>,
    /// What is done to each item.
    processor: Processor,
    /// How long one attempt at one task may run, in milliseconds: 1 to 600000. The default is 5000.
    #[serde(default)]
    attempt_timeout_ms: Option<u32>,
    /// How many tasks a batch has at most: 1 to 1000, which is the default. A batch is what one worker takes at once.
    #[serde(default)]
    batch_size: Option<u64>,
}

/// An object that holds items.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct JobObject {
    /// Its key, which begins with `tenants/<tenant>/`.
    key: String,
    /// How its bytes are cut into items. Without it, the key's ending says so: `.ndjson`, `.jsonl`, `.csv` or
    /// `.parquet`, before `.gz` or `.zst`.
    #[serde(default)]
    format: Option<DatasetFormat>,
    /// How its bytes are packed. Without it, the key's ending says so: `.gz` or `.zst`.
    #[serde(default)]
    compression: Option<Compression>,
}

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Compression {
    /// They are not.
    None,
    /// By gzip.
    Gzip,
    /// By Zstandard.
    Zstd,
}

impl From<JobObject> for NamedObject {
    fn from(object: JobObject) -> Self {
        let compression = object.compression.map(|compression| match compression {
            Compression::None => domain::dataset::Compression::None,
            Compression::Gzip => domain::dataset::Compression::Gzip,
            Compression::Zstd => domain::dataset::Compression::Zstd,
        });
        Self { key: object.key, format: object.format.map(Into::into), compression }
    }
}

/// What is done to each item: exactly one kind of processor.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Processor {
    /// Transforms the item by a jq filter.
    jq: Jq,
}

/// A jq filter.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Jq {
    /// The filter's source, of up to 64 KiB, such as `{id, total: (.lines | map(.price) | add)}`.
    filter: String,
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
    /// The submission, if it says what to process.
    ///
    /// # Errors
    /// A field has a value that it cannot have.
    pub(crate) fn into_submission(self) -> Result<Submission, Problem> {
        if let Some(Err(wrong)) = self.name.as_deref().map(text::check_name) {
            return Err(invalid("name", &wrong));
        }
        let items = match (self.items, self.dataset, self.objects) {
            (Some(items), None, None) => Items::Inline(items.into_iter().map(|item| item.0).collect()),
            (None, Some(Text(dataset)), None) => Items::Dataset(dataset),
            (None, None, Some(objects)) => {
                Items::Objects(objects.into_iter().map(NamedObject::from).collect())
            }
            _ => return Err(invalid("items", "give one of `items`, `dataset` and `objects`, and no more")),
        };
        let usual = Limits::default();
        Ok(Submission {
            name: self.name,
            items,
            columns: self.columns,
            processor: self.processor.into_domain()?,
            limits: Limits {
                attempt_timeout_ms: self.attempt_timeout_ms.unwrap_or(usual.attempt_timeout_ms),
                ..usual
            },
            batch_size: self.batch_size,
        })
    }
}

impl Processor {
    fn into_domain(self) -> Result<DomainProcessor, Problem> {
        let filter = self.jq.filter;
        if filter.len() > MAX_FILTER_BYTES {
            return Err(Problem::new(
                Kind::InvalidProcessor,
                format!("the filter is longer than {MAX_FILTER_BYTES} bytes"),
            ));
        }
        Ok(DomainProcessor::Jq { filter: filter.into() })
    }
}

fn invalid(field: &str, detail: &str) -> Problem {
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
