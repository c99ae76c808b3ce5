//! What had been used at any moment of the log.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use domain::{RecordedEvent, TenantId};
use infra::postgres::PostgresLog;
use projections::queries::{JobHistory as _, Moment};
use projections::usage::{UsageError, UsageHistory as _, UsedByDay, add};

use crate::support::{Place, Server, Story, at, tenant, whole_log};

async fn some_jobs(place: &mut Place) -> (Arc<PostgresLog>, Vec<RecordedEvent>) {
    let log = Arc::new(PostgresLog::new(&place.shards(3).await).unwrap());
    for name in ["dev", "other"] {
        let story = Story { tenant: name.parse().unwrap(), ..Story::new(&log) };
        story.whole_job(4).await;
        story.four_tasks(86_400).await;
    }
    let mut events = vec![];
    for shard in log.shards() {
        events.extend(whole_log(shard).await);
    }
    (log, events)
}

fn summed<'a>(tenant: &TenantId, events: impl Iterator<Item = &'a RecordedEvent>) -> UsedByDay {
    let mut days = UsedByDay::new();
    events.filter(|event| event.tenant == *tenant).for_each(|event| add(&mut days, event).unwrap());
    days
}

/// The two days on which something happened.
fn days() -> [NaiveDate; 2] {
    [at(0), at(2 * 86_400)].map(|at| at.date_naive())
}

#[tokio::test]
async fn it_is_the_sum_of_the_events_at_every_instant_and_position() {
    let mut place = Place::new();
    let (log, events) = some_jobs(&mut place).await;
    let ([from, until], names) = (days(), ["dev", "other", "none"]);
    let was = async |tenant: &TenantId, moment| {
        let cut = log.cut(moment).await.unwrap().unwrap();
        log.usage_at(tenant, from, until, &cut).await.unwrap()
    };

    for event in &events {
        let (shard, position, at) = (event.shard, event.position, event.recorded_at);
        for tenant in names.map(|name| name.parse().unwrap()) {
            for instant in [at - TimeDelta::microseconds(1), at] {
                let found = was(&tenant, Moment::Instant(instant)).await;
                let wanted = events.iter().filter(|event| event.recorded_at <= instant);
                assert_eq!(found, summed(&tenant, wanted), "{instant}");
            }
            let found = was(&tenant, Moment::Position { shard, position }).await;
            let wanted = events.iter().filter(|other| {
                other.recorded_at <= at && (other.shard != shard || other.position <= position)
            });
            assert_eq!(found, summed(&tenant, wanted), "{shard}:{position}");
        }
    }
}

#[tokio::test]
async fn only_the_days_that_are_asked_for_are_told_and_only_what_may_be_of_them_is_read() {
    let mut place = Place::new();
    let (log, events) = some_jobs(&mut place).await;
    let [first, end] = days();
    let second = first.succ_opt().unwrap();
    let now = events.iter().map(|event| event.recorded_at).max().unwrap();
    let cut = log.cut(Moment::Instant(now)).await.unwrap().unwrap();
    let all = summed(&tenant(), events.iter());

    for (from, until) in [(first, second), (second, end), (first, end), (end, end + TimeDelta::days(9))] {
        let found = log.usage_at(&tenant(), from, until, &cut).await.unwrap();
        let wanted = all.iter().filter(|(day, _)| (from..until).contains(day));
        assert!(found.iter().eq(wanted), "{from} {until}: {found:?}");
    }
    // What was recorded before a day is not looked through for it.
    let tomorrow = now.date_naive() + TimeDelta::days(2);
    assert!(log.usage_within(&tenant(), tomorrow, tomorrow, &cut, 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn too_much_to_look_through_and_what_was_taken_away_are_errors() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = Arc::new(PostgresLog::new(&config).unwrap());
    Story::new(&log).whole_job(2).await;
    let events = whole_log(&log.shards()[0]).await;
    let ([from, until], head) = (days(), events.len() as u64);
    let cut = log.cut(Moment::Position { shard: 0, position: head }).await.unwrap().unwrap();

    assert!(log.usage_within(&tenant(), from, until, &cut, head).await.is_ok());
    let refused = log.usage_within(&tenant(), from, until, &cut, head - 1).await;
    assert!(
        matches!(refused, Err(UsageError::TooFar { events, limit }) if events == head && limit == head - 1)
    );

    let server = Server::connect(&config.shards[0].address).await;
    server.execute("DELETE FROM events WHERE position = 1").await;
    let refused = log.usage_at(&tenant(), from, until, &cut).await;
    assert!(matches!(refused, Err(UsageError::Query(_))), "{refused:?}");
}
