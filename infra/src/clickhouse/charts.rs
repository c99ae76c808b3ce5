//! Draws charts from the sums by minute.

use std::collections::{BTreeMap, HashMap};

use ::clickhouse::query::Query;
use ::clickhouse::{Client, Row};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::TenantId;
use projections::charts::{Chart, ChartError, ChartQuery, Charts, Series, Step, Topic};
use serde::Deserialize;

/// The table of sums.
#[derive(Clone)]
pub struct ClickHouseCharts(Client);

/// A line whose name is known: its unit, what it is in ClickHouse, and whether it is 0 where nothing happened.
struct Line {
    name: &'static str,
    unit: &'static str,
    value: &'static str,
    fills: bool,
}

const fn count(name: &'static str, value: &'static str) -> Line {
    Line { name, unit: "attempts", value, fills: true }
}

const fn sum(name: &'static str, unit: &'static str, value: &'static str) -> Line {
    Line { name, unit, value, fills: true }
}

const fn some(name: &'static str, unit: &'static str, value: &'static str) -> Line {
    Line { name, unit, value, fills: false }
}

const THROUGHPUT: &[Line] = &[
    count("succeeded", "sumIf(attempts, outcome = 'succeeded')"),
    count("failed", "sumIf(attempts, outcome = 'failed')"),
    count("retried", "sumIf(attempts, outcome = 'retried')"),
    count("abandoned", "sumIf(attempts, outcome = 'abandoned')"),
];
const FAILURES: &[Line] = &[
    count("failed", "sumIf(attempts, outcome = 'failed')"),
    count("retried", "sumIf(attempts, outcome = 'retried')"),
    some(
        "failure_rate",
        "ratio",
        "sumIf(attempts, outcome IN ('failed', 'retried')) / nullIf(sumIf(attempts, outcome != 'abandoned'), 0)",
    ),
];
const LATENCY: &[Line] = &[
    some("wait_p50", "milliseconds", "waits[1]"),
    some("wait_p90", "milliseconds", "waits[2]"),
    some("wait_p95", "milliseconds", "waits[3]"),
    some("wait_p99", "milliseconds", "waits[4]"),
    some("run_p50", "milliseconds", "runs[1] / 1000"),
    some("run_p90", "milliseconds", "runs[2] / 1000"),
    some("run_p95", "milliseconds", "runs[3] / 1000"),
    some("run_p99", "milliseconds", "runs[4] / 1000"),
];
const USAGE: &[Line] = &[
    sum("tasks", "tasks", "sumIf(attempts, outcome IN ('succeeded', 'failed'))"),
    count("attempts", "sum(attempts)"),
    sum("run_time", "seconds", "sum(ran_us) / 1000000"),
    sum("bytes_in", "bytes", "sum(bytes_in)"),
    sum("bytes_out", "bytes", "sum(bytes_out)"),
];

/// What the lines are in one step.
#[derive(Row, Deserialize)]
struct Values {
    at: i64,
    values: Vec<Option<f64>>,
}

/// Lines whose names are values of a column, where it has one.
struct Names {
    column: &'static str,
    unit: &'static str,
    value: &'static str,
    most: usize,
}

const REASONS: Names =
    Names { column: "wait_reason", unit: "seconds", value: "sum(waited_ms) / 1000", most: usize::MAX };
const ERRORS: Names = Names { column: "error_class", unit: "attempts", value: "sum(attempts)", most: 10 };

/// The quantiles of attempts that ended under their worker.
const QUANTILES: &str = "quantilesTDigestMerge(0.5, 0.9, 0.95, 0.99, 0.999)(wait_ms_quantiles) AS waits, \
     quantilesTDigestMerge(0.5, 0.9, 0.95, 0.99, 0.999)(run_us_quantiles) AS runs";

/// What attempts a chart is of.
const OF: &str = "FROM attempts_by_minute WHERE tenant = {tenant:String} \
     AND minute >= fromUnixTimestamp({from:Int64}) AND minute < fromUnixTimestamp({until:Int64}) \
     AND ({processor:String} = '' OR processor = {processor:String}) AND ({queue:String} = '' OR queue = {queue:String})";

