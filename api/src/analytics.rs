//! `/v1/analytics/…`: charts of the attempts at a tenant's tasks.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::QueueName;
use poem_openapi::param::{Header, Query};
use poem_openapi::{ApiResponse, OpenApi};
use projections::charts::{ChartError, Topic};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::jobs::ProcessorKind;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag, etag};

mod asking;
mod chart;
mod export;
mod table;
#[cfg(test)]
mod tests;

use asking::{Asking, Step, TimeZone};
use chart::Chart;
pub(crate) use export::ChartExportApi;

/// How long an answer may be shown without asking again.
const CACHE: &str = "private, max-age=5";

/// A chart, or that it is the one that the client has.
#[derive(ApiResponse)]
enum Answer {
    /// The chart. The `ETag` changes with it.
    #[oai(status = 200)]
    Chart(JsonBody<Chart>, #[oai(header = "ETag")] String, #[oai(header = "Cache-Control")] String),
    /// It is the chart whose `ETag` is in `If-None-Match`.
    #[oai(status = 304)]
    Same(#[oai(header = "ETag")] String, #[oai(header = "Cache-Control")] String),
}

const CHART: u128 = any_of(&[Kind::MalformedParameter, Kind::InvalidChart]);

/// The routes.
pub(crate) struct AnalyticsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Analytics")]
impl AnalyticsApi {
    /// How much is done?
    ///
    /// Attempts that ended in each step, by how they ended: `succeeded`, `failed`, `retried` and `abandoned`. A task counts once
    /// among those that succeeded or failed. Attempts are counted a second or so after they were reported, and an answer may be
    /// five seconds old.
    #[oai(path = "/v1/analytics/throughput", method = "get", operation_id = "chart_throughput")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn throughput(
        &self,
        /// From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
        from: Query<Option<DateTime<Utc>>>,
        /// Before this time. Without it, until now.
        until: Query<Option<DateTime<Utc>>>,
        /// How the time is cut.
        #[oai(default)]
        step: Query<Text<Step>>,
        /// Whose days, weeks and months: a time zone.
        #[oai(default)]
        time_zone: Query<Text<TimeZone>>,
        /// Only what was done so.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only what came from this queue.
        queue: Query<Option<Text<QueueName>>>,
        /// The `ETag` of the answer that you have.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
        asked: Asked,
    ) -> Result<Answer, Refused<CHART>> {
        let asking = Asking {
            from: from.0,
            until: until.0,
            step: step.0.0,
            time_zone: time_zone.0.0,
            processor: processor.0,
            queue: queue.0,
        };
        Ok(self.answer(Topic::Throughput, asking, if_none_match.0, &asked).await?)
    }

    /// How much fails?
    ///
    /// Attempts that `failed` for good and that were `retried` after a failure, in each step, and the `failure_rate`: their part of
    /// all attempts but those that were lost with their worker. It is `null` where there were none.
    #[oai(path = "/v1/analytics/failures", method = "get", operation_id = "chart_failures")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn failures(
        &self,
        /// From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
        from: Query<Option<DateTime<Utc>>>,
        /// Before this time. Without it, until now.
        until: Query<Option<DateTime<Utc>>>,
        /// How the time is cut.
        #[oai(default)]
        step: Query<Text<Step>>,
        /// Whose days, weeks and months: a time zone.
        #[oai(default)]
        time_zone: Query<Text<TimeZone>>,
        /// Only what was done so.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only what came from this queue.
        queue: Query<Option<Text<QueueName>>>,
        /// The `ETag` of the answer that you have.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
        asked: Asked,
    ) -> Result<Answer, Refused<CHART>> {
        let asking = Asking {
            from: from.0,
            until: until.0,
            step: step.0.0,
            time_zone: time_zone.0.0,
            processor: processor.0,
            queue: queue.0,
        };
        Ok(self.answer(Topic::Failures, asking, if_none_match.0, &asked).await?)
    }

