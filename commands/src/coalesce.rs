//! Work that many want at once, done once for all of them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot::{self, Receiver, Sender};

/// Coalesces work by what it is. While it is under way, whoever else wants it waits until that is over, and then it is done once for
/// all who wait. So nobody gets what was so before they asked, nothing has to be kept, and nothing has to be forgotten in time.
///
/// Those who do not wait any more hold nobody up: whoever does the work is one of those who want it, and when they go, the next of them
/// begins it anew.
pub struct Coalescer<K: Clone + Eq + Hash, V>(Arc<Waiting<K, V>>);

/// What is under way, and who waits for its next turn.
type Waiting<K, V> = Mutex<HashMap<K, Vec<Sender<Turn<K, V>>>>>;

enum Turn<K: Clone + Eq + Hash, V> {
    /// Somebody did the work.
    Done(V),
    /// It is to be done.
    Do(Doing<K, V>),
}

impl<K: Clone + Eq + Hash, V> Default for Coalescer<K, V> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Coalescer<K, V> {
    /// What the work gives, which was begun after this was called. `work` gets for how many it is done.
    pub async fn run<F: Future<Output = V>>(&self, key: &K, work: impl FnOnce(usize) -> F) -> V {
        let mut doing = loop {
            match self.begin_or_wait(key) {
                Ok(doing) => break doing,
                Err(turn) => match turn.await {
                    Ok(Turn::Done(value)) => return value,
                    Ok(Turn::Do(doing)) => break doing,
                    Err(_) => {}
                },
            }
        };
        let value = work(1 + doing.others.len()).await;
        for other in doing.others.drain(..) {
            // Some may have gone.
            let _ = other.send(Turn::Done(value.clone()));
        }
        value
    }

    fn begin_or_wait(&self, key: &K) -> Result<Doing<K, V>, Receiver<Turn<K, V>>> {
        let mut all = lock(&self.0);
        if let Some(waiting) = all.get_mut(key) {
            let (sender, receiver) = oneshot::channel();
            waiting.push(sender);
            return Err(receiver);
        }
        all.insert(key.clone(), vec![]);
        Ok(Doing { all: Arc::clone(&self.0), key: key.clone(), others: vec![] })
    }
}

/// The duty to do the work. When it ends, in whatever way, it goes to one of those who wait.
struct Doing<K: Clone + Eq + Hash, V> {
    all: Arc<Waiting<K, V>>,
    key: K,
    /// For whom it is done too.
    others: Vec<Sender<Turn<K, V>>>,
}

impl<K: Clone + Eq + Hash, V> Doing<K, V> {
    /// The next who does it, for all who wait; if nobody does, it is not under way any more.
    fn hand_over(&mut self) -> Option<(Sender<Turn<K, V>>, Self)> {
        let mut all = lock(&self.all);
        let waiting = all.get_mut(&self.key)?;
        self.others.append(waiting);
        self.others.retain(|other| !other.is_closed());
        if self.others.is_empty() {
            all.remove(&self.key);
            return None;
        }
        let next = self.others.remove(0);
        let others = std::mem::take(&mut self.others);
        Some((next, Self { all: Arc::clone(&self.all), key: self.key.clone(), others }))
    }
}

impl<K: Clone + Eq + Hash, V> Drop for Doing<K, V> {
    fn drop(&mut self) {
        if let Some((next, doing)) = self.hand_over() {
            // Who went meanwhile hands it over in turn: what is not taken is dropped.
            let _ = next.send(Turn::Do(doing));
        }
    }
}

fn lock<K, V>(all: &Mutex<HashMap<K, V>>) -> MutexGuard<'_, HashMap<K, V>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use futures::future::join_all;
    use futures::{FutureExt as _, poll};
    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn who_asks_meanwhile_waits_for_one_more_turn_together() {
        let (coalescer, turns, open) =
            (Coalescer::<&str, (usize, usize)>::default(), AtomicUsize::new(0), Semaphore::new(0));
        let ask = || {
            let work = async |people| {
                open.acquire().await.unwrap().forget();
                (turns.fetch_add(1, Relaxed) + 1, people)
            };
            coalescer.run(&"the same", work)
        };
        let mut first = Box::pin(ask());
        assert!(poll!(&mut first).is_pending());
        let mut others: Vec<_> = (0..5).map(|_| Box::pin(ask())).collect();
        for other in &mut others {
            assert!(poll!(other).is_pending());
        }
        open.add_permits(2);
        assert_eq!(first.await, (1, 1));
        assert_eq!(join_all(others).await, [(2, 5); 5]);
        assert_eq!(coalescer.run(&"the same", async |people| (7, people)).await, (7, 1));
        assert!(lock(&coalescer.0).is_empty());
    }

    #[tokio::test]
    async fn who_goes_holds_nobody_up() {
        let coalescer = Coalescer::<u8, &str>::default();
        let forever = || Box::pin(coalescer.run(&1, |_| pending()));
        let (mut first, mut second, mut last) = (forever(), forever(), forever());
        let mut waits = Box::pin(coalescer.run(&1, async |_| "done"));
        assert!(poll!(&mut first).is_pending() && poll!(&mut second).is_pending());
        assert!(poll!(&mut waits).is_pending() && poll!(&mut last).is_pending());
        // The second is told, and goes before it looks.
        drop(first);
        drop(second);
        drop(last);
        assert_eq!(waits.now_or_never(), Some("done"));
        assert!(lock(&coalescer.0).is_empty());
    }

    #[tokio::test]
    async fn who_asks_for_something_else_does_not_wait() {
        let coalescer = Coalescer::<u8, u8>::default();
        let mut never = Box::pin(coalescer.run(&1, |_| pending()));
        assert!(poll!(&mut never).is_pending());
        assert_eq!(coalescer.run(&2, async |_| 2).await, 2);
    }
}
