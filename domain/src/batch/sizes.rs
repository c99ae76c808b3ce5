//! How many bytes attempts took in: of each where few are reported, of all together where many are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BatchSpec, Input};
use crate::tasks::TaskSet;

/// Of up to so many attempts each is told: of more, the numbers would make an event longer by over a tenth.
pub const MAX_EACH: usize = 8;

/// The bytes of attempts that are reported together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Sizes {
    /// Of each, in their order.
    Each(Vec<u64>),
    /// Of all together.
    Total(u64),
}

impl Sizes {
    /// The bytes of attempts, as an event may hold them.
    #[must_use]
    pub fn of(each: Vec<u64>) -> Self {
        if each.len() <= MAX_EACH { Self::Each(each) } else { Self::Total(each.iter().sum()) }
    }

    /// The bytes of each of `count` attempts. Of a total, each has an equal share, and together they are the total.
    #[must_use]
    pub fn each(&self, count: usize) -> Vec<u64> {
        match self {
            Self::Each(each) if each.len() == count => each.clone(),
            Self::Each(_) => vec![0; count],
            Self::Total(total) => shares(*total, count),
        }
    }
}

fn shares(total: u64, count: usize) -> Vec<u64> {
    let (parts, count) = (count.max(1) as u64, count as u64);
    (0..count).map(|place| total / parts + u64::from(place < total % parts)).collect()
}

impl BatchSpec {
    /// The bytes of these tasks' items, as far as the batch knows: of items in the event itself, or as their share of a
    /// range of which all items are the batch's.
    pub(super) fn item_bytes(&self, tasks: impl Iterator<Item = u64>) -> Option<Sizes> {
        match &self.input {
            Input::Items(items) => {
                let places: Vec<u64> = self.pick.iter().flat_map(TaskSet::iter).collect();
                let place = |task: u64| {
                    let index = usize::try_from(task.checked_sub(self.first_task)?).ok()?;
                    if self.pick.is_none() { Some(index) } else { usize::try_from(*places.get(index)?).ok() }
                };
                let item = |task| place(task).and_then(|place| items.get(place));
                Some(Sizes::of(
                    tasks.map(|task| item(task).map_or(0, |item| item.as_str().len() as u64)).collect(),
                ))
            }
            Input::Object { length, .. } if self.pick.is_none() && self.tasks > 0 => {
                let count = tasks.count() as u128;
                u64::try_from(u128::from(*length) * count / u128::from(self.tasks)).ok().map(Sizes::Total)
            }
            Input::Object { .. } | Input::RowGroup { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_few_attempts_each_is_told_and_of_many_the_total() {
        assert_eq!(Sizes::of(vec![5, 7]), Sizes::Each(vec![5, 7]));
        assert_eq!(Sizes::of((0..9).collect()), Sizes::Total(36));
    }

    #[test]
    fn shares_of_a_total_are_equal_and_add_up() {
        assert_eq!(Sizes::Total(11).each(4), [3, 3, 3, 2]);
        assert_eq!(Sizes::Total(11).each(0), [0_u64; 0]);
        assert_eq!(Sizes::Each(vec![4, 5]).each(2), [4, 5]);
        assert_eq!(Sizes::Each(vec![4, 5]).each(3), [0, 0, 0]);
    }
}
