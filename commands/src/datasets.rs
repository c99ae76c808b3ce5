//! Uploads: bytes stream to the object store while they are hashed and counted, in flat memory.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use chrono::Utc;
use domain::dataset::{Compression, Dataset, DatasetCommand, DatasetError, Format, Upload};
use domain::{DatasetId, TenantId};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::cutter::{CutError, Cutter};
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::inputs::parquet::{BadParquet, MAX_TAIL_BYTES, Table};
use crate::inputs::pieces::Pieces;
use crate::inputs::unpack::{UnpackError, unpack};
use crate::keys;
use crate::ports::{ObjectError, ObjectStore};

/// The most bytes of a dataset, unpacked, unless the operator says otherwise.
pub const MAX_DATASET_BYTES: u64 = 1 << 40;

/// Why an upload was not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// There was nothing.
    #[error("the body is empty: send the dataset's bytes")]
    Empty,
    /// The bytes cannot be cut into items.
    #[error(transparent)]
    Cut(#[from] CutError),
    /// They are no Parquet file.
    #[error(transparent)]
    Parquet(#[from] BadParquet),
    /// They cannot be unpacked.
    #[error("{0}")]
    Packed(String),
    /// There are too many, once they are unpacked.
    #[error(
        "the dataset is longer than {limit} bytes, unpacked: split it, or have the operator raise max_dataset_bytes"
    )]
    TooLong {
        /// The most that are taken.
        limit: u64,
    },
    /// The same request came with other bytes before.
    #[error("the Idempotency-Key was used for other bytes: choose another key for these")]
    Other,
    /// The client went away, or its body was malformed.
    #[error("the body ended early: {0}")]
    Body(String),
    /// The object store failed.
    #[error(transparent)]
    Object(#[from] ObjectError),
    /// The event store failed.
    #[error(transparent)]
    Execute(#[from] ExecuteError<DatasetError>),
}

/// Takes uploads.
#[derive(Clone)]
pub struct Datasets {
    executor: Arc<Executor>,
    objects: Arc<dyn ObjectStore>,
    max_bytes: u64,
}

impl Datasets {
    /// Takes uploads into `objects`.
    #[must_use]
    pub fn new(executor: Arc<Executor>, objects: Arc<dyn ObjectStore>) -> Self {
        Self { executor, objects, max_bytes: MAX_DATASET_BYTES }
    }

    /// Takes no dataset of more bytes than this, unpacked.
    #[must_use]
    pub fn limited(self, max_bytes: u64) -> Self {
        Self { max_bytes, ..self }
    }

    /// Keeps what is packed in `body` as a new dataset, unpacked, so that ranges of it can be read. It exists from the moment this answers, and not at all on an error.
    /// One with an id may come again: it is kept once, and other bytes for it are refused.
    ///
    /// # Errors
    /// See [`UploadError`].
    pub async fn upload<B, E>(
        &self,
        context: impl FnOnce(DatasetId) -> CommandContext,
        planned: Option<DatasetId>,
        name: Option<String>,
        format: Format,
        compression: Compression,
        body: B,
    ) -> Result<(DatasetId, Upload), UploadError>
    where
        B: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
        E: std::fmt::Display + Send + 'static,
    {
        let id = planned.unwrap_or_else(|| DatasetId(Uuid::now_v7()));
        let context = context(id);
        if planned.is_some()
            && let Some(kept) = self.kept_before(&context.tenant, id).await?
        {
            return same_as(kept, unpack(body, compression), self.max_bytes).await.map(|upload| (id, upload));
        }
        let key = match planned {
            Some(_) => keys::dataset_try(&context.tenant, id, Uuid::now_v7()),
            None => keys::dataset(&context.tenant, id),
        };
        let mut object = self.objects.begin(&key).await?;
        let upload = match copy(unpack(body, compression), format, self.max_bytes, &mut *object).await {
            Ok(copied) => {
                Upload { name, format, key, bytes: copied.bytes, sha256: copied.sha256, items: copied.items }
            }
            Err(error) => {
                object.abort().await;
                return Err(error);
            }
        };
        object.finish().await?;
        let command = DatasetCommand::RecordUpload { upload: upload.clone(), at: Utc::now() };
        self.executor.execute::<Dataset>(&context, &id, command).await?;
        Ok((id, upload))
    }

    /// What was uploaded as this dataset.
    async fn kept_before(&self, tenant: &TenantId, id: DatasetId) -> Result<Option<Upload>, UploadError> {
        let known = self.executor.load_current::<Dataset>(tenant, &id).await?;
        match &*known.state {
            Dataset::Uploaded(upload) => Ok(Some(upload.clone())),
            Dataset::Unknown => Ok(None),
        }
    }
}

/// What was uploaded before, if the same bytes come again.
async fn same_as<E: std::fmt::Display>(
    kept: Upload,
    mut body: BoxStream<'static, Result<Bytes, UnpackError<E>>>,
    limit: u64,
) -> Result<Upload, UploadError> {
    let (mut hasher, mut bytes) = (Sha256::new(), 0);
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(unpack_error)?;
        bytes += chunk.len() as u64;
        if bytes > limit {
            return Err(UploadError::TooLong { limit });
        }
        hasher.update(&chunk);
    }
    if hex::encode(hasher.finalize()) == kept.sha256 { Ok(kept) } else { Err(UploadError::Other) }
}

