//! One batch on its way through runners, chunk by chunk.
//!
//! A runner sends finished replies at the latest after a few milliseconds, and the time limit
//! starts anew with each reply. So a filter that legitimately takes long on every item is never
//! interrupted, and the first item without a reply is nearly always the one that is at work.
//! Nearly: finished replies may still be held back when a runner hangs or dies. The rest of its
//! chunk then runs *carefully*: each reply is sent before the next item begins, so that the first
//! item without a reply certainly is the culprit. A batch stays careful for a while, because bad
//! items come in groups, and since being careful costs microseconds for each item, whereas a
//! culprit that is met without care costs its time limit once more.

use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::time::timeout;

use super::error::{ErrorClass, ItemError, ItemResult};
use super::process::Runner;

/// How many items, and how many bytes of them, go into a chunk. One item always fits.
const CHUNK_ITEMS: usize = 256;
const CHUNK_BYTES: usize = 256 * 1024;

/// How many items must go well before a batch that met a culprit stops being careful.
const CAREFUL_ITEMS: usize = 256;

/// The state of a batch: the items before `results.len()` are done.
pub(super) struct Batch<'a> {
    items: &'a [Bytes],
    limit: Duration,
    results: Vec<ItemResult>,
    /// How many more items to be careful with.
    careful: usize,
    /// The item during which a runner died for the first time.
    excused: Option<usize>,
    /// When the item at work began, at the earliest.
    since: Instant,
}

/// Why a chunk was not finished.
enum Stop {
    /// An item took longer than its limit.
    TimedOut,
    /// The runner died.
    Broken,
}

impl<'a> Batch<'a> {
    pub(super) fn new(items: &'a [Bytes], limit: Duration) -> Self {
        let results = Vec::with_capacity(items.len());
        Self { items, limit, results, careful: 0, excused: None, since: Instant::now() }
    }

    pub(super) fn is_done(&self) -> bool {
        self.results.len() == self.items.len()
    }

    pub(super) fn into_results(self) -> Vec<ItemResult> {
        self.results
    }

    /// Gives every item that is not done the same error.
    pub(super) fn fail_all(mut self, error: &ItemError) -> Vec<ItemResult> {
        let failed = ItemResult { micros: 0, result: Err(error.clone()) };
        self.results.resize(self.items.len(), failed);
        self.results
    }

    /// Runs the next chunk. Gives the runner back if it is still good.
    pub(super) async fn run_chunk(&mut self, mut runner: Runner) -> Option<Runner> {
        let begin = self.results.len();
        let end = chunk_end(self.items, begin);
        let careful = self.careful > 0;
        let Err(stop) = self.exchange(&mut runner, end, careful).await else {
            self.careful = self.careful.saturating_sub(end - begin);
            return Some(runner);
        };
        // With one item left, no finished reply can have been held back.
        let culprit_is_known = careful || self.results.len() + 1 == end;
        self.careful = CAREFUL_ITEMS;
        match stop {
            Stop::TimedOut => {
                runner.kill().await;
                if culprit_is_known {
                    self.fail(timed_out(self.limit));
                }
            }
            Stop::Broken => {
                let error = runner.autopsy().await;
                if culprit_is_known {
                    self.accuse(error);
                }
            }
        }
        None
    }

    /// Sends the items up to `end` and takes in their results.
    async fn exchange(&mut self, runner: &mut Runner, end: usize, careful: bool) -> Result<(), Stop> {
        let items = &self.items[self.results.len()..end];
        runner.send_items(items, careful).await.map_err(|_| Stop::Broken)?;
        self.since = Instant::now();
        while self.results.len() < end {
            let reply = timeout(self.limit, runner.reply()).await;
            self.results.push(reply.map_err(|_| Stop::TimedOut)?.map_err(|_| Stop::Broken)?);
            self.since = Instant::now();
        }
        Ok(())
    }

    /// Fails the item during which a runner died, if it is the second time.
    ///
    /// The first time may be the fault of the items before, which left little memory, or of
    /// somebody who killed the runner. The second time, the item is the first of a new runner.
    fn accuse(&mut self, error: ItemError) {
        let item = Some(self.results.len());
        if self.excused == item {
            self.fail(error);
        } else {
            self.excused = item;
        }
    }

    fn fail(&mut self, error: ItemError) {
        tracing::info!(class = error.class.as_str(), "a jq runner was lost to an item");
        let micros = u32::try_from(self.since.elapsed().as_micros()).unwrap_or(u32::MAX);
        self.results.push(ItemResult { micros, result: Err(error) });
    }
}

fn chunk_end(items: &[Bytes], begin: usize) -> usize {
    let mut bytes = 0;
    let fitting = items[begin..].iter().take(CHUNK_ITEMS).take_while(|item| {
        bytes += item.len();
        bytes <= CHUNK_BYTES
    });
    begin + fitting.count().max(1)
}

fn timed_out(limit: Duration) -> ItemError {
    ItemError::new(ErrorClass::TimedOut, format!("the filter did not end within {} ms", limit.as_millis()))
}
