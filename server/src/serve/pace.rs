//! Keeps work at the pace of the analyst's tables. Where both are on one machine, a large job takes what ClickHouse would need to
//! follow it: so no more is begun while the tables are too far behind. Nothing waits for ClickHouse when it is away.

use std::time::Duration;

use async_trait::async_trait;
use infra::EngineProgress;
use projections::progress::{Progress, Projection, ProjectionProgress as _};
use tokio::sync::Mutex;
use tokio::time::Instant;
use workers::pace::Pace;

/// How much longer an event may take than it takes to gather a chunk.
const SLACK: Duration = Duration::from_millis(250);
/// What is that far behind is not slow, but away, or has very much to catch up with: work does not wait for it.
const AWAY: Duration = Duration::from_secs(5);
/// How often it is looked how far they are, at most.
const LOOK: Duration = Duration::from_millis(50);

/// The pace of the tables.
pub(super) struct PaceOfTables {
    progress: EngineProgress,
    /// How far they may be behind.
    limit: Duration,
    /// When it was last looked, and whether work might begin.
    looked: Mutex<Option<(Instant, bool)>>,
}

impl PaceOfTables {
    /// Lets the tables be behind by the time in which a chunk is gathered, and some more.
    pub(super) fn new(progress: EngineProgress, gathered: Duration) -> Self {
        Self { progress, limit: gathered + SLACK, looked: Mutex::default() }
    }
}

#[async_trait]
impl Pace for PaceOfTables {
    async fn may_begin(&self) -> bool {
        let mut looked = self.looked.lock().await;
        if let Some((at, may)) = *looked
            && at.elapsed() < LOOK
        {
            return may;
        }
        // Where it cannot be known, whoever does the work will see to it.
        let all = self.progress.all().await.unwrap_or_default();
        let may = keep_up(&all, self.limit);
        *looked = Some((Instant::now(), may));
        may
    }
}

/// Whether the tables keep up, or are away.
fn keep_up(all: &[Progress], limit: Duration) -> bool {
    let lags = all.iter().filter(|progress| progress.projection == Projection::ClickHouse);
    let most = lags.map(|progress| progress.lag_seconds).fold(0.0, f64::max);
    most <= limit.as_secs_f64() || most > AWAY.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_waits_for_tables_that_are_behind_and_not_for_those_that_are_away() {
        let behind = |projection, lag_seconds| Progress {
            projection,
            shard: 0,
            position: 1,
            head: 2,
            lag_seconds,
            heard_of_at: None,
        };
        let of_tables = |lag| behind(Projection::ClickHouse, lag);
        for (all, may) in [
            (vec![], true),
            (vec![of_tables(0.0), of_tables(0.4)], true),
            (vec![of_tables(0.0), of_tables(0.6)], false),
            (vec![of_tables(0.6), of_tables(6.0)], true),
            (vec![behind(Projection::Redis, 0.6)], true),
        ] {
            assert_eq!(keep_up(&all, Duration::from_millis(500)), may, "{all:?}");
        }
    }
}
