//! Writes a filter's outputs as strict JSON, up to a limit.
//!
//! The engine's own writer can give text that is not JSON, and has no limit. Like jq, this one
//! writes `NaN` as `null` and an infinity as the largest number. A byte string, or an object with
//! a key that is not a string, is an error.

use std::fmt::Write as _;

use jaq_json::{Num, Val};
use serde::de::IgnoredAny;

use super::error::{ErrorClass, ItemError};
use super::input::MAX_DEPTH;

/// The outputs of one item, joined by commas.
pub(super) struct Outputs {
    text: String,
    limit: usize,
}

impl Outputs {
    pub(super) fn new(limit: usize) -> Self {
        Self { text: String::new(), limit }
    }

    /// Adds an output.
    pub(super) fn push(&mut self, value: &Val) -> Result<(), ItemError> {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        self.value(value, 0)
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn value(&mut self, value: &Val, depth: usize) -> Result<(), ItemError> {
        if depth > MAX_DEPTH {
            return Err(filter_error(format!("an output nests deeper than {MAX_DEPTH} levels")));
        }
        match value {
            Val::Null => self.text.push_str("null"),
            Val::Bool(true) => self.text.push_str("true"),
            Val::Bool(false) => self.text.push_str("false"),
            Val::Num(number) => self.number(number)?,
            Val::TStr(bytes) => self.string(bytes)?,
            Val::BStr(_) => {
                return Err(filter_error("an output holds a byte string, which JSON cannot express"));
            }
            Val::Arr(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.comma(index);
                    self.value(item, depth + 1)?;
                }
                self.text.push(']');
            }
            Val::Obj(fields) => {
                self.text.push('{');
                for (index, (key, value)) in fields.iter().enumerate() {
                    self.comma(index);
                    self.key(key)?;
                    self.value(value, depth + 1)?;
                }
                self.text.push('}');
            }
        }
        self.check(0)
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
    }

    fn key(&mut self, key: &Val) -> Result<(), ItemError> {
        let Val::TStr(bytes) = key else {
            let key = excerpt(key, 64);
            return Err(filter_error(format!(
                "an output has an object with the key {key}, which is not a string"
            )));
        };
        self.string(bytes)?;
        self.text.push(':');
        Ok(())
    }

    fn string(&mut self, bytes: &[u8]) -> Result<(), ItemError> {
        // A long string must not be copied only to find that it is too long.
        self.check(bytes.len())?;
        let json = serde_json::to_string(&*String::from_utf8_lossy(bytes));
        self.text.push_str(&json.map_err(|error| filter_error(error.to_string()))?);
        Ok(())
    }

    fn number(&mut self, number: &Num) -> Result<(), ItemError> {
        match number {
            Num::Float(float) => self.float(*float),
            // A number that is written in a filter, or read by `fromjson`, may look like `01.5`.
            Num::Dec(digits) if serde_json::from_str::<IgnoredAny>(digits).is_err() => {
                let float = digits.parse();
                self.float(float.map_err(|_| filter_error(format!("`{digits}` is not a number")))?);
            }
            _ => write!(self.text, "{number}").map_err(|error| filter_error(error.to_string()))?,
        }
        Ok(())
    }

    fn float(&mut self, float: f64) {
        if float.is_nan() {
            return self.text.push_str("null");
        }
        let finite = Num::Float(float.clamp(f64::MIN, f64::MAX));
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{finite}");
    }

    /// Fails if the outputs, with `more` bytes to come, exceed the limit.
    fn check(&self, more: usize) -> Result<(), ItemError> {
        if self.text.len() + more <= self.limit {
            return Ok(());
        }
        let message = format!("the outputs are larger than {} bytes", self.limit);
        Err(ItemError::new(ErrorClass::OutputTooLarge, message))
    }
}

/// The beginning of a value as JSON, for a message.
pub(super) fn excerpt(value: &Val, bytes: usize) -> String {
    let mut outputs = Outputs::new(bytes);
    match outputs.push(value) {
        Ok(()) => outputs.text,
        Err(_) => outputs.text + "…",
    }
}

fn filter_error(message: impl Into<String>) -> ItemError {
    ItemError::new(ErrorClass::FilterError, message)
}
