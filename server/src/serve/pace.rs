//! Keeps work at the pace of the analyst's tables. Where both are on one machine, a large job takes what ClickHouse would need to
//! follow it: so no more is begun while the tables are too far behind. Nothing waits for ClickHouse when it is away.

use std::time::Duration;

use async_trait::async_trait;
use infra::EngineProgress;
use projections::progress::Projection;
use tokio::sync::Mutex;
use tokio::time::Instant;
use workers::pace::Pace;

/// How much longer an event may take than it takes to gather a chunk.
const SLACK: Duration = Duration::from_millis(250);
/// What is that far behind is not slow, but away, or has very much to catch up with: work does not wait for it.
const AWAY: Duration = Duration::from_secs(5);
/// How often it is looked how far they are, at most.
const LOOK: Duration = Duration::from_millis(100);

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
        let lags = self.progress.lags(Projection::ClickHouse).await.unwrap_or_default();
        let may = keep_up(&lags, self.limit);
        *looked = Some((Instant::now(), may));
        may
    }
}

/// Whether the tables keep up, or are away. Lags are in seconds.
fn keep_up(lags: &[f64], limit: Duration) -> bool {
    let most = lags.iter().copied().fold(0.0, f64::max);
    most <= limit.as_secs_f64() || most > AWAY.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_waits_for_tables_that_are_behind_and_not_for_those_that_are_away() {
        for (lags, may) in [(&[][..], true), (&[0.0, 0.4], true), (&[0.0, 0.6], false), (&[0.6, 6.0], true)] {
            assert_eq!(keep_up(lags, Duration::from_millis(500)), may, "{lags:?}");
        }
    }
}
