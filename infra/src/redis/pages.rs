//! Pages of lists that were found moments ago. To find one, Redis looks at every job of it; to ask whether anything was written since is
//! one small question.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use ::redis::RedisError;
use domain::TenantId;
use projections::job_list::JobListQuery;
use quick_cache::sync::Cache;

use super::Redis;
use super::lists::Found;

/// How many pages are kept.
const MOST: usize = 256;
/// For how long one is kept. Few writes move no position: what is parked and tried again.
const FRESH: Duration = Duration::from_secs(1);

/// Pages, and when they were found.
pub(super) struct Pages {
    /// Whose positions tell whether something was written.
    shards: Vec<u16>,
    kept: Cache<(TenantId, JobListQuery), Arc<Page>>,
}

struct Page {
    mark: Mark,
    since: Instant,
    found: Found,
}

/// What the read model is made from: while it is the same, so is every page. A page is found after its mark was read, and positions
/// move after what they stand for is written, so a page has all that its mark says.
#[derive(PartialEq, Eq)]
pub(super) struct Mark {
    generation: u64,
    /// How far each shard is written, and the highest id of the jobs that were let go of.
    places: Vec<Option<String>>,
}

impl Pages {
    pub(super) fn new(shards: Vec<u16>) -> Self {
        Self { shards, kept: Cache::new(MOST) }
    }

    /// What the read model is made from now.
    pub(super) async fn mark(&self, redis: &Redis, tenant: &TenantId) -> Result<Mark, RedisError> {
        let asked = redis.ask(|keys, pipeline| {
            for shard in &self.shards {
                pipeline.get(keys.position(*shard));
            }
            pipeline.get(keys.dropped(tenant));
        });
        let places = asked.await?;
        Ok(Mark { generation: redis.known.load(Relaxed), places })
    }

    /// The page, if nothing was written since it was found.
    pub(super) fn get(&self, asked: &(TenantId, JobListQuery), mark: &Mark) -> Option<Found> {
        let page = self.kept.get(asked)?;
        (page.mark == *mark && page.since.elapsed() < FRESH).then(|| page.found.clone())
    }

    /// Keeps a page that was found after its mark was read.
    pub(super) fn keep(&self, asked: (TenantId, JobListQuery), mark: Mark, since: Instant, found: Found) {
        self.kept.insert(asked, Arc::new(Page { mark, since, found }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(generation: u64, position: u64, dropped: Option<&str>) -> Mark {
        Mark { generation, places: vec![Some(position.to_string()), None, dropped.map(str::to_owned)] }
    }

    #[test]
    fn a_page_is_shown_until_something_is_written_and_not_for_long() {
        let pages = Pages::new(vec![0, 1]);
        let asked = |limit| ("acme".parse::<TenantId>().unwrap(), JobListQuery::newest(limit));
        // As if it were found later than any of these looks.
        let later = Instant::now() + Duration::from_secs(3_600);
        pages.keep(asked(1), mark(0, 7, None), later, Found::default());
        assert!(pages.get(&asked(1), &mark(0, 7, None)).is_some());
        assert!(pages.get(&asked(2), &mark(0, 7, None)).is_none());
        for other in [mark(1, 7, None), mark(0, 8, None), mark(0, 7, Some("job_1"))] {
            assert!(pages.get(&asked(1), &other).is_none());
        }
        pages.keep(asked(1), mark(0, 7, None), Instant::now().checked_sub(FRESH).unwrap(), Found::default());
        assert!(pages.get(&asked(1), &mark(0, 7, None)).is_none());
    }
}
