//! Charts as tables: a row for each time of each line.

use std::iter::repeat_n;
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use projections::charts::{Chart, Series};
use serde::Serialize;

use crate::tables::TableFormat;

/// The columns, as Parquet has them.
const SCHEMA: &str = "message chart {
    REQUIRED INT64 time (TIMESTAMP(MILLIS, true));
    REQUIRED BYTE_ARRAY series (STRING);
    REQUIRED BYTE_ARRAY unit (STRING);
    OPTIONAL DOUBLE value;
}";

/// A row, as lines of text have it.
#[derive(Serialize)]
struct Row<'a> {
    time: &'a str,
    series: &'a str,
    unit: &'a str,
    value: Option<f64>,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unwritable {
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Parquet(#[from] ParquetError),
}

/// A chart as a file. Its lines come one after the other, each in order of time.
pub(super) fn written(chart: &Chart, format: TableFormat) -> Result<Vec<u8>, Unwritable> {
    match format {
        TableFormat::Csv => csv(chart),
        TableFormat::Ndjson => ndjson(chart),
        TableFormat::Parquet => Ok(parquet(chart)?),
    }
}

/// Calls `write` with each row.
fn each<E>(chart: &Chart, mut write: impl FnMut(Row) -> Result<(), E>) -> Result<(), E> {
    let text = |time: &DateTime<_>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
    let times: Vec<String> = chart.times.iter().map(text).collect();
    for Series { name, unit, values } in &chart.series {
        for (time, value) in times.iter().zip(values) {
            write(Row { time, series: name, unit, value: *value })?;
        }
    }
    Ok(())
}

fn csv(chart: &Chart) -> Result<Vec<u8>, Unwritable> {
    // The names are written without rows, too.
    let mut lines = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    lines.write_record(["time", "series", "unit", "value"])?;
    each(chart, |row| lines.serialize(row))?;
    lines.into_inner().map_err(|error| csv::Error::from(error.into_error()).into())
}

fn ndjson(chart: &Chart) -> Result<Vec<u8>, Unwritable> {
    let mut lines = Vec::new();
    each(chart, |row| {
        serde_json::to_writer(&mut lines, &row)?;
        lines.push(b'\n');
        Ok::<_, serde_json::Error>(())
    })?;
    Ok(lines)
}

fn parquet(chart: &Chart) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let packed = Compression::ZSTD(ZstdLevel::default());
    let properties = Arc::new(WriterProperties::builder().set_compression(packed).build());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, properties)?;
    let mut group = file.next_row_group()?;
    let Columns { times, names, units, values, known } = Columns::of(chart);
    write::<Int64Type>(&mut group, &times, None)?;
    write::<ByteArrayType>(&mut group, &names, None)?;
    write::<ByteArrayType>(&mut group, &units, None)?;
    write::<DoubleType>(&mut group, &values, Some(&known))?;
    group.close()?;
    file.into_inner()
}

/// Writes the next column; `known` says with 1 which rows have a value, where some may have none.
fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
    known: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("there are more columns than the schema has".to_owned()));
    };
    column.typed::<T>().write_batch(values, known, None)?;
    column.close()
}

/// The rows of a chart by column.
#[derive(Default)]
struct Columns {
    times: Vec<i64>,
    names: Vec<ByteArray>,
    units: Vec<ByteArray>,
    /// Those that there are.
    values: Vec<f64>,
    /// 1 for a row with a value, 0 for one without.
    known: Vec<i16>,
}

impl Columns {
    fn of(chart: &Chart) -> Self {
        let mut columns = Self::default();
        for Series { name, unit, values } in &chart.series {
            let (name, unit) = (ByteArray::from(name.as_str()), ByteArray::from(unit.as_str()));
            columns.names.extend(repeat_n(name, values.len()));
            columns.units.extend(repeat_n(unit, values.len()));
            columns.times.extend(chart.times.iter().map(DateTime::timestamp_millis));
            columns.values.extend(values.iter().flatten());
            columns.known.extend(values.iter().map(|value| i16::from(value.is_some())));
        }
        columns
    }
}
