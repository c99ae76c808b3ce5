//! What a chart is asked for, as parameters.

use std::str::FromStr;

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use domain::QueueName;
use domain::processor;
use poem_openapi::Enum;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use projections::charts::{self, ChartQuery, Topic};
use serde::de::value::Error as ValueError;
use serde::{Deserialize, Serialize};

use crate::jobs::ProcessorKind;
use crate::problem::{Kind, Problem};
use crate::text::{self, Described, Text};

/// The most steps of a chart.
const MAX_STEPS: i64 = 2_000;
/// What is looked at where nobody says.
const USUAL: TimeDelta = TimeDelta::hours(24);
/// The times that ClickHouse's minutes reach to, with a day on both sides for time zones.
const TIMES: std::ops::RangeInclusive<i64> = 86_400..=(u32::MAX as i64 - 86_400);

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename = "ChartTopic", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChartTopic {
    /// How much is done.
    Throughput,
    /// How much fails.
    Failures,
    /// How long it takes.
    Latency,
    /// What is waited for.
    Waiting,
    /// What fails most.
    Errors,
    /// What was used.
    Usage,
}

/// How a time is cut.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename = "ChartStep", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// Every minute.
    Minute,
    /// Every five minutes.
    FiveMinutes,
    /// Every hour.
    #[default]
    Hour,
    /// Every day, from midnight to midnight.
    Day,
    /// Every week, from Monday on.
    Week,
    /// Every month.
    Month,
}

/// The IANA name of a time zone, which need not exist.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TimeZone(String);

/// What is asked for.
pub(super) struct Asking {
    pub(super) from: Option<DateTime<Utc>>,
    pub(super) until: Option<DateTime<Utc>>,
    pub(super) step: Step,
    pub(super) time_zone: TimeZone,
    pub(super) processor: Option<Text<ProcessorKind>>,
    pub(super) queue: Option<Text<QueueName>>,
}

impl Asking {
    /// What is asked of the read model.
    ///
    /// # Errors
    /// There can be no such chart: its time is none, or has too many steps.
    pub(super) fn query(&self, topic: Topic, now: DateTime<Utc>) -> Result<ChartQuery, Problem> {
        let (from, until) = self.time(now)?;
        let step = charts::Step::from(self.step);
        let steps = (until - from).num_seconds() / step.seconds() + 2;
        if steps > MAX_STEPS {
            let detail = format!(
                "the time has up to {steps} steps, and a chart {MAX_STEPS} at most: ask for longer ones"
            );
            return Err(invalid("step", detail));
        }
        Ok(ChartQuery {
            topic,
            from,
            until,
            step,
            time_zone: self.time_zone.0.clone(),
            processor: self.processor.map(|Text(processor)| processor.into()),
            queue: self.queue.clone().map(|Text(queue)| queue),
        })
    }

    fn time(&self, now: DateTime<Utc>) -> Result<(DateTime<Utc>, DateTime<Utc>), Problem> {
        // Until the end of this minute, so that who asks again in it asks the same.
        let end_of_minute =
            || now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now) + TimeDelta::minutes(1);
        let until = self.until.unwrap_or_else(end_of_minute);
        let from = self.from.or_else(|| until.checked_sub_signed(USUAL)).unwrap_or(until);
        for (name, time) in [("from", from), ("until", until)] {
            if !TIMES.contains(&time.timestamp()) {
                return Err(invalid(name, format!("{time} is not from 1970-01-02 to 2106-02-05")));
            }
        }
        if from >= until {
            return Err(invalid("from", format!("{from} is not before {until}")));
        }
        Ok((from, until))
    }
}

/// A chart that cannot be, because of this parameter.
pub(super) fn invalid(parameter: &str, detail: String) -> Problem {
    text::wrong(Kind::InvalidChart, parameter, detail)
}

impl From<ChartTopic> for Topic {
    fn from(topic: ChartTopic) -> Self {
        match topic {
            ChartTopic::Throughput => Self::Throughput,
            ChartTopic::Failures => Self::Failures,
            ChartTopic::Latency => Self::Latency,
            ChartTopic::Waiting => Self::Waiting,
            ChartTopic::Errors => Self::Errors,
            ChartTopic::Usage => Self::Usage,
        }
    }
}

impl From<Step> for charts::Step {
    fn from(step: Step) -> Self {
        match step {
            Step::Minute => Self::Minute,
            Step::FiveMinutes => Self::FiveMinutes,
            Step::Hour => Self::Hour,
            Step::Day => Self::Day,
            Step::Week => Self::Week,
            Step::Month => Self::Month,
        }
    }
}

impl From<ProcessorKind> for processor::ProcessorKind {
    fn from(processor: ProcessorKind) -> Self {
        match processor {
            ProcessorKind::Jq => Self::Jq,
            ProcessorKind::Http => Self::Http,
            ProcessorKind::External => Self::External,
        }
    }
}

impl FromStr for ChartTopic {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for ChartTopic {
    const NAME: &'static str = "chart";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

impl FromStr for Step {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for Step {
    const NAME: &'static str = "step";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

impl FromStr for ProcessorKind {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for ProcessorKind {
    const NAME: &'static str = "processor";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

impl Default for TimeZone {
    fn default() -> Self {
        Self("UTC".to_owned())
    }
}

impl FromStr for TimeZone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(legal)
            && text.as_bytes()[0].is_ascii_alphabetic();
        fits.then(|| Self(text.to_owned()))
            .ok_or_else(|| format!("{:?} is no name of a time zone, such as Europe/Berlin", text::cut(text)))
    }
}

impl Described for TimeZone {
    const NAME: &'static str = "time zone";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            pattern: Some("^[A-Za-z][A-Za-z0-9/_+-]{0,63}$".to_owned()),
            description: Some("A time zone by its IANA name, such as `Europe/Berlin`."),
            ..MetaSchema::new("string")
        }))
    }
}
