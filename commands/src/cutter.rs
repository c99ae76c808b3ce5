//! Finds where the items of a dataset begin and end while its bytes stream by, in flat memory.

use domain::dataset::Format;

/// The longest item.
pub const MAX_ITEM_BYTES: u64 = 1 << 20;
/// The longest header row.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// Why bytes cannot be cut into items.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CutError {
    /// One item is too long.
    #[error(
        "item {item} is longer than {MAX_ITEM_BYTES} bytes: split it, or close the quote that it may have left open"
    )]
    ItemTooLong {
        /// Its number, from 0.
        item: u64,
    },
    /// The header row is too long.
    #[error("the header row is longer than {MAX_HEADER_BYTES} bytes")]
    HeaderTooLong,
    /// The header row is not text.
    #[error("the header row is not valid UTF-8")]
    HeaderNotUtf8,
    /// Two columns would be one key.
    #[error("the header row names the column {0:?} twice: give each column a name of its own")]
    DuplicateColumn(String),
}

/// Cuts a stream of bytes. Feed it with [`Cutter::push`], then [`Cutter::finish`].
pub struct Cutter {
    lines: Lines,
    offset: u64,
    item_start: u64,
    items: u64,
}

enum Lines {
    Ndjson { blank: bool },
    Csv(Box<Csv>),
}

struct Csv {
    reader: csv_core::Reader,
    header: Vec<u8>,
    in_header: bool,
}

impl Cutter {
    /// A cutter for `format`.
    #[must_use]
    pub fn new(format: Format) -> Self {
        let lines = match format {
            // Parquet is cut by its footer, not by its bytes.
            Format::Ndjson | Format::Parquet => Lines::Ndjson { blank: true },
            Format::Csv => {
                Lines::Csv(Box::new(Csv { reader: csv_core::Reader::new(), header: vec![], in_header: true }))
            }
        };
        Self { lines, offset: 0, item_start: 0, items: 0 }
    }

    /// How many items have ended.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.items
    }

    /// The header row, where the format has one.
    ///
    /// # Errors
    /// It is not a row of names.
    pub fn header(&self) -> Result<Option<String>, CutError> {
        let Lines::Csv(csv) = &self.lines else {
            return Ok(None);
        };
        let header = String::from_utf8(csv.header.clone()).map_err(|_| CutError::HeaderNotUtf8)?;
        check_columns(&header)?;
        Ok(Some(header))
    }

    /// Takes the next bytes. `on_item` hears the offset of the byte after each item that ends in them.
    ///
    /// # Errors
    /// An item or the header is too long.
    pub fn push(&mut self, bytes: &[u8], on_item: impl FnMut(u64)) -> Result<(), CutError> {
        match &mut self.lines {
            Lines::Ndjson { .. } => self.push_ndjson(bytes, on_item),
            Lines::Csv(_) => self.push_csv(bytes, on_item),
        }?;
        if self.offset - self.item_start > MAX_ITEM_BYTES {
            return Err(CutError::ItemTooLong { item: self.items });
        }
        Ok(())
    }

    /// Takes the end of the bytes: the last item need not end with a newline.
    ///
    /// # Errors
    /// As [`Cutter::push`].
    pub fn finish(&mut self, mut on_item: impl FnMut(u64)) -> Result<(), CutError> {
        match &mut self.lines {
            Lines::Ndjson { blank: true } => Ok(()),
            Lines::Ndjson { .. } => self.end_item(self.offset, &mut on_item),
            // An empty input tells the CSV reader that there is no more.
            Lines::Csv(_) => self.push_csv(&[], on_item),
        }
    }

    fn end_item(&mut self, end: u64, on_item: &mut impl FnMut(u64)) -> Result<(), CutError> {
        if end - self.item_start > MAX_ITEM_BYTES {
            return Err(CutError::ItemTooLong { item: self.items });
        }
        self.items += 1;
        self.item_start = end;
        on_item(end);
        Ok(())
    }

    fn push_ndjson(&mut self, bytes: &[u8], mut on_item: impl FnMut(u64)) -> Result<(), CutError> {
        let Lines::Ndjson { blank } = self.lines else {
            return Ok(());
        };
        let (mut blank, mut start, base) = (blank, 0, self.offset);
        let is_blank = |line: &[u8]| line.iter().all(u8::is_ascii_whitespace);
        for newline in memchr::memchr_iter(b'\n', bytes) {
            if !(blank && is_blank(&bytes[start..newline])) {
                self.end_item(base + newline as u64 + 1, &mut on_item)?;
            }
            (blank, start) = (true, newline + 1);
        }
        blank = blank && is_blank(&bytes[start..]);
        self.lines = Lines::Ndjson { blank };
        self.offset += bytes.len() as u64;
        Ok(())
    }

    fn push_csv(&mut self, mut bytes: &[u8], mut on_item: impl FnMut(u64)) -> Result<(), CutError> {
        use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record};
        // Only the boundaries matter here, so the fields go to buffers that are never looked at.
        let (mut fields, mut ends) = ([0; 4096], [0; 256]);
        loop {
            let Lines::Csv(csv) = &mut self.lines else {
                return Ok(());
            };
            let (result, read, ..) = csv.reader.read_record(bytes, &mut fields, &mut ends);
            if csv.in_header {
                csv.header.extend_from_slice(&bytes[..read]);
                if csv.header.len() > MAX_HEADER_BYTES {
                    return Err(CutError::HeaderTooLong);
                }
            }
            bytes = &bytes[read..];
            self.offset += read as u64;
            match result {
                InputEmpty | End => return Ok(()),
                OutputFull | OutputEndsFull => {}
                Record if csv.in_header => {
                    csv.in_header = false;
                    self.item_start = self.offset;
                }
                Record => self.end_item(self.offset, &mut on_item)?,
            }
        }
    }
}

