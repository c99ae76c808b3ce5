//! A compiled filter, and running it on one item.

use jaq_core::{Ctx, Exn, Vars, data};
use jaq_json::{Val, ValR};

use super::error::{ErrorClass, ItemError, MAX_MESSAGE_BYTES};
use super::output::Outputs;
use super::program::{VARIABLES, mentions};
use super::{input, output};

/// What the engine's functions work on: only values, no inputs and no other state.
pub(super) type Data = data::JustLut<Val>;

/// The values of the variables that are the same for all items of a job.
#[derive(Debug, Default)]
pub struct Variables {
    job: Val,
    tenant: Val,
}

impl Variables {
    /// Reads them from a JSON object with the keys `job` and `tenant`; what it lacks is `null`.
    ///
    /// # Errors
    ///
    /// Fails if it is not a JSON object.
    pub fn parse(json: &str) -> Result<Self, ItemError> {
        let Val::Obj(fields) = input::parse(json.as_bytes())? else {
            return Err(ItemError::new(ErrorClass::InvalidJson, "the variables are not an object"));
        };
        let value = |key: &str| fields.get(&Val::from(key.to_owned())).cloned().unwrap_or_default();
        Ok(Self { job: value("job"), tenant: value("tenant") })
    }
}

/// A compiled filter.
///
/// Running it can take forever, overflow the stack or use up the memory, so it must only be run
/// where that is contained.
pub struct Filter {
    compiled: jaq_core::Filter<Data>,
    /// Whether `$item` must be bound. A second reference to the item would make the engine copy what it changes.
    uses_item: bool,
}

impl Filter {
    pub(super) fn new(compiled: jaq_core::Filter<Data>, source: &str) -> Self {
        Self { compiled, uses_item: mentions(source, VARIABLES[0]) }
    }

    /// Runs the filter on an item, which must be exactly one JSON value.
    ///
    /// Gives the outputs as compact JSON values joined by commas.
    ///
    /// # Errors
    ///
    /// Fails if the item is not UTF-8 or not JSON, at the first error that the filter raises, and
    /// as soon as the outputs exceed `output_limit` bytes.
    pub fn run(&self, item: &[u8], variables: &Variables, output_limit: usize) -> Result<String, ItemError> {
        let value = input::parse(item)?;
        let item = if self.uses_item { value.clone() } else { Val::Null };
        let values = [item, variables.job.clone(), variables.tenant.clone()];
        let context = Ctx::<Data>::new(&self.compiled.lut, Vars::new(values));
        let mut outputs = Outputs::new(output_limit);
        for output in self.compiled.id.run((context, value)) {
            outputs.push(&settle(output)?)?;
        }
        Ok(outputs.into_text())
    }
}

impl std::fmt::Debug for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Filter")
    }
}

/// Turns the engine's exceptions into item errors.
fn settle(output: Result<Val, Exn<'_, Val>>) -> Result<Val, ItemError> {
    let settled: ValR = match output.map_err(Exn::get_err) {
        Ok(value) => Ok(value),
        Err(Ok(error)) => Err(error),
        // Nothing that a filter may call makes any other exception.
        Err(Err(_)) => return Err(ItemError::new(ErrorClass::FilterError, "the filter stopped")),
    };
    settled.map_err(|error| ItemError::new(ErrorClass::FilterError, message(error.into_val())))
}

/// The text of a runtime error: a string as it is, any other value as JSON.
fn message(value: Val) -> String {
    match value {
        Val::TStr(text) => {
            let kept = &text[..text.len().min(MAX_MESSAGE_BYTES * 2)];
            String::from_utf8_lossy(kept).into_owned()
        }
        other => output::excerpt(&other, MAX_MESSAGE_BYTES * 2),
    }
}
