//! Scans of a long log, with and without a filter: they give what filtering the whole log in memory gives.

use chrono::{DateTime, Utc};
use commands::ports::{EngineError, EventLog as _, NewEvent, StreamId};
use domain::RecordedEvent;
use infra::postgres::{Filter, Order, PostgresLog, Shard};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::support::{
    Place, Running, Server, a_stream, append, append_all, event, of_tenant, until, whole_log,
};

/// More events than a page, and more than the positions that are looked through for one.
const APPENDS: usize = 13;
const EVENTS: usize = 5_000;

/// The events of one append: of every kind that filters tell apart, mixed.
fn varied(append: usize, causation: Uuid) -> Vec<NewEvent> {
    let varied = |n: usize| {
        let mut event = event(&format!("{{\"n\":{n}}}"));
        event.event_type = format!("Type{}", n % 7);
        event.metadata.correlation = format!("work-{}", n % 11);
        event.metadata.causation = n.is_multiple_of(5).then_some(causation);
        event.metadata.actor = format!("actor-{}", n % 3);
        event.metadata.command = if n == 4_321 { "Seldom".to_owned() } else { format!("Command{}", n % 2) };
        event.metadata.traceparent = n.is_multiple_of(4).then(|| format!("00-{:032x}-{n:016x}-01", n % 8));
        event.metadata.build = format!("1.{append}");
        event
    };
    (0..EVENTS).map(varied).collect()
}

/// A log of two tenants and three kinds of aggregates.
async fn long_log(log: &PostgresLog) -> Vec<RecordedEvent> {
    let causation = Uuid::now_v7();
    for n in 0..APPENDS {
        let aggregate_type = ["job", "batch", "dataset"][n % 3];
        let [first, second] = [0, 1].map(|m| StreamId { aggregate_type, aggregate_id: format!("{n}-{m}") });
        let mut events = varied(n, causation);
        let rest = events.split_off(EVENTS / 3);
        let both = append_all([(&first, 0, events), (&second, 0, rest)]);
        log.append(of_tenant(["a", "b"][n / 2 % 2], both)).await.unwrap();
    }
    whole_log(&log.shards()[0]).await
}

type Chooses = Box<dyn Fn(&RecordedEvent) -> bool>;

/// Every part of a filter, with what it says in other words.
fn filters(log: &[RecordedEvent]) -> Vec<(Filter, Chooses)> {
    let all = Filter::default;
    let some = &log[23_456];
    let (instant, id) = (some.recorded_at, some.metadata.event_id);
    let cause = log[0].metadata.causation;
    vec![
        (all(), Box::new(|_| true)),
        (Filter { tenant: Some("a".parse().unwrap()), ..all() }, Box::new(|e| e.tenant.as_str() == "a")),
        (Filter { tenant: Some("none".parse().unwrap()), ..all() }, Box::new(|_| false)),
        (Filter { types: vec!["Type2".to_owned()], ..all() }, Box::new(|e| e.event_type == "Type2")),
        (
            Filter { types: ["Type2", "Type5", "None"].map(str::to_owned).to_vec(), ..all() },
            Box::new(|e| e.event_type == "Type2" || e.event_type == "Type5"),
        ),
        (
            Filter { aggregate_type: Some("batch".to_owned()), ..all() },
            Box::new(|e| e.aggregate_type == "batch"),
        ),
        (Filter { aggregate_id: Some("7-1".to_owned()), ..all() }, Box::new(|e| e.aggregate_id == "7-1")),
        (Filter { since: Some(instant), ..all() }, Box::new(move |e| e.recorded_at >= instant)),
        (Filter { before: Some(instant), ..all() }, Box::new(move |e| e.recorded_at < instant)),
        (
            Filter { correlation: Some("work-3".to_owned()), ..all() },
            Box::new(|e| e.metadata.correlation == "work-3"),
        ),
        (Filter { causation: cause, ..all() }, Box::new(move |e| e.metadata.causation == cause)),
        (Filter { event_id: Some(id), ..all() }, Box::new(move |e| e.metadata.event_id == id)),
        (Filter { actor: Some("actor-1".to_owned()), ..all() }, Box::new(|e| e.metadata.actor == "actor-1")),
        (
            Filter { command: Some("Seldom".to_owned()), ..all() },
            Box::new(|e| e.metadata.command == "Seldom"),
        ),
        (
            Filter { trace: Some(format!("{:032x}", 4)), ..all() },
            Box::new(|e| e.metadata.traceparent.as_ref().is_some_and(|t| t[3..35].ends_with('4'))),
        ),
        (Filter { build: Some("1.12".to_owned()), ..all() }, Box::new(|e| e.metadata.build == "1.12")),
        (
            combined(instant),
            Box::new(move |e| {
                e.tenant.as_str() == "b"
                    && e.event_type == "Type1"
                    && e.aggregate_type == "job"
                    && e.recorded_at >= instant
                    && e.metadata.actor == "actor-2"
            }),
        ),
    ]
}

fn combined(instant: DateTime<Utc>) -> Filter {
    Filter {
        tenant: Some("b".parse().unwrap()),
        types: vec!["Type1".to_owned()],
        aggregate_type: Some("job".to_owned()),
        since: Some(instant),
        actor: Some("actor-2".to_owned()),
        ..Filter::default()
    }
}

