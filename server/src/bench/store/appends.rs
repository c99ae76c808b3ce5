//! How many appends a second, by so many callers with so many events each: ours, postgres-es, and a bare insert.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use commands::ports::EventLog as _;
use cqrs_es::persist::PersistedEventRepository as _;
use domain::job::Job;
use futures::future::try_join_all;
use postgres_es::PostgresEventRepository;
use serde_json::Value;
use tokio_postgres::{Client, Statement};

use super::super::StoreArgs;
use super::super::form::{Row, median};
use super::place::Place;
use super::rows::{EVENT_TYPE, EVENT_VERSION, PAYLOAD, append, metadata, new_id, serialized, tenant};

/// Callers, events of each append, and the multiple of the peer's that must be reached.
const LOADS: [(usize, usize, f64); 6] =
    [(1, 1, 1.2), (8, 1, 2.5), (64, 1, 7.0), (512, 1, 10.0), (64, 10, 5.0), (8, 100, 4.0)];
/// The share of the bare insert that must be reached, where there is one.
const SHARES: [((usize, usize), f64); 2] = [((512, 1), 0.40), ((64, 10), 0.55)];
/// Among these sizes of its pool, the peer gets the one that it is best with.
const POOLS: [u32; 4] = [8, 16, 32, 64];
/// The rows of a bare insert.
const BARE_ROWS: usize = 1_024;

pub(super) async fn run(place: &Place, args: &StoreArgs) -> anyhow::Result<Vec<Row>> {
    let bare = Bare::new(place).await?;
    let mut rows = vec![];
    for (callers, events, bar) in LOADS {
        if args.callers.is_some_and(|only| only != callers) {
            continue;
        }
        let peer = best_pool(place, args, callers, events).await?;
        let share = SHARES.iter().find(|(load, _)| *load == (callers, events)).map(|(_, bar)| *bar);
        let (mut ours, mut theirs, mut bares) = (vec![], vec![], vec![]);
        for round in 0..args.rounds {
            for side in [round % 2, (round + 1) % 2] {
                if side == 0 {
                    ours.push(ours_per_second(place, callers, events, args.span()).await?);
                } else {
                    theirs.push(peer_per_second(&peer.pool, callers, events, args.span()).await?);
                }
                if side == 0 && share.is_some() {
                    bares.push(bare.rows_per_second(args.span()).await?);
                }
            }
            tracing::info!(callers, events, ?ours, ?theirs, ?bares, "measured");
        }
        let (name, figure) = (format!("append, {callers} callers x {events} events"), median(ours));
        let beside = format!("postgres-es persist, pool of {}", peer.size);
        rows.push(Row::new(&name, figure, "appends/s").beside(&beside, median(theirs)).at_least(bar));
        if let Some(bar) = share {
            let figure = figure * events as f64;
            let row = Row::new(format!("  of that, events of {name}"), figure, "events/s");
            rows.push(row.beside("a bare insert of 1,024 rows", median(bares)).at_least(bar));
        }
        peer.pool.close().await;
    }
    Ok(rows)
}

/// Runs `callers` loops of `one` until the time is over; answers with how many a second were done.
pub(super) async fn per_second<C, F>(callers: usize, span: Duration, one: C) -> anyhow::Result<f64>
where
    C: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = anyhow::Result<()>> + Send,
{
    let start = Instant::now();
    let caller = |_| {
        let one = one.clone();
        tokio::spawn(async move {
            let mut done = 0u32;
            while start.elapsed() < span {
                one().await?;
                done += 1;
            }
            anyhow::Ok(done)
        })
    };
    let mut done = 0;
    for caller in try_join_all((0..callers).map(caller)).await? {
        done += caller?;
    }
    Ok(f64::from(done) / start.elapsed().as_secs_f64())
}

async fn ours_per_second(
    place: &Place,
    callers: usize,
    events: usize,
    span: Duration,
) -> anyhow::Result<f64> {
    let log = Arc::clone(&place.log);
    let one = move || {
        let log = Arc::clone(&log);
        async move { Ok(log.append(append(new_id(), events)).await.map(|_| ())?) }
    };
    per_second(callers, span, one).await
}

async fn peer_per_second(
    pool: &sqlx::PgPool,
    callers: usize,
    events: usize,
    span: Duration,
) -> anyhow::Result<f64> {
    let repository = Arc::new(PostgresEventRepository::new(pool.clone()));
    let payload: Arc<Value> = Arc::new(serde_json::from_str(PAYLOAD)?);
    let one = move || {
        let (repository, payload) = (Arc::clone(&repository), Arc::clone(&payload));
        async move { Ok(repository.persist::<Job>(&serialized(&new_id(), events, &payload), None).await?) }
    };
    per_second(callers, span, one).await
}

/// The peer with the pool that it is best with.
struct Peer {
    pool: sqlx::PgPool,
    size: u32,
}

async fn best_pool(place: &Place, args: &StoreArgs, callers: usize, events: usize) -> anyhow::Result<Peer> {
    let mut best = None;
    let mut most = 0.0;
    for size in POOLS {
        let pool = place.peer(size).await?;
        let figure = peer_per_second(&pool, callers, events, args.span()).await?;
        let worse = if figure > most {
            most = figure;
            best.replace(Peer { pool, size })
        } else {
            Some(Peer { pool, size })
        };
        if let Some(worse) = worse {
            worse.pool.close().await;
        }
        // With one caller, the pool does not matter.
        if callers == 1 {
            break;
        }
    }
    best.context("the peer did nothing")
}

/// A multi-row insert into a table with our columns and keys, without any check.
struct Bare {
    client: Client,
    statement: Statement,
}

impl Bare {
    async fn new(place: &Place) -> anyhow::Result<Self> {
        let client = place.connect().await?;
        let insert = "INSERT INTO bare (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, \
                 metadata, position, tenant_id, recorded_at) \
             SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::bigint[]), unnest($4::text[]), \
                 unnest($5::text[]), unnest($6::text[])::json, unnest($7::text[])::json, unnest($8::bigint[]), \
                 unnest($9::text[]), now()";
        let statement = client.prepare(insert).await?;
        Ok(Self { client, statement })
    }

    async fn rows_per_second(&self, span: Duration) -> anyhow::Result<f64> {
        let row = self.client.query_one("SELECT coalesce(max(position), 0) FROM bare", &[]).await?;
        let (start, mut position) = (Instant::now(), row.get::<_, i64>(0));
        let before = position;
        while start.elapsed() < span {
            self.insert(position).await?;
            position += BARE_ROWS as i64;
        }
        Ok((position - before) as f64 / start.elapsed().as_secs_f64())
    }

    async fn insert(&self, position: i64) -> anyhow::Result<()> {
        let ids: Vec<String> = (0..BARE_ROWS).map(|_| new_id()).collect();
        let metadatas: Vec<String> =
            ids.iter().map(|id| serde_json::to_string(&metadata(id))).collect::<Result<_, _>>()?;
        let same = |text: &'static str| vec![text; BARE_ROWS];
        let tenant = tenant();
        let positions: Vec<i64> = (position + 1..).take(BARE_ROWS).collect();
        self.client
            .execute(
                &self.statement,
                &[
                    &same("job"),
                    &ids,
                    &vec![1i64; BARE_ROWS],
                    &same(EVENT_TYPE),
                    &same(EVENT_VERSION),
                    &same(PAYLOAD),
                    &metadatas,
                    &positions,
                    &vec![tenant.as_str(); BARE_ROWS],
                ],
            )
            .await?;
        Ok(())
    }
}
