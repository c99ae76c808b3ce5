//! Uploads: bytes stream to the object store while they are hashed and counted, in flat memory.

use std::sync::Arc;

use bytes::Bytes;
use chrono::Utc;
use domain::DatasetId;
use domain::dataset::{Dataset, DatasetCommand, DatasetError, Format, Upload};
use futures::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::cutter::{CutError, Cutter};
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::keys;
use crate::ports::{ObjectError, ObjectStore};

/// The object store takes pieces of this size at least; only the last may be smaller.
const PIECE_BYTES: usize = 8 << 20;
/// After so many pieces the size doubles: an object has 10,000 pieces at most, and no size is too large.
const PIECES_OF_A_SIZE: usize = 1_000;

/// Why an upload was not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// There was nothing.
    #[error("the body is empty: send the dataset's bytes")]
    Empty,
    /// The bytes cannot be cut into items.
    #[error(transparent)]
    Cut(#[from] CutError),
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
}

impl Datasets {
    /// Takes uploads into `objects`.
    #[must_use]
    pub fn new(executor: Arc<Executor>, objects: Arc<dyn ObjectStore>) -> Self {
        Self { executor, objects }
    }

    /// Keeps `body` as a new dataset. It exists from the moment this answers, and not at all on an error.
    ///
    /// # Errors
    /// See [`UploadError`].
    pub async fn upload<B, E>(
        &self,
        context: impl FnOnce(DatasetId) -> CommandContext,
        name: Option<String>,
        format: Format,
        body: B,
    ) -> Result<(DatasetId, Upload), UploadError>
    where
        B: Stream<Item = Result<Bytes, E>> + Send + Unpin,
        E: std::fmt::Display,
    {
        let id = DatasetId(Uuid::now_v7());
        let context = context(id);
        let key = keys::dataset(&context.tenant, id);
        let mut object = self.objects.begin(&key).await?;
        let upload = match copy(body, format, &mut *object).await {
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
}

struct Copied {
    bytes: u64,
    sha256: String,
    items: u64,
}

async fn copy<B, E>(
    mut body: B,
    format: Format,
    object: &mut dyn crate::ports::Upload,
) -> Result<Copied, UploadError>
where
    B: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    E: std::fmt::Display,
{
    let (mut hasher, mut cutter, mut bytes) = (Sha256::new(), Cutter::new(format), 0);
    let (mut piece, mut pieces) = (Vec::with_capacity(PIECE_BYTES), 0);
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|error| UploadError::Body(error.to_string()))?;
        hasher.update(&chunk);
        cutter.push(&chunk, |_| {})?;
        bytes += chunk.len() as u64;
        piece.extend_from_slice(&chunk);
        if piece.len() >= PIECE_BYTES << (pieces / PIECES_OF_A_SIZE) {
            let room = Vec::with_capacity(piece.capacity());
            object.write(std::mem::replace(&mut piece, room).into()).await?;
            pieces += 1;
        }
    }
    if bytes == 0 {
        return Err(UploadError::Empty);
    }
    cutter.finish(|_| {})?;
    cutter.header()?;
    object.write(piece.into()).await?;
    Ok(Copied { bytes, sha256: hex::encode(hasher.finalize()), items: cutter.items() })
}
