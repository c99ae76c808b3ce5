//! Reads ranges of the log, one after the other, and shows how far it has come.

use std::collections::VecDeque;

use domain::RecordedEvent;
use indicatif::ProgressBar;
use infra::postgres::{Filter, Order, Scan};

use super::pace::Pace;
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
    /// What has been read and is not given out yet.
    ready: VecDeque<Found>,
    /// How many events are given out at once.
    step: usize,
    pace: Option<Pace>,
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
        Self {
            ranges: ranges.into(),
            filter,
            current: None,
            ready: VecDeque::new(),
            step: usize::MAX,
            pace: None,
            bar,
            passed: 0,
            found: 0,
        }
    }

    /// Gives out at most `step` events at once and, with a `rate`, so many a second.
    pub(crate) fn in_steps(self, step: usize, rate: Option<u32>) -> Self {
        let pace = rate.map(Pace::new);
        let step = pace.as_ref().map_or(step, |pace| pace.step().min(step));
        Self { step, pace, ..self }
    }

    /// The next events, perhaps none of a part of the range; nothing at the end.
    pub(crate) async fn next(&mut self) -> anyhow::Result<Option<Found>> {
        while self.ready.is_empty() {
            match self.read().await? {
                Some(found) => self.ready = steps(found, self.step),
                None => return Ok(None),
            }
        }
        let found = self.ready.pop_front();
        if let (Some(pace), Some(found)) = (&mut self.pace, &found) {
            pace.wait(found.events.len()).await;
        }
        if let (Some(found), Some((range, _))) = (&found, &self.current) {
            self.found += found.events.len() as u64;
            self.bar.set_message(format!("{} events", count(self.found)));
            self.bar.set_position(self.passed + found.reached.saturating_sub(range.after));
        }
        Ok(found)
    }

    async fn read(&mut self) -> anyhow::Result<Option<Found>> {
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

/// The same in parts of at most `step` events.
fn steps(found: Found, step: usize) -> VecDeque<Found> {
    let Found { shard, mut events, reached } = found;
    let mut steps = VecDeque::new();
    while events.len() > step {
        let rest = events.split_off(step);
        let reached = events.last().map_or(reached, |event| event.position);
        steps.push_back(Found { shard, events: std::mem::replace(&mut events, rest), reached });
    }
    steps.push_back(Found { shard, events, reached });
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::line::tests::an_event;

    #[test]
    fn steps_follow_each_other_without_a_gap() {
        let events = (3..8).map(|position| RecordedEvent { position, ..an_event() }).collect();
        let steps = steps(Found { shard: 1, events, reached: 20 }, 2);
        let shape: Vec<_> = steps.iter().map(|step| (step.events.len(), step.reached)).collect();
        assert_eq!(shape, [(2, 4), (2, 6), (1, 20)]);
        let nothing = super::steps(Found { shard: 1, events: vec![], reached: 9 }, 2);
        assert_eq!((nothing.len(), nothing[0].reached), (1, 9));
    }
}
