//! A file's footer: its columns, its row groups, and where they are.

use std::collections::BTreeSet;

use bytes::Bytes;
use parquet::file::metadata::{
    ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData,
};

use super::thrift::{self, Broken};
use super::{BadParquet, ObjectError, Ranges, ReadError, UnknownColumns, contain, damaged};
use crate::ports::EngineError;

/// The most bytes of a footer, with what is around it. What it is parsed into takes several times as many.
pub const MAX_TAIL_BYTES: u64 = 16 << 20;
/// How much is read in the hope that the footer is in it.
const FIRST_READ_BYTES: u64 = 64 << 10;
/// The footer's length and the file's last letters.
const END_BYTES: u64 = 8;
/// The file's first letters.
const START_BYTES: u64 = 4;
/// The most rows of a row group: as many as a page can say it has.
const MAX_ROWS: i64 = i32::MAX as i64;

/// What a file says of itself.
#[derive(Debug)]
pub struct Table {
    /// All of it.
    pub metadata: ParquetMetaData,
    /// The file's length.
    pub bytes: u64,
}

impl Table {
    /// Reads it out of the last bytes of a file of `bytes` bytes: the last [`MAX_TAIL_BYTES`] suffice.
    ///
    /// # Errors
    /// The file is wrong.
    pub async fn of_tail(tail: Bytes, bytes: u64) -> Result<Self, BadParquet> {
        let parsed = contain(move || {
            let footer = footer_of(&tail, bytes)?;
            Ok::<_, ReadError>(parse(footer, bytes)?)
        });
        parsed.await.map_err(|error| match error {
            ReadError::Bad(bad) => bad,
            ReadError::Object(error) => damaged(error.to_string()),
        })
    }

    /// Reads it out of an object of `bytes` bytes.
    ///
    /// # Errors
    /// The file is wrong, or the object store away.
    pub async fn read(ranges: &dyn Ranges, bytes: u64) -> Result<Self, ReadError> {
        let mut tail = last(ranges, bytes, FIRST_READ_BYTES).await?;
        let needed = length(&tail, bytes)? + END_BYTES;
        if needed > tail.len() as u64 {
            tail = last(ranges, bytes, needed).await?;
        }
        Ok(Self::of_tail(tail, bytes).await?)
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.groups().map(|group| group.num_rows().unsigned_abs()).sum()
    }

    /// The row groups.
    pub fn groups(&self) -> impl Iterator<Item = &RowGroupMetaData> {
        self.metadata.row_groups().iter()
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let fields = self.metadata.file_metadata().schema().get_fields();
        fields.iter().map(|field| field.name().to_owned()).collect()
    }

    /// Refuses columns that are not there.
    ///
    /// # Errors
    /// Some are not.
    pub fn check_columns(&self, columns: &[String]) -> Result<(), UnknownColumns> {
        let known = self.columns();
        let unknown: Vec<_> = columns.iter().filter(|column| !known.contains(column)).cloned().collect();
        if unknown.is_empty() { Ok(()) } else { Err(UnknownColumns { unknown, known }) }
    }

    /// The leaves of the columns that are asked for, by their number.
    #[must_use]
    pub fn leaves(&self, columns: Option<&[String]>) -> Vec<usize> {
        let schema = self.metadata.file_metadata().schema_descr();
        let wanted = |leaf: &usize| {
            columns.is_none_or(|columns| {
                columns.iter().any(|column| column == schema.get_column_root(*leaf).name())
            })
        };
        (0..schema.num_columns()).filter(wanted).collect()
    }
}

/// The last bytes of an object, at most `length`.
async fn last(ranges: &dyn Ranges, bytes: u64, length: u64) -> Result<Bytes, ObjectError> {
    let length = length.min(bytes);
    let tail = ranges.range(bytes - length, length).await?;
    if tail.len() as u64 == length {
        return Ok(tail);
    }
    let message = format!("{} bytes came of the last {length}", tail.len());
    Err(EngineError { engine: "s3", message }.into())
}