fn unpack_error<E: std::fmt::Display>(error: UnpackError<E>) -> UploadError {
    match error {
        UnpackError::Source(error) => UploadError::Body(error.to_string()),
        error @ UnpackError::Corrupt { .. } => UploadError::Packed(error.to_string()),
    }
}

struct Copied {
    bytes: u64,
    sha256: String,
    items: u64,
}

async fn copy<E: std::fmt::Display>(
    mut body: BoxStream<'static, Result<Bytes, UnpackError<E>>>,
    format: Format,
    limit: u64,
    object: &mut dyn crate::ports::Upload,
) -> Result<Copied, UploadError> {
    let (mut hasher, mut counter, mut bytes) = (Sha256::new(), Counter::new(format), 0);
    let mut pieces = Pieces::new(object);
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(unpack_error)?;
        bytes += chunk.len() as u64;
        if bytes > limit {
            return Err(UploadError::TooLong { limit });
        }
        hasher.update(&chunk);
        counter.push(&chunk)?;
        pieces.write(&chunk).await?;
    }
    if bytes == 0 {
        return Err(UploadError::Empty);
    }
    let items = counter.finish(bytes).await?;
    pieces.end().await?;
    Ok(Copied { bytes, sha256: hex::encode(hasher.finalize()), items })
}

/// Counts items while their bytes stream by.
enum Counter {
    /// As they end.
    Cut(Box<Cutter>),
    /// As the file's end says.
    Parquet(Tail),
}

impl Counter {
    fn new(format: Format) -> Self {
        match format {
            Format::Ndjson | Format::Csv => Self::Cut(Box::new(Cutter::new(format))),
            Format::Parquet => Self::Parquet(Tail::default()),
        }
    }

    fn push(&mut self, chunk: &Bytes) -> Result<(), CutError> {
        match self {
            Self::Cut(cutter) => cutter.push(chunk, |_| {}),
            Self::Parquet(tail) => {
                tail.push(chunk);
                Ok(())
            }
        }
    }

    async fn finish(self, bytes: u64) -> Result<u64, UploadError> {
        match self {
            Self::Cut(mut cutter) => {
                cutter.finish(|_| {})?;
                cutter.header()?;
                Ok(cutter.items())
            }
            Self::Parquet(tail) => Ok(Table::of_tail(tail.bytes(), bytes).await?.rows()),
        }
    }
}

/// The last bytes of what streams by: as many as a footer can have.
#[derive(Default)]
struct Tail {
    chunks: VecDeque<Bytes>,
    length: u64,
}

impl Tail {
    fn push(&mut self, chunk: &Bytes) {
        self.length += chunk.len() as u64;
        self.chunks.push_back(chunk.clone());
        while let Some(first) = self.chunks.front()
            && self.length - first.len() as u64 >= MAX_TAIL_BYTES
        {
            self.length -= first.len() as u64;
            self.chunks.pop_front();
        }
    }

    fn bytes(self) -> Bytes {
        Vec::from(self.chunks).concat().into()
    }
}
