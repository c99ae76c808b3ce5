//! A file as Parquet's reader wants it: read from where it asks, out of blocks that batches share.

use std::io::{self, Read};
use std::sync::Arc;

use async_trait::async_trait;
use bytes::{Buf, Bytes};
use commands::inputs::parquet::{MAX_PAGE_BYTES, Ranges};
use commands::ports::ObjectError;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};
use tokio::runtime::Handle;

use crate::blocks::Blocks;

/// How much is taken at once where the reader does not say how much it wants.
const READ_BYTES: u64 = 64 << 10;

/// Ranges of an object out of blocks.
#[derive(Clone)]
pub(crate) struct BlockRanges {
    pub(crate) blocks: Arc<Blocks>,
    pub(crate) key: String,
}

#[async_trait]
impl Ranges for BlockRanges {
    async fn range(&self, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        self.blocks.read(&self.key, offset, length).await
    }
}

/// The file. It is read from a thread that may wait.
#[derive(Clone)]
pub(super) struct BlockSource {
    ranges: BlockRanges,
    bytes: u64,
    runtime: Handle,
}

impl BlockSource {
    /// Of an object of so many bytes; must be called on a runtime.
    pub(super) fn new(ranges: BlockRanges, bytes: u64) -> Self {
        Self { ranges, bytes, runtime: Handle::current() }
    }

    fn read(&self, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        self.runtime.block_on(self.ranges.range(offset, length))
    }
}

impl Length for BlockSource {
    fn len(&self) -> u64 {
        self.bytes
    }
}

impl ChunkReader for BlockSource {
    type T = Reader;

    fn get_read(&self, start: u64) -> Result<Reader, ParquetError> {
        Ok(Reader { source: self.clone(), at: start, taken: Bytes::new() })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let length = length as u64;
        let within = start.checked_add(length).is_some_and(|end| end <= self.bytes);
        if !within || length > MAX_PAGE_BYTES {
            return Err(ParquetError::EOF(format!("{length} bytes from {start} are not in the file")));
        }
        self.read(start, length).map_err(|error| ParquetError::External(Box::new(error)))
    }
}

/// Reads on from a place.
pub(super) struct Reader {
    source: BlockSource,
    at: u64,
    taken: Bytes,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken.is_empty() {
            let length = self.source.bytes.saturating_sub(self.at).min(READ_BYTES);
            if length == 0 {
                return Ok(0);
            }
            self.taken = self.source.read(self.at, length).map_err(io::Error::other)?;
            self.at += length;
        }
        let length = self.taken.len().min(buffer.len());
        self.taken.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}
