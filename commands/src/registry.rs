//! What those share who use the same key at the same time.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type All<K, V> = HashMap<K, Arc<V>>;

/// Values by key, each there as long as somebody has an entry for it.
pub(crate) struct Registry<K, V>(Mutex<All<K, V>>);

/// A share in the value of a key.
pub(crate) struct Entry<K: Eq + Hash, V> {
    registry: Arc<Registry<K, V>>,
    key: K,
    value: Arc<V>,
}

impl<K, V> Default for Registry<K, V> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Clone + Eq + Hash, V: Default> Registry<K, V> {
    pub(crate) fn entry(self: &Arc<Self>, key: K) -> Entry<K, V> {
        let value = Arc::clone(self.all().entry(key.clone()).or_default());
        Entry { registry: Arc::clone(self), key, value }
    }
}

impl<K: Eq + Hash, V> Registry<K, V> {
    fn all(&self) -> MutexGuard<'_, All<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows the value of a key, if anybody has it, while nobody can come or go.
    pub(crate) fn show(&self, key: &K, to: impl FnOnce(&V)) {
        if let Some(value) = self.all().get(key) {
            to(value);
        }
    }
}

impl<K: Eq + Hash, V> Deref for Entry<K, V> {
    type Target = V;

    fn deref(&self) -> &V {
        &self.value
    }
}

impl<K: Eq + Hash, V> Drop for Entry<K, V> {
    fn drop(&mut self) {
        let mut all = self.registry.all();
        // This one and the registry's own are the last two.
        if Arc::strong_count(&self.value) <= 2 {
            all.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    type Turns = Arc<Registry<&'static str, tokio::sync::Mutex<()>>>;

    #[test]
    fn the_second_waits_for_the_first_and_others_for_neither() {
        let turns = Turns::default();
        let (first, second, other) = (turns.entry("a"), turns.entry("a"), turns.entry("b"));
        let turn = first.lock().now_or_never();
        assert!(turn.is_some() && other.lock().now_or_never().is_some());
        assert!(second.lock().now_or_never().is_none());
        drop(turn);
        assert!(second.lock().now_or_never().is_some());
    }

    #[test]
    fn nobody_is_remembered_who_waits_no_more() {
        let turns = Turns::default();
        let (first, second) = (turns.entry("a"), turns.entry("a"));
        let turn = first.lock().now_or_never();
        assert!(second.lock().now_or_never().is_none());
        drop(second);
        drop(turn);
        drop(first);
        assert!(turns.all().is_empty());
    }
}