    /// How long does it take?
    ///
    /// Quantiles of how long attempts waited for a worker, `wait_p50` to `wait_p99`, and ran, `run_p50` to `run_p99`, in
    /// milliseconds. They are `null` where there were none. Attempts that were lost with their worker are left out.
    #[oai(path = "/v1/analytics/latency", method = "get", operation_id = "chart_latency")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn latency(
        &self,
        /// From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
        from: Query<Option<DateTime<Utc>>>,
        /// Before this time. Without it, until now.
        until: Query<Option<DateTime<Utc>>>,
        /// How the time is cut.
        #[oai(default)]
        step: Query<Text<Step>>,
        /// Whose days, weeks and months: a time zone.
        #[oai(default)]
        time_zone: Query<Text<TimeZone>>,
        /// Only what was done so.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only what came from this queue.
        queue: Query<Option<Text<QueueName>>>,
        /// The `ETag` of the answer that you have.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
        asked: Asked,
    ) -> Result<Answer, Refused<CHART>> {
        let asking = Asking {
            from: from.0,
            until: until.0,
            step: step.0.0,
            time_zone: time_zone.0.0,
            processor: processor.0,
            queue: queue.0,
        };
        Ok(self.answer(Topic::Latency, asking, if_none_match.0, &asked).await?)
    }

    /// What is waited for?
    ///
    /// How long attempts that ended in each step had waited in all, in seconds, with a line for each reason that there was.
    #[oai(path = "/v1/analytics/waiting", method = "get", operation_id = "chart_waiting")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn waiting(
        &self,
        /// From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
        from: Query<Option<DateTime<Utc>>>,
        /// Before this time. Without it, until now.
        until: Query<Option<DateTime<Utc>>>,
        /// How the time is cut.
        #[oai(default)]
        step: Query<Text<Step>>,
        /// Whose days, weeks and months: a time zone.
        #[oai(default)]
        time_zone: Query<Text<TimeZone>>,
        /// Only what was done so.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only what came from this queue.
        queue: Query<Option<Text<QueueName>>>,
        /// The `ETag` of the answer that you have.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
        asked: Asked,
    ) -> Result<Answer, Refused<CHART>> {
        let asking = Asking {
            from: from.0,
            until: until.0,
            step: step.0.0,
            time_zone: time_zone.0.0,
            processor: processor.0,
            queue: queue.0,
        };
        Ok(self.answer(Topic::Waiting, asking, if_none_match.0, &asked).await?)
    }

    /// What fails most?
    ///
    /// Attempts that failed in each step, with a line for each kind of failure: the ten that there are most of, those first.
    #[oai(path = "/v1/analytics/errors", method = "get", operation_id = "chart_errors")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn errors(
        &self,
        /// From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
        from: Query<Option<DateTime<Utc>>>,
        /// Before this time. Without it, until now.
        until: Query<Option<DateTime<Utc>>>,
        /// How the time is cut.
        #[oai(default)]
        step: Query<Text<Step>>,
        /// Whose days, weeks and months: a time zone.
        #[oai(default)]
        time_zone: Query<Text<TimeZone>>,
        /// Only what was done so.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only what came from this queue.
        queue: Query<Option<Text<QueueName>>>,
        /// The `ETag` of the answer that you have.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
        asked: Asked,
    ) -> Result<Answer, Refused<CHART>> {
        let asking = Asking {
            from: from.0,
            until: until.0,
            step: step.0.0,
            time_zone: time_zone.0.0,
            processor: processor.0,
            queue: queue.0,
        };
        Ok(self.answer(Topic::Errors, asking, if_none_match.0, &asked).await?)
    }

    /// What was used?
    ///
    /// In each step: `tasks` that ended, `attempts`, the `run_time` of all attempts in seconds, and the bytes of their items and result
    /// lines, `bytes_in` and `bytes_out`.
    #[oai(path = "/v1/analytics/usage", method = "get", operation_id = "chart_usage")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn usage(
        &self,
        /// From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
        from: Query<Option<DateTime<Utc>>>,
        /// Before this time. Without it, until now.
        until: Query<Option<DateTime<Utc>>>,
        /// How the time is cut.
        #[oai(default)]
        step: Query<Text<Step>>,
        /// Whose days, weeks and months: a time zone.
        #[oai(default)]
        time_zone: Query<Text<TimeZone>>,
        /// Only what was done so.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only what came from this queue.
        queue: Query<Option<Text<QueueName>>>,
        /// The `ETag` of the answer that you have.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
        asked: Asked,
    ) -> Result<Answer, Refused<CHART>> {
        let asking = Asking {
            from: from.0,
            until: until.0,
            step: step.0.0,
            time_zone: time_zone.0.0,
            processor: processor.0,
            queue: queue.0,
        };
        Ok(self.answer(Topic::Usage, asking, if_none_match.0, &asked).await?)
    }
}

impl AnalyticsApi {
    async fn answer(
        &self,
        topic: Topic,
        asking: Asking,
        known: Option<String>,
        asked: &Asked,
    ) -> Result<Answer, Problem> {
        let query = asking.query(topic, Utc::now())?;
        let drawn = self.0.services.charts.chart(asked.tenant(), &query).await?;
        let chart = Chart::new(query, drawn, asking.step);
        let tag = etag::of_content(&chart);
        let cache = CACHE.to_owned();
        Ok(if known.is_some_and(|known| etag::names(&known, &tag)) {
            Answer::Same(tag, cache)
        } else {
            Answer::Chart(JsonBody(chart), tag, cache)
        })
    }
}

impl From<ChartError> for Problem {
    fn from(error: ChartError) -> Self {
        match error {
            ChartError::NoSuchZone(zone) => asking::invalid(
                "time_zone",
                format!("there is no time zone {zone:?}: give a name of the IANA's, such as Europe/Berlin"),
            ),
            ChartError::Query(error) => error.into(),
        }
    }
}
