//! How long it takes until what is committed is in a read model: the log's heads are looked at all the time, and then for when each of
//! them is reached.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use projections::progress::{Projection, ProjectionProgress as _};
use tokio::time::interval;

use crate::services::Services;

/// How often it is looked.
const EVERY: Duration = Duration::from_millis(20);

/// How long it took, each time, in milliseconds.
#[derive(Debug, Default)]
pub(super) struct Lags(BTreeMap<Projection, Vec<f64>>);

impl Lags {
    /// Those of a projection, the shortest first.
    pub(super) fn of(&self, projection: Projection) -> Vec<f64> {
        let mut lags = self.0.get(&projection).cloned().unwrap_or_default();
        lags.sort_by(f64::total_cmp);
        lags
    }
}

/// A position that is waited for, and when it was not there yet: its commit was later.
type Waiting = VecDeque<(u64, Instant)>;

/// Looks while something is done, and until all of that is in the read models.
pub(super) async fn during<T>(
    services: &Services,
    work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<Lags> {
    let mut lags = Lags::default();
    tokio::select! {
        done = work => drop(done?),
        looked = look(services, &mut lags) => looked?,
    }
    Ok(lags)
}

async fn look(services: &Services, lags: &mut Lags) -> anyhow::Result<()> {
    let (progress, mut ticks) = (services.progress(), interval(EVERY));
    let mut waiting: BTreeMap<(Projection, u16), Waiting> = BTreeMap::new();
    let mut heads: BTreeMap<u16, (u64, Instant)> = BTreeMap::new();
    loop {
        ticks.tick().await;
        for shard in services.log.served() {
            let (shard, now) = (shard.number(), Instant::now());
            let head = progress.head(shard).await?.unwrap_or(0);
            let known = heads.insert(shard, (head, now));
            for projection in [Projection::Redis, Projection::ClickHouse] {
                let waiting = waiting.entry((projection, shard)).or_default();
                if let Some((last, before)) = known
                    && last < head
                {
                    waiting.push_back((head, before));
                }
                if waiting.is_empty() {
                    continue;
                }
                let reached = progress.reached(projection, shard).await?;
                let lags = lags.0.entry(projection).or_default();
                while let Some((_, since)) = waiting.pop_front_if(|(position, _)| *position <= reached) {
                    lags.push(since.elapsed().as_secs_f64() * 1_000.0);
                }
            }
        }
    }
}

/// Waits until read models have all of the log.
pub(super) async fn until_written(services: &Services) -> anyhow::Result<()> {
    let (progress, mut ticks) = (services.progress(), interval(Duration::from_millis(200)));
    loop {
        ticks.tick().await;
        if progress.all().await?.iter().all(|progress| progress.lag_events() == 0) {
            return Ok(());
        }
    }
}
