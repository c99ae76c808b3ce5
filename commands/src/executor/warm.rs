//! The aggregates that a process keeps at hand, bounded by the bytes that made them.

use std::any::Any;
use std::sync::Arc;

use domain::Root;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::Loaded;

/// What an aggregate is taken to cost beside the bytes of its events.
const OVERHEAD: u64 = 512;
/// About how many bytes an aggregate is expected to cost, for the cache to plan with.
const EXPECTED: u64 = 4 << 10;

/// An aggregate of any type, and what it weighs.
#[derive(Clone)]
struct Entry {
    aggregate: Arc<dyn Any + Send + Sync>,
    bytes: u64,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<String, Entry> for ByBytes {
    fn weight(&self, key: &String, entry: &Entry) -> u64 {
        OVERHEAD + key.len() as u64 + entry.bytes
    }
}

/// Warm aggregates by their key; those that were not used for long go first.
pub(super) struct Warm(Cache<String, Entry, ByBytes>);

impl Warm {
    pub(super) fn new(bytes: u64) -> Self {
        let expected = usize::try_from(bytes / EXPECTED).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(expected, bytes, ByBytes))
    }

    pub(super) fn get<A: Root>(&self, key: &str) -> Option<Loaded<A>> {
        self.0.get(key)?.aggregate.downcast_ref::<Loaded<A>>().cloned()
    }

    pub(super) fn insert<A: Root>(&self, key: String, loaded: Loaded<A>) {
        let bytes = loaded.bytes;
        self.0.insert(key, Entry { aggregate: Arc::new(loaded), bytes });
    }

    pub(super) fn remove(&self, key: &str) {
        self.0.remove(key);
    }
}
