//! Days as parameters, and which of them are asked for.

use std::fmt::{self, Display};
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use serde::{Deserialize, Serialize};

use crate::problem::{Kind, Problem};
use crate::text::{self, Described};

/// The most days that are asked for at once.
const MOST: i64 = 400;
/// How many days are told of where nobody says.
const USUAL: TimeDelta = TimeDelta::days(30);

/// A day of UTC's, such as `2026-07-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(crate) struct Day(pub(super) NaiveDate);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_shaped = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let day = is_shaped.then(|| text.parse().ok()).flatten();
        day.map(Self).ok_or_else(|| format!("{:?} is no day, such as 2026-07-11", text::cut(text)))
    }
}

impl Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl Described for Day {
    const NAME: &'static str = "day";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            format: Some("date"),
            description: Some("A day of UTC's, such as `2026-07-11`."),
            ..MetaSchema::new("string")
        }))
    }
}

/// Some days: from the first on, and before the second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
}

impl Period {
    /// The days that are asked for at a moment.
    ///
    /// # Errors
    /// There are none, or too many, or they are out of reach.
    pub(super) fn new(from: Option<Day>, until: Option<Day>, at: DateTime<Utc>) -> Result<Self, Problem> {
        let until = match until {
            Some(Day(until)) => until,
            None => at.date_naive().checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX),
        };
        let from = from.map(|day| day.0).or_else(|| until.checked_sub_signed(USUAL)).unwrap_or(until);
        for (name, day) in [("from", from), ("until", until)] {
            if !(NaiveDate::from_yo_opt(1970, 1)..NaiveDate::from_yo_opt(9999, 365)).contains(&Some(day)) {
                return Err(invalid(name, format!("{day} is not from 1970 to 9999")));
            }
        }
        match (until - from).num_days() {
            days if days <= 0 => Err(invalid("from", format!("{from} is not before {until}"))),
            days if days > MOST => {
                Err(invalid("from", format!("these are {days} days: ask for {MOST} at most")))
            }
            _ => Ok(Self { from, until }),
        }
    }

    /// Each of them.
    pub(super) fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day < self.until)
    }
}

/// A time that cannot be asked for, because of this parameter.
pub(super) fn invalid(parameter: &str, detail: String) -> Problem {
    text::wrong(Kind::InvalidPeriod, parameter, detail)
}
