//! Where events went: what a caller has to know to read them back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::ports::Appended;

/// The last position of each shard that commands appended to. Clones gather together.
#[derive(Debug, Clone, Default)]
pub struct Appends(Option<Arc<Mutex<BTreeMap<u16, u64>>>>);

impl Appends {
    /// Gathers what it is told; the default does not.
    #[must_use]
    pub fn gathering() -> Self {
        Self(Some(Arc::default()))
    }

    /// Remembers an append.
    pub fn add(&self, Appended { shard, position }: Appended) {
        if let Some(gathered) = &self.0 {
            let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
            let last = gathered.entry(shard).or_default();
            *last = position.max(*last);
        }
    }

    /// The shards and their positions.
    #[must_use]
    pub fn positions(&self) -> Vec<(u16, u64)> {
        let Some(gathered) = &self.0 else { return vec![] };
        gathered.lock().unwrap_or_else(PoisonError::into_inner).clone().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_position_of_each_shard_counts() {
        let appends = Appends::gathering();
        for (shard, position) in [(1, 7), (0, 3), (1, 5)] {
            appends.clone().add(Appended { shard, position });
        }
        assert_eq!(appends.positions(), [(0, 3), (1, 7)]);
        let silent = Appends::default();
        silent.add(Appended { shard: 0, position: 1 });
        assert_eq!(silent.positions(), []);
    }
}
