//! Makes files, and keeps them where workers read.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use commands::inputs::parquet::{ReadError, Table};
use commands::ports::{ObjectError, ObjectStore, ObjectStream, Upload};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use crate::blocks::Blocks;
use crate::items::Item;
use crate::parquet::{Wanted, load};

pub(super) fn bytes(value: &[u8]) -> ByteArray {
    ByteArray::from(value.to_vec())
}

pub(super) fn fixed(value: &[u8]) -> FixedLenByteArray {
    bytes(value).into()
}

pub(super) fn texts(items: Vec<Item>) -> Vec<String> {
    items.into_iter().map(|item| String::from_utf8(item.unwrap().to_vec()).unwrap()).collect()
}

/// A file that is being written.
pub(super) struct File(SerializedFileWriter<Vec<u8>>);

impl File {
    pub(super) fn new(schema: &str, properties: WriterProperties) -> Self {
        let schema = parse_message_type(schema).unwrap();
        Self(SerializedFileWriter::new(vec![], Arc::new(schema), Arc::new(properties)).unwrap())
    }

    pub(super) fn group(&mut self, write: impl FnOnce(&mut Columns<'_>)) {
        let mut columns = Columns(self.0.next_row_group().unwrap());
        write(&mut columns);
        columns.0.close().unwrap();
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap()
    }

    pub(super) fn store(self) -> Store {
        Store::new(self.bytes())
    }
}

/// The columns of a row group, one after the other.
pub(super) struct Columns<'a>(SerializedRowGroupWriter<'a, Vec<u8>>);

impl Columns<'_> {
    pub(super) fn write<T: DataType>(&mut self, values: &[T::T], defs: &[i16], reps: &[i16]) {
        let mut column = self.0.next_column().unwrap().unwrap();
        let given = |levels: &[i16]| (!levels.is_empty()).then(|| levels.to_vec());
        column.typed::<T>().write_batch(values, given(defs).as_deref(), given(reps).as_deref()).unwrap();
        column.close().unwrap();
    }
}

/// One file in memory, as a worker reads it.
pub(super) struct Store {
    object: Arc<Object>,
    blocks: Arc<Blocks>,
}

impl Store {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        let object = Arc::new(Object { bytes: bytes.into(), reads: AtomicUsize::new(0) });
        let blocks = Arc::new(Blocks::new(Arc::clone(&object) as Arc<dyn ObjectStore>));
        Self { object, blocks }
    }

    /// How often something was read.
    pub(super) fn reads(&self) -> usize {
        self.object.reads.load(Ordering::Relaxed)
    }

    pub(super) async fn rows(
        &self,
        row_group: u32,
        first_row: u64,
        rows: u64,
        columns: Option<&[&str]>,
    ) -> Result<Vec<Item>, ReadError> {
        let wanted = Wanted {
            key: "k".to_owned(),
            bytes: self.object.bytes.len() as u64,
            row_group,
            first_row,
            rows,
            columns: columns.map(|columns| columns.iter().map(ToString::to_string).collect()),
        };
        load(&self.blocks, wanted).await
    }

    /// All rows of all row groups, as many as the footer says.
    pub(super) async fn all(&self) -> Result<Vec<Item>, ReadError> {
        let bytes = self.object.bytes.clone();
        let length = bytes.len() as u64;
        let table = Table::of_tail(bytes, length).await?;
        let mut items = vec![];
        for (number, group) in (0..).zip(table.groups()) {
            // What a footer that lies says is not believed to the end.
            let rows = group.num_rows().unsigned_abs().min(10_000);
            items.extend(self.rows(number, 0, rows, None).await?);
        }
        Ok(items)
    }
}

struct Object {
    bytes: Bytes,
    reads: AtomicUsize,
}

#[async_trait]
impl ObjectStore for Object {
    async fn put(&self, _: &str, _: Bytes) -> Result<(), ObjectError> {
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<ObjectStream, ObjectError> {
        Err(ObjectError::NotFound(key.to_owned()))
    }

    async fn get_range(&self, _: &str, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let place = |place: u64| usize::try_from(place).unwrap().min(self.bytes.len());
        Ok(self.bytes.slice(place(offset)..place(offset + length)))
    }

    async fn size(&self, _: &str) -> Result<u64, ObjectError> {
        Ok(self.bytes.len() as u64)
    }

    async fn begin(&self, key: &str) -> Result<Box<dyn Upload>, ObjectError> {
        Err(ObjectError::NotFound(key.to_owned()))
    }
}
