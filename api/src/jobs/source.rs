//! What a client says of where the items are.

use commands::inputs::objects::NamedObject;
use commands::jobs::Items;
use domain::{JobId, dataset};
use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

use crate::datasets::DatasetFormat;
use crate::text::Text;

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
            Compression::None => dataset::Compression::None,
            Compression::Gzip => dataset::Compression::Gzip,
            Compression::Zstd => dataset::Compression::Zstd,
        });
        Self { key: object.key, format: object.format.map(Into::into), compression }
    }
}

/// The tasks of an earlier job that are to run again. That job must be over.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Redrive {
    /// The earlier job.
    of: Text<JobId>,
    /// Whether those that failed run again; the default is `true`.
    #[serde(default)]
    failed: Option<bool>,
    /// Whether those that were cancelled run again; the default is `false`.
    #[serde(default)]
    cancelled: Option<bool>,
}

impl From<Redrive> for Items {
    fn from(Redrive { of, failed, cancelled }: Redrive) -> Self {
        redrive(of.0, failed, cancelled)
    }
}

/// The tasks of a job that are to run again, where nothing else is said those that failed.
pub(super) fn redrive(of: JobId, failed: Option<bool>, cancelled: Option<bool>) -> Items {
    Items::Redrive { of, failed: failed.unwrap_or(true), cancelled: cancelled.unwrap_or(false) }
}
