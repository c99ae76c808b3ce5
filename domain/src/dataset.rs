//! The `Dataset` aggregate: an uploaded object that jobs read.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::DatasetId;

/// How a dataset's bytes are cut into items.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Format {
    /// One JSON value a line.
    Ndjson,
    /// Comma-separated values with a header row; each row is an object of strings.
    Csv,
    /// Apache Parquet; each row is an object.
    Parquet,
}

/// How an object's bytes are packed.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::Display,
    strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Compression {
    /// They are not.
    #[default]
    None,
    /// By gzip.
    Gzip,
    /// By Zstandard.
    Zstd,
}

/// What an upload came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Upload {
    /// A name for people.
    pub name: Option<String>,
    /// How the bytes are cut into items.
    pub format: Format,
    /// The object that holds them.
    pub key: String,
    /// Their number.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
    /// How many items they hold.
    pub items: u64,
}

/// What can be asked of a dataset.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum DatasetCommand {
    /// Records an upload whose object is complete.
    RecordUpload {
        /// What came.
        upload: Upload,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum DatasetEvent {
    /// The object is complete in the object store.
    DatasetUploaded {
        /// What came.
        upload: Upload,
        /// When.
        uploaded_at: DateTime<Utc>,
    },
}

versions!(DatasetEvent { DatasetUploaded: "1.1" | "1.0" });

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatasetError {
    /// An id names one upload for ever.
    #[error("this dataset has been uploaded already, with other content")]
    AlreadyUploaded,
}

/// A dataset's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Dataset {
    /// Nothing is known of it.
    #[default]
    Unknown,
    /// It can be read.
    Uploaded(Upload),
}

impl Dataset {
    /// The rules.
    ///
    /// # Errors
    /// See [`DatasetError`].
    pub fn decide(&self, command: DatasetCommand) -> Result<Vec<DatasetEvent>, DatasetError> {
        let DatasetCommand::RecordUpload { upload, at } = command;
        match self {
            Self::Unknown => Ok(vec![DatasetEvent::DatasetUploaded { upload, uploaded_at: at }]),
            Self::Uploaded(known) if *known == upload => Ok(vec![]),
            Self::Uploaded(_) => Err(DatasetError::AlreadyUploaded),
        }
    }

    fn evolve(&mut self, event: DatasetEvent) {
        let DatasetEvent::DatasetUploaded { upload, .. } = event;
        *self = Self::Uploaded(upload);
    }
}

cqrs_aggregate!(Dataset, "dataset", id: DatasetId, command: DatasetCommand, event: DatasetEvent, error: DatasetError);

#[cfg(test)]
mod tests {
    use cqrs_es::test::TestFramework;

    use super::*;

    fn upload(sha256: &str) -> Upload {
        Upload {
            name: None,
            format: Format::Csv,
            key: "k".into(),
            bytes: 10,
            sha256: sha256.into(),
            items: 2,
        }
    }

    fn record(sha256: &str) -> DatasetCommand {
        DatasetCommand::RecordUpload { upload: upload(sha256), at: DateTime::UNIX_EPOCH }
    }

    fn uploaded() -> DatasetEvent {
        DatasetEvent::DatasetUploaded { upload: upload("aa"), uploaded_at: DateTime::UNIX_EPOCH }
    }

    #[test]
    fn an_upload_is_recorded_once() {
        let given = TestFramework::<Dataset>::with(());
        given.given_no_previous_events().when(record("aa")).then_expect_events(vec![uploaded()]);
        let given = TestFramework::<Dataset>::with(());
        given.given(vec![uploaded()]).when(record("aa")).then_expect_events(vec![]);
    }

    #[test]
    fn other_content_under_the_same_id_is_refused() {
        let given = TestFramework::<Dataset>::with(());
        given.given(vec![uploaded()]).when(record("bb")).then_expect_error(DatasetError::AlreadyUploaded);
    }
}