/// All pages of a scan. Each says how far the scan has come, and none is without bounds.
async fn pages(
    shard: &Shard,
    (after, through): (u64, u64),
    filter: &Filter,
    order: Order,
) -> Result<Vec<Vec<RecordedEvent>>, EngineError> {
    let mut scan = shard.scan(after, through, filter.clone(), order);
    let (mut pages, mut reached) = (vec![], if order == Order::Forwards { after } else { through + 1 });
    while let Some(page) = scan.next().await? {
        let before = std::mem::replace(&mut reached, page.reached);
        let inside = |event: &RecordedEvent| match order {
            Order::Forwards => before < event.position && event.position <= page.reached,
            Order::Backwards => page.reached <= event.position && event.position < before,
        };
        assert!(page.events.iter().all(inside), "{before} {reached}");
        assert!(page.events.len() <= 5_000);
        pages.push(page.events);
    }
    assert_eq!(reached, if order == Order::Forwards { through } else { after + 1 });
    Ok(pages)
}

/// The same events, and if not, where they begin to differ.
fn assert_same(found: &[RecordedEvent], wanted: &[&RecordedEvent], what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    let differs = found.iter().zip(wanted).find(|(found, wanted)| found != *wanted);
    assert!(differs.is_none(), "{what}: {differs:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_gives_what_the_filter_chooses_of_the_whole_log() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let recorded = long_log(&log).await;
    assert_eq!(recorded.len(), APPENDS * EVENTS);

    for (filter, chooses) in filters(&recorded) {
        for (after, through) in [(0, recorded.len()), (4_999, 60_001), (123, 124)] {
            let mut wanted: Vec<_> = recorded[after..through].iter().filter(|event| chooses(event)).collect();
            for order in [Order::Forwards, Order::Backwards] {
                let range = (after as u64, through as u64);
                let found = pages(&log.shards()[0], range, &filter, order).await.unwrap().concat();
                assert_same(&found, &wanted, &format!("{filter:?} {order:?} {range:?}"));
                wanted.reverse();
            }
        }
    }
}

#[tokio::test]
async fn a_range_without_positions_has_no_page() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    log.append(append(&a_stream(), 0, vec![event("{}"); 3])).await.unwrap();
    for (after, through) in [(0, 0), (3, 3), (3, 2)] {
        for order in [Order::Forwards, Order::Backwards] {
            let mut scan = log.shards()[0].scan(after, through, Filter::default(), order);
            assert!(scan.next().await.unwrap().is_none());
        }
    }
}

/// Appends events of so many mebibytes each, which do not compress.
async fn large_events(log: &PostgresLog, sizes: &[usize]) -> Vec<RecordedEvent> {
    let text: String = (0..16_384).map(|n: u32| hex::encode(Sha256::digest(n.to_be_bytes()))).collect();
    let stream = a_stream();
    for (version, size) in sizes.iter().enumerate() {
        let payload = format!("\"{version} {}\"", text.repeat(*size));
        log.append(append(&stream, version as u64, vec![event(&payload)])).await.unwrap();
    }
    whole_log(&log.shards()[0]).await
}

#[tokio::test]
async fn pages_of_large_events_are_bounded_by_bytes() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let sizes = [1, 1, 1, 1, 1, 1, 1, 7, 1, 1, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1];
    let recorded = large_events(&log, &sizes).await;

    for actor in [None, Some("tester".to_owned())] {
        let filter = Filter { actor, ..Filter::default() };
        for order in [Order::Forwards, Order::Backwards] {
            let range = (0, sizes.len() as u64);
            let pages = pages(&log.shards()[0], range, &filter, order).await.unwrap();
            for page in &pages {
                // Its last event may go over the bound of 4 MiB; those before it do not.
                let before: usize = page.iter().rev().skip(1).map(|event| event.payload.len()).sum();
                assert!(before < 4 << 20, "{before}");
            }
            let found = pages.concat();
            let mut wanted: Vec<_> = recorded.iter().collect();
            if order == Order::Backwards {
                wanted.reverse();
            }
            assert!(found.iter().eq(wanted.iter().copied()), "{order:?} {}", found.len());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_that_is_cut_off_ends_with_an_error_or_has_everything() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = PostgresLog::new(&config).unwrap();
    let recorded = large_events(&log, &[1; 24]).await;
    let server = Server::connect(&config.shards[0].address).await;
    let cutting = Running::start(async move {
        loop {
            server.cut_off("SELECT position, %").await;
        }
    });
    let filters = [Filter::default(), Filter { actor: Some("tester".to_owned()), ..Filter::default() }];
    let scan =
        async |filter, order| pages(&log.shards()[0], (0, 24), filter, order).await.map(|p| p.concat());

    let mut cut = [[0; 2]; 2];
    until("scans of each kind were cut off", async || {
        for (filter, cut) in filters.iter().zip(&mut cut) {
            for (order, cut) in [Order::Forwards, Order::Backwards].into_iter().zip(cut) {
                match scan(filter, order).await {
                    Ok(events) => assert_eq!(events.len(), recorded.len()),
                    Err(_) => *cut += 1,
                }
            }
        }
        cut.as_flattened().iter().all(|cut| *cut >= 3).then_some(())
    })
    .await;

    cutting.stop().await;
    let found = until("a scan is left alone", async || scan(&filters[1], Order::Forwards).await.ok()).await;
    assert!(found == recorded);
}
