//! `/v1/usage`: what a tenant used, day by day.

use std::sync::Arc;

use chrono::Utc;
use poem_openapi::param::Query;
use poem_openapi::{Object, OpenApi};
use projections::usage::{self, UsageError, UsedByDay};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::consistency::CONSISTENT;
use crate::moment::AsOf;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

mod period;
#[cfg(test)]
mod tests;

use period::{Day, Period};

/// What was used on some days.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// The first day.
    from: Text<Day>,
    /// The end: the first day that is not among them.
    until: Text<Day>,
    /// Each day, from the first on; also those on which nothing was used.
    days: Vec<UsageDay>,
    /// What was used on all of them.
    total: Used,
}

/// What was used on one day.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct UsageDay {
    /// The day, from midnight to midnight UTC.
    day: Text<Day>,
    /// What was used on it.
    used: Used,
}

/// What was used.
#[derive(Debug, Clone, Copy, Object, Serialize, Deserialize)]
pub(crate) struct Used {
    /// Jobs that were accepted.
    jobs_submitted: u64,
    /// Tasks that succeeded.
    tasks_succeeded: u64,
    /// Tasks that failed for good.
    tasks_failed: u64,
    /// Tasks that will not run, since their job was stopped when they had been planned.
    tasks_cancelled: u64,
    /// Attempts at tasks that ended. A task may take several: some are lost with their worker, and some are made again.
    attempts: u64,
    /// How long all attempts ran, in microseconds.
    run_time_us: u64,
    /// The lengths of the items of all attempts, in bytes, as far as they were recorded.
    bytes_in: u64,
    /// The lengths of the result lines, in bytes.
    bytes_out: u64,
}

const GET: u128 = CONSISTENT
    | any_of(&[Kind::MalformedParameter, Kind::InvalidPeriod, Kind::MomentAhead, Kind::EngineAway]);

/// The routes.
pub(crate) struct UsageApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Analytics")]
impl UsageApi {
    /// What was used, day by day?
    ///
    /// The days are UTC's, and what happened is of the day on which it happened. These are exact numbers, moments after what they
    /// count, and they add up to what `GET /v1/analytics/usage` draws.
    #[oai(path = "/v1/usage", method = "get", operation_id = "get_usage")]
    async fn get(
        &self,
        /// The first day. Without it, 30 days before `until`.
        from: Query<Option<Text<Day>>>,
        /// The first day after those that are asked for, at most 400 after `from`. Without it, the day after today, or after that of
        /// `at`.
        until: Query<Option<Text<Day>>>,
        /// What had been used at this moment, as it was known then: an instant, or the position of an event, such as a command
        /// answers with, as `shard:position`. It is read from the log, of which no more than a million events may lie between
        /// `from` and the moment.
        at: Query<Option<Text<AsOf>>>,
        asked: Asked,
    ) -> Result<JsonBody<Usage>, Refused<GET>> {
        let (from, until) = (from.0.map(|day| day.0), until.0.map(|day| day.0));
        let (services, tenant) = (&self.0.services, asked.tenant());
        let Some(Text(AsOf(moment))) = at.0 else {
            let period = Period::new(from, until, Utc::now())?;
            let days = services.usage.usage(tenant, period.from, period.until).await?;
            return Ok(JsonBody(Usage::of(period, &days)));
        };
        let cut = self.0.cut(moment).await?;
        let period = Period::new(from, until, cut.instant)?;
        let days = services.usage_history.usage_at(tenant, period.from, period.until, &cut).await?;
        Ok(JsonBody(Usage::of(period, &days)))
    }
}

impl Usage {
    fn of(period: Period, used: &UsedByDay) -> Self {
        let mut total = usage::Used::default();
        let days = period.days().map(|day| {
            let used = used.get(&day).copied().unwrap_or_default();
            total += used;
            UsageDay { day: Text(Day(day)), used: used.into() }
        });
        let days = days.collect();
        Self { from: Text(Day(period.from)), until: Text(Day(period.until)), days, total: total.into() }
    }
}

impl From<usage::Used> for Used {
    fn from(used: usage::Used) -> Self {
        Self {
            jobs_submitted: used.jobs_submitted,
            tasks_succeeded: used.tasks_succeeded,
            tasks_failed: used.tasks_failed,
            tasks_cancelled: used.tasks_cancelled,
            attempts: used.attempts,
            run_time_us: used.run_time_us,
            bytes_in: used.bytes_in,
            bytes_out: used.bytes_out,
        }
    }
}

impl From<UsageError> for Problem {
    fn from(error: UsageError) -> Self {
        match error {
            UsageError::TooFar { .. } => {
                period::invalid("from", format!("{error}: ask for a later first day, or an earlier moment"))
            }
            UsageError::Query(error) => error.into(),
        }
    }
}
