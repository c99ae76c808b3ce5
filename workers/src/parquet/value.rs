//! Values as JSON: numbers exactly, times as ISO 8601 and RFC 3339 write them, binary as base64.

use std::io::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};
use commands::cutter::MAX_ITEM_BYTES;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::data_type::Int96;
use parquet::schema::types::ColumnDescriptor;

/// The most digits after the point of a decimal.
const MAX_SCALE: i32 = 1_000;
/// The day from which dates are counted, as a Julian day.
const EPOCH_JULIAN_DAY: i64 = 2_440_588;

/// Why a value cannot be written: the class of the failure, and a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unwritable {
    pub(super) class: &'static str,
    pub(super) message: String,
}

impl Unwritable {
    pub(super) const MISSING: Self = Self { class: "unreadable_input", message: String::new() };

    fn new(what: impl Into<String>) -> Self {
        Self { class: "unreadable_input", message: what.into() }
    }

    pub(super) fn too_long() -> Self {
        Self::new(format!(
            "the item is longer than {MAX_ITEM_BYTES} bytes: choose fewer columns, or split it"
        ))
    }

    pub(super) fn of(self, path: &str) -> Self {
        let what =
            if self.message.is_empty() { "has no value where one was said to be" } else { &self.message };
        Self { message: format!("the column {path} {what}"), ..self }
    }
}

type Written = Result<(), Unwritable>;

/// What a column's bytes or numbers stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Themselves.
    Plain,
    /// A number without a sign.
    Unsigned,
    /// A number with so many digits after the point.
    Decimal(i32),
    /// Days since 1970.
    Date,
    /// A time of day, in parts of a second.
    Time(i64),
    /// A time, in parts of a second; in UTC, or in a place that is not known.
    Timestamp(i64, bool),
    /// Text.
    Text,
    /// A UUID.
    Uuid,
    /// A floating-point number of 16 bits.
    Float16,
}

impl Kind {
    pub(super) fn of(column: &ColumnDescriptor) -> Result<Self, String> {
        let kind = match column.logical_type_ref() {
            Some(logical) => Self::of_logical(logical),
            None => Self::of_converted(column),
        };
        match kind {
            Self::Decimal(scale) if !(0..=MAX_SCALE).contains(&scale) => {
                Err(format!("the column {} is a decimal of scale {scale}", column.path().string()))
            }
            Self::Uuid | Self::Float16 if column.physical_type() != Physical::FIXED_LEN_BYTE_ARRAY => {
                Ok(Self::Plain)
            }
            kind => Ok(kind),
        }
    }

    fn of_logical(logical: &LogicalType) -> Self {
        match logical {
            LogicalType::String | LogicalType::Enum | LogicalType::Json => Self::Text,
            LogicalType::Decimal(decimal) => Self::Decimal(decimal.scale),
            LogicalType::Date => Self::Date,
            LogicalType::Time(time) => Self::Time(parts(&time.unit)),
            LogicalType::Timestamp(time) => Self::Timestamp(parts(&time.unit), time.is_adjusted_to_u_t_c),
            LogicalType::Integer(integer) if !integer.is_signed => Self::Unsigned,
            LogicalType::Uuid => Self::Uuid,
            LogicalType::Float16 => Self::Float16,
            _ => Self::Plain,
        }
    }

    fn of_converted(column: &ColumnDescriptor) -> Self {
        match column.converted_type() {
            ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON => Self::Text,
            ConvertedType::DECIMAL => Self::Decimal(column.type_scale()),
            ConvertedType::DATE => Self::Date,
            ConvertedType::TIME_MILLIS => Self::Time(1_000),
            ConvertedType::TIME_MICROS => Self::Time(1_000_000),
            ConvertedType::TIMESTAMP_MILLIS => Self::Timestamp(1_000, true),
            ConvertedType::TIMESTAMP_MICROS => Self::Timestamp(1_000_000, true),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Self::Unsigned,
            _ => Self::Plain,
        }
    }

    pub(super) fn int32(self, value: i32, out: &mut Vec<u8>) -> Written {
        match self {
            Self::Unsigned => put(out, value.cast_unsigned()),
            kind => kind.int64(value.into(), out),
        }
    }

    pub(super) fn int64(self, value: i64, out: &mut Vec<u8>) -> Written {
        match self {
            Self::Unsigned => put(out, value.cast_unsigned()),
            Self::Decimal(scale) => decimal(&value.unsigned_abs().to_string(), value < 0, scale, out),
            Self::Date => date(value, out),
            Self::Time(parts) => time_of_day(value, parts, out),
            Self::Timestamp(parts, utc) => timestamp(value, parts, utc, out),
            Self::Plain | Self::Text | Self::Uuid | Self::Float16 => put(out, value),
        }
    }

    pub(super) fn bytes(self, value: &[u8], out: &mut Vec<u8>) -> Written {
        if (out.len() + value.len()) as u64 > MAX_ITEM_BYTES {
            return Err(Unwritable::new("makes the item longer than 1 MiB: leave it out, or split the item"));
        }
        match (self, value) {
            (Self::Text, _) => match std::str::from_utf8(value) {
                Ok(value) => text(value, out),
                Err(_) => {
                    return Err(Unwritable { class: "invalid_utf8", message: "is not UTF-8".to_owned() });
                }
            },
            (Self::Decimal(scale), _) => {
                let (digits, negative) = digits(value)?;
                decimal(&digits, negative, scale, out)?;
            }
            (Self::Uuid, _) if value.len() == 16 => {
                let uuid = uuid::Uuid::from_slice(value).unwrap_or_default();
                put(out, format_args!("\"{uuid}\""))?;
            }
            (Self::Float16, [low, high]) => double(float16(u16::from_le_bytes([*low, *high])), out)?,
            _ => put(out, format_args!("\"{}\"", BASE64_STANDARD.encode(value)))?,
        }
        Ok(())
    }
}

