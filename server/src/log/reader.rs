//! Reads ranges of the log, one after the other, and shows how far it has come.

use std::collections::VecDeque;

use domain::RecordedEvent;
use indicatif::ProgressBar;
use infra::postgres::{Filter, Order, Scan};

use super::range::Range;
use crate::cli::output::Output;
use crate::cli::text::count;

/// Positions are what the bar counts: a filter chooses few of them, and still all are looked at.
const TEMPLATE: &str = "{msg} {wide_bar} {human_pos}/{human_len} positions  {rate}/s  ETA {eta}";

/// Events that were found, in order of position.
#[derive(Debug)]
pub(crate) struct Found {
    /// Their shard.
    pub(crate) shard: u16,
    /// The events.
    pub(crate) events: Vec<RecordedEvent>,
    /// All of the shard's range up to here has been read.
    pub(crate) reached: u64,
}

/// What is left to read.
pub(crate) struct Reader {
    ranges: VecDeque<Range>,
    filter: Filter,
    current: Option<(Range, Scan)>,
    bar: ProgressBar,
    /// Positions of the ranges that have been read.
    passed: u64,
    found: u64,
}

impl Reader {
    /// Reads the events of `ranges` that `filter` lets pass.
    pub(crate) fn new(ranges: Vec<Range>, filter: Filter, output: Output) -> Self {
        let positions = ranges.iter().map(Range::positions).sum();
        let bar = output.bar(Some(positions), TEMPLATE);
        Self { ranges: ranges.into(), filter, current: None, bar, passed: 0, found: 0 }
    }

    /// The next events, perhaps none of a part of the range; nothing at the end.
    pub(crate) async fn next(&mut self) -> anyhow::Result<Option<Found>> {
        loop {
            if self.current.is_none() {
                let Some(range) = self.ranges.pop_front() else {
                    self.bar.finish_and_clear();
                    return Ok(None);
                };
                let scan = range.shard.scan(range.after, range.through, self.filter.clone(), Order::Forwards);
                self.current = Some((range, scan));
            }
            let Some((range, scan)) = &mut self.current else { continue };
            if let Some(page) = scan.next().await? {
                self.found += page.events.len() as u64;
                self.bar.set_message(format!("{} events", count(self.found)));
                self.bar.set_position(self.passed + page.reached.saturating_sub(range.after));
                let shard = range.shard.number();
                return Ok(Some(Found { shard, events: page.events, reached: page.reached }));
            }
            self.passed += range.positions();
            self.current = None;
        }
    }

    /// Says something to people without spoiling the bar.
    pub(crate) fn say(&self, line: &str) {
        self.bar.suspend(|| crate::cli::output::write_stderr(line));
    }
}