/// The names in a header row.
///
/// # Errors
/// Two of them are the same.
fn check_columns(header: &str) -> Result<(), CutError> {
    // The newline makes the reader end the row here, whether or not the row had one.
    let row = format!("{header}\n");
    let (mut fields, mut ends) = (vec![0; row.len()], vec![0; row.len()]);
    let (.., count) = csv_core::Reader::new().read_record(row.as_bytes(), &mut fields, &mut ends);
    let mut names = std::collections::BTreeSet::new();
    let mut start = 0;
    for end in &ends[..count] {
        let name = String::from_utf8_lossy(&fields[start..*end]).into_owned();
        if !names.insert(name.clone()) {
            return Err(CutError::DuplicateColumn(name));
        }
        start = *end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The items of `bytes` as the cutter sees them, fed in pieces of `size`.
    fn cut(format: Format, bytes: &[u8], size: usize) -> (Vec<String>, Option<String>) {
        let mut cutter = Cutter::new(format);
        let mut ends = vec![];
        for piece in bytes.chunks(size) {
            cutter.push(piece, |end| ends.push(end)).unwrap();
        }
        cutter.finish(|end| ends.push(end)).unwrap();
        let header = cutter.header().unwrap();
        let mut start = header.as_ref().map_or(0, String::len);
        let items = ends.iter().map(|end| {
            let end = usize::try_from(*end).unwrap();
            String::from_utf8_lossy(&bytes[std::mem::replace(&mut start, end)..end]).trim().to_owned()
        });
        (items.collect(), header)
    }

    #[test]
    fn lines_are_items_and_blank_lines_are_not() {
        for size in 1..9 {
            let (items, header) = cut(Format::Ndjson, b"{\"a\":1}\n\n  \r\n2\r\n\"x\"", size);
            assert_eq!(items, ["{\"a\":1}", "2", "\"x\""], "in pieces of {size}");
            assert_eq!(header, None);
        }
    }

    #[test]
    fn a_quoted_newline_does_not_end_a_row() {
        for size in 1..30 {
            let (items, header) = cut(Format::Csv, b"a,b\r\n1,\"x\ny\"\r\n\r\n2,\"\"\"q\"\n3,", size);
            assert_eq!(items, ["1,\"x\ny\"", "2,\"\"\"q\"", "3,"], "in pieces of {size}");
            assert_eq!(header.unwrap().trim(), "a,b", "in pieces of {size}");
        }
    }

    #[test]
    fn a_header_alone_has_no_items() {
        assert_eq!(cut(Format::Csv, b"a,b", 2).0.len(), 0);
        assert_eq!(cut(Format::Csv, b"a,b\n", 9).0.len(), 0);
        assert_eq!(cut(Format::Ndjson, b" \n\n", 9).0.len(), 0);
    }

    #[test]
    fn a_row_wider_than_the_buffers_is_one_item() {
        let row = format!("h\n{}\n", vec!["x"; 5_000].join(","));
        assert_eq!(cut(Format::Csv, row.as_bytes(), 7_000).0.len(), 1);
    }

    #[test]
    fn an_endless_item_is_refused_with_its_number() {
        let mut cutter = Cutter::new(Format::Ndjson);
        cutter.push(b"1\n", |_| {}).unwrap();
        let refused = (0..2_000).find_map(|_| cutter.push(&[b'x'; 1024], |_| {}).err());
        assert_eq!(refused, Some(CutError::ItemTooLong { item: 1 }));
    }

    #[test]
    fn two_columns_of_one_name_are_refused() {
        let mut cutter = Cutter::new(Format::Csv);
        cutter.push(b"a,b,a\n1,2,3\n", |_| {}).unwrap();
        assert_eq!(cutter.header(), Err(CutError::DuplicateColumn("a".into())));
    }
}
