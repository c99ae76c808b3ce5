//! What Redis counts day by day is what ClickHouse's charts say was used.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use commands::ports::EventLog;
use domain::TenantId;
use infra::clickhouse::ClickHouseCharts;
use infra::redis::{JobsSink, RedisUsage};
use projections::charts::{ChartQuery, Charts as _, Step, Topic};
use projections::runner::{Committed, Sink as _};
use projections::usage::{UsageView as _, Used};

use super::questions::World;
use super::tables::{chunk, sink};
use crate::support::{Place, Story, at, tenant, whole_log};

/// What a chart of days says, each line from its first day to its last.
async fn charted(
    charts: &ClickHouseCharts,
    tenant: &TenantId,
    topic: Topic,
    [from, until]: [NaiveDate; 2],
) -> Vec<Vec<f64>> {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let query = ChartQuery {
        topic,
        from: midnight(from),
        until: midnight(until),
        step: Step::Day,
        time_zone: "UTC".to_owned(),
        processor: None,
        queue: None,
    };
    let chart = charts.chart(tenant, &query).await.unwrap();
    chart.series.into_iter().map(|line| line.values.into_iter().flatten().collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_in_redis_are_those_of_the_charts() {
    let world = World::new().await;
    let (log, written) = (&world.log, world.log.shards()[0].head().await.unwrap());
    for second in [86_399, 86_400, 2 * 86_400, 3 * 86_400 - 1] {
        Story::new(log).four_tasks(second).await;
    }
    let events = whole_log(&log.shards()[0]).await;
    let mut place = Place::new();
    let jobs = JobsSink::new(place.redis(), Arc::clone(log) as Arc<dyn EventLog>);
    jobs.resume(0, Committed::default()).await.unwrap();
    for some in events.chunks(11) {
        assert!(jobs.write(&chunk(some)).await.unwrap().is_empty());
    }
    let later = &events[usize::try_from(written).unwrap()..];
    sink(&world.client, &Committed::default()).await.write(&chunk(later)).await.unwrap();

    let charts = ClickHouseCharts::new(world.client.clone());
    let days = [at(0), at(4 * 86_400)].map(|at| at.date_naive());
    let redis = RedisUsage::new(place.redis(), vec![0]);
    for (tenant, attempts) in [(tenant(), 73), ("other".parse().unwrap(), 20), ("none".parse().unwrap(), 0)] {
        let used = redis.usage(&tenant, days[0], days[1]).await.unwrap();
        assert_eq!(used.values().map(|used| used.attempts).sum::<u64>(), attempts);
        let line = |number: fn(Used) -> f64| -> Vec<f64> {
            let all = days[0].iter_days().take_while(|day| *day < days[1]);
            all.map(|day| number(used.get(&day).copied().unwrap_or_default())).collect()
        };
        let usage = charted(&charts, &tenant, Topic::Usage, days).await;
        let lines = [
            line(|used| (used.tasks_succeeded + used.tasks_failed) as f64),
            line(|used| used.attempts as f64),
            line(|used| used.run_time_us as f64 / 1e6),
            line(|used| used.bytes_in as f64),
            line(|used| used.bytes_out as f64),
        ];
        assert_eq!(usage, lines, "{tenant}");
        let throughput = charted(&charts, &tenant, Topic::Throughput, days).await;
        let lines = [line(|used| used.tasks_succeeded as f64), line(|used| used.tasks_failed as f64)];
        assert_eq!(throughput[..2], lines, "{tenant}");
    }
}
