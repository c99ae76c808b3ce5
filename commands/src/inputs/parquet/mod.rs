//! Parquet files: what their footer and page headers say, checked before anything believes it. Rows are not read here.

mod footer;
mod pages;
#[cfg(test)]
mod tests;
mod thrift;

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use crate::ports::{EngineError, ObjectError, ObjectStore};

pub use footer::{MAX_TAIL_BYTES, Table};
pub use pages::Pages;

/// The largest page that is unpacked: usual ones have a MiB.
pub const MAX_PAGE_BYTES: u64 = 64 << 20;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadParquet {
    /// It does not end as Parquet does.
    #[error("the file does not end as a Parquet file does: it is cut short, or has another format")]
    NotParquet,
    /// It, or a part of it, is encrypted.
    #[error("the file is encrypted: write it without encryption")]
    Encrypted,
    /// The footer is longer than anything sensible.
    #[error(
        "the file's footer has {0} bytes, where {MAX_TAIL_BYTES} are taken: write larger row groups, or several files"
    )]
    LongFooter(u64),
    /// It does not hold together.
    #[error("the file is damaged: {0}")]
    Damaged(String),
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is wrong.
    #[error(transparent)]
    Bad(#[from] BadParquet),
    /// The object store is away, or does not have it.
    #[error(transparent)]
    Object(#[from] ObjectError),
}

/// Columns that a file does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no column {}: there are {}", .unknown.join(", "), .known.join(", "))]
pub struct UnknownColumns {
    /// Those.
    pub unknown: Vec<String>,
    /// Those that it has.
    pub known: Vec<String>,
}

/// Reads an object's bytes.
#[async_trait]
pub trait Ranges: Send + Sync {
    /// A range, as far as the object reaches.
    async fn range(&self, offset: u64, length: u64) -> Result<Bytes, ObjectError>;
}

/// Ranges straight out of the object store.
pub struct ObjectRanges {
    /// The object store.
    pub objects: Arc<dyn ObjectStore>,
    /// The object.
    pub key: String,
}

#[async_trait]
impl Ranges for ObjectRanges {
    async fn range(&self, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        self.objects.get_range(&self.key, offset, length).await
    }
}

/// Does what burns processor time, or could panic, away from the async threads. A panic is the file's fault: it is not
/// what the reader takes for possible.
///
/// # Errors
/// As `work`, and if it panics.
pub async fn contain<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<BadParquet> + From<ObjectError> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) if error.is_panic() => Err(damaged("its parts contradict each other").into()),
        // The runtime stops.
        Err(error) => {
            Err(ObjectError::from(EngineError { engine: "parquet", message: error.to_string() }).into())
        }
    }
}

fn damaged(what: impl Into<String>) -> BadParquet {
    BadParquet::Damaged(what.into())
}
