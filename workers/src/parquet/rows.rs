//! Puts rows together again out of columns: the levels of each value say where in its row it stands.

use parquet::errors::Result;

use commands::cutter::MAX_ITEM_BYTES;

use super::column::Column;
use super::shape::{Node, Shape};
use super::value::{Unwritable, text};
use crate::items::{Failure, Item};

/// The most bytes of a batch's items together.
const MAX_BATCH_BYTES: usize = 64 << 20;

/// The rows of a row group, from one on.
pub(super) struct Rows {
    root: Node,
    columns: Vec<Column>,
    /// How many bytes of items were written.
    bytes: usize,
}

impl Rows {
    pub(super) fn new(root: Node, columns: Vec<Column>) -> Self {
        Self { root, columns, bytes: 0 }
    }

    pub(super) fn skip(&mut self, rows: u64) -> Result<()> {
        self.columns.iter_mut().try_for_each(|column| column.skip(rows))
    }

    /// Adds the next rows. One that cannot be written fails alone.
    pub(super) fn read(&mut self, rows: u64, items: &mut Vec<Item>) -> Result<()> {
        self.columns.iter_mut().try_for_each(|column| column.read(rows))?;
        for _ in 0..rows {
            items.push(self.row());
        }
        Ok(())
    }

    fn row(&mut self) -> Item {
        let started: Vec<usize> = self.columns.iter().map(Column::level).collect();
        let mut out = Vec::new();
        let written = write(&self.root, &mut self.columns, &mut out);
        for (column, started) in self.columns.iter_mut().zip(started) {
            column.end_row(started);
        }
        let fail = |Unwritable { class, message }| Failure { class, message };
        written.map_err(fail)?;
        self.bytes += out.len();
        if self.bytes > MAX_BATCH_BYTES {
            let message = format!(
                "the batch's items have more than {MAX_BATCH_BYTES} bytes together: submit with a smaller batch_size"
            );
            return Err(Failure { class: "unreadable_input", message });
        }
        Ok(out.into())
    }
}

type Written = std::result::Result<(), Unwritable>;

/// Writes a part of a row, and passes over its values.
fn write(node: &Node, columns: &mut [Column], out: &mut Vec<u8>) -> Written {
    if out.len() as u64 > MAX_ITEM_BYTES {
        return Err(Unwritable::too_long());
    }
    let first = &columns[node.leaves.start];
    if first.def() < node.present {
        pass(node, columns);
        out.extend_from_slice(b"null");
        return Ok(());
    }
    match &node.shape {
        Shape::Value => columns[node.leaves.start].write(out),
        Shape::Struct(fields) => write_struct(fields, columns, out),
        Shape::List(element, rep) => {
            out.push(b'[');
            elements(node, *rep, columns, out, |columns, out| write(element, columns, out))?;
            out.push(b']');
            Ok(())
        }
        Shape::Map(key, value, rep) => {
            out.push(b'{');
            elements(node, *rep, columns, out, |columns, out| {
                write_key(key, columns, out)?;
                out.push(b':');
                write(value, columns, out)
            })?;
            out.push(b'}');
            Ok(())
        }
    }
}

fn write_struct(fields: &[(String, Node)], columns: &mut [Column], out: &mut Vec<u8>) -> Written {
    out.push(b'{');
    for (place, (name, field)) in fields.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        text(name, out);
        out.push(b':');
        write(field, columns, out)?;
    }
    out.push(b'}');
    Ok(())
}

/// Keys of JSON are texts: what is none is written as one.
fn write_key(key: &Node, columns: &mut [Column], out: &mut Vec<u8>) -> Written {
    let start = out.len();
    write(key, columns, out)?;
    if out.get(start) != Some(&b'"') {
        let written = String::from_utf8_lossy(&out.split_off(start)).into_owned();
        text(&written, out);
    }
    Ok(())
}

/// Writes what a list or map holds, with commas between.
fn elements(
    node: &Node,
    rep: i16,
    columns: &mut [Column],
    out: &mut Vec<u8>,
    mut element: impl FnMut(&mut [Column], &mut Vec<u8>) -> Written,
) -> Written {
    if columns[node.leaves.start].def() == node.present {
        // It is empty.
        pass(node, columns);
        return Ok(());
    }
    loop {
        element(columns, out)?;
        if columns[node.leaves.start].rep() != Some(rep) {
            return Ok(());
        }
        out.push(b',');
    }
}

fn pass(node: &Node, columns: &mut [Column]) {
    columns[node.leaves.clone()].iter_mut().for_each(Column::pass);
}