impl ClickHouseCharts {
    /// Reads through `client`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self(client)
    }

    /// When each step begins: those that have a moment of the time, of which enough are tried that none is missed.
    async fn times(&self, query: &ChartQuery) -> Result<Vec<i64>, ChartError> {
        let sql = format!(
            "SELECT arraySort(arrayDistinct(arrayMap(moment -> {}, \
             arrayPushBack(range({{from:Int64}}, {{until:Int64}}, {{spacing:Int64}}), {{until:Int64}} - 1))))",
            start_of("fromUnixTimestamp(moment)", query.step),
        );
        let spacing = match query.step {
            // Where clocks go back, an hour is cut by the quarter.
            Step::Hour => 900,
            step => step.seconds() / 2,
        };
        let (from, until) = (query.from.timestamp(), last_second(query.until));
        let asked = self.0.query(&sql).param("zone", &query.time_zone).param("spacing", spacing);
        match asked.param("from", from).param("until", until).fetch_one::<Vec<i64>>().await {
            Ok(times) => Ok(times),
            Err(error) if self.has_zone(&query.time_zone).await? => Err(away(error)),
            Err(_) => Err(ChartError::NoSuchZone(query.time_zone.clone())),
        }
    }

    async fn has_zone(&self, zone: &str) -> Result<bool, ChartError> {
        let query = self.0.query("SELECT count() FROM system.time_zones WHERE time_zone = ?").bind(zone);
        Ok(query.fetch_one::<u64>().await.map_err(away)? > 0)
    }

    fn asked(&self, sql: &str, tenant: &TenantId, from: i64, query: &ChartQuery) -> Query {
        let queue = query.queue.as_ref().map(ToString::to_string).unwrap_or_default();
        self.0
            .query(sql)
            .param("tenant", tenant.as_str())
            .param("from", from)
            .param("until", last_second(query.until))
            .param("zone", &query.time_zone)
            .param("processor", query.processor.map_or("", <&str>::from))
            .param("queue", queue)
    }

    /// A chart whose lines are known.
    async fn lines(
        &self,
        tenant: &TenantId,
        query: &ChartQuery,
        times: &[i64],
        lines: &[Line],
    ) -> Result<Vec<Series>, ChartError> {
        let values: Vec<_> =
            lines.iter().map(|line| format!("CAST({} AS Nullable(Float64))", line.value)).collect();
        let ended = if matches!(query.topic, Topic::Latency) { " AND outcome != 'abandoned'" } else { "" };
        let quantiles = if ended.is_empty() { String::new() } else { format!("{QUANTILES}, ") };
        let sql = format!(
            "SELECT at, values FROM (SELECT {} AS at, {quantiles}[{}] AS values {OF}{ended} GROUP BY at)",
            start_of("minute", query.step),
            values.join(", "),
        );
        let first = times.first().copied().unwrap_or_default();
        let asked = self.asked(&sql, tenant, first, query);
        let rows = asked.fetch_all::<Values>().await.map_err(away)?;
        let by_time: HashMap<i64, Vec<Option<f64>>> =
            rows.into_iter().map(|row| (row.at, row.values)).collect();
        let series = lines.iter().enumerate().map(|(place, line)| {
            let nothing = line.fills.then_some(0.0);
            let value =
                |at: &i64| by_time.get(at).map_or(nothing, |values| values.get(place).copied().flatten());
            Series {
                name: line.name.to_owned(),
                unit: line.unit.to_owned(),
                values: times.iter().map(value).collect(),
            }
        });
        Ok(series.collect())
    }

    /// A chart with a line for each name that there is, those that have most first.
    async fn named(
        &self,
        tenant: &TenantId,
        query: &ChartQuery,
        times: &[i64],
        names: &Names,
    ) -> Result<Vec<Series>, ChartError> {
        let Names { column, unit, value, most } = *names;
        let start = start_of("minute", query.step);
        let sql = format!(
            "SELECT {start} AS at, {column} AS name, toFloat64({value}) AS value {OF} AND {column} != '' GROUP BY at, name"
        );
        let first = times.first().copied().unwrap_or_default();
        let rows =
            self.asked(&sql, tenant, first, query).fetch_all::<(i64, String, f64)>().await.map_err(away)?;
        let mut by_name: BTreeMap<String, HashMap<i64, f64>> = BTreeMap::new();
        for (at, name, value) in rows {
            by_name.entry(name).or_default().insert(at, value);
        }
        let mut all: Vec<(f64, Series)> = by_name
            .into_iter()
            .map(|(name, by_time)| {
                let values = times.iter().map(|at| Some(by_time.get(at).copied().unwrap_or(0.0))).collect();
                (by_time.values().sum(), Series { name, unit: unit.to_owned(), values })
            })
            .collect();
        // The sort keeps those that are equal in order of their names.
        all.sort_by(|one, other| other.0.total_cmp(&one.0));
        Ok(all.into_iter().map(|(_, series)| series).take(most).collect())
    }
}

#[async_trait]
impl Charts for ClickHouseCharts {
    async fn chart(&self, tenant: &TenantId, query: &ChartQuery) -> Result<Chart, ChartError> {
        let times = self.times(query).await?;
        let series = match query.topic {
            Topic::Throughput => self.lines(tenant, query, &times, THROUGHPUT).await?,
            Topic::Failures => self.lines(tenant, query, &times, FAILURES).await?,
            Topic::Latency => self.lines(tenant, query, &times, LATENCY).await?,
            Topic::Usage => self.lines(tenant, query, &times, USAGE).await?,
            Topic::Waiting => self.named(tenant, query, &times, &REASONS).await?,
            Topic::Errors => self.named(tenant, query, &times, &ERRORS).await?,
        };
        let time = |at: &i64| DateTime::<Utc>::from_timestamp(*at, 0).unwrap_or_default();
        Ok(Chart { times: times.iter().map(time).collect(), series })
    }
}

/// When the step begins that has a moment, in seconds since 1970.
fn start_of(moment: &str, step: Step) -> String {
    let interval = match step {
        Step::Minute => "1 MINUTE",
        Step::FiveMinutes => "5 MINUTE",
        Step::Hour => "1 HOUR",
        Step::Day => "1 DAY",
        Step::Week => "1 WEEK",
        Step::Month => "1 MONTH",
    };
    // The start of a long step is a date in some versions: midnight of it is meant.
    format!(
        "toInt64(toUnixTimestamp(toDateTime(toStartOfInterval({moment}, INTERVAL {interval}, {{zone:String}}), {{zone:String}})))"
    )
}

/// The end of a time in whole seconds: a part of one counts.
fn last_second(until: DateTime<Utc>) -> i64 {
    until.timestamp() + i64::from(until.timestamp_subsec_nanos() > 0)
}

fn away(error: ::clickhouse::error::Error) -> ChartError {
    super::away(error).into()
}
