//! A set of task numbers, kept as ranges: a thousand consecutive tasks cost one pair of numbers.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Task numbers as disjoint, ascending, half-open ranges. JSON: `[[0,1000],[1500,1501]]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(into = "Vec<(u64, u64)>", try_from = "Vec<(u64, u64)>")]
pub struct TaskSet(Vec<Range<u64>>);

impl TaskSet {
    /// The tasks of one range.
    #[must_use]
    pub fn range(start: u64, end: u64) -> Self {
        Self(Some(start..end).filter(|range| !range.is_empty()).into_iter().collect())
    }

    /// How many tasks.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    /// Whether there is no task.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lowest task.
    #[must_use]
    pub fn first(&self) -> Option<u64> {
        self.0.first().map(|range| range.start)
    }

    /// The highest task.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        self.0.last().map(|range| range.end - 1)
    }

    /// Every task, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().cloned().flatten()
    }

    /// Whether `task` is in the set.
    #[must_use]
    pub fn contains(&self, task: u64) -> bool {
        self.0.iter().any(|range| range.contains(&task))
    }

    /// Whether every task of `other` is in this set.
    #[must_use]
    pub fn contains_all(&self, other: &Self) -> bool {
        other.minus(self).is_empty()
    }

    /// The lowest tasks, `max` of them at most.
    #[must_use]
    pub fn up_to(&self, max: u64) -> Self {
        let mut left = max;
        let mut ranges = Vec::new();
        for range in &self.0 {
            let taken = left.min(range.end - range.start);
            if taken == 0 {
                break;
            }
            ranges.push(range.start..range.start + taken);
            left -= taken;
        }
        Self(ranges)
    }

    /// The tasks of either set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut ranges: Vec<_> = self.0.iter().chain(&other.0).cloned().collect();
        ranges.sort_by_key(|range| range.start);
        let mut merged: Vec<Range<u64>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        Self(merged)
    }

    /// The tasks of this set that are not in `other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for range in &self.0 {
            let mut start = range.start;
            for cut in other.0.iter().filter(|cut| cut.end > range.start && cut.start < range.end) {
                if cut.start > start {
                    left.push(start..cut.start);
                }
                start = start.max(cut.end);
            }
            if start < range.end {
                left.push(start..range.end);
            }
        }
        Self(left)
    }
}

impl FromIterator<u64> for TaskSet {
    fn from_iter<I: IntoIterator<Item = u64>>(tasks: I) -> Self {
        let mut sorted: Vec<u64> = tasks.into_iter().collect();
        sorted.sort_unstable();
        let mut ranges: Vec<Range<u64>> = Vec::new();
        for task in sorted {
            match ranges.last_mut() {
                Some(last) if task < last.end => {}
                Some(last) if task == last.end => last.end += 1,
                _ => ranges.push(task..task + 1),
            }
        }
        Self(ranges)
    }
}

impl From<TaskSet> for Vec<(u64, u64)> {
    fn from(set: TaskSet) -> Self {
        set.0.into_iter().map(|range| (range.start, range.end)).collect()
    }
}

impl TryFrom<Vec<(u64, u64)>> for TaskSet {
    type Error = &'static str;

    fn try_from(pairs: Vec<(u64, u64)>) -> Result<Self, Self::Error> {
        let ascending = pairs.windows(2).all(|pair| pair[0].1 < pair[1].0);
        if !ascending || pairs.iter().any(|(start, end)| start >= end) {
            return Err("task ranges must be ascending, apart and not empty");
        }
        Ok(Self(pairs.into_iter().map(|(start, end)| start..end).collect()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ranges_behave_as_the_sets_they_stand_for() {
        for a in 0..64_u64 {
            for b in 0..64_u64 {
                let bits = |n: u64| (0..6).filter(move |bit| n >> bit & 1 == 1);
                let (sa, sb): (BTreeSet<_>, BTreeSet<_>) = (bits(a).collect(), bits(b).collect());
                let (ta, tb): (TaskSet, TaskSet) = (bits(a).collect(), bits(b).collect());
                assert_eq!(ta.union(&tb), sa.union(&sb).copied().collect());
                assert_eq!(ta.minus(&tb), sa.difference(&sb).copied().collect());
                assert_eq!(ta.contains_all(&tb), sa.is_superset(&sb));
                assert_eq!(ta.len(), sa.len() as u64);
                assert_eq!(ta.up_to(b % 7), sa.iter().copied().take(b as usize % 7).collect());
            }
        }
    }

    #[test]
    fn json_that_is_no_set_is_refused() {
        assert!(serde_json::from_str::<TaskSet>("[[3,3]]").is_err());
        assert!(serde_json::from_str::<TaskSet>("[[0,3],[2,5]]").is_err());
        assert_eq!(serde_json::from_str::<TaskSet>("[[0,3],[4,5]]").unwrap().len(), 4);
    }
}
