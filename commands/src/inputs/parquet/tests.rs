//! Files that were made to do harm: they are refused before the parser sees them, or before a page is unpacked.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use parquet::basic::{Repetition, Type as Physical};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{SchemaDescriptor, Type};

use super::{BadParquet, Pages, Ranges, ReadError, Table};
use crate::ports::ObjectError;

/// A file of such a footer, with nothing before it.
fn file(footer: &[u8]) -> Bytes {
    let length = u32::try_from(footer.len()).unwrap().to_le_bytes();
    [b"PAR1", footer, &length, b"PAR1"].concat().into()
}

async fn refused(file: Bytes) -> String {
    let bytes = file.len() as u64;
    Table::of_tail(file, bytes).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_list_of_absurd_length_is_refused() {
    // The second field is a list of 2^31 - 1 structs: the schema.
    let schema = [0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07];
    // The fourth is the same: the row groups.
    let groups = [0x49, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07];
    for footer in [schema, groups] {
        let padded = [&footer[..], &[0; 1_000]].concat();
        assert!(refused(file(&padded)).await.contains("100,000 elements"));
    }
    // A text longer than the footer: who wrote it.
    assert!(refused(file(&[0x68, 0xff, 0xff, 0xff, 0xff, 0x07, b'x'])).await.contains("too early"));
}

#[tokio::test]
async fn a_footer_longer_than_the_file_or_any_sensible_one_is_refused() {
    let end = |length: u32| Bytes::from([&b"PAR1...."[..], &length.to_le_bytes(), b"PAR1"].concat());
    assert!(refused(end(9)).await.contains("longer than the file"));
    assert!(refused(end(u32::MAX)).await.contains("4294967295"));
}

#[tokio::test]
async fn a_schema_of_endless_depth_is_refused() {
    let leaf = Type::primitive_type_builder("leaf", Physical::INT32).with_repetition(Repetition::REQUIRED);
    let mut node = Arc::new(leaf.build().unwrap());
    for _ in 0..70 {
        let group = Type::group_type_builder("g").with_repetition(Repetition::REQUIRED);
        node = Arc::new(group.with_fields(vec![node]).build().unwrap());
    }
    let root = Type::group_type_builder("m").with_fields(vec![node]).build().unwrap();
    let writer = SerializedFileWriter::new(vec![], Arc::new(root), Arc::new(WriterProperties::default()));
    let file = writer.unwrap().into_inner().unwrap();
    assert!(refused(file.into()).await.contains("deeper than 64"));
}

/// A column chunk of one INT32 column that is these bytes.
struct Chunk(Vec<u8>);

#[async_trait]
impl Ranges for Chunk {
    async fn range(&self, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        let place = |place: u64| usize::try_from(place).unwrap().min(self.0.len());
        Ok(Bytes::copy_from_slice(&self.0[place(offset)..place(offset + length)]))
    }
}

async fn scanned(bytes: Vec<u8>) -> Result<Pages, ReadError> {
    let leaf = Type::primitive_type_builder("n", Physical::INT32).with_repetition(Repetition::REQUIRED);
    let leaf = Arc::new(leaf.build().unwrap());
    let root = Type::group_type_builder("m").with_fields(vec![leaf]).build().unwrap();
    let column = SchemaDescriptor::new(Arc::new(root)).column(0);
    let chunk = ColumnChunkMetaData::builder(column)
        .set_data_page_offset(0)
        .set_total_compressed_size(i64::try_from(bytes.len()).unwrap());
    Pages::scan(&Chunk(bytes), &chunk.build().unwrap()).await
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = vec![];
    while value >= 0x80 {
        bytes.push(u8::try_from(value & 0x7f).unwrap() | 0x80);
        value >>= 7;
    }
    bytes.push(u8::try_from(value).unwrap());
    bytes
}

/// A page's header: its kind, unpacked and packed size, and of the field for such pages, the number of values.
fn header(unpacked: u64, packed: u64, field: u8, values: u64) -> Vec<u8> {
    let kind = if field == 7 { 4 } else { 0 };
    let step = (field - 3) << 4 | 0x0c;
    let integers = [&[0x15, kind, 0x15][..], &varint(unpacked * 2), &[0x15], &varint(packed * 2)].concat();
    [&integers[..], &[step, 0x15], &varint(values * 2), &[0, 0]].concat()
}

#[tokio::test]
async fn the_pages_of_a_flat_column_say_which_rows_they_have() {
    let page = |rows| [header(8, 2, 5, rows), vec![0, 0]].concat();
    let dictionary = [header(8, 2, 7, 2), vec![0, 0]].concat();
    let pages = scanned([dictionary.clone(), page(100), page(7)].concat()).await.unwrap();
    assert_eq!(pages.rows, Some(107));
    let locations = pages.locations.unwrap();
    assert_eq!(locations.iter().map(|page| page.first_row_index).collect::<Vec<_>>(), [0, 100]);
    assert_eq!(locations[0].offset, i64::try_from(dictionary.len()).unwrap());
}

#[tokio::test]
async fn a_page_that_would_take_absurd_memory_is_refused() {
    let two_gib = header((1 << 31) - 1, 2, 5, 10);
    let dictionary = header(8, 2, 7, (1 << 31) - 1);
    let beyond = header(8, 3, 5, 10);
    for (header, word) in [(two_gib, "67108864"), (dictionary, "dictionary"), (beyond, "goes on")] {
        let error = scanned([&header[..], &[0, 0]].concat()).await.unwrap_err();
        assert!(
            matches!(error, ReadError::Bad(BadParquet::Damaged(_))) && error.to_string().contains(word),
            "{error}"
        );
    }
    let error = scanned(vec![0x15]).await.unwrap_err().to_string();
    assert!(error.contains("no whole header"), "{error}");
}
