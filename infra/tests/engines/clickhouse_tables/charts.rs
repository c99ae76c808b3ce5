//! Charts of jobs whose attempts are known.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::TenantId;
use domain::processor::ProcessorKind;
use infra::clickhouse::ClickHouseCharts;
use infra::redis::CachedCharts;
use projections::charts::{Chart, ChartError, ChartQuery, Charts, Step, Topic};
use tokio::sync::Notify;

use super::questions::World;
use crate::support::{Place, at, tenant};

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The two minutes in which anything happened.
fn asked(topic: Topic) -> ChartQuery {
    ChartQuery {
        topic,
        from: at(0),
        until: at(120),
        step: Step::Minute,
        time_zone: "UTC".to_owned(),
        processor: None,
        queue: None,
    }
}

async fn chart(charts: &dyn Charts, query: &ChartQuery) -> Chart {
    charts.chart(&tenant(), query).await.unwrap()
}

fn lines(chart: &Chart) -> Vec<(&str, Vec<Option<f64>>)> {
    chart.series.iter().map(|series| (series.name.as_str(), series.values.clone())).collect()
}

fn all(values: [f64; 2]) -> Vec<Option<f64>> {
    values.map(Some).to_vec()
}

#[tokio::test]
async fn each_topic_has_its_lines() {
    let world = World::new().await;
    let charts = ClickHouseCharts::new(world.client.clone());
    let of = async |topic| chart(&charts, &asked(topic)).await;

    let throughput = of(Topic::Throughput).await;
    assert_eq!(throughput.times, [at(0), at(60)]);
    let expected = [("succeeded", [20.0, 1.0]), ("failed", [3.0, 0.0]), ("retried", [1.0, 0.0])];
    let expected = expected.into_iter().chain([("abandoned", [20.0, 0.0])]);
    assert_eq!(lines(&throughput), expected.map(|(name, values)| (name, all(values))).collect::<Vec<_>>());

    let failures = of(Topic::Failures).await;
    assert_eq!(lines(&failures)[2], ("failure_rate", all([4.0 / 24.0, 0.0])));

    let latency = of(Topic::Latency).await;
    let run_p99 = latency.series.iter().find(|series| series.name == "run_p99").unwrap();
    assert_eq!((run_p99.values[0], run_p99.values[1]), (Some(19.0), Some(1.0)));
    let wait_p99 = latency.series.iter().find(|series| series.name == "wait_p99").unwrap();
    assert_eq!((wait_p99.values[0], wait_p99.values[1]), (Some(2_000.0), Some(4_000.0)));

    assert_eq!(lines(&of(Topic::Waiting).await), [("rate", all([8.0, 0.0]))]);
    let errors = of(Topic::Errors).await;
    let expected = [("filter_error", [2.0, 0.0]), ("bad_address", [1.0, 0.0]), ("timed_out", [1.0, 0.0])];
    assert_eq!(lines(&errors), expected.map(|(name, values)| (name, all(values))));

    let usage = of(Topic::Usage).await;
    let sums: Vec<f64> = usage.series.iter().map(|line| line.values.iter().flatten().sum()).collect();
    assert_eq!(sums, [24.0, 45.0, 0.21, 14.0, 150.0]);
}

#[tokio::test]
async fn a_chart_is_of_one_tenant_and_of_what_is_asked_for() {
    let world = World::new().await;
    let charts = ClickHouseCharts::new(world.client.clone());
    let sum = async |tenant: &str, query: &ChartQuery| -> f64 {
        let chart = charts.chart(&tenant.parse().unwrap(), query).await.unwrap();
        chart.series.iter().flat_map(|line| &line.values).flatten().sum()
    };
    let all = asked(Topic::Throughput);
    let external = ChartQuery { processor: Some(ProcessorKind::External), ..all.clone() };
    let letters = ChartQuery { queue: Some("letters".parse().unwrap()), ..all.clone() };
    let empty = ChartQuery { queue: Some("parcels".parse().unwrap()), ..all.clone() };
    let later = ChartQuery { from: at(60), ..all.clone() };

    assert_eq!(
        (sum("dev", &all).await, sum("other", &all).await, sum("none", &all).await),
        (45.0, 20.0, 0.0)
    );
    assert_eq!((sum("dev", &external).await, sum("dev", &letters).await), (5.0, 5.0));
    assert_eq!((sum("dev", &empty).await, sum("dev", &later).await), (0.0, 1.0));
}

