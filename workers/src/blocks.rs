//! Reads objects in blocks and keeps the latest: neighbouring batches share a block, so that it is fetched once
//! and not once a batch.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use commands::inputs::parquet::{Pages, ReadError, Table};
use commands::ports::{EngineError, ObjectError, ObjectStore};
use parquet::file::metadata::RowGroupMetaData;
use quick_cache::sync::Cache;

use crate::parquet::BlockRanges;

/// The size of a block: that of the pieces in which datasets are uploaded. A small range of such a piece took
/// SeaweedFS some 60 ms of processor time.
const BLOCK_BYTES: u64 = 8 << 20;
/// How many blocks are kept.
const BLOCKS: usize = 16;
/// How many footers of Parquet files are kept.
const TABLES: usize = 8;
/// Of how many columns of row groups it is kept where their pages are.
const PAGES: usize = 1_000;

/// Reads objects.
pub struct Blocks {
    objects: Arc<dyn ObjectStore>,
    kept: Cache<(String, u64), Bytes>,
    tables: Cache<String, Arc<Table>>,
    pages: Cache<(String, u32, usize), Arc<Pages>>,
}

impl Blocks {
    /// Reads out of `objects`, whose objects never change.
    #[must_use]
    pub fn new(objects: Arc<dyn ObjectStore>) -> Self {
        Self { objects, kept: Cache::new(BLOCKS), tables: Cache::new(TABLES), pages: Cache::new(PAGES) }
    }

    /// The bytes of a range.
    ///
    /// # Errors
    /// The object store is away, or has no such object, or none of that length.
    pub async fn read(&self, key: &str, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        let end = offset + length;
        let mut bytes = BytesMut::with_capacity(usize::try_from(length).unwrap_or_default());
        for number in offset / BLOCK_BYTES..end.div_ceil(BLOCK_BYTES) {
            let start = number * BLOCK_BYTES;
            let block = self.block(key, number).await?;
            let within = |place: u64| {
                usize::try_from(place.saturating_sub(start)).unwrap_or(usize::MAX).min(block.len())
            };
            bytes.extend_from_slice(&block[within(offset)..within(end)]);
        }
        if bytes.len() as u64 == length {
            return Ok(bytes.freeze());
        }
        let message = format!("{key} has {} bytes of {length} from {offset}", bytes.len());
        Err(ObjectError::Engine(EngineError { engine: "s3", message }))
    }

    /// What a Parquet file of so many bytes says of itself.
    ///
    /// # Errors
    /// The file is wrong, or the object store away.
    pub(crate) async fn table(&self, ranges: &BlockRanges, bytes: u64) -> Result<Arc<Table>, ReadError> {
        let read = async { Ok(Arc::new(Table::read(ranges, bytes).await?)) };
        self.tables.get_or_insert_async(&ranges.key, read).await
    }

    /// Where the pages of a column in a row group are.
    ///
    /// # Errors
    /// The file is wrong, or the object store away.
    pub(crate) async fn pages(
        &self,
        ranges: &BlockRanges,
        group: &RowGroupMetaData,
        number: u32,
        leaf: usize,
    ) -> Result<Arc<Pages>, ReadError> {
        let scan = async { Ok(Arc::new(Pages::scan(ranges, group.column(leaf)).await?)) };
        self.pages.get_or_insert_async(&(ranges.key.clone(), number, leaf), scan).await
    }

    /// One block; who asks for it while it is being fetched waits for the same one.
    async fn block(&self, key: &str, number: u64) -> Result<Bytes, ObjectError> {
        let fetch = self.objects.get_range(key, number * BLOCK_BYTES, BLOCK_BYTES);
        self.kept.get_or_insert_async(&(key.to_owned(), number), fetch).await
    }
}
