//! The pages of one column in one row group. Who reads rows in the middle need not read what is before them, also in
//! files without an index of their pages.

use bytes::Bytes;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::page_index::offset_index::PageLocation;

use super::thrift::{self, Broken, PageHeader};
use super::{BadParquet, MAX_PAGE_BYTES, Ranges, ReadError, damaged};

/// How much is read at once: several small pages, or a page's header.
const READ_BYTES: u64 = 64 << 10;
/// The longest header of a page. It may hold the page's least and greatest value.
const MAX_HEADER_BYTES: u64 = 4 << 20;
/// The most pages of a column in a row group.
const MAX_PAGES: usize = 1_000_000;

/// Where pages are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// Each page of data, and the first row in it; nothing where pages do not say which rows they have.
    pub locations: Option<Vec<PageLocation>>,
    /// How many rows there are, where pages say so.
    pub rows: Option<u64>,
}

impl Pages {
    /// Reads the headers of all pages of a column in a row group.
    ///
    /// # Errors
    /// A page is wrong, or the object store away.
    pub async fn scan(ranges: &dyn Ranges, chunk: &ColumnChunkMetaData) -> Result<Self, ReadError> {
        let (start, length) = chunk.byte_range();
        let flat = chunk.column_descr().max_rep_level() == 0;
        let mut scan = Scan { ranges, window: Bytes::new(), from: start, end: start + length };
        let (mut pages, mut at) = (Gathered { flat, ..Gathered::default() }, start);
        while at < scan.end {
            let header = scan.header(at).await?;
            let length = check(&header, scan.end - at).map_err(|what| page_error(chunk, at, &what))?;
            pages.add(at, length, &header).map_err(|what| page_error(chunk, at, what))?;
            at += length;
        }
        Ok(pages.end())
    }
}

fn page_error(chunk: &ColumnChunkMetaData, at: u64, what: &str) -> BadParquet {
    damaged(format!("the page at {at}, of the column {}, {what}", chunk.column_path()))
}

/// The page's length with its header, if what it says can be true.
fn check(header: &PageHeader, left: u64) -> Result<u64, String> {
    let packed = u64::try_from(header.packed).ok().and_then(|packed| packed.checked_add(header.length));
    let length = packed.filter(|length| *length <= left).ok_or("goes on where the column has ended")?;
    match u64::try_from(header.unpacked) {
        Ok(unpacked) if unpacked.max(length) <= MAX_PAGE_BYTES => {}
        _ => return Err(format!("has {} bytes, where {MAX_PAGE_BYTES} are taken", header.unpacked)),
    }
    // A value of a dictionary takes a byte at least, unless it is of no length.
    if header.dictionary.is_some_and(|values| !(0..=header.unpacked.max(1)).contains(&values)) {
        return Err("is a dictionary of more values than it has bytes".to_owned());
    }
    Ok(length)
}

#[derive(Default)]
struct Gathered {
    flat: bool,
    locations: Vec<PageLocation>,
    rows: u64,
    /// Whether a page did not say which rows it has.
    unknown: bool,
}

impl Gathered {
    fn add(&mut self, at: u64, length: u64, header: &PageHeader) -> Result<(), &'static str> {
        let Some(values) = header.values else {
            return match header.dictionary {
                Some(_) if self.locations.is_empty() => Ok(()),
                _ => Err("is of no known kind"),
            };
        };
        if self.locations.len() == MAX_PAGES {
            return Err("is one too many");
        }
        let location = PageLocation {
            offset: i64::try_from(at).unwrap_or(i64::MAX),
            compressed_page_size: i32::try_from(length).unwrap_or(i32::MAX),
            first_row_index: i64::try_from(self.rows).unwrap_or(i64::MAX),
        };
        self.locations.push(location);
        let rows = header.rows.or_else(|| self.flat.then_some(values));
        match rows.map(u64::try_from) {
            Some(Ok(rows)) => {
                self.rows = self.rows.checked_add(rows).ok_or("has an absurd number of rows")?
            }
            Some(Err(_)) => return Err("has less than no rows"),
            None => self.unknown = true,
        }
        Ok(())
    }

    fn end(self) -> Pages {
        if self.unknown {
            return Pages { locations: None, rows: None };
        }
        Pages { locations: Some(self.locations), rows: Some(self.rows) }
    }
}

/// Reads on and on.
struct Scan<'a> {
    ranges: &'a dyn Ranges,
    window: Bytes,
    /// Where the window begins.
    from: u64,
    end: u64,
}

impl Scan<'_> {
    async fn header(&mut self, at: u64) -> Result<PageHeader, ReadError> {
        let mut length = READ_BYTES;
        loop {
            let whole = self.from + self.window.len() as u64;
            let place = usize::try_from(at - self.from).unwrap_or(usize::MAX);
            match self.window.get(place..).map(thrift::page_header) {
                Some(Ok(header)) => return Ok(header),
                Some(Err(Broken::Wrong(what))) => {
                    return Err(damaged(format!("the page at {at}: {what}")).into());
                }
                Some(Err(Broken::Short)) | None => {}
            }
            if length > MAX_HEADER_BYTES || (self.from == at && whole == self.end) {
                return Err(damaged(format!("the page at {at} has no whole header")).into());
            }
            self.window = self.ranges.range(at, length.min(self.end - at)).await?;
            self.from = at;
            length *= 8;
        }
    }
}