#[tokio::test]
async fn steps_without_attempts_have_no_latency_and_no_rate_but_zero_attempts() {
    let world = World::new().await;
    let charts = ClickHouseCharts::new(world.client.clone());
    let empty = |topic| ChartQuery { from: at(6_000), until: at(6_060), ..asked(topic) };

    for (topic, filled) in
        [(Topic::Throughput, 4), (Topic::Failures, 2), (Topic::Latency, 0), (Topic::Usage, 5)]
    {
        let chart = chart(&charts, &empty(topic)).await;
        let values: Vec<_> = chart.series.iter().flat_map(|line| &line.values).collect();
        assert_eq!(values.iter().filter(|value| ***value == Some(0.0)).count(), filled, "{topic:?}");
        assert!(values.iter().all(|value| value.is_none_or(|value| value == 0.0)));
    }
    assert_eq!(chart(&charts, &empty(Topic::Errors)).await.series, []);
}

#[tokio::test]
async fn days_weeks_and_months_are_those_of_the_time_zone() {
    let world = World::new().await;
    let charts = ClickHouseCharts::new(world.client.clone());
    let times = async |step, zone: &str, from: &str, until: &str| {
        let (from, until, time_zone) = (time(from), time(until), zone.to_owned());
        chart(&charts, &ChartQuery { from, until, step, time_zone, ..asked(Topic::Throughput) }).await.times
    };

    // On the last Sunday of March, Berlin's clocks go from UTC+1 to UTC+2: that day has 23 hours.
    assert_eq!(
        times(Step::Day, "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z").await,
        ["2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"].map(time)
    );
    assert_eq!(
        times(Step::Hour, "Asia/Kathmandu", "2026-03-28T12:00:00Z", "2026-03-28T13:30:00Z").await,
        ["2026-03-28T11:15:00Z", "2026-03-28T12:15:00Z", "2026-03-28T13:15:00Z"].map(time)
    );
    assert_eq!(
        times(Step::Week, "America/New_York", "2026-11-01T12:00:00Z", "2026-11-09T12:00:00Z").await,
        ["2026-10-26T04:00:00Z", "2026-11-02T05:00:00Z", "2026-11-09T05:00:00Z"].map(time)
    );
    assert_eq!(
        times(Step::Month, "UTC", "2026-01-31T00:00:00Z", "2026-03-01T00:00:01Z").await,
        ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"].map(time)
    );
}

#[tokio::test]
async fn every_attempt_falls_into_one_step_whatever_the_step() {
    let world = World::new().await;
    let charts = ClickHouseCharts::new(world.client.clone());
    for step in [Step::Minute, Step::FiveMinutes, Step::Hour, Step::Day, Step::Week, Step::Month] {
        for zone in ["UTC", "Asia/Kathmandu", "America/St_Johns"] {
            let query = ChartQuery { step, time_zone: zone.to_owned(), ..asked(Topic::Throughput) };
            let chart = chart(&charts, &query).await;
            let sum: f64 = chart.series.iter().flat_map(|line| &line.values).flatten().sum();
            assert_eq!(sum, 45.0, "{step:?} in {zone}: {:?}", chart.times);
        }
    }
}

#[tokio::test]
async fn a_time_zone_that_does_not_exist_is_told_from_an_engine_that_is_away() {
    let world = World::new().await;
    let charts = ClickHouseCharts::new(world.client.clone());
    let query = ChartQuery { time_zone: "Mars/Olympus".to_owned(), ..asked(Topic::Throughput) };
    let refused = charts.chart(&tenant(), &query).await.unwrap_err();
    assert!(matches!(refused, ChartError::NoSuchZone(zone) if zone == "Mars/Olympus"));

    let nobody = ClickHouseCharts::new(world.client.clone().with_url("http://127.0.0.1:9"));
    let away = nobody.chart(&tenant(), &asked(Topic::Throughput)).await.unwrap_err();
    assert!(matches!(away, ChartError::Query(_)), "{away}");
}