fn parts(unit: &TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

fn put(out: &mut Vec<u8>, value: impl std::fmt::Display) -> Written {
    // Writing to memory cannot fail.
    let _ = write!(out, "{value}");
    Ok(())
}

/// Writes a text in quotes.
pub(super) fn text(value: &str, out: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

pub(super) fn boolean(value: bool, out: &mut Vec<u8>) -> Written {
    put(out, value)
}

/// JSON has no infinity, and nothing that is not a number.
pub(super) fn double(value: f64, out: &mut Vec<u8>) -> Written {
    let _ = serde_json::to_writer(out, &value);
    Ok(())
}

pub(super) fn float(value: f32, out: &mut Vec<u8>) -> Written {
    let _ = serde_json::to_writer(out, &value);
    Ok(())
}

/// A time of old writers: nanoseconds of a Julian day, in UTC.
pub(super) fn int96(value: &Int96, out: &mut Vec<u8>) -> Written {
    let [low, high, day] = *value.data() else {
        return Err(Unwritable::MISSING);
    };
    let nanos = (u64::from(high) << 32 | u64::from(low)).cast_signed();
    let day = TimeDelta::days(i64::from(day) - EPOCH_JULIAN_DAY);
    let time = DateTime::UNIX_EPOCH.checked_add_signed(day + TimeDelta::nanoseconds(nanos));
    let time = time.ok_or_else(|| Unwritable::new("has a time that is out of range"))?;
    put(out, format_args!("\"{}\"", time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)))
}

fn date(days: i64, out: &mut Vec<u8>) -> Written {
    let date = i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days);
    let date = date.ok_or_else(|| Unwritable::new(format!("has a date that is out of range: day {days}")))?;
    put(out, format_args!("\"{date}\""))
}

fn time_of_day(value: i64, parts: i64, out: &mut Vec<u8>) -> Written {
    let nanos = (value % parts) * (1_000_000_000 / parts);
    let of = |seconds: i64| u32::try_from(seconds).ok().zip(u32::try_from(nanos).ok());
    let time = of(value / parts).and_then(|(s, n)| NaiveTime::from_num_seconds_from_midnight_opt(s, n));
    let time = time.ok_or_else(|| Unwritable::new(format!("has a time that is out of range: {value}")))?;
    put(out, format_args!("\"{time}\""))
}

fn timestamp(value: i64, parts: i64, utc: bool, out: &mut Vec<u8>) -> Written {
    let nanos = value.rem_euclid(parts) * (1_000_000_000 / parts);
    let time = DateTime::from_timestamp(value.div_euclid(parts), u32::try_from(nanos).unwrap_or_default());
    let time = time.ok_or_else(|| Unwritable::new(format!("has a time that is out of range: {value}")))?;
    let written = time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    // A time of a place that is not known is no time in UTC.
    put(out, format_args!("\"{}\"", if utc { &written } else { written.trim_end_matches('Z') }))
}

fn decimal(digits: &str, negative: bool, scale: i32, out: &mut Vec<u8>) -> Written {
    let scale = usize::try_from(scale).unwrap_or_default();
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let (sign, point) = (if negative { "-" } else { "" }, if scale > 0 { "." } else { "" });
    put(out, format_args!("{sign}{whole}{point}{fraction}"))
}

/// The longest number: 256 bits are what other programs know.
const MAX_NUMBER_BYTES: usize = 64;

/// The decimal digits of a number in two's complement, the highest byte first, and whether it is negative.
fn digits(value: &[u8]) -> Result<(String, bool), Unwritable> {
    if value.len() > MAX_NUMBER_BYTES {
        return Err(Unwritable::new(format!("is a decimal of {} bytes", value.len())));
    }
    let negative = value.first().is_some_and(|byte| byte & 0x80 != 0);
    let mut bytes = value.to_vec();
    if negative {
        let mut carry = true;
        for byte in bytes.iter_mut().rev() {
            (*byte, carry) = (!*byte).overflowing_add(carry.into());
        }
    }
    let mut digits = vec![];
    while bytes.iter().any(|byte| *byte != 0) {
        let mut rest = 0_u16;
        for byte in &mut bytes {
            let part = rest << 8 | u16::from(*byte);
            *byte = u8::try_from(part / 10).unwrap_or_default();
            rest = part % 10;
        }
        digits.push(char::from(b'0' + u8::try_from(rest).unwrap_or_default()));
    }
    if digits.is_empty() {
        return Ok(("0".to_owned(), false));
    }
    Ok((digits.into_iter().rev().collect(), negative))
}

fn float16(bits: u16) -> f64 {
    let (sign, exponent, fraction) = (bits >> 15, i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let magnitude = match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1.0 + fraction / 1024.0) * 2_f64.powi(exponent - 15),
    };
    if sign == 1 { -magnitude } else { magnitude }
}
