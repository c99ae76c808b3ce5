//! A batch's items out of its bytes. An item that cannot be read fails alone.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use commands::inputs::parquet::ReadError;
use commands::ports::{ItemSource, ObjectError};
use domain::batch::{BatchSpec, Input};
use domain::dataset::Format;

use crate::blocks::Blocks;
use crate::parquet::{self, Wanted};

pub use commands::ports::{Item, ItemFailure as Failure};

/// Reads the items of batches out of blocks.
pub struct Items(pub Arc<Blocks>);

#[async_trait]
impl ItemSource for Items {
    async fn items(&self, spec: &BatchSpec) -> Result<Vec<Item>, ObjectError> {
        load(&self.0, spec).await
    }
}

/// The items of a batch, one for each of its tasks.
///
/// # Errors
/// The object store is away.
pub async fn load(blocks: &Arc<Blocks>, spec: &BatchSpec) -> Result<Vec<Item>, ObjectError> {
    let items = match &spec.input {
        Input::Items(items) => {
            items.iter().map(|item| Ok(Bytes::copy_from_slice(item.as_str().as_bytes()))).collect()
        }
        Input::Object { key, format, offset, length, header } => {
            match blocks.read(key, *offset, *length).await {
                Ok(bytes) => cut(*format, header.as_deref(), &bytes),
                Err(ObjectError::NotFound(_)) => vec![],
                Err(error) => return Err(error),
            }
        }
        Input::RowGroup { key, bytes, row_group, first_row, columns } => {
            let wanted = Wanted {
                key: key.clone(),
                bytes: *bytes,
                row_group: *row_group,
                first_row: *first_row,
                rows: spec.pick.as_ref().map_or(spec.tasks, |pick| pick.last().map_or(0, |last| last + 1)),
                columns: columns.clone(),
            };
            match parquet::load(blocks, wanted).await {
                Ok(items) => items,
                Err(ReadError::Object(ObjectError::Engine(error))) => return Err(error.into()),
                Err(error) => return Ok(all_fail(spec, &error.to_string())),
            }
        }
    };
    let items: Vec<Item> = match &spec.pick {
        None => items,
        Some(pick) => {
            let picked = pick.iter().filter_map(|place| items.get(usize::try_from(place).ok()?));
            picked.cloned().collect()
        }
    };
    if items.len() as u64 == spec.tasks {
        return Ok(items);
    }
    let message = format!("the batch has {} tasks, but {} items were found", spec.tasks, items.len());
    Ok(all_fail(spec, &message))
}

fn all_fail(spec: &BatchSpec, message: &str) -> Vec<Item> {
    (0..spec.tasks).map(|_| failure("unreadable_input", message.to_owned())).collect()
}

fn failure<T>(class: &'static str, message: String) -> Result<T, Failure> {
    Err(Failure { class, message })
}

fn cut(format: Format, header: Option<&str>, bytes: &Bytes) -> Vec<Item> {
    match format {
        Format::Ndjson => lines(bytes),
        Format::Csv => rows(header.unwrap_or_default(), bytes),
        // Its rows are read by row group.
        Format::Parquet => vec![],
    }
}

fn lines(bytes: &Bytes) -> Vec<Item> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace));
    lines.map(|line| Ok(bytes.slice_ref(line))).collect()
}

/// Each row as an object of strings, with the header's names as keys.
fn rows(header: &str, bytes: &[u8]) -> Vec<Item> {
    let mut names = csv::ByteRecord::new();
    let header_read = reader(header.as_bytes()).read_byte_record(&mut names);
    if header_read.is_err() {
        return vec![];
    }
    let mut rows = reader(bytes);
    let mut row = csv::ByteRecord::new();
    let mut items = Vec::new();
    while let Ok(true) = rows.read_byte_record(&mut row) {
        items.push(object(&names, &row));
    }
    items
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes)
}

fn object(names: &csv::ByteRecord, row: &csv::ByteRecord) -> Item {
    if row.len() != names.len() {
        let message = format!("the row has {} fields, the header has {}", row.len(), names.len());
        return failure("invalid_csv", message);
    }
    let mut object = Vec::with_capacity(row.as_slice().len() * 3);
    object.push(b'{');
    for (name, value) in names.iter().zip(row) {
        let (Ok(name), Ok(value)) = (std::str::from_utf8(name), std::str::from_utf8(value)) else {
            return failure(
                "invalid_utf8",
                format!("column {:?} is not UTF-8", String::from_utf8_lossy(name)),
            );
        };
        if object.len() > 1 {
            object.push(b',');
        }
        // Writing a string to memory cannot fail.
        let _ = serde_json::to_writer(&mut object, name);
        object.push(b':');
        let _ = serde_json::to_writer(&mut object, value);
    }
    object.push(b'}');
    Ok(object.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(items: Vec<Item>) -> Vec<Result<String, &'static str>> {
        let text = |item: Item| match item {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(failure) => Err(failure.class),
        };
        items.into_iter().map(text).collect()
    }

    #[test]
    fn a_row_is_an_object_of_strings() {
        let items = cut(Format::Csv, Some("a,\"b \"\"c\"\"\"\r"), &Bytes::from("\n1,\"x\ny\"\r\n,2"));
        assert_eq!(
            texts(items),
            [Ok(r#"{"a":"1","b \"c\"":"x\ny"}"#.to_owned()), Ok(r#"{"a":"","b \"c\"":"2"}"#.to_owned()),]
        );
    }

    #[test]
    fn a_bad_row_fails_alone() {
        let items = cut(Format::Csv, Some("a,b"), &Bytes::from(&b"1\n1,2,3\n1,\xff\n1,2\n"[..]));
        assert_eq!(
            texts(items),
            [
                Err("invalid_csv"),
                Err("invalid_csv"),
                Err("invalid_utf8"),
                Ok(r#"{"a":"1","b":"2"}"#.to_owned()),
            ]
        );
    }

    #[test]
    fn a_line_is_an_item_and_a_blank_line_is_none() {
        let items = cut(Format::Ndjson, None, &Bytes::from("1\n\n \r\n{\"a\":2}\r\n3"));
        let items: Vec<_> = texts(items).into_iter().map(|item| item.unwrap().trim().to_owned()).collect();
        assert_eq!(items, ["1", r#"{"a":2}"#, "3"]);
    }
}