/// Counts what reaches ClickHouse.
struct Counted(ClickHouseCharts, AtomicUsize);

#[async_trait]
impl Charts for Counted {
    async fn chart(&self, tenant: &TenantId, query: &ChartQuery) -> Result<Chart, ChartError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.chart(tenant, query).await
    }
}

#[tokio::test]
async fn a_chart_that_many_ask_for_is_drawn_once() {
    let world = World::new().await;
    let mut place = Place::new();
    let redis = place.redis();
    let source = Arc::new(Counted(ClickHouseCharts::new(world.client.clone()), AtomicUsize::new(0)));
    let drawn = || source.1.load(Ordering::Relaxed);
    let charts = CachedCharts::new(Arc::clone(&source) as _, redis.clone());
    let query = asked(Topic::Usage);

    let many = futures::future::join_all((0..20).map(|_| chart(&charts, &query))).await;
    assert_eq!(drawn(), 1);
    assert!(many.iter().all(|chart| *chart == many[0]) && !many[0].series.is_empty());

    // Another process finds it; another tenant, and another question, get their own.
    let elsewhere = CachedCharts::new(Arc::clone(&source) as _, redis.clone());
    assert_eq!(chart(&elsewhere, &query).await, many[0]);
    assert_eq!(drawn(), 1);
    let of_other = charts.chart(&"other".parse().unwrap(), &query).await.unwrap();
    assert_ne!(of_other, many[0]);
    chart(&charts, &ChartQuery { until: query.until + TimeDelta::minutes(1), ..query.clone() }).await;
    assert_eq!(drawn(), 3);

    // What Redis has lost is drawn again, and a drawing that failed is not kept.
    redis.clear().await.unwrap();
    assert_eq!(chart(&charts, &query).await, many[0]);
    assert_eq!(drawn(), 4);
    let wrong = ChartQuery { time_zone: "Mars/Olympus".to_owned(), ..query };
    for _ in 0..2 {
        assert!(charts.chart(&tenant(), &wrong).await.is_err());
    }
    assert_eq!(drawn(), 6);
}

#[tokio::test]
async fn a_chart_that_many_ask_two_processes_for_is_drawn_once() {
    let world = World::new().await;
    let mut place = Place::new();
    let source = Arc::new(Counted(ClickHouseCharts::new(world.client.clone()), AtomicUsize::new(0)));
    let processes = [(); 2].map(|()| CachedCharts::new(Arc::clone(&source) as _, place.redis()));
    let query = asked(Topic::Latency);

    let many = futures::future::join_all((0..20).map(|n| chart(&processes[n % 2], &query))).await;
    assert_eq!(source.1.load(Ordering::Relaxed), 1);
    assert!(many.iter().all(|chart| *chart == many[0]) && !many[0].series.is_empty());
}

/// Says that it was asked, and never answers.
#[derive(Default)]
struct Stuck(Notify);

#[async_trait]
impl Charts for Stuck {
    async fn chart(&self, _: &TenantId, _: &ChartQuery) -> Result<Chart, ChartError> {
        self.0.notify_one();
        std::future::pending().await
    }
}

#[tokio::test]
async fn who_waits_for_a_process_that_is_gone_draws_in_the_end() {
    let world = World::new().await;
    let mut place = Place::new();
    let query = asked(Topic::Usage);
    let stuck = Arc::new(Stuck::default());
    let gone = CachedCharts::new(Arc::clone(&stuck) as _, place.redis());
    tokio::select! {
        _ = chart(&gone, &query) => unreachable!("it never answers"),
        () = stuck.0.notified() => {}
    }

    let source = Arc::new(Counted(ClickHouseCharts::new(world.client.clone()), AtomicUsize::new(0)));
    let charts = CachedCharts::new(Arc::clone(&source) as _, place.redis());
    assert!(!chart(&charts, &query).await.series.is_empty());
    assert_eq!(source.1.load(Ordering::Relaxed), 1);
}
