//! One leaf column of a row group: its levels and values for the rows of a step.

use parquet::basic::Type as Physical;
use parquet::column::page::PageReader;
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::ColumnDescPtr;

use super::limited::Budget;
use super::value::{self, Kind};

/// How many rows of a repeated column are passed over at once.
const SKIP_STEP: usize = 1_000;

macro_rules! typed {
    ($($variant:ident: $kind:ty, $value:ty;)*) => {
        /// A reader of values of one physical type, and those that it has read.
        enum Typed {
            $($variant(Box<ColumnReaderImpl<$kind>>, Vec<$value>),)*
        }

        impl Typed {
            fn skip(&mut self, rows: usize) -> Result<usize> {
                match self {
                    $(Self::$variant(reader, _) => reader.skip_records(rows),)*
                }
            }

            fn read(&mut self, rows: usize, defs: &mut Vec<i16>, reps: &mut Vec<i16>) -> Result<(usize, usize)> {
                match self {
                    $(Self::$variant(reader, values) => {
                        values.clear();
                        let (rows, _, levels) = reader.read_records(rows, Some(defs), Some(reps), values)?;
                        Ok((rows, levels))
                    })*
                }
            }
        }
    };
}

typed! {
    Bool: BoolType, bool;
    Int32: Int32Type, i32;
    Int64: Int64Type, i64;
    Int96: Int96Type, Int96;
    Float: FloatType, f32;
    Double: DoubleType, f64;
    Bytes: ByteArrayType, ByteArray;
    Fixed: FixedLenByteArrayType, FixedLenByteArray;
}

impl Typed {
    fn new(descr: &ColumnDescPtr, pages: Box<dyn PageReader>) -> Self {
        macro_rules! reader {
            ($variant:ident) => {
                Self::$variant(Box::new(ColumnReaderImpl::new(descr.clone(), pages)), vec![])
            };
        }
        match descr.physical_type() {
            Physical::BOOLEAN => reader!(Bool),
            Physical::INT32 => reader!(Int32),
            Physical::INT64 => reader!(Int64),
            Physical::INT96 => reader!(Int96),
            Physical::FLOAT => reader!(Float),
            Physical::DOUBLE => reader!(Double),
            Physical::BYTE_ARRAY => reader!(Bytes),
            Physical::FIXED_LEN_BYTE_ARRAY => reader!(Fixed),
        }
    }
}

/// A column, and the place in what is read of it.
pub(super) struct Column {
    typed: Typed,
    kind: Kind,
    max_def: i16,
    repeated: bool,
    defs: Vec<i16>,
    reps: Vec<i16>,
    levels: usize,
    /// The next level, and the next value.
    level: usize,
    value: usize,
    budget: Budget,
    path: String,
}

impl Column {
    pub(super) fn new(descr: ColumnDescPtr, pages: Box<dyn PageReader>, budget: Budget) -> Result<Self> {
        Ok(Self {
            kind: Kind::of(&descr).map_err(ParquetError::General)?,
            max_def: descr.max_def_level(),
            repeated: descr.max_rep_level() > 0,
            path: descr.path().string(),
            typed: Typed::new(&descr, pages),
            defs: vec![],
            reps: vec![],
            levels: 0,
            level: 0,
            value: 0,
            budget,
        })
    }

    /// Passes over rows, in steps that have a budget each: of some columns, all that is passed over is decoded.
    pub(super) fn skip(&mut self, rows: u64) -> Result<()> {
        let mut left = usize::try_from(rows).unwrap_or(usize::MAX);
        while left > 0 {
            self.budget.reset();
            let step = if self.repeated { left.min(SKIP_STEP) } else { left };
            let skipped = self.typed.skip(step)?;
            self.check(skipped, step)?;
            left -= step;
        }
        Ok(())
    }

    /// Reads the next rows; what was read before is gone.
    pub(super) fn read(&mut self, rows: u64) -> Result<()> {
        self.budget.reset();
        self.defs.clear();
        self.reps.clear();
        (self.level, self.value) = (0, 0);
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        let (read, levels) = self.typed.read(rows, &mut self.defs, &mut self.reps)?;
        self.levels = levels;
        self.check(read, rows)
    }

    fn check(&self, found: usize, rows: usize) -> Result<()> {
        if found == rows {
            return Ok(());
        }
        let path = &self.path;
        Err(ParquetError::General(format!("the column {path} ends {} rows early", rows - found)))
    }

    /// How much of the path to the next value is there.
    pub(super) fn def(&self) -> i16 {
        self.defs.get(self.level).copied().unwrap_or(if self.level < self.levels { self.max_def } else { 0 })
    }

    /// At which list the next value goes on; nothing at the end of what is read.
    pub(super) fn rep(&self) -> Option<i16> {
        (self.level < self.levels).then(|| self.reps.get(self.level).copied().unwrap_or(0))
    }

    /// Passes over the next value.
    pub(super) fn pass(&mut self) {
        if self.level < self.levels && self.def() == self.max_def {
            self.value += 1;
        }
        self.level += 1;
    }

    /// Passes over what is left of a row.
    pub(super) fn end_row(&mut self, started: usize) {
        if self.level == started {
            self.pass();
        }
        while self.rep().is_some_and(|rep| rep > 0) {
            self.pass();
        }
    }

    /// The place.
    pub(super) fn level(&self) -> usize {
        self.level
    }

    /// Writes the next value as JSON.
    pub(super) fn write(&mut self, out: &mut Vec<u8>) -> std::result::Result<(), value::Unwritable> {
        let at = self.value;
        let written = match &self.typed {
            Typed::Bool(_, values) => values.get(at).map(|value| value::boolean(*value, out)),
            Typed::Int32(_, values) => values.get(at).map(|value| self.kind.int32(*value, out)),
            Typed::Int64(_, values) => values.get(at).map(|value| self.kind.int64(*value, out)),
            Typed::Int96(_, values) => values.get(at).map(|value| value::int96(value, out)),
            Typed::Float(_, values) => values.get(at).map(|value| value::float(*value, out)),
            Typed::Double(_, values) => values.get(at).map(|value| value::double(*value, out)),
            Typed::Bytes(_, values) => values.get(at).map(|value| self.kind.bytes(value.data(), out)),
            Typed::Fixed(_, values) => values.get(at).map(|value| self.kind.bytes(value.data(), out)),
        };
        self.pass();
        written.unwrap_or(Err(value::Unwritable::MISSING)).map_err(|error| error.of(&self.path))
    }
}
