//! Lists of jobs without a query engine: the shortest of the lists that a filter names is walked, a slice at a time, and each job
//! of it is looked at where it is. What one slice costs others is bounded, and so is what one page may look at.

use std::sync::LazyLock;
use std::time::Instant;

use ::redis::{RedisError, Script};
use domain::{JobId, TenantId};
use projections::job_list::{JobCursor, JobFilter, JobListQuery, JobPage, first_id_of};
use projections::live::Revised;
use projections::queries::{QueryError, SKEW};

use super::keys::{List, ModelKeys};
use super::stored::{self, Fields};
use super::views::{RedisViews, query_error};

/// KEYS: the list that is walked, and those in which its jobs must be too. ARGV: the command that walks, from where, to where, how many
/// jobs it may look at, how many it may find, what the keys of jobs begin with, and their processor and a text of their names, or
/// nothing. Answers how many it looked at, the last of these, those that it found, and of each its hash and what is known of its batches
/// together.
const WALK: &str = r"
local walked = redis.call(ARGV[1], KEYS[1], ARGV[2], ARGV[3], 'LIMIT', 0, ARGV[4])
local processor, text, found, rows = ARGV[7], ARGV[8], {}, {}
local function takes(id)
  for other = 2, #KEYS do
    if not redis.call('ZSCORE', KEYS[other], id) then return false end
  end
  if processor == '' and text == '' then return true end
  local job = redis.call('HMGET', ARGV[6] .. id, 'does', 'name')
  if processor ~= '' and job[1] ~= processor then return false end
  return text == '' or (job[2] and string.find(string.lower(job[2]), text, 1, true) ~= nil)
end
local looked = 0
for _, id in ipairs(walked) do
  looked = looked + 1
  if takes(id) then
    local job = ARGV[6] .. id
    local all = redis.call('HEXISTS', job, 'ended') == 0 and redis.call('HGET', ARGV[9] .. id, 'all')
    found[#found + 1] = id
    rows[#rows + 1] = {redis.call('HGETALL', job), all or ''}
    if #found == tonumber(ARGV[5]) then break end
  end
end
return {looked, walked[looked] or '', found, rows}
";

/// The same, with its hash.
static SCRIPT: LazyLock<Script> = LazyLock::new(|| Script::new(WALK));

/// How many jobs one call of the script looks at: other callers wait while it runs, a few milliseconds.
const SLICE: usize = 1_000;
/// How many jobs are looked at for one page, about.
const LOOKED_AT: usize = 50_000;
/// A walk through a list.
struct Walk<'a> {
    list: List,
    others: Vec<List>,
    query: &'a JobListQuery,
    /// Where it goes on, and where it ends, as Redis takes them.
    from: String,
    to: String,
    /// The highest id of the jobs that were let go of.
    dropped: Option<JobId>,
}

/// What a walk found.
#[derive(Clone, Default)]
pub(super) struct Found {
    pub(super) jobs: Vec<Revised>,
    next: Option<JobCursor>,
    /// The highest id of the jobs that were let go of.
    dropped: Option<JobId>,
}

/// What the script answers with.
type Walked = (usize, String, Vec<String>, Vec<(Fields, String)>);

/// What one slice of it brought.
struct Slice {
    found: Vec<Revised>,
    looked_at: usize,
    last: Option<JobId>,
    is_end: bool,
}

impl RedisViews {
    /// A page of a list that is sorted by ids, and the highest id of the jobs that were let go of.
    pub(crate) async fn page_and_dropped(
        &self,
        tenant: &TenantId,
        query: &JobListQuery,
    ) -> Result<(JobPage, Option<JobId>), QueryError> {
        let Found { jobs, next, dropped } = self.page(tenant, query).await.map_err(query_error)?;
        let jobs = jobs.into_iter().map(|job| job.summary).collect();
        Ok((JobPage { jobs, next }, dropped))
    }

    /// A page that was found before, if it is still the same, or else one that is found now.
    async fn page(&self, tenant: &TenantId, query: &JobListQuery) -> Result<Found, RedisError> {
        let Some(pages) = &self.pages else { return self.find(tenant, query).await };
        let (asked, since) = ((tenant.clone(), query.clone()), Instant::now());
        let mark = pages.mark(&self.redis, tenant).await?;
        if let Some(found) = pages.get(&asked, &mark) {
            return Ok(found);
        }
        let found = self.find(tenant, query).await?;
        pages.keep(asked, mark, since, found.clone());
        Ok(found)
    }

    /// The jobs of a page, with their revisions.
    pub(super) async fn find(&self, tenant: &TenantId, query: &JobListQuery) -> Result<Found, RedisError> {
        let mut walk = self.begin(tenant, query).await?;
        let (mut jobs, mut next, mut looked_at) = (vec![], None, 0);
        loop {
            // One more than is asked for shows whether there is a next page.
            let missing = query.limit + 1 - jobs.len();
            let slice = walk.next(self, tenant, missing).await?;
            jobs.extend(slice.found.into_iter().filter(|job: &Revised| query.filter.takes(&job.summary)));
            looked_at += slice.looked_at;
            if jobs.len() > query.limit {
                jobs.truncate(query.limit);
                next = jobs.last().map(|last| last.summary.id.into());
            } else if !slice.is_end && looked_at < LOOKED_AT {
                continue;
            } else if !slice.is_end {
                next = slice.last.map(JobCursor::from);
            }
            return Ok(Found { jobs, next, dropped: walk.dropped });
        }
    }

    async fn begin<'a>(&self, tenant: &TenantId, query: &'a JobListQuery) -> Result<Walk<'a>, RedisError> {
        let mut lists = lists_of(&query.filter);
        if lists.len() > 1 {
            let asked = self.redis.ask(|keys, pipeline| {
                for list in &lists {
                    pipeline.zcard(keys.list(tenant, list));
                }
            });
            let lengths: Vec<u64> = asked.await?;
            let mut by_length: Vec<_> = lengths.into_iter().zip(lists).collect();
            by_length.sort();
            lists = by_length.into_iter().map(|(_, list)| list).collect();
        }
        let others = lists.split_off(1);
        let (from, to) = bounds(query);
        let list = lists.pop().unwrap_or(List::All);
        Ok(Walk { list, others, query, from, to, dropped: None })
    }
}

