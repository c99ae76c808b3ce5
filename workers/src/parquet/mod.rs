//! Rows of Parquet files as JSON items. Of a file, only the pages are read that hold rows of the batch.

mod column;
mod limited;
mod rows;
mod shape;
mod source;
#[cfg(test)]
mod tests;
mod value;

use std::sync::Arc;

use commands::inputs::parquet::{BadParquet, Pages, ReadError, Table, contain};
use commands::ports::ObjectError;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::serialized_reader::SerializedPageReader;

use self::column::Column;
use self::limited::{Budget, Limited};
use self::rows::Rows;
pub(crate) use self::source::BlockRanges;
use self::source::BlockSource;
use crate::blocks::Blocks;
use crate::items::Item;

/// How many rows are in memory as columns at once: a row can be large.
const STEP: u64 = 16;

/// Rows of a row group.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The object.
    pub key: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// The row group's number, from 0.
    pub row_group: u32,
    /// The first row in the group, from 0.
    pub first_row: u64,
    /// How many rows.
    pub rows: u64,
    /// The columns that make an item; without them, all.
    pub columns: Option<Vec<String>>,
}

/// The rows, each an item.
///
/// # Errors
/// The file is wrong, or the object store away.
pub async fn load(blocks: &Arc<Blocks>, wanted: Wanted) -> Result<Vec<Item>, ReadError> {
    let ranges = BlockRanges { blocks: Arc::clone(blocks), key: wanted.key.clone() };
    let table = blocks.table(&ranges, wanted.bytes).await?;
    let number = usize::try_from(wanted.row_group).unwrap_or(usize::MAX);
    let Some(group) = table.metadata.row_groups().get(number) else {
        return Err(BadParquet::Damaged(format!("it has no row group {number}")).into());
    };
    let leaves = table.leaves(wanted.columns.as_deref());
    let mut pages = Vec::with_capacity(leaves.len());
    for leaf in &leaves {
        pages.push(blocks.pages(&ranges, group, wanted.row_group, *leaf).await?);
    }
    let source = BlockSource::new(ranges, wanted.bytes);
    contain(move || decode(&table, number, &wanted, &leaves, &pages, source)).await
}

fn decode(
    table: &Table,
    number: usize,
    wanted: &Wanted,
    leaves: &[usize],
    pages: &[Arc<Pages>],
    source: BlockSource,
) -> Result<Vec<Item>, ReadError> {
    let group = table.metadata.row_group(number);
    let source = Arc::new(source);
    let mut columns = Vec::with_capacity(leaves.len());
    for (leaf, pages) in leaves.iter().zip(pages) {
        let column = open(group, *leaf, pages, &source).map_err(read_error)?;
        columns.push(column);
    }
    let schema = table.metadata.file_metadata().schema();
    let shapes = shape::of(schema, wanted.columns.as_deref()).map_err(BadParquet::Damaged)?;
    let mut rows = Rows::new(shapes, columns);
    rows.skip(wanted.first_row).map_err(read_error)?;
    let mut items = Vec::with_capacity(usize::try_from(wanted.rows).unwrap_or_default());
    let mut left = wanted.rows;
    while left > 0 {
        let step = left.min(STEP);
        rows.read(step, &mut items).map_err(read_error)?;
        left -= step;
    }
    Ok(items)
}

fn open(
    group: &RowGroupMetaData,
    leaf: usize,
    pages: &Pages,
    source: &Arc<BlockSource>,
) -> Result<Column, ParquetError> {
    let rows = usize::try_from(group.num_rows()).unwrap_or_default();
    let chunk = group.column(leaf);
    let reader = SerializedPageReader::new(Arc::clone(source), chunk, rows, pages.locations.clone())?;
    let budget = Budget::default();
    let column = chunk.column_descr_ptr();
    let limited = Limited::new(reader, column.max_rep_level() > 0, budget.clone());
    Column::new(column, Box::new(limited), budget)
}

/// What the object store said comes back through the reader's own error.
fn read_error(error: ParquetError) -> ReadError {
    match error {
        ParquetError::External(error) => match error.downcast::<ObjectError>() {
            Ok(error) => ReadError::Object(*error),
            Err(error) => BadParquet::Damaged(error.to_string()).into(),
        },
        error => BadParquet::Damaged(error.to_string()).into(),
    }
}
