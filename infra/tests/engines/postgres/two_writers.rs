//! Two processes append to the same streams of a shard while their connections are cut, again and again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use commands::ports::{AppendError, EventLog as _, StreamId};
use domain::RecordedEvent;
use futures::future::join_all;
use infra::postgres::{PostgresConfig, PostgresLog, Shard};
use uuid::Uuid;

use crate::support::{Place, Server, a_stream, append_all, events, ids, tenant, until, whole_log};

const STREAMS: usize = 8;
/// How many callers each process has.
const CALLERS: usize = 8;
/// How often connections are cut, and how many appends succeed between two cuts.
const CUTS: usize = 25;
const BETWEEN: usize = 10;

/// What an append's caller was told.
#[derive(Debug)]
enum Told {
    /// Its last event is at this position.
    Done(u64),
    /// It had no effect.
    Refused,
    /// Nobody knows.
    Unknown,
}

#[derive(Default)]
struct Progress {
    done: AtomicUsize,
    /// The connections were cut often enough.
    over: AtomicBool,
    /// No append is under way any more.
    quiet: AtomicBool,
}

#[tokio::test(flavor = "multi_thread")]
async fn two_writers_whose_connections_are_cut_lose_nothing_and_leave_no_hole() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let logs = [0, 1].map(|_| Arc::new(PostgresLog::new(&config).unwrap()));
    let streams: Arc<Vec<StreamId>> = Arc::new((0..STREAMS).map(|_| a_stream()).collect());
    let progress = Arc::new(Progress::default());

    let following = tokio::spawn(follow(logs[0].shards()[0].clone(), Arc::clone(&progress)));
    let calling = (0..2 * CALLERS).map(|number| {
        let (log, streams) = (Arc::clone(&logs[number % 2]), Arc::clone(&streams));
        let caller = Caller { log, streams, progress: Arc::clone(&progress), versions: HashMap::new() };
        tokio::spawn(caller.call(number))
    });
    let calling: Vec<_> = calling.collect();
    cut(&config, &progress).await;
    let told: Vec<_> = join_all(calling).await.into_iter().flat_map(Result::unwrap).collect();
    progress.quiet.store(true, Ordering::Release);

    let log = whole_log(&logs[0].shards()[0]).await;
    // Who followed the log meanwhile saw no hole, and all of it.
    assert_eq!(following.await.unwrap(), log.len() as u64);
    check(&log, &told);
    assert!(told.iter().any(|(_, told)| matches!(told, Told::Unknown)), "no append was cut off");
}

/// The log has what it should, by what each caller was told.
fn check(log: &[RecordedEvent], told: &[(Vec<Uuid>, Told)]) {
    let places: BTreeMap<Uuid, u64> =
        log.iter().map(|event| (event.metadata.event_id, event.position)).collect();
    assert_eq!(places.len(), log.len(), "an event is there twice");
    let mut found = 0;
    for (ids, told) in told {
        let there: Vec<u64> = ids.iter().filter_map(|id| places.get(id).copied()).collect();
        let in_one_piece = there.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let whole_or_absent = there.is_empty() || there.len() == ids.len();
        assert!(whole_or_absent && in_one_piece, "{told:?}: {there:?} of {} events", ids.len());
        match told {
            Told::Done(position) => assert_eq!(there.last(), Some(position)),
            Told::Refused => assert!(there.is_empty(), "refused, but it is there"),
            Told::Unknown => {}
        }
        found += there.len();
    }
    assert_eq!(found, log.len(), "the log has what nobody appended");
}

/// Appends with the versions that it knows.
struct Caller {
    log: Arc<PostgresLog>,
    streams: Arc<Vec<StreamId>>,
    progress: Arc<Progress>,
    versions: HashMap<StreamId, u64>,
}

impl Caller {
    /// Appends to one or two streams at a time, until the connections were cut often enough.
    async fn call(mut self, number: usize) -> Vec<(Vec<Uuid>, Told)> {
        let mut told = vec![];
        for turn in number.. {
            if self.progress.over.load(Ordering::Acquire) {
                break;
            }
            let mut wanted = vec![self.streams[turn % STREAMS].clone()];
            let second = &self.streams[turn * 3 % STREAMS];
            wanted.extend((wanted[0] != *second).then(|| second.clone()));
            told.push(self.append(&wanted, 1 + turn % 3).await);
        }
        told
    }

    async fn append(&mut self, wanted: &[StreamId], count: usize) -> (Vec<Uuid>, Told) {
        let version = |stream| self.versions.get(stream).copied().unwrap_or(0);
        let append = append_all(wanted.iter().map(|stream| (stream, version(stream), events(count))));
        let ids = ids(&append);
        let told = match self.log.append(append).await {
            Ok(appended) => {
                self.progress.done.fetch_add(1, Ordering::AcqRel);
                for stream in wanted {
                    *self.versions.entry(stream.clone()).or_default() += count as u64;
                }
                Told::Done(appended.position)
            }
            Err(AppendError::Conflict { stream, actual, .. }) => {
                self.versions.insert(stream, actual);
                Told::Refused
            }
            Err(AppendError::Unavailable(_)) => Told::Refused,
            Err(AppendError::Unknown(_)) => {
                for stream in wanted {
                    self.read_again(stream).await;
                }
                Told::Unknown
            }
            Err(error) => panic!("{error}"),
        };
        (ids, told)
    }

    async fn read_again(&mut self, stream: &StreamId) {
        if let Ok(found) = self.log.read_stream(&tenant(), stream, 0).await {
            self.versions.insert(stream.clone(), found.len() as u64);
        }
    }
}

/// Cuts the connections that append, whatever they are doing.
async fn cut(config: &PostgresConfig, progress: &Progress) {
    let server = Server::connect(&config.shards[0].address).await;
    for _ in 0..CUTS {
        let before = progress.done.load(Ordering::Acquire);
        until("appends succeed", async || {
            (progress.done.load(Ordering::Acquire) >= before + BETWEEN).then_some(())
        })
        .await;
        until("a connection is there to be cut", async || {
            (server.end_connections("%append_events%").await > 0).then_some(())
        })
        .await;
    }
    progress.over.store(true, Ordering::Release);
}

/// Follows the log with a cursor until nothing more comes; gives where it ended.
async fn follow(shard: Shard, progress: Arc<Progress>) -> u64 {
    let mut cursor = 0;
    loop {
        let quiet = progress.quiet.load(Ordering::Acquire);
        let page = shard.read_log(cursor, 50).await;
        for event in page.iter().flatten() {
            assert_eq!(event.position, cursor + 1, "an event was passed over");
            cursor = event.position;
        }
        if quiet && page.is_ok_and(|page| page.is_empty()) {
            return cursor;
        }
    }
}