/// The footer's length.
fn length(tail: &[u8], bytes: u64) -> Result<u64, BadParquet> {
    let Some((_, end)) = tail.split_last_chunk::<8>() else {
        return Err(BadParquet::NotParquet);
    };
    let [a, b, c, d, letters @ ..] = *end;
    match &letters {
        b"PAR1" => {}
        b"PARE" => return Err(BadParquet::Encrypted),
        _ => return Err(BadParquet::NotParquet),
    }
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    if length + END_BYTES > MAX_TAIL_BYTES {
        return Err(BadParquet::LongFooter(length));
    }
    if length + END_BYTES + START_BYTES > bytes {
        return Err(damaged("its footer is longer than the file"));
    }
    Ok(length)
}

fn footer_of(tail: &[u8], bytes: u64) -> Result<&[u8], BadParquet> {
    let length = length(tail, bytes)?;
    let start =
        (tail.len() as u64).checked_sub(length + END_BYTES).and_then(|start| usize::try_from(start).ok());
    let end = tail.len() - usize::try_from(END_BYTES).unwrap_or_default();
    start.and_then(|start| tail.get(start..end)).ok_or_else(|| damaged("its footer is not whole"))
}

fn parse(footer: &[u8], bytes: u64) -> Result<Table, BadParquet> {
    let walked = thrift::footer(footer).map_err(|broken| match broken {
        Broken::Short => damaged("its footer ends too early"),
        Broken::Wrong(what) => damaged(format!("its footer cannot be read: {what}")),
    })?;
    if walked.encrypted {
        return Err(BadParquet::Encrypted);
    }
    let metadata = ParquetMetaDataReader::decode_metadata(footer)
        .map_err(|error| damaged(format!("its footer cannot be read: {error}")))?;
    let table = Table { metadata, bytes };
    table.check(bytes - END_BYTES - footer.len() as u64)?;
    Ok(table)
}

impl Table {
    /// Refuses a footer that contradicts itself, or what is known of the file: its data end at `end`.
    fn check(&self, end: u64) -> Result<(), BadParquet> {
        let columns = self.columns();
        if columns.is_empty() {
            return Err(damaged("it has no columns"));
        }
        let mut names = BTreeSet::new();
        if let Some(twice) = columns.iter().find(|name| !names.insert(*name)) {
            return Err(damaged(format!("it has the column {twice:?} twice")));
        }
        self.groups().enumerate().try_for_each(|(number, group)| {
            check_group(group, end).map_err(|what| damaged(format!("row group {number} {what}")))
        })?;
        let said = self.metadata.file_metadata().num_rows();
        if u64::try_from(said) != Ok(self.rows()) {
            let rows = self.rows();
            return Err(damaged(format!("its footer says {said} rows, and its row groups say {rows}")));
        }
        Ok(())
    }
}

fn check_group(group: &RowGroupMetaData, end: u64) -> Result<(), String> {
    let rows = group.num_rows();
    if !(0..=MAX_ROWS).contains(&rows) {
        return Err(format!("is said to have {rows} rows"));
    }
    group.columns().iter().try_for_each(|column| {
        check_chunk(column, rows, end).map_err(|what| format!("has a column {} {what}", column.column_path()))
    })
}

fn check_chunk(chunk: &ColumnChunkMetaData, rows: i64, end: u64) -> Result<(), String> {
    if chunk.file_path().is_some() {
        return Err("in another file".to_owned());
    }
    let start = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let within = u64::try_from(start).ok().zip(u64::try_from(chunk.compressed_size()).ok());
    let within = within.and_then(|(start, length)| Some((start, start.checked_add(length)?)));
    if within.is_none_or(|(start, chunk_end)| start < START_BYTES || chunk_end > end) {
        return Err(format!(
            "whose bytes are not within the file: it is cut short, or its footer lies ({start})"
        ));
    }
    let values = chunk.num_values();
    let flat = chunk.column_descr().max_rep_level() == 0;
    if values < 0 || (flat && values != rows) {
        return Err(format!("of {values} values, in {rows} rows"));
    }
    Ok(())
}
