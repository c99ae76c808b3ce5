//! Walks what Parquet writes in Thrift's compact protocol before its own parser does, which trusts numbers that a
//! file may lie about: it allocates what it is told, and goes as deep as it is told.

/// How deep structs may be nested. Those of Parquet's own format are not nested deeper than 8.
const MAX_NESTING: u8 = 16;
/// The most elements of a list of structs: each takes hundreds of bytes once it is parsed.
const MAX_STRUCTS: u64 = 100_000;
/// How deep a schema may be nested.
const MAX_SCHEMA_DEPTH: usize = 64;

/// Why bytes cannot be walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// They end too early.
    Short,
    /// They are wrong.
    Wrong(&'static str),
}

/// What a walk over a footer found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Walked {
    /// Whether columns are encrypted.
    pub(super) encrypted: bool,
}

/// The header of a page.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageHeader {
    /// The header's own length.
    pub(super) length: u64,
    /// How long the page is once it is unpacked.
    pub(super) unpacked: i64,
    /// How long it is in the file.
    pub(super) packed: i64,
    /// How many values a dictionary has.
    pub(super) dictionary: Option<i64>,
    /// How many values a data page has.
    pub(super) values: Option<i64>,
    /// How many rows, where the page says so.
    pub(super) rows: Option<i64>,
}

/// Walks a footer.
pub(super) fn footer(bytes: &[u8]) -> Result<Walked, Broken> {
    let (mut walker, mut id, mut walked) = (Walker { bytes }, 0, Walked::default());
    while let Some(kind) = walker.field(&mut id)? {
        match (id, kind) {
            (2, LIST) => walker.schema()?,
            (8, _) => {
                walked.encrypted = true;
                walker.value(kind, 0)?;
            }
            _ => walker.value(kind, 0)?,
        }
    }
    Ok(walked)
}

/// Walks the header of a page.
pub(super) fn page_header(bytes: &[u8]) -> Result<PageHeader, Broken> {
    let (mut walker, mut id, mut page) = (Walker { bytes }, 0, PageHeader::default());
    while let Some(kind) = walker.field(&mut id)? {
        match (id, kind) {
            (2, I32) => page.unpacked = walker.integer()?,
            (3, I32) => page.packed = walker.integer()?,
            (5, STRUCT) => page.values = walker.integers()?[1],
            (7, STRUCT) => page.dictionary = walker.integers()?[1],
            (8, STRUCT) => {
                let found = walker.integers()?;
                (page.values, page.rows) = (found[1], found[3]);
            }
            _ => walker.value(kind, 0)?,
        }
    }
    page.length = (bytes.len() - walker.bytes.len()) as u64;
    Ok(page)
}

const BYTE: u8 = 3;
const I32: u8 = 5;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

struct Walker<'a> {
    bytes: &'a [u8],
}

impl Walker<'_> {
    fn byte(&mut self) -> Result<u8, Broken> {
        let (byte, rest) = self.bytes.split_first().ok_or(Broken::Short)?;
        self.bytes = rest;
        Ok(*byte)
    }

    fn skip(&mut self, length: u64) -> Result<(), Broken> {
        let length = usize::try_from(length).map_err(|_| Broken::Wrong("a length is absurd"))?;
        self.bytes = self.bytes.get(length..).ok_or(Broken::Short)?;
        Ok(())
    }

    fn varint(&mut self) -> Result<u64, Broken> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Broken::Wrong("a number is too long"))
    }

    fn integer(&mut self) -> Result<i64, Broken> {
        let value = self.varint()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// The next field's kind, and its number in `id`; nothing at the end of the struct.
    fn field(&mut self, id: &mut i64) -> Result<Option<u8>, Broken> {
        let head = self.byte()?;
        if head == 0 {
            return Ok(None);
        }
        *id = match head >> 4 {
            0 => self.integer()?,
            step => id.wrapping_add(i64::from(step)),
        };
        Ok(Some(head & 0x0f))
    }

    /// The kind and number of a list's elements.
    fn list(&mut self) -> Result<(u8, u64), Broken> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => count.into(),
        };
        let kind = head & 0x0f;
        if kind == STRUCT && count > MAX_STRUCTS {
            return Err(Broken::Wrong("a list has more than 100,000 elements"));
        }
        if count > self.bytes.len() as u64 {
            return Err(Broken::Short);
        }
        Ok((kind, count))
    }

    fn value(&mut self, kind: u8, nesting: u8) -> Result<(), Broken> {
        if nesting > MAX_NESTING {
            return Err(Broken::Wrong("it is nested too deep"));
        }
        match kind {
            // The value of a boolean is in its kind.
            1 | 2 => Ok(()),
            BYTE => self.skip(1),
            4 | I32 | 6 => self.varint().map(|_| ()),
            DOUBLE => self.skip(8),
            BINARY => {
                let length = self.varint()?;
                self.skip(length)
            }
            LIST | SET => self.elements(nesting),
            STRUCT => {
                let mut id = 0;
                while let Some(kind) = self.field(&mut id)? {
                    self.value(kind, nesting + 1)?;
                }
                Ok(())
            }
            MAP => Err(Broken::Wrong("it has a map, which Parquet does not write")),
            _ => Err(Broken::Wrong("it has a value of no known kind")),
        }
    }

    fn elements(&mut self, nesting: u8) -> Result<(), Broken> {
        let (kind, count) = self.list()?;
        for _ in 0..count {
            match kind {
                // In a list, a boolean has a byte of its own.
                1 | 2 => self.skip(1)?,
                kind => self.value(kind, nesting + 1)?,
            }
        }
        Ok(())
    }

    /// The small integers of a struct, by the number of their field.
    fn integers(&mut self) -> Result<[Option<i64>; 16], Broken> {
        let (mut id, mut found) = (0, [None; 16]);
        while let Some(kind) = self.field(&mut id)? {
            match usize::try_from(id).ok().and_then(|id| found.get_mut(id)) {
                Some(place) if kind == I32 => *place = Some(self.integer()?),
                _ => self.value(kind, 1)?,
            }
        }
        Ok(found)
    }

    /// The elements of a schema: each says how many that follow are within it.
    fn schema(&mut self) -> Result<(), Broken> {
        let (kind, count) = self.list()?;
        if kind != STRUCT {
            return Err(Broken::Wrong("its schema is no list of structs"));
        }
        let mut open: Vec<i64> = vec![];
        for _ in 0..count {
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            let children = self.integers()?[5].unwrap_or(0);
            if children > 0 {
                open.push(children);
            }
            while open.last() == Some(&0) {
                open.pop();
            }
            if open.len() > MAX_SCHEMA_DEPTH {
                return Err(Broken::Wrong("its schema is nested deeper than 64"));
            }
        }
        Ok(())
    }
}
