//! Numbers to draw, as answers have them.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use poem_openapi::Object;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use projections::charts::{self, ChartQuery};
use serde::{Deserialize, Serialize};

use super::asking::Step;
use crate::text::{Described, Text};

/// Numbers to draw: what each line is at each time.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Chart {
    /// The time that was asked for.
    from: DateTime<Utc>,
    /// Its end, which is not in it.
    until: DateTime<Utc>,
    /// How it is cut.
    step: Text<Step>,
    /// Whose days, weeks and months.
    time_zone: String,
    /// When each step begins. The first is whole, though it may have begun before `from`.
    times: Vec<DateTime<Utc>>,
    /// The lines.
    series: Vec<Series>,
}

/// One line of a chart.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "ChartSeries")]
pub(crate) struct Series {
    /// What it is of.
    name: String,
    /// In which unit: `attempts`, `tasks`, `ratio`, `milliseconds`, `seconds` or `bytes`.
    unit: String,
    /// A value for each of `times`, or `null` where there is nothing to tell it of.
    values: Vec<Text<Value>>,
}

/// A number, or none.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Value(Option<f64>);

impl Chart {
    /// What was drawn of what was asked.
    pub(super) fn new(query: ChartQuery, drawn: charts::Chart, step: Step) -> Self {
        let ChartQuery { from, until, time_zone, .. } = query;
        let charts::Chart { times, series } = drawn;
        let series = series.into_iter().map(|charts::Series { name, unit, values }| Series {
            name,
            unit,
            values: values.into_iter().map(|value| Text(Value(value))).collect(),
        });
        Self { from, until, step: Text(step), time_zone, times, series: series.collect() }
    }
}

impl FromStr for Value {
    type Err = std::num::ParseFloatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(|number| Self(Some(number)))
    }
}

impl Described for Value {
    const NAME: &'static str = "value";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            format: Some("double"),
            nullable: true,
            ..MetaSchema::new("number")
        }))
    }
}