impl Walk<'_> {
    async fn next(
        &mut self,
        views: &RedisViews,
        tenant: &TenantId,
        find: usize,
    ) -> Result<Slice, RedisError> {
        let filters = !self.others.is_empty()
            || self.query.filter.text.is_some()
            || self.query.filter.processor.is_some();
        let look_at = if filters { SLICE } else { find };
        let asked = views.redis.ask_script(&SCRIPT, |keys, pipeline| {
            self.call(keys, tenant, look_at, find, pipeline);
            pipeline.get(keys.dropped(tenant));
        });
        let ((looked_at, last, ids, rows), dropped): (Walked, Option<String>) = asked.await?;
        self.dropped = dropped.and_then(|id| id.parse().ok());
        let last = last.parse::<JobId>().ok();
        if let Some(last) = last {
            self.from = format!("({last}");
        }
        let is_end = looked_at < look_at && ids.len() < find;
        let revised = |(id, (job, all)): (&String, &(Fields, String))| {
            stored::revised(id.parse().ok()?, job, Some(all))
        };
        let found = ids.iter().zip(&rows).filter_map(revised).collect();
        Ok(Slice { found, looked_at, last, is_end })
    }

    fn call(
        &self,
        keys: &ModelKeys,
        tenant: &TenantId,
        look_at: usize,
        find: usize,
        pipeline: &mut ::redis::Pipeline,
    ) {
        let call = pipeline.cmd("EVALSHA").arg(SCRIPT.get_hash()).arg(1 + self.others.len());
        call.arg(keys.list(tenant, &self.list));
        for list in &self.others {
            call.arg(keys.list(tenant, list));
        }
        let (filter, descending) = (&self.query.filter, self.query.order.descending);
        call.arg(if descending { "ZREVRANGEBYLEX" } else { "ZRANGEBYLEX" });
        call.arg(&self.from).arg(&self.to).arg(look_at).arg(find).arg(keys.job_prefix(tenant));
        call.arg(filter.processor.map_or("", <&str>::from));
        call.arg(filter.text.as_deref().unwrap_or_default().to_ascii_lowercase());
        call.arg(keys.batches_prefix(tenant));
    }
}

/// The lists that a job must be in.
fn lists_of(filter: &JobFilter) -> Vec<List> {
    let mut lists: Vec<List> = filter.tags.iter().cloned().map(List::Tag).collect();
    lists.extend(filter.state.map(List::State));
    lists.extend(filter.queue.as_ref().map(|queue| List::Queue(queue.to_string())));
    if lists.is_empty() {
        lists.push(List::All);
    }
    lists
}

/// Where a walk begins and ends.
fn bounds(query: &JobListQuery) -> (String, String) {
    let JobFilter { from, until, .. } = query.filter;
    let lowest = from.map_or_else(|| "-".to_owned(), |from| format!("[{}", first_id_of(from - SKEW)));
    let highest = until.map_or_else(|| "+".to_owned(), |until| format!("({}", first_id_of(until + SKEW)));
    let (begin, end) = if query.order.descending { (highest, lowest) } else { (lowest, highest) };
    let Some(JobCursor { job, .. }) = query.after else { return (begin, end) };
    // A cursor is from within the list: nothing of it is before that.
    (format!("({job}"), end)
}
